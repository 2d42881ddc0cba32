/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The only file of the project that moves AArch64 debug registers.
 *
 * MRS and MSR hold the register's number in the instruction, hence one switch
 * case for each of the 64.
 */
#include "dbgvirt_kvm_arm64.h"

/* clang-format off */
/* Zero before: in QEMU 7.2 MRS of MDCCINT_EL1 is a no-op, which leaves Rt as it was. */
#define READ(name)                                                   \
	__extension__({                                              \
		uint64_t value_ = 0;                                 \
		__asm__ volatile("mrs %0, " #name : "+r"(value_));   \
		value_;                                              \
	})
#define WRITE(name, value) __asm__ volatile("msr " #name ", %0" : : "r"((uint64_t)(value)))
#define ISB() __asm__ volatile("isb" : : : "memory")

#define FOR_EACH_SLOT(X, bank, base)                                                            \
	X(bank, base, 0) X(bank, base, 1) X(bank, base, 2) X(bank, base, 3) X(bank, base, 4)    \
	X(bank, base, 5) X(bank, base, 6) X(bank, base, 7) X(bank, base, 8) X(bank, base, 9)    \
	X(bank, base, 10) X(bank, base, 11) X(bank, base, 12) X(bank, base, 13)                 \
	X(bank, base, 14) X(bank, base, 15)
#define FOR_EACH_DBGR(X)                                                                        \
	FOR_EACH_SLOT(X, dbgbvr, 0) FOR_EACH_SLOT(X, dbgbcr, 16)                                \
	FOR_EACH_SLOT(X, dbgwvr, 32) FOR_EACH_SLOT(X, dbgwcr, 48)

#define CASE_READ(bank, base, n) \
	case (base) + (n):       \
		return READ(bank##n##_el1);
#define CASE_WRITE(bank, base, n)                \
	case (base) + (n):                       \
		WRITE(bank##n##_el1, value);     \
		break;

/* clang-format on */

/* Bits 5:4 of an index tell the bank; bit 4 is set for a control register. */
#define CONTROL_REGISTERS 0xffff0000ffff0000ULL

/* clang-format off */
static uint64_t read_dbgr(unsigned int index)
{
	switch (index) {
	FOR_EACH_DBGR(CASE_READ)
	default:
		return 0;
	}
}

static void write_dbgr(unsigned int index, uint64_t value)
{
	switch (index) {
	FOR_EACH_DBGR(CASE_WRITE)
	default:
		break;
	}
}
/* clang-format on */

static unsigned int lowest(uint64_t set)
{
	return (unsigned int)__builtin_ctzll(set);
}

static void save_singles(const struct dbgvirt_arm64_plan *plan, struct dbgvirt_arm64_cpu *cpu,
			 struct dbgvirt_arm64_vcpu *vcpu)
{
	uint64_t value;

	if (plan->steps & DBGVIRT_ARM64_PLAN_SAVE_MDSCR) {
		value = READ(mdscr_el1) & DBGVIRT_MDSCR_EL1_RW_MASK;
		vcpu->regs.mdscr = (vcpu->regs.mdscr & ~DBGVIRT_MDSCR_EL1_RW_MASK) | value;
		if (!(plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDSCR))
			cpu->live.mdscr = value;
	}
	if (plan->steps & DBGVIRT_ARM64_PLAN_SAVE_MDCCINT) {
		value = READ(mdccint_el1) & DBGVIRT_MDCCINT_EL1_MASK;
		vcpu->regs.mdccint = value;
		if (!(plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDCCINT))
			cpu->live.mdccint = value;
	}
}

static void save_dbgr(const struct dbgvirt_arm64_plan *plan, struct dbgvirt_arm64_cpu *cpu,
		      struct dbgvirt_arm64_vcpu *vcpu)
{
	uint64_t set;

	for (set = plan->save; set; set &= set - 1) {
		unsigned int index = lowest(set);
		/* A RES0 bit may hold what was written to it; an image has none. */
		uint64_t value = read_dbgr(index) & dbgvirt_arm64_dbgr_mask(index);

		vcpu->regs.dbgr[index] = value;
		if (!(plan->load >> index & 1))
			cpu->live.dbgr[index] = value;
	}
}

static void load_dbgr(uint64_t set, const struct dbgvirt_arm64_cpu *cpu)
{
	for (; set; set &= set - 1)
		write_dbgr(lowest(set), cpu->live.dbgr[lowest(set)]);
}

void dbgvirt_kvm_arm64_apply(const struct dbgvirt_arm64_plan *plan, struct dbgvirt_arm64_cpu *cpu,
			     struct dbgvirt_arm64_vcpu *vcpu)
{
	save_singles(plan, cpu, vcpu);
	if (plan->steps & DBGVIRT_ARM64_PLAN_LOCK)
		WRITE(oslar_el1, 1);
	if (plan->steps & DBGVIRT_ARM64_PLAN_UNLOCK)
		WRITE(oslar_el1, 0);
	if (plan->steps & DBGVIRT_ARM64_PLAN_GUARD) {
		WRITE(mdscr_el1, plan->mdscr_guard);
		ISB();
	}
	save_dbgr(plan, cpu, vcpu);
	load_dbgr(plan->load & ~CONTROL_REGISTERS, cpu);
	load_dbgr(plan->load & CONTROL_REGISTERS, cpu);
	if (plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDCCINT)
		WRITE(mdccint_el1, cpu->live.mdccint);
	if (plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDSCR)
		WRITE(mdscr_el1, cpu->live.mdscr);
	if (plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDCR)
		WRITE(mdcr_el2, plan->mdcr);
}
