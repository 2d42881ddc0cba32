/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "bits.h"
#include "dbgvirt/arm64.h"

#define FEATURES                                                  \
	(DBGVIRT_ARM64_FEAT_FGT | DBGVIRT_ARM64_FEAT_GUEST_AA32 | \
	 DBGVIRT_ARM64_FEAT_OSLOCK_RESET_LOCKED)

struct counts {
	unsigned int bp, wp, ctx;
};

static int caps_fault(struct dbgvirt_fault *fault, const char *name, uint64_t bits, int status)
{
	if (fault) {
		fault->name = name;
		fault->bits = bits;
		fault->encoding = 0;
		fault->index = 0;
	}
	return status;
}

static unsigned int field(uint64_t id, unsigned int shift, unsigned int width)
{
	return (unsigned int)(id >> shift & bits_below(width));
}

/*
 * Counts are held minus one. 15 in ID_AA64DFR0_EL1 means 16 or more, and
 * ID_AA64DFR1_EL1 then tells; it reads 0 on CPUs that stop at 16.
 */
static unsigned int count(const struct dbgvirt_arm64_config *config, unsigned int shift0,
			  unsigned int shift1)
{
	unsigned int n = field(config->id_aa64dfr0, shift0, 4);

	if (n == 15 && field(config->id_aa64dfr1, shift1, 8) > 15)
		n = field(config->id_aa64dfr1, shift1, 8);
	return n + 1;
}

static struct counts hardware_counts(const struct dbgvirt_arm64_config *config)
{
	return (struct counts){
		.bp = count(config, DBGVIRT_ID_AA64DFR0_EL1_BRPS_SHIFT,
			    DBGVIRT_ID_AA64DFR1_EL1_BRPS_SHIFT),
		.wp = count(config, DBGVIRT_ID_AA64DFR0_EL1_WRPS_SHIFT,
			    DBGVIRT_ID_AA64DFR1_EL1_WRPS_SHIFT),
		.ctx = count(config, DBGVIRT_ID_AA64DFR0_EL1_CTX_CMPS_SHIFT,
			     DBGVIRT_ID_AA64DFR1_EL1_CTX_CMPS_SHIFT),
	};
}

/*
 * Of a CPU with more than 16 breakpoints the first 16 are used, the ones that
 * need no MDSELR_EL1. Context-aware among them: with c <= 16 of them numbers
 * 16-c to 15, else all ([ARM-DDI0487] D2.8.3).
 */
static struct counts reachable_counts(struct counts hw)
{
	return (struct counts){
		.bp = hw.bp > DBGVIRT_ARM64_SLOTS ? DBGVIRT_ARM64_SLOTS : hw.bp,
		.wp = hw.wp > DBGVIRT_ARM64_SLOTS ? DBGVIRT_ARM64_SLOTS : hw.wp,
		.ctx = hw.ctx > DBGVIRT_ARM64_SLOTS ? DBGVIRT_ARM64_SLOTS : hw.ctx,
	};
}

/* ID_AA64DFR0_EL1 cannot say 1 breakpoint or 1 watchpoint: 0, one less, is reserved. */
#define LEAST 2

static int choose(const char *name, unsigned int wanted, unsigned int least, unsigned int most,
		  unsigned int *chosen, struct dbgvirt_fault *fault)
{
	if (wanted > most || (wanted && wanted < least))
		return caps_fault(fault, name, most, DBGVIRT_ERR_RANGE);
	*chosen = wanted ? wanted : most;
	return DBGVIRT_OK;
}

static uint64_t put_field(uint64_t id, unsigned int shift, uint64_t value)
{
	return (id & ~((uint64_t)0xf << shift)) | value << shift;
}

/* No guest has FEAT_Debugv8p9 or the double lock; all else passes through. */
static uint64_t guest_dfr0(uint64_t id, struct counts guest)
{
	uint64_t version = id & DBGVIRT_ID_AA64DFR0_EL1_DEBUGVER_MASK;

	if (version > DBGVIRT_DEBUGVER_V8P8)
		id = put_field(id, 0, DBGVIRT_DEBUGVER_V8P8);
	id = put_field(id, DBGVIRT_ID_AA64DFR0_EL1_BRPS_SHIFT, guest.bp - 1);
	id = put_field(id, DBGVIRT_ID_AA64DFR0_EL1_WRPS_SHIFT, guest.wp - 1);
	id = put_field(id, DBGVIRT_ID_AA64DFR0_EL1_CTX_CMPS_SHIFT, guest.ctx - 1);
	return put_field(id, DBGVIRT_ID_AA64DFR0_EL1_DOUBLELOCK_SHIFT,
			 DBGVIRT_ID_AA64DFR0_EL1_DOUBLELOCK_NI);
}

static uint64_t dbgr_set(unsigned int bp, unsigned int wp)
{
	return bits_below(bp) << DBGVIRT_ARM64_DBGBVR(0) |
	       bits_below(bp) << DBGVIRT_ARM64_DBGBCR(0) |
	       bits_below(wp) << DBGVIRT_ARM64_DBGWVR(0) |
	       bits_below(wp) << DBGVIRT_ARM64_DBGWCR(0);
}

static void set_writable(struct dbgvirt_arm64_caps *caps)
{
	unsigned int i;

	for (i = 0; i < 4 * DBGVIRT_ARM64_SLOTS; i++)
		if (caps->guest_dbgr & BIT64(i))
			caps->writable[i] = dbgvirt_arm64_dbgr_mask(i);
}

static int check_config(const struct dbgvirt_arm64_config *config, struct dbgvirt_fault *fault)
{
	if (config->features & ~FEATURES)
		return caps_fault(fault, "features", config->features & ~FEATURES,
				  DBGVIRT_ERR_RESERVED);
	if (config->policy > DBGVIRT_ARM64_EAGER)
		return caps_fault(fault, "policy", DBGVIRT_ARM64_EAGER, DBGVIRT_ERR_RANGE);
	if (config->dcc > DBGVIRT_ARM64_DCC_VMM)
		return caps_fault(fault, "dcc", DBGVIRT_ARM64_DCC_VMM, DBGVIRT_ERR_RANGE);
	if ((config->id_aa64dfr0 & DBGVIRT_ID_AA64DFR0_EL1_DEBUGVER_MASK) < DBGVIRT_DEBUGVER_V8P0)
		return caps_fault(fault, "ID_AA64DFR0_EL1.DebugVer", DBGVIRT_DEBUGVER_V8P0,
				  DBGVIRT_ERR_RANGE);
	return DBGVIRT_OK;
}

static int choose_counts(const struct dbgvirt_arm64_config *config, struct counts hw,
			 struct counts *guest, struct dbgvirt_fault *fault)
{
	int status = choose("bp_count", config->bp_count, LEAST, hw.bp, &guest->bp, fault);

	if (!status)
		status = choose("wp_count", config->wp_count, LEAST, hw.wp, &guest->wp, fault);
	if (!status)
		status = choose("ctx_count", config->ctx_count, 1,
				hw.ctx < guest->bp ? hw.ctx : guest->bp, &guest->ctx, fault);
	return status;
}

int dbgvirt_arm64_caps_init(struct dbgvirt_arm64_caps *caps,
			    const struct dbgvirt_arm64_config *config, struct dbgvirt_fault *fault)
{
	struct counts all, hw, guest;
	uint64_t version;
	int status;

	if (!caps || !config)
		return DBGVIRT_ERR_NULL;
	status = check_config(config, fault);
	if (status)
		return status;
	all = hardware_counts(config);
	hw = reachable_counts(all);
	status = choose_counts(config, hw, &guest, fault);
	if (status)
		return status;

	version = config->id_aa64dfr0 & DBGVIRT_ID_AA64DFR0_EL1_DEBUGVER_MASK;
	*caps = (struct dbgvirt_arm64_caps){
		.id_aa64dfr0 = guest_dfr0(config->id_aa64dfr0, guest),
		.authstatus = config->authstatus,
		.claimset = 0xff,
		.guest_dbgr = dbgr_set(guest.bp, guest.wp),
		.hw_dbgr = dbgr_set(hw.bp, hw.wp),
		.features = config->features,
		.bp_count = (uint8_t)guest.bp,
		.wp_count = (uint8_t)guest.wp,
		.ctx_count = (uint8_t)guest.ctx,
		.bp_shift = (uint8_t)(hw.bp - guest.bp),
		.hw_bp_count = (uint8_t)hw.bp,
		.hw_wp_count = (uint8_t)hw.wp,
		.hw_ctx_count = (uint8_t)hw.ctx,
		.policy = config->policy,
		.dcc = config->dcc,
		/*
		 * Untrapped, a guest reaches every register of the hardware: that is
		 * right only if it was promised them all, and no more modern ones exist;
		 * if none of them is DBGVCR32_EL2, which no plan moves; and if the DCC is
		 * trapped apart, or is not to behave in a way of the VMM's.
		 */
		.may_untrap = guest.bp == all.bp && guest.wp == all.wp && guest.ctx == all.ctx &&
			      version <= DBGVIRT_DEBUGVER_V8P8 &&
			      !(config->features & DBGVIRT_ARM64_FEAT_GUEST_AA32) &&
			      (config->dcc == DBGVIRT_ARM64_DCC_RAZ ||
			       (config->features & DBGVIRT_ARM64_FEAT_FGT)),
	};
	set_writable(caps);
	return DBGVIRT_OK;
}
