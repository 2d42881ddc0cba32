/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The lazy world switch: when a vCPU is loaded, entered, left and put, what has
 * to move between its image and the hardware.
 *
 *                   guest's debug traps  loaded into hardware   read back
 * FREE              all trapped          nothing                never
 * GUEST, untrapped  OS lock, ROM only    all that differs       at put
 * GUEST, trapped    all trapped          enabled slots          never
 * HOST              all trapped          the debugger's slots   never
 */
#include "arm64_regs.h"
#include "arm64_slots.h"
#include "bits.h"

#define MDCR_TRAPS_ALWAYS (DBGVIRT_MDCR_EL2_TDRA | DBGVIRT_MDCR_EL2_TDOSA)
/* Traps that a host at EL1 would run into. */
#define MDCR_TRAPS_HOST (DBGVIRT_MDCR_EL2_TDA | DBGVIRT_MDCR_EL2_TDE | DBGVIRT_MDCR_EL2_TDCC)

static bool debugged(const struct dbgvirt_arm64_vcpu *vcpu)
{
	return vcpu->debug & DBGVIRT_ARM64_DEBUG_ENABLE;
}

static enum dbgvirt_owner owner_of(const struct dbgvirt_arm64_caps *caps,
				   const struct dbgvirt_arm64_vcpu *vcpu)
{
	bool written = vcpu->untrapped || vcpu->touched || caps->policy == DBGVIRT_ARM64_EAGER;

	return dbgvirt_arm64_owner(debugged(vcpu), vcpu->oslsr & DBGVIRT_OSLSR_EL1_OSLK,
				   vcpu->regs.mdscr,
				   written && caps->policy != DBGVIRT_ARM64_ALWAYS_TRAP);
}

/*
 * While the host has slots of its own armed the guest's accesses stay trapped:
 * then its image is always known, and an exit has nothing to read before it
 * gives the host its slots back.
 */
static bool wants_untrapped(const struct dbgvirt_arm64_caps *caps,
			    const struct dbgvirt_arm64_cpu *cpu,
			    const struct dbgvirt_arm64_vcpu *vcpu)
{
	return vcpu->owner == DBGVIRT_OWNER_GUEST && caps->may_untrap && !cpu->host_armed &&
	       caps->policy != DBGVIRT_ARM64_ALWAYS_TRAP &&
	       (vcpu->untrapped || dbgvirt_arm64_confined_(caps, &vcpu->regs));
}

static uint64_t guest_mdcr(const struct dbgvirt_arm64_caps *caps,
			   const struct dbgvirt_arm64_cpu *cpu,
			   const struct dbgvirt_arm64_vcpu *vcpu)
{
	uint64_t mdcr = cpu->mdcr_base | MDCR_TRAPS_ALWAYS;

	if (!vcpu->untrapped)
		mdcr |= DBGVIRT_MDCR_EL2_TDA;
	if (debugged(vcpu))
		mdcr |= DBGVIRT_MDCR_EL2_TDE;
	if (caps->features & DBGVIRT_ARM64_FEAT_FGT)
		mdcr |= DBGVIRT_MDCR_EL2_TDCC;
	return mdcr;
}

/*
 * Under TDE the debug target is EL2 and EL1 lies below it, so KDE is not
 * needed for the guest's EL1 and stays clear: EL2 takes none of its own.
 */
static uint64_t debugger_mdscr(const struct dbgvirt_arm64_vcpu *vcpu)
{
	uint64_t mdscr = 0;

	if (vcpu->debug & DBGVIRT_ARM64_DEBUG_USE_HW)
		mdscr |= DBGVIRT_MDSCR_EL1_MDE;
	if (vcpu->debug & DBGVIRT_ARM64_DEBUG_SINGLESTEP)
		mdscr |= DBGVIRT_MDSCR_EL1_SS;
	return mdscr;
}

/*
 * MDSCR_EL1 for a guest that does not have the hardware. TDCC of its own is
 * kept: it traps EL0 to EL1 before EL2 sees the access.
 */
static uint64_t trapped_mdscr(const struct dbgvirt_arm64_vcpu *vcpu)
{
	uint64_t mdscr = vcpu->regs.mdscr & DBGVIRT_MDSCR_EL1_RW_MASK;

	if (vcpu->owner == DBGVIRT_OWNER_GUEST)
		return mdscr;
	return (mdscr & DBGVIRT_MDSCR_EL1_TDCC) | debugger_mdscr(vcpu);
}

/*
 * The guest gives the hardware back: its image has to be read. The slots hold
 * what it wrote itself, unconfined, so a trapped load has to look at all of them.
 */
static void reclaim(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
		    struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	plan->save = caps->guest_dbgr;
	plan->steps |= DBGVIRT_ARM64_PLAN_SAVE;
	if (!(caps->features & DBGVIRT_ARM64_FEAT_FGT))
		plan->steps |= DBGVIRT_ARM64_PLAN_SAVE_MDCCINT;
	/* Known: an exit has read it already and put the host's in its place. */
	if (!cpu->mdscr_known)
		plan->steps |= DBGVIRT_ARM64_PLAN_SAVE_MDSCR;
	vcpu->untrapped = false;
	cpu->resident = NULL;
}

/* After a plan that reads: what it reads, and does not overwrite, is known. */
static void learn(struct dbgvirt_arm64_cpu *cpu, const struct dbgvirt_arm64_plan *plan)
{
	cpu->known |= plan->save;
	if (plan->steps & DBGVIRT_ARM64_PLAN_SAVE_MDSCR)
		cpu->mdscr_known = true;
	if (plan->steps & DBGVIRT_ARM64_PLAN_SAVE_MDCCINT)
		cpu->mdccint_known = true;
}

/* From here on only the guest knows what the hardware holds. */
static void release(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
		    struct dbgvirt_arm64_vcpu *vcpu)
{
	vcpu->untrapped = true;
	vcpu->dirty = 0;
	cpu->resident = NULL;
	cpu->known &= ~caps->guest_dbgr;
	cpu->mdscr_known = false;
	if (!(caps->features & DBGVIRT_ARM64_FEAT_FGT))
		cpu->mdccint_known = false;
}

/* Registers of `vcpu` that may differ from the hardware, and claim the slots for it. */
static uint64_t take_dirty(struct dbgvirt_arm64_cpu *cpu, struct dbgvirt_arm64_vcpu *vcpu)
{
	bool resident = vcpu->resident == cpu && cpu->resident == vcpu;
	uint64_t dirty = resident ? vcpu->dirty : ARM64_ALL_DBGR;

	vcpu->dirty = 0;
	vcpu->resident = cpu;
	cpu->resident = vcpu;
	return dirty;
}

static void load_trapped(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			 struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	/* Read before reclaim() cuts it off: an OS Lock taken while untrapped. */
	uint64_t mdscr = vcpu->untrapped ? debugger_mdscr(vcpu) : trapped_mdscr(vcpu);

	if (vcpu->untrapped)
		reclaim(caps, cpu, vcpu, plan);
	if (vcpu->overlay) {
		dbgvirt_arm64_load_armed_(caps, cpu, vcpu->overlay, IMAGE_DEBUGGER, ARM64_ALL_DBGR,
					  plan);
		cpu->resident = NULL;
	} else if (mdscr & DBGVIRT_MDSCR_EL1_MDE) {
		dbgvirt_arm64_load_armed_(caps, cpu, &vcpu->regs, IMAGE_GUEST,
					  take_dirty(cpu, vcpu), plan);
	}
	/* A guest whose accesses trap has no interrupt of the DCC. */
	dbgvirt_arm64_load_mdccint_(cpu, cpu->host.mdccint, plan);
	dbgvirt_arm64_load_mdscr_(cpu, mdscr, plan);
}

static void load_untrapped(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			   struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	if (!vcpu->untrapped) {
		dbgvirt_arm64_load_whole_(caps, cpu, &vcpu->regs,
					  caps->policy != DBGVIRT_ARM64_RESIDENT_LAZY, plan);
		/* MDCR_EL2.TDCC traps MDCCINT_EL1 too: then the image is all the guest finds. */
		dbgvirt_arm64_load_mdccint_(cpu,
					    caps->features & DBGVIRT_ARM64_FEAT_FGT ?
						    cpu->host.mdccint :
						    vcpu->regs.mdccint,
					    plan);
		dbgvirt_arm64_load_mdscr_(cpu, vcpu->regs.mdscr & DBGVIRT_MDSCR_EL1_RW_MASK, plan);
	} else if (cpu->mdscr_known) {
		/* DBGVIRT_ARM64_DISARM_MDSCR took it away at the exit. */
		dbgvirt_arm64_load_mdscr_(cpu, vcpu->regs.mdscr & DBGVIRT_MDSCR_EL1_RW_MASK, plan);
	}
	release(caps, cpu, vcpu);
}

/* Whether an exit has to do anything, as things stand after the entry. */
static bool exit_acts(const struct dbgvirt_arm64_caps *caps, const struct dbgvirt_arm64_cpu *cpu,
		      const struct dbgvirt_arm64_vcpu *vcpu)
{
	if (vcpu->untrapped && caps->policy != DBGVIRT_ARM64_RESIDENT_LAZY)
		return true;
	if (cpu->host_el == DBGVIRT_ARM64_HOST_EL2)
		return false;
	return vcpu->untrapped || cpu->host_armed || cpu->live.mdscr != cpu->host.mdscr ||
	       cpu->host_el == DBGVIRT_ARM64_HOST_EL1;
}

/* Trapped writes since the last plan. */
static void take_written(struct dbgvirt_arm64_vcpu *vcpu)
{
	if (vcpu->written)
		vcpu->touched = true;
	vcpu->dirty |= vcpu->written;
	vcpu->written = 0;
}

static void enter(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
		  struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	*plan = (struct dbgvirt_arm64_plan){ .steps = 0 };
	if (cpu->locked) {
		cpu->locked = false;
		plan->steps |= DBGVIRT_ARM64_PLAN_UNLOCK;
	}
	take_written(vcpu);
	vcpu->owner = (uint8_t)owner_of(caps, vcpu);
	if (wants_untrapped(caps, cpu, vcpu))
		load_untrapped(caps, cpu, vcpu, plan);
	else
		load_trapped(caps, cpu, vcpu, plan);
	learn(cpu, plan);
	dbgvirt_arm64_load_mdcr_(cpu, guest_mdcr(caps, cpu, vcpu), plan);
	vcpu->entry_work = 0;
	vcpu->exit_work = exit_acts(caps, cpu, vcpu);
}

/* The host's own MDSCR_EL1, slots and MDCR_EL2, as far as the guest's would act on it. */
static void give_back(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
		      struct dbgvirt_arm64_plan *plan)
{
	if (cpu->host_armed) {
		dbgvirt_arm64_load_armed_(caps, cpu, &cpu->host, IMAGE_HOST, ARM64_ALL_DBGR, plan);
		if (plan->load)
			cpu->resident = NULL;
	}
	dbgvirt_arm64_load_mdccint_(cpu, cpu->host.mdccint, plan);
	dbgvirt_arm64_load_mdscr_(cpu, cpu->host.mdscr, plan);
}

/* An exit of a guest that keeps the hardware, under a host its registers would act on. */
static void disarm(struct dbgvirt_arm64_cpu *cpu, struct dbgvirt_arm64_plan *plan)
{
	if (cpu->disarm == DBGVIRT_ARM64_DISARM_OSLOCK) {
		cpu->locked = true;
		plan->steps |= DBGVIRT_ARM64_PLAN_LOCK;
	} else {
		plan->steps |= DBGVIRT_ARM64_PLAN_SAVE_MDSCR;
		dbgvirt_arm64_load_mdscr_(cpu, cpu->host.mdscr, plan);
	}
}

static void leave(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
		  struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	*plan = (struct dbgvirt_arm64_plan){ .steps = 0 };
	if (vcpu->untrapped && caps->policy != DBGVIRT_ARM64_RESIDENT_LAZY) {
		reclaim(caps, cpu, vcpu, plan);
		vcpu->touched = false;
		vcpu->entry_work = 1;
	}
	if (cpu->host_el == DBGVIRT_ARM64_HOST_EL2)
		return;
	vcpu->entry_work = 1;
	if (vcpu->untrapped)
		disarm(cpu, plan);
	else
		give_back(caps, cpu, plan);
	/*
	 * An EL1 host must be able to use the debug registers. TDRA and TDOSA may
	 * stay: it needs what they trap only to bring a CPU up, with no vCPU loaded.
	 */
	if (cpu->host_el == DBGVIRT_ARM64_HOST_EL1 && (cpu->mdcr & MDCR_TRAPS_HOST))
		dbgvirt_arm64_load_mdcr_(cpu, cpu->mdcr_base, plan);
}

int dbgvirt_arm64_plan_load(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			    struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	if (!caps || !cpu || !vcpu || !plan)
		return DBGVIRT_ERR_NULL;
	if (vcpu->magic != ARM64_VCPU_MAGIC || vcpu->loaded || cpu->loaded)
		return DBGVIRT_ERR_STATE;
	if (cpu->hw_dbgr != caps->hw_dbgr)
		return DBGVIRT_ERR_RANGE;
	vcpu->loaded = cpu;
	cpu->loaded = vcpu;
	/* A register set through ONE_REG before load is no use by the guest. */
	vcpu->dirty |= vcpu->written;
	vcpu->written = 0;
	vcpu->touched = false;
	enter(caps, cpu, vcpu, plan);
	return DBGVIRT_OK;
}

static int check_loaded(const struct dbgvirt_arm64_caps *caps, const struct dbgvirt_arm64_cpu *cpu,
			const struct dbgvirt_arm64_vcpu *vcpu,
			const struct dbgvirt_arm64_plan *plan)
{
	if (!caps || !cpu || !vcpu || !plan)
		return DBGVIRT_ERR_NULL;
	if (vcpu->magic != ARM64_VCPU_MAGIC || vcpu->loaded != cpu || cpu->loaded != vcpu)
		return DBGVIRT_ERR_STATE;
	return DBGVIRT_OK;
}

int dbgvirt_arm64_plan_entry(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			     struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	int status = check_loaded(caps, cpu, vcpu, plan);

	if (!status)
		enter(caps, cpu, vcpu, plan);
	return status;
}

int dbgvirt_arm64_plan_exit(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			    struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	int status = check_loaded(caps, cpu, vcpu, plan);

	if (status)
		return status;
	leave(caps, cpu, vcpu, plan);
	learn(cpu, plan);
	return DBGVIRT_OK;
}

int dbgvirt_arm64_plan_put(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			   struct dbgvirt_arm64_vcpu *vcpu, struct dbgvirt_arm64_plan *plan)
{
	int status = check_loaded(caps, cpu, vcpu, plan);

	if (status)
		return status;
	*plan = (struct dbgvirt_arm64_plan){ .steps = 0 };
	if (vcpu->untrapped)
		reclaim(caps, cpu, vcpu, plan);
	if (cpu->locked) {
		cpu->locked = false;
		plan->steps |= DBGVIRT_ARM64_PLAN_UNLOCK;
	}
	if (cpu->host_el != DBGVIRT_ARM64_HOST_EL2) {
		give_back(caps, cpu, plan);
		dbgvirt_arm64_load_mdcr_(cpu, cpu->mdcr_base, plan);
	}
	learn(cpu, plan);
	vcpu->loaded = NULL;
	cpu->loaded = NULL;
	return DBGVIRT_OK;
}
