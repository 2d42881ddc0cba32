/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "arm64_slots.h"
#include "bits.h"

int dbgvirt_arm64_cpu_init(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			   enum dbgvirt_arm64_host host_el, enum dbgvirt_arm64_disarm disarm,
			   uint64_t mdcr_base, struct dbgvirt_arm64_plan *plan)
{
	const uint64_t traps = DBGVIRT_MDCR_EL2_TDE | DBGVIRT_MDCR_EL2_TDA |
			       DBGVIRT_MDCR_EL2_TDOSA | DBGVIRT_MDCR_EL2_TDRA |
			       DBGVIRT_MDCR_EL2_TDCC;

	if (!caps || !cpu || !plan)
		return DBGVIRT_ERR_NULL;
	if ((unsigned int)host_el > DBGVIRT_ARM64_HOST_EL1 ||
	    (unsigned int)disarm > DBGVIRT_ARM64_DISARM_MDSCR)
		return DBGVIRT_ERR_RANGE;
	if (mdcr_base & traps)
		return DBGVIRT_ERR_RESERVED;

	*cpu = (struct dbgvirt_arm64_cpu){
		.known = caps->hw_dbgr,
		.hw_dbgr = caps->hw_dbgr,
		.mdcr_base = mdcr_base,
		.mdcr = mdcr_base,
		.host_el = (uint8_t)host_el,
		.disarm = (uint8_t)disarm,
		.mdscr_known = true,
		.mdccint_known = true,
	};
	*plan = (struct dbgvirt_arm64_plan){
		.load = caps->hw_dbgr,
		.mdcr = mdcr_base,
		.steps = DBGVIRT_ARM64_PLAN_UNLOCK | DBGVIRT_ARM64_PLAN_GUARD |
			 DBGVIRT_ARM64_PLAN_LOAD | DBGVIRT_ARM64_PLAN_LOAD_MDCCINT |
			 DBGVIRT_ARM64_PLAN_LOAD_MDSCR | DBGVIRT_ARM64_PLAN_LOAD_MDCR,
	};
	return DBGVIRT_OK;
}

/* Slots with E set, as a set of their control registers. */
static uint64_t enabled_slots(const struct dbgvirt_arm64_regs *image)
{
	uint64_t enabled = 0;
	unsigned int n;

	for (n = 0; n < DBGVIRT_ARM64_SLOTS; n++) {
		if (image->dbgr[DBGVIRT_ARM64_DBGBCR(n)] & DBGVIRT_DBGBCR_EL1_E)
			enabled |= BIT64(DBGVIRT_ARM64_DBGBCR(n));
		if (image->dbgr[DBGVIRT_ARM64_DBGWCR(n)] & DBGVIRT_DBGWCR_EL1_E)
			enabled |= BIT64(DBGVIRT_ARM64_DBGWCR(n));
	}
	return enabled;
}

int dbgvirt_arm64_host_use(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			   const struct dbgvirt_arm64_regs *host, struct dbgvirt_arm64_plan *plan)
{
	uint64_t enabled;

	if (!caps || !cpu || !host || !plan)
		return DBGVIRT_ERR_NULL;
	enabled = enabled_slots(host);
	if (cpu->host_el == DBGVIRT_ARM64_HOST_EL2 || (enabled & ~caps->hw_dbgr) ||
	    cpu->hw_dbgr != caps->hw_dbgr)
		return DBGVIRT_ERR_RANGE;
	if (cpu->loaded)
		return DBGVIRT_ERR_STATE;

	*plan = (struct dbgvirt_arm64_plan){ .steps = 0 };
	cpu->host = *host;
	/*
	 * MDE alone counts: hosts set it before they write their first slot, and
	 * a slot that a guest left enabled would be live under it.
	 */
	cpu->host_armed = host->mdscr & (DBGVIRT_MDSCR_EL1_MDE | DBGVIRT_MDSCR_EL1_SS);
	cpu->resident = NULL;
	dbgvirt_arm64_load_armed_(caps, cpu, host, IMAGE_HOST, ARM64_ALL_DBGR, plan);
	dbgvirt_arm64_load_mdccint_(cpu, host->mdccint, plan);
	dbgvirt_arm64_load_mdscr_(cpu, host->mdscr, plan);
	return DBGVIRT_OK;
}

struct dbgvirt_arm64_cost dbgvirt_arm64_plan_cost(const struct dbgvirt_arm64_plan *plan)
{
	const uint32_t reads = DBGVIRT_ARM64_PLAN_SAVE_MDSCR | DBGVIRT_ARM64_PLAN_SAVE_MDCCINT;
	const uint32_t writes = DBGVIRT_ARM64_PLAN_LOCK | DBGVIRT_ARM64_PLAN_UNLOCK |
				DBGVIRT_ARM64_PLAN_GUARD | DBGVIRT_ARM64_PLAN_LOAD_MDCCINT |
				DBGVIRT_ARM64_PLAN_LOAD_MDSCR;

	return (struct dbgvirt_arm64_cost){
		.reads = bits_count(plan->save) + bits_count(plan->steps & reads),
		.writes = bits_count(plan->load) + bits_count(plan->steps & writes),
		.mdcr_writes = (plan->steps & DBGVIRT_ARM64_PLAN_LOAD_MDCR) ? 1 : 0,
	};
}
