/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The guest steps itself, across instructions the CPU executes and instructions
 * the hypervisor executes for it: one stop before each, none lost, none twice.
 */
#include "guest.h"

void stepped(void);
void stepped_end(void);
__asm__(".pushsection .text\n"
	"	.balign 64\n"
	"stepped: nop\n"
	"	mrs x0, mdscr_el1\n" /* trapped by MDCR_EL2.TDA */
	"	add x1, x1, #1\n"
	"	msr dbgbvr1_el1, x1\n" /* likewise */
	"	mrs x0, dbgbvr1_el1\n"
	"	mrs x0, oslsr_el1\n"       /* by TDOSA, whatever the policy */
	"	mrs x0, id_aa64dfr0_el1\n" /* if the guest has fewer registers than the CPU */
	"	mrs x0, id_aa64pfr0_el1\n"
	"	add x1, x1, #1\n"
	"	hvc #0x20\n"
	"	mov x0, #0x84000000\n" /* PSCI_VERSION */
	"	smc #0\n"              /* HCR_EL2.TSC */
	"	add x1, x1, #1\n"
	"	mrs x0, s2_0_c0_c2_2\n" /* MDSCR_EL1 again */
	"stepped_end:\n"
	"	svc #0\n"
	".popsection\n");

/* Steps begin with an exception return, whose SPSR has SS set. */
static void run(uint64_t spsr, uint64_t mdscr)
{
	guest_step_until((uintptr_t)stepped_end);
	__asm__ volatile("msr daifset, #8" : : : "memory");
	WRITE_SYSREG(mdscr_el1, mdscr);
	guest_eret(stepped, spsr);
	WRITE_SYSREG(mdscr_el1, 0);
	ISB();
}

static void check_stops(const char *what)
{
	const struct events *events = guest_events();
	unsigned int n, expected = ((uintptr_t)stepped_end - (uintptr_t)stepped) / 4;
	unsigned int wrong = 0;

	for (n = 0; n < events->count; n++)
		if (events->event[n].ec != EC_STEP_EL1 ||
		    events->event[n].pc != (uintptr_t)stepped + 4 * (n + 1))
			wrong++;
	check(events->count == expected && !wrong, "%s: %u stops, %u wrong, expected %u", what,
	      events->count, wrong, expected);
	for (n = 0; wrong && n < events->count; n++)
		print("# stop %u: PC +0x%lx\n", n,
		      events->event[n].pc - (uint64_t)(uintptr_t)stepped);
	guest_events_clear();
}

void guest_main(void)
{
	const uint64_t live = DBGVIRT_MDSCR_EL1_SS | DBGVIRT_MDSCR_EL1_KDE;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		run(SPSR_EL1H | DBGVIRT_SPSR_SS, live);
		check_stops("step across trapped instructions");
	}
	run(SPSR_EL1H | DBGVIRT_SPSR_D | DBGVIRT_SPSR_SS, live);
	check_none("step with PSTATE.D set, run", 0);
	run(SPSR_EL1H | DBGVIRT_SPSR_SS, DBGVIRT_MDSCR_EL1_SS);
	check_none("step without KDE, run", 0);
	run(SPSR_EL1H | DBGVIRT_SPSR_SS, DBGVIRT_MDSCR_EL1_KDE);
	check_none("no step, run", 0);
}
