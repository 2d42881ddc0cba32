/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* QEMU enters at EL1 with the MMU off; one CPU, one stack. */
	.section .text.start, "ax"
	.global _start
_start:
	adr	x0, stack_top
	mov	sp, x0
	bl	bench_main
	/* Semihosting SYS_EXIT with ADP_Stopped_ApplicationExit. */
	adr	x1, exit_block
	str	x0, [x1, #8]
	mov	x0, #0x18
	hlt	#0xf000
	b	.

/* Semihosting SYS_WRITE0: the text at x0. */
	.global bench_write0
bench_write0:
	mov	x1, x0
	mov	x0, #0x04
	hlt	#0xf000
	ret

	.data
	.balign	8
exit_block:
	.quad	0x20026, 0

	.bss
	.balign	16
stack:
	.space	16384
stack_top:
