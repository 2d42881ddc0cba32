/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The guest's OS Lock: breakpoints are silent under it, BRK is not, and the
 * registers keep what they hold and can be written.
 */
#include "guest.h"

void target(void);
void target_brk(void);
__asm__(".pushsection .text\n"
	"target:	nop\n"
	"	ret\n"
	"target_brk: brk #7\n"
	"	ret\n"
	".popsection\n");

#define OSLSR_UNLOCKED DBGVIRT_OSLSR_EL1_OSLM_IMPLEMENTED
#define OSLSR_LOCKED   (OSLSR_UNLOCKED | DBGVIRT_OSLSR_EL1_OSLK)
#define PATTERN        UINT64_C(0x123456789a8)

static void check_reg(const char *name, uint64_t value, uint64_t expected)
{
	check(value == expected, "%s is 0x%lx, expected 0x%lx", name, value, expected);
}

static void lock(uint64_t oslar)
{
	WRITE_SYSREG(oslar_el1, oslar);
	ISB();
}

static void under_lock(void)
{
	lock(DBGVIRT_OSLAR_EL1_OSLK);
	check_reg("OSLSR_EL1 under the lock", READ_SYSREG(oslsr_el1), OSLSR_LOCKED);
	target();
	check_none("breakpoint under the lock, slot", 0);
	guest_null_exit();
	target();
	check_none("breakpoint under the lock, after an exit, slot", 0);
	target_brk();
	check_one(EC_BRK64, target_brk, "BRK under the lock, comment", 7);

	check_reg("DBGBVR0_EL1 under the lock", dbgr_read(DBGVIRT_ARM64_DBGBVR(0)),
		  (uintptr_t)target);
	check_reg("DBGBCR0_EL1 under the lock", dbgr_read(DBGVIRT_ARM64_DBGBCR(0)), BCR_EL1);
	check_reg("MDSCR_EL1 under the lock", READ_SYSREG(mdscr_el1), MDSCR_ON);
	dbgr_write(DBGVIRT_ARM64_DBGWVR(1), PATTERN);
	check_reg("DBGWVR1_EL1, written under the lock", dbgr_read(DBGVIRT_ARM64_DBGWVR(1)),
		  PATTERN);
}

static void after_unlock(void)
{
	lock(0);
	check_reg("OSLSR_EL1 after unlock", READ_SYSREG(oslsr_el1), OSLSR_UNLOCKED);
	target();
	check_one(EC_BREAKPOINT_EL1, target, "breakpoint after unlock, slot", 0);
	check_reg("DBGWVR1_EL1 after unlock", dbgr_read(DBGVIRT_ARM64_DBGWVR(1)), PATTERN);
	check_reg("MDSCR_EL1 after unlock", READ_SYSREG(mdscr_el1), MDSCR_ON);
}

/* Armed while locked: takes effect with the unlock. */
static void armed_under_lock(void)
{
	dbgr_write(DBGVIRT_ARM64_DBGBCR(0), 0);
	lock(DBGVIRT_OSLAR_EL1_OSLK);
	dbgr_write(DBGVIRT_ARM64_DBGBCR(0), BCR_EL1);
	target();
	check_none("breakpoint armed under the lock, slot", 0);
	lock(0);
	target();
	check_one(EC_BREAKPOINT_EL1, target, "breakpoint armed under the lock, unlocked, slot", 0);
}

void guest_main(void)
{
	unsigned int i;

	check_reg("OSLSR_EL1 at start", READ_SYSREG(oslsr_el1), OSLSR_UNLOCKED);
	dbgr_write(DBGVIRT_ARM64_DBGBVR(0), (uintptr_t)target);
	dbgr_write(DBGVIRT_ARM64_DBGBCR(0), BCR_EL1);
	guest_debug_on(MDSCR_ON);
	target();
	check_one(EC_BREAKPOINT_EL1, target, "breakpoint before the lock, slot", 0);
	for (i = 0; i < 2; i++) {
		under_lock();
		after_unlock();
	}
	armed_under_lock();
}
