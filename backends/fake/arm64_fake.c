/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt_fake_arm64.h"

static void record(struct dbgvirt_fake_arm64 *fake, unsigned int reg, bool is_write, uint64_t value)
{
	if (fake->log_count < DBGVIRT_FAKE_LOG)
		fake->log[fake->log_count++] = (struct dbgvirt_fake_access){ value, (uint8_t)reg,
									     is_write };
	if (reg == DBGVIRT_FAKE_MDCR)
		fake->cost.mdcr_writes++;
	else if (is_write)
		fake->cost.writes++;
	else
		fake->cost.reads++;
}

static uint64_t read_reg(struct dbgvirt_fake_arm64 *fake, unsigned int reg, const uint64_t *hw)
{
	record(fake, reg, false, *hw);
	return *hw;
}

static void write_reg(struct dbgvirt_fake_arm64 *fake, unsigned int reg, uint64_t *hw,
		      uint64_t value)
{
	record(fake, reg, true, value);
	*hw = value;
}

static void write_lock(struct dbgvirt_fake_arm64 *fake, bool locked)
{
	record(fake, DBGVIRT_FAKE_OSLAR, true, locked);
	fake->locked = locked;
}

static void save(struct dbgvirt_fake_arm64 *fake, const struct dbgvirt_arm64_plan *plan,
		 struct dbgvirt_arm64_cpu *cpu, struct dbgvirt_arm64_vcpu *vcpu)
{
	unsigned int i;

	for (i = 0; i < 4 * DBGVIRT_ARM64_SLOTS; i++) {
		if (!(plan->save >> i & 1))
			continue;
		vcpu->regs.dbgr[i] = read_reg(fake, i, &fake->hw.dbgr[i]) &
				     dbgvirt_arm64_dbgr_mask(i);
		if (!(plan->load >> i & 1))
			cpu->live.dbgr[i] = vcpu->regs.dbgr[i];
	}
}

static void save_singles(struct dbgvirt_fake_arm64 *fake, const struct dbgvirt_arm64_plan *plan,
			 struct dbgvirt_arm64_cpu *cpu, struct dbgvirt_arm64_vcpu *vcpu)
{
	if (plan->steps & DBGVIRT_ARM64_PLAN_SAVE_MDSCR) {
		uint64_t value = read_reg(fake, DBGVIRT_FAKE_MDSCR, &fake->hw.mdscr) &
				 DBGVIRT_MDSCR_EL1_RW_MASK;

		vcpu->regs.mdscr = (vcpu->regs.mdscr & ~DBGVIRT_MDSCR_EL1_RW_MASK) | value;
		if (!(plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDSCR))
			cpu->live.mdscr = value;
	}
	if (plan->steps & DBGVIRT_ARM64_PLAN_SAVE_MDCCINT) {
		vcpu->regs.mdccint = read_reg(fake, DBGVIRT_FAKE_MDCCINT, &fake->hw.mdccint) &
				     DBGVIRT_MDCCINT_EL1_MASK;
		if (!(plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDCCINT))
			cpu->live.mdccint = vcpu->regs.mdccint;
	}
}

/* Value registers have bit 4 of their number clear. */
static void load(struct dbgvirt_fake_arm64 *fake, const struct dbgvirt_arm64_plan *plan,
		 const struct dbgvirt_arm64_cpu *cpu, unsigned int half)
{
	unsigned int i;

	for (i = 0; i < 4 * DBGVIRT_ARM64_SLOTS; i++)
		if ((plan->load >> i & 1) && (i & 16) == half)
			write_reg(fake, i, &fake->hw.dbgr[i], cpu->live.dbgr[i]);
}

void dbgvirt_fake_arm64_clear(struct dbgvirt_fake_arm64 *fake)
{
	fake->log_count = 0;
	fake->cost = (struct dbgvirt_arm64_cost){ 0, 0, 0 };
}

void dbgvirt_fake_arm64_apply(struct dbgvirt_fake_arm64 *fake,
			      const struct dbgvirt_arm64_plan *plan, struct dbgvirt_arm64_cpu *cpu,
			      struct dbgvirt_arm64_vcpu *vcpu)
{
	save_singles(fake, plan, cpu, vcpu);
	if (plan->steps & DBGVIRT_ARM64_PLAN_LOCK)
		write_lock(fake, true);
	if (plan->steps & DBGVIRT_ARM64_PLAN_UNLOCK)
		write_lock(fake, false);
	if (plan->steps & DBGVIRT_ARM64_PLAN_GUARD)
		write_reg(fake, DBGVIRT_FAKE_MDSCR, &fake->hw.mdscr, plan->mdscr_guard);
	save(fake, plan, cpu, vcpu);
	load(fake, plan, cpu, 0);
	load(fake, plan, cpu, 16);
	if (plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDCCINT)
		write_reg(fake, DBGVIRT_FAKE_MDCCINT, &fake->hw.mdccint, cpu->live.mdccint);
	if (plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDSCR)
		write_reg(fake, DBGVIRT_FAKE_MDSCR, &fake->hw.mdscr, cpu->live.mdscr);
	if (plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDCR)
		write_reg(fake, DBGVIRT_FAKE_MDCR, &fake->mdcr, plan->mdcr);
}
