/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A second CPU, and breakpoints and watchpoints of each, which are no other's. */
#include "guest.h"

#define PSCI_CPU_ON_64        0xc4000003
#define PSCI_CPU_OFF          0x84000002
#define PSCI_AFFINITY_INFO_64 0xc4000004
#define PSCI_ALREADY_ON       UINT64_C(-4)
#define PSCI_OFF              1
#define WCR_STORE                                                                    \
	(DBGVIRT_DBGWCR_EL1_BAS_MASK | UINT64_C(2) << DBGVIRT_DBGWCR_EL1_LSC_SHIFT | \
	 UINT64_C(1) << DBGVIRT_DBGWCR_EL1_PAC_SHIFT | DBGVIRT_DBGWCR_EL1_E)
#define ROUNDS 4
#define MAIN   0
#define SECOND 1

void target_0(void);
void target_1(void);
__asm__(".pushsection .text\n"
	"target_0: nop\n"
	"	ret\n"
	"target_1: nop\n"
	"	ret\n"
	".popsection\n");

static uint64_t watched[2] __attribute__((aligned(16)));

/* Whose turn it is; the CPUs' checks are one list. */
static volatile unsigned int turn, finished;

static void wait_turn(unsigned int index)
{
	while (turn != index)
		cpu_barrier();
}

static void pass_turn(unsigned int index)
{
	cpu_barrier();
	turn = index;
}

static void arm(unsigned int index)
{
	dbgr_write(DBGVIRT_ARM64_DBGBVR(0), (uintptr_t)(index ? target_1 : target_0));
	dbgr_write(DBGVIRT_ARM64_DBGBCR(0), BCR_EL1);
	dbgr_write(DBGVIRT_ARM64_DBGWVR(0), (uintptr_t)&watched[index]);
	dbgr_write(DBGVIRT_ARM64_DBGWCR(0), WCR_STORE);
	guest_debug_on(MDSCR_ON);
}

static void store(void *at)
{
	__asm__ volatile("str xzr, [%0]" : : "r"(at) : "memory");
}

static void round(unsigned int index)
{
	const struct events *events = guest_events();

	guest_null_exit();
	target_0();
	target_1();
	check_one(EC_BREAKPOINT_EL1, index ? target_1 : target_0, "own breakpoint, CPU", index);
	store(&watched[0]);
	store(&watched[1]);
	check(events->count == 1 && events->event[0].ec == EC_WATCHPOINT_EL1 &&
		      events->event[0].far == (uintptr_t)&watched[index],
	      "own watchpoint, CPU %u: %u events", index, events->count);
	guest_events_clear();
}

static void rounds(unsigned int index)
{
	unsigned int i;

	arm(index);
	for (i = 0; i < ROUNDS; i++) {
		wait_turn(index);
		round(index);
		pass_turn(!index);
	}
}

void guest_secondary_main(uint64_t index)
{
	check(index == SECOND && cpu_index() == SECOND, "CPU %u started with context %lu",
	      cpu_index(), index);
	pass_turn(MAIN);
	rounds(SECOND);
	finished++;
	guest_psci(PSCI_CPU_OFF, 0, 0, 0);
}

static void start_second(void)
{
	uint64_t status;

	turn = SECOND;
	status = guest_psci(PSCI_CPU_ON_64, SECOND, (uintptr_t)guest_secondary_entry, SECOND);
	if (status) {
		check(false, "CPU_ON returned 0x%lx", status);
		guest_finish();
	}
	wait_turn(MAIN);
}

static void wait_off(void)
{
	while (guest_psci(PSCI_AFFINITY_INFO_64, SECOND, 0, 0) != PSCI_OFF)
		;
}

void guest_main(void)
{
	unsigned int boots;

	for (boots = 1; boots <= 2; boots++) {
		start_second();
		check(guest_psci(PSCI_CPU_ON_64, SECOND, (uintptr_t)guest_secondary_entry, 7) ==
			      PSCI_ALREADY_ON,
		      "CPU_ON of a CPU that is on");
		rounds(MAIN);
		wait_off();
		check(finished == boots, "CPU %u went off, %u times", SECOND, finished);
	}
}
