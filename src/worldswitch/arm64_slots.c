/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "arm64_slots.h"

#include "arm64_confine.h"
#include "bits.h"

static void load_dbgr(struct dbgvirt_arm64_cpu *cpu, unsigned int index, uint64_t value,
		      struct dbgvirt_arm64_plan *plan)
{
	uint64_t bit = BIT64(index);

	if ((cpu->known & bit) && cpu->live.dbgr[index] == value)
		return;
	cpu->live.dbgr[index] = value;
	cpu->known |= bit;
	plan->load |= bit;
	plan->steps |= DBGVIRT_ARM64_PLAN_LOAD;
}

/* A slot's control that is unknown has to be taken for enabled. */
static bool may_be_enabled(const struct dbgvirt_arm64_cpu *cpu, unsigned int control)
{
	return !(cpu->known & BIT64(control)) || (cpu->live.dbgr[control] & DBGVIRT_DBGBCR_EL1_E);
}

static void load_slot(struct dbgvirt_arm64_cpu *cpu, unsigned int value_index,
		      unsigned int control_index, uint64_t value, uint64_t control,
		      struct dbgvirt_arm64_plan *plan)
{
	if (control & DBGVIRT_DBGBCR_EL1_E)
		load_dbgr(cpu, value_index, value, plan);
	else if (!may_be_enabled(cpu, control_index))
		return;
	load_dbgr(cpu, control_index, control, plan);
}

static void load_breakpoint(struct dbgvirt_arm64_cpu *cpu, const struct arm64_view *view,
			    const struct dbgvirt_arm64_regs *image, enum arm64_image whose,
			    unsigned int n, struct dbgvirt_arm64_plan *plan)
{
	uint64_t bcr = image->dbgr[DBGVIRT_ARM64_DBGBCR(n)];
	unsigned int hw = n + view->bp_shift;

	if (whose != IMAGE_HOST)
		bcr = dbgvirt_arm64_bcr_confine_(view, n, bcr);
	load_slot(cpu, DBGVIRT_ARM64_DBGBVR(hw), DBGVIRT_ARM64_DBGBCR(hw),
		  image->dbgr[DBGVIRT_ARM64_DBGBVR(n)], bcr, plan);
}

static void load_watchpoint(struct dbgvirt_arm64_cpu *cpu, const struct arm64_view *view,
			    const struct dbgvirt_arm64_regs *image, enum arm64_image whose,
			    unsigned int n, struct dbgvirt_arm64_plan *plan)
{
	uint64_t wcr = image->dbgr[DBGVIRT_ARM64_DBGWCR(n)];

	if (whose != IMAGE_HOST)
		wcr = dbgvirt_arm64_wcr_confine_(view, wcr);
	load_slot(cpu, DBGVIRT_ARM64_DBGWVR(n), DBGVIRT_ARM64_DBGWCR(n),
		  image->dbgr[DBGVIRT_ARM64_DBGWVR(n)], wcr, plan);
}

/* Slots of the hardware that the view does not have: what another VM left there. */
static void disable_unseen(struct dbgvirt_arm64_cpu *cpu, const struct dbgvirt_arm64_caps *caps,
			   const struct arm64_view *view, struct dbgvirt_arm64_plan *plan)
{
	unsigned int n;

	for (n = 0; n < view->bp_shift; n++)
		load_slot(cpu, DBGVIRT_ARM64_DBGBVR(n), DBGVIRT_ARM64_DBGBCR(n), 0, 0, plan);
	for (n = view->wp_count; n < caps->hw_wp_count; n++)
		load_slot(cpu, DBGVIRT_ARM64_DBGWVR(n), DBGVIRT_ARM64_DBGWCR(n), 0, 0, plan);
}

void dbgvirt_arm64_load_armed_(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			       const struct dbgvirt_arm64_regs *image, enum arm64_image whose,
			       uint64_t dirty, struct dbgvirt_arm64_plan *plan)
{
	const struct arm64_view view = whose == IMAGE_GUEST ? arm64_guest_view(caps) :
							      arm64_hardware_view(caps);
	/* A pair is looked at if either half is dirty. */
	uint64_t pairs = dirty | dirty >> DBGVIRT_ARM64_SLOTS;
	unsigned int n;

	for (n = 0; n < view.bp_count; n++)
		if (pairs & BIT64(DBGVIRT_ARM64_DBGBVR(n)))
			load_breakpoint(cpu, &view, image, whose, n, plan);
	for (n = 0; n < view.wp_count; n++)
		if (pairs & BIT64(DBGVIRT_ARM64_DBGWVR(n)))
			load_watchpoint(cpu, &view, image, whose, n, plan);
	disable_unseen(cpu, caps, &view, plan);
}

void dbgvirt_arm64_load_whole_(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			       const struct dbgvirt_arm64_regs *image, bool even_if_same,
			       struct dbgvirt_arm64_plan *plan)
{
	unsigned int i;

	if (even_if_same) {
		cpu->known &= ~caps->guest_dbgr;
		cpu->mdccint_known = false;
	}
	for (i = 0; i < 4 * DBGVIRT_ARM64_SLOTS; i++)
		if (caps->guest_dbgr & BIT64(i))
			load_dbgr(cpu, i, image->dbgr[i], plan);
}

void dbgvirt_arm64_load_mdccint_(struct dbgvirt_arm64_cpu *cpu, uint64_t mdccint,
				 struct dbgvirt_arm64_plan *plan)
{
	if (cpu->mdccint_known && cpu->live.mdccint == mdccint)
		return;
	cpu->live.mdccint = mdccint;
	cpu->mdccint_known = true;
	plan->steps |= DBGVIRT_ARM64_PLAN_LOAD_MDCCINT;
}

bool dbgvirt_arm64_confined_(const struct dbgvirt_arm64_caps *caps,
			     const struct dbgvirt_arm64_regs *image)
{
	const struct arm64_view view = arm64_guest_view(caps);
	unsigned int n;

	for (n = 0; n < view.bp_count; n++) {
		uint64_t bcr = image->dbgr[DBGVIRT_ARM64_DBGBCR(n)];

		if (dbgvirt_arm64_bcr_confine_(&view, n, bcr) != bcr)
			return false;
	}
	for (n = 0; n < view.wp_count; n++) {
		uint64_t wcr = image->dbgr[DBGVIRT_ARM64_DBGWCR(n)];

		if (dbgvirt_arm64_wcr_confine_(&view, wcr) != wcr)
			return false;
	}
	return true;
}

/*
 * One register changes a slot from what it was to what it is to be, or enables
 * it after its value (values are written first). Two or more may stand mixed in
 * between, in one slot or in a breakpoint and the one it links to: then MDE is
 * taken away meanwhile, unless it is known to be clear.
 */
void dbgvirt_arm64_load_mdscr_(struct dbgvirt_arm64_cpu *cpu, uint64_t mdscr,
			       struct dbgvirt_arm64_plan *plan)
{
	bool live = !cpu->mdscr_known || (cpu->live.mdscr & DBGVIRT_MDSCR_EL1_MDE);
	bool guard = live && bits_more_than_one(plan->load);

	if (guard) {
		plan->mdscr_guard = mdscr & ~DBGVIRT_MDSCR_EL1_LIVE_MASK;
		plan->steps |= DBGVIRT_ARM64_PLAN_GUARD;
	}
	if (!cpu->mdscr_known || cpu->live.mdscr != mdscr || guard)
		plan->steps |= DBGVIRT_ARM64_PLAN_LOAD_MDSCR;
	cpu->live.mdscr = mdscr;
	cpu->mdscr_known = true;
}

void dbgvirt_arm64_load_mdcr_(struct dbgvirt_arm64_cpu *cpu, uint64_t mdcr,
			      struct dbgvirt_arm64_plan *plan)
{
	if (cpu->mdcr == mdcr)
		return;
	cpu->mdcr = mdcr;
	plan->mdcr = mdcr;
	plan->steps |= DBGVIRT_ARM64_PLAN_LOAD_MDCR;
}
