/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "arm64_slots.h"

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

static uint64_t bp_control(const struct dbgvirt_arm64_caps *caps,
			   const struct dbgvirt_arm64_regs *image, enum arm64_image whose,
			   unsigned int n)
{
	uint64_t bcr = image->dbgr[DBGVIRT_ARM64_DBGBCR(n)];

	return whose == IMAGE_HOST ? bcr : dbgvirt_arm64_bcr_confine(caps, n, bcr);
}

static uint64_t wp_control(const struct dbgvirt_arm64_caps *caps,
			   const struct dbgvirt_arm64_regs *image, enum arm64_image whose,
			   unsigned int n)
{
	uint64_t wcr = image->dbgr[DBGVIRT_ARM64_DBGWCR(n)];

	return whose == IMAGE_HOST ? wcr : dbgvirt_arm64_wcr_confine(caps, wcr);
}

/* The host, and a debugger of the guest, have all of the hardware in its own numbering. */
static struct dbgvirt_arm64_caps hardware_caps(const struct dbgvirt_arm64_caps *caps)
{
	struct dbgvirt_arm64_caps all = *caps;

	all.guest_dbgr = caps->hw_dbgr;
	all.bp_count = caps->hw_bp_count;
	all.wp_count = caps->hw_wp_count;
	all.ctx_count = caps->hw_ctx_count;
	all.bp_shift = 0;
	return all;
}

void dbgvirt_arm64_load_armed_(const struct dbgvirt_arm64_caps *guest_caps,
			       struct dbgvirt_arm64_cpu *cpu,
			       const struct dbgvirt_arm64_regs *image, enum arm64_image whose,
			       uint64_t dirty, struct dbgvirt_arm64_plan *plan)
{
	const struct dbgvirt_arm64_caps hardware = hardware_caps(guest_caps);
	const struct dbgvirt_arm64_caps *caps = whose == IMAGE_GUEST ? guest_caps : &hardware;
	/* A pair is looked at if either half is dirty. */
	uint64_t pairs = dirty | dirty >> DBGVIRT_ARM64_SLOTS;
	unsigned int n, hw;

	for (hw = 0; hw < caps->hw_bp_count; hw++) {
		bool seen = hw >= caps->bp_shift;

		n = seen ? hw - caps->bp_shift : 0;
		if (seen && !(pairs & BIT64(DBGVIRT_ARM64_DBGBVR(n))))
			continue;
		load_slot(cpu, DBGVIRT_ARM64_DBGBVR(hw), DBGVIRT_ARM64_DBGBCR(hw),
			  image->dbgr[DBGVIRT_ARM64_DBGBVR(n)],
			  seen ? bp_control(caps, image, whose, n) : 0, plan);
	}
	for (n = 0; n < caps->hw_wp_count; n++) {
		bool seen = n < caps->wp_count;

		if (seen && !(pairs & BIT64(DBGVIRT_ARM64_DBGWVR(n))))
			continue;
		load_slot(cpu, DBGVIRT_ARM64_DBGWVR(n), DBGVIRT_ARM64_DBGWCR(n),
			  image->dbgr[DBGVIRT_ARM64_DBGWVR(n)],
			  seen ? wp_control(caps, image, whose, n) : 0, plan);
	}
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
	/* MDCR_EL2.TDCC traps MDCCINT_EL1 too: then the image is all the guest ever finds. */
	if (caps->features & DBGVIRT_ARM64_FEAT_FGT)
		return;
	if (!cpu->mdccint_known || cpu->live.mdccint != image->mdccint) {
		cpu->live.mdccint = image->mdccint;
		cpu->mdccint_known = true;
		plan->steps |= DBGVIRT_ARM64_PLAN_LOAD_MDCCINT;
	}
}

bool dbgvirt_arm64_confined_(const struct dbgvirt_arm64_caps *caps,
			     const struct dbgvirt_arm64_regs *image)
{
	unsigned int n;

	for (n = 0; n < caps->bp_count; n++)
		if (bp_control(caps, image, IMAGE_GUEST, n) != image->dbgr[DBGVIRT_ARM64_DBGBCR(n)])
			return false;
	for (n = 0; n < caps->wp_count; n++)
		if (wp_control(caps, image, IMAGE_GUEST, n) != image->dbgr[DBGVIRT_ARM64_DBGWCR(n)])
			return false;
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
