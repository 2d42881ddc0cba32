/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Code for the hypervisor to step, at fixed offsets in a page, with every kind of
 * instruction it executes for the guest. The hypervisor prints where it stopped
 * ("step: ..."), whoever runs this compares.
 */
#include "guest.h"

void hoststep_first(void);
void hoststep_vectors(void);
__asm__(".pushsection .text\n"
	"	.balign 4096\n"
	"hoststep_page:\n"
	"	.skip 0x2c\n"
	"hoststep_first: nop\n"            /* 2c */
	"	add x1, x1, #1\n"          /* 30 */
	"	mrs x2, mdscr_el1\n"       /* 34: trapped by MDCR_EL2.TDA */
	"	add x1, x1, #1\n"          /* 38 */
	"	msr dbgbvr1_el1, xzr\n"    /* 3c: trapped */
	"	msr dbgbcr1_el1, xzr\n"    /* 40: trapped */
	"	add x1, x1, #1\n"          /* 44 */
	"	hvc #0x20\n"               /* 48 */
	"	add x1, x1, #1\n"          /* 4c */
	"	svc #0\n"                  /* 50: to a00 */
	"	add x1, x1, #1\n"          /* 54 */
	"	mov x0, #0x84000000\n"     /* 58: PSCI_VERSION */
	"	smc #0\n"                  /* 5c: trapped by HCR_EL2.TSC */
	"	add x1, x1, #1\n"          /* 60 */
	"	mrs x2, id_aa64pfr0_el1\n" /* 64: trapped for a guest with fewer registers */
	"	mov x0, x1\n"              /* 68 */
	/* For a hypervisor that loses stops, and so goes on for longer. */
	"	.rept 8\n"
	"	nop\n"
	"	.endr\n"
	"	ret\n"
	"	.org hoststep_page + 0x800\n"
	"hoststep_vectors:\n"
	"	.skip 0x200\n"
	"	nop\n"  /* a00 */
	"	eret\n" /* a04 */
	"	.balign 0x800\n"
	".popsection\n");

#define ADDS 6
/* From 30 to 68, and the two at the vector. */
#define STEPS 17

static void step_from(void (*pc)(void), uint64_t steps)
{
	register uint64_t x0 __asm__("x0") = (uintptr_t)pc;
	register uint64_t x1 __asm__("x1") = steps;

	__asm__ volatile("hvc %2" : : "r"(x0), "r"(x1), "i"(HYP_HVC_STEP) : "memory");
}

/* The code runs to its end, stepped or not: x1 counts its plain instructions. */
static uint64_t run_page(void)
{
	register uint64_t x0 __asm__("x0") = 0;
	register uint64_t x1 __asm__("x1") = 0;
	register uint64_t x2 __asm__("x2") = 0;

	__asm__ volatile("blr %3"
			 : "+r"(x0), "+r"(x1), "+r"(x2)
			 : "r"(hoststep_first)
			 : "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
			   "x14", "x15", "x16", "x17", "x30", "memory");
	return x0;
}

void guest_main(void)
{
	uint64_t vbar = READ_SYSREG(vbar_el1), adds;

	step_from(hoststep_first, STEPS);
	WRITE_SYSREG(vbar_el1, (uintptr_t)hoststep_vectors);
	ISB();
	adds = run_page();
	WRITE_SYSREG(vbar_el1, vbar);
	ISB();
	check(adds == ADDS, "%lu plain instructions executed, expected %u", adds, ADDS);
	check(READ_SYSREG(dbgbvr1_el1) == 0 && READ_SYSREG(mdscr_el1) == 0,
	      "the guest's own registers are untouched by the host's debugging");
}
