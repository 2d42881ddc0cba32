/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Breakpoints in every slot, at EL1 and EL0, linked to a context ID, and disabled. */
#include "guest.h"

/* Code to hit: the instruction is skipped by the exception handler. */
void target_el1(void);
void target_el0(void);
void target_row(void);
__asm__(".pushsection .text\n"
	"	.balign 64\n"
	"target_el1: nop\n"
	"	ret\n"
	"target_el0: nop\n"
	"	svc #0\n"
	"	.balign 64\n"
	"target_row:\n"
	"	.rept 16\n"
	"	nop\n"
	"	.endr\n"
	"	ret\n"
	".popsection\n");

#define CONTEXT UINT64_C(0x1234)

static void arm(unsigned int n, uint64_t bvr, uint64_t bcr)
{
	dbgr_write(DBGVIRT_ARM64_DBGBVR(n), bvr);
	dbgr_write(DBGVIRT_ARM64_DBGBCR(n), bcr);
	guest_null_exit();
}

static void disarm(unsigned int n)
{
	dbgr_write(DBGVIRT_ARM64_DBGBCR(n), 0);
	guest_null_exit();
}

/* Nothing is cleared before: what a reset leaves behind must not hit. */
static void test_slot(unsigned int n)
{
	arm(n, (uintptr_t)target_el1, BCR_EL1);
	guest_debug_on(MDSCR_ON);
	target_el1();
	check_one(EC_BREAKPOINT_EL1, target_el1, "breakpoint at EL1 in slot", n);
	guest_null_exit();
	target_el1();
	check_one(EC_BREAKPOINT_EL1, target_el1, "again after an exit, slot", n);
	disarm(n);
	target_el1();
	check_none("disabled breakpoint in slot", n);

	arm(n, (uintptr_t)target_el0, BCR_EL0);
	guest_eret(target_el0, SPSR_EL0T);
	check_one(EC_BREAKPOINT_EL0, target_el0, "breakpoint at EL0 in slot", n);
	disarm(n);
	guest_eret(target_el0, SPSR_EL0T);
	check_none("disabled breakpoint for EL0 in slot", n);
}

static void test_levels(void)
{
	arm(0, (uintptr_t)target_el1, BCR_EL0);
	target_el1();
	check_none("breakpoint for EL0 only, at EL1, slot", 0);
	arm(0, (uintptr_t)target_el0, BCR_EL1);
	guest_eret(target_el0, SPSR_EL0T);
	check_none("breakpoint for EL1 only, at EL0, slot", 0);
	guest_debug_on(DBGVIRT_MDSCR_EL1_MDE);
	arm(0, (uintptr_t)target_el1, BCR_ALL);
	target_el1();
	check_none("breakpoint at EL1 without KDE, slot", 0);
	guest_debug_on(DBGVIRT_MDSCR_EL1_KDE);
	target_el1();
	check_none("breakpoint without MDE, slot", 0);
	guest_debug_on(MDSCR_ON);
	target_el1();
	check_one(EC_BREAKPOINT_EL1, target_el1, "breakpoint for EL1 and EL0, slot", 0);
	disarm(0);
}

/* All at once: the order of hits is the order of addresses. */
static void test_all(unsigned int count)
{
	const struct events *events = guest_events();
	bool in_order = true;
	unsigned int n;

	for (n = 0; n < count; n++)
		arm(n, (uintptr_t)target_row + 4 * n, BCR_EL1);
	target_row();
	for (n = 0; n < events->count; n++)
		if (events->event[n].pc != (uintptr_t)target_row + 4 * n)
			in_order = false;
	check(events->count == count && in_order, "%u slots at once, %u hits", count,
	      events->count);
	guest_events_clear();
	for (n = 0; n < count; n++)
		disarm(n);
}

/* Slot 0 compares the address, the last one (context-aware) the context ID. */
static void test_linked(unsigned int linked)
{
	const uint64_t context_bcr = BCR_ALL | UINT64_C(DBGVIRT_BT_CONTEXTIDR_LINKED)
						       << DBGVIRT_DBGBCR_EL1_BT_SHIFT;
	const uint64_t address_bcr = BCR_EL1 | (uint64_t)linked << DBGVIRT_DBGBCR_EL1_LBN_SHIFT |
				     UINT64_C(DBGVIRT_BT_ADDRESS_LINKED)
					     << DBGVIRT_DBGBCR_EL1_BT_SHIFT;

	arm(linked, CONTEXT, context_bcr);
	arm(0, (uintptr_t)target_el1, address_bcr);
	WRITE_SYSREG(contextidr_el1, CONTEXT + 1);
	ISB();
	target_el1();
	check_none("linked breakpoint, another context, linked to slot", linked);
	WRITE_SYSREG(contextidr_el1, CONTEXT);
	ISB();
	target_el1();
	check_one(EC_BREAKPOINT_EL1, target_el1, "linked breakpoint, its context, linked to slot",
		  linked);
	disarm(linked);
	target_el1();
	check_none("linked to a disabled breakpoint, slot", linked);
	disarm(0);
}

void guest_main(void)
{
	unsigned int n, count = guest_bp_count();

	for (n = 0; n < count; n++)
		test_slot(n);
	test_levels();
	test_all(count);
	if (count > 1)
		test_linked(count - 1);
}
