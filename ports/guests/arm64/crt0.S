/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Start of a test guest at EL1, MMU off: arm64 Image header (Linux
 * Documentation/arm64/booting.rst), stacks, vectors, and the way to EL0 and back.
 */
#include "cpu.h"
#include "guest_frame.h"

	.section .text.start, "ax"
	.global _start
_start:
	b	first_cpu
	.word	0
	.quad	0x80000			/* text_offset */
	.quad	image_size
	.quad	0xa			/* little-endian, 4K pages, anywhere in memory */
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.word	0

first_cpu:
	adrp	x1, bss_start
	add	x1, x1, :lo12:bss_start
	adrp	x2, bss_end
	add	x2, x2, :lo12:bss_end
1:	cmp	x1, x2
	b.hs	2f
	stp	xzr, xzr, [x1], #16
	b	1b
2:	mov	x0, #0
	bl	setup_cpu
	bl	guest_main
	b	guest_finish

/* From PSCI CPU_ON; the context id in x0 is the CPU's index. */
	.global guest_secondary_entry
guest_secondary_entry:
	mov	x20, x0
	bl	setup_cpu
	mov	x0, x20
	bl	guest_secondary_main
3:	wfi
	b	3b

setup_cpu:
	adrp	x1, stacks
	add	x1, x1, :lo12:stacks
	mov	x2, #GUEST_STACK_SIZE
	madd	x2, x0, x2, x2
	add	sp, x1, x2
	adr	x1, vectors
	msr	vbar_el1, x1
	isb
	ret

	.text

.macro vector number
	.balign	0x80
	sub	sp, sp, #FRAME_SIZE
	stp	x0, x1, [sp, #FRAME_X + 16 * 0]
	mov	x1, #\number
	b	exception
.endm

	.balign	0x800
vectors:
	vector	0
	vector	1
	vector	2
	vector	3
	vector	4
	vector	5
	vector	6
	vector	7
	vector	8
	vector	9
	vector	10
	vector	11
	vector	12
	vector	13
	vector	14
	vector	15

exception:
	stp	x2, x3, [sp, #FRAME_X + 16 * 1]
	stp	x4, x5, [sp, #FRAME_X + 16 * 2]
	stp	x6, x7, [sp, #FRAME_X + 16 * 3]
	stp	x8, x9, [sp, #FRAME_X + 16 * 4]
	stp	x10, x11, [sp, #FRAME_X + 16 * 5]
	stp	x12, x13, [sp, #FRAME_X + 16 * 6]
	stp	x14, x15, [sp, #FRAME_X + 16 * 7]
	stp	x16, x17, [sp, #FRAME_X + 16 * 8]
	stp	x18, x19, [sp, #FRAME_X + 16 * 9]
	stp	x20, x21, [sp, #FRAME_X + 16 * 10]
	stp	x22, x23, [sp, #FRAME_X + 16 * 11]
	stp	x24, x25, [sp, #FRAME_X + 16 * 12]
	stp	x26, x27, [sp, #FRAME_X + 16 * 13]
	stp	x28, x29, [sp, #FRAME_X + 16 * 14]
	mrs	x2, elr_el1
	mrs	x3, spsr_el1
	stp	x30, x2, [sp, #FRAME_X + 16 * 15]
	str	x3, [sp, #FRAME_SPSR]
	mov	x0, sp
	bl	guest_exception
	ldr	x3, [sp, #FRAME_SPSR]
	ldp	x30, x2, [sp, #FRAME_X + 16 * 15]
	msr	spsr_el1, x3
	msr	elr_el1, x2
	ldp	x28, x29, [sp, #FRAME_X + 16 * 14]
	ldp	x26, x27, [sp, #FRAME_X + 16 * 13]
	ldp	x24, x25, [sp, #FRAME_X + 16 * 12]
	ldp	x22, x23, [sp, #FRAME_X + 16 * 11]
	ldp	x20, x21, [sp, #FRAME_X + 16 * 10]
	ldp	x18, x19, [sp, #FRAME_X + 16 * 9]
	ldp	x16, x17, [sp, #FRAME_X + 16 * 8]
	ldp	x14, x15, [sp, #FRAME_X + 16 * 7]
	ldp	x12, x13, [sp, #FRAME_X + 16 * 6]
	ldp	x10, x11, [sp, #FRAME_X + 16 * 5]
	ldp	x8, x9, [sp, #FRAME_X + 16 * 4]
	ldp	x6, x7, [sp, #FRAME_X + 16 * 3]
	ldp	x4, x5, [sp, #FRAME_X + 16 * 2]
	ldp	x2, x3, [sp, #FRAME_X + 16 * 1]
	ldp	x0, x1, [sp, #FRAME_X + 16 * 0]
	add	sp, sp, #FRAME_SIZE
	eret

/*
 * void guest_eret(void (*code)(void), uint64_t spsr): run code with that PSTATE,
 * by exception return. It ends with SVC, whose handler goes to guest_eret_back.
 */
	.global guest_eret
guest_eret:
	stp	x29, x30, [sp, #-96]!
	stp	x19, x20, [sp, #16]
	stp	x21, x22, [sp, #32]
	stp	x23, x24, [sp, #48]
	stp	x25, x26, [sp, #64]
	stp	x27, x28, [sp, #80]
	msr	elr_el1, x0
	msr	spsr_el1, x1
	isb
	eret
	.global guest_eret_back
guest_eret_back:
	ldp	x27, x28, [sp, #80]
	ldp	x25, x26, [sp, #64]
	ldp	x23, x24, [sp, #48]
	ldp	x21, x22, [sp, #32]
	ldp	x19, x20, [sp, #16]
	ldp	x29, x30, [sp], #96
	ret

	.bss
	.balign	16
stacks:
	.skip	GUEST_STACK_SIZE * PORTS_CPUS
