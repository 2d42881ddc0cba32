/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Entry of each CPU at EL2, MMU off, and the exception vectors.
 *
 * A CPU's stack holds the guest's registers (struct frame) at its top while the
 * hypervisor runs, and nothing while the guest runs.
 */
#include "cpu.h"
#include "frame.h"

	.section .text.start, "ax"

/* CPU 0: from the loader. */
	.global _start
_start:
	mov	x0, #0
/* Others: from PSCI CPU_ON, the context id in x0 is the CPU's index. */
	.global hyp_secondary_entry
hyp_secondary_entry:
	adr	x1, vectors
	msr	vbar_el2, x1
	adrp	x1, stacks
	add	x1, x1, :lo12:stacks
	mov	x2, #STACK_SIZE
	madd	x2, x0, x2, x2
	add	x1, x1, x2
	sub	x1, x1, #FRAME_SIZE
	mov	sp, x1
	isb
	bl	hyp_cpu_main
	b	enter_guest

	.text

.macro vector number
	.balign	0x80
	sub	sp, sp, #FRAME_SIZE
	stp	x0, x1, [sp, #FRAME_X + 16 * 0]
	mov	x1, #\number
	b	exit_guest
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

exit_guest:
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
	mrs	x2, elr_el2
	mrs	x3, spsr_el2
	stp	x30, x2, [sp, #FRAME_X + 16 * 15]
	str	x3, [sp, #FRAME_SPSR]
	mov	x0, sp
	bl	hyp_exit

enter_guest:
	ldr	x3, [sp, #FRAME_SPSR]
	ldp	x30, x2, [sp, #FRAME_X + 16 * 15]
	msr	spsr_el2, x3
	msr	elr_el2, x2
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

	.bss
	.balign	16
stacks:
	.skip	STACK_SIZE * PORTS_CPUS
