/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "arm64_confine.h"

#include "bits.h"

/*
 * Combinations of HMC, SSC and PMC (or PAC) that match at EL1 or EL0 in
 * Non-secure state, by ({HMC, SSC, PxC}): [ARM-DDI0487] tables D2-8 and D2-13.
 * All others match nothing there, or only at EL2 and EL3, or are reserved, and
 * a reserved one may behave as any other: those are disabled.
 *
 * A kept combination is loaded as HMC = 0, SSC = 00 with its PxC: that matches
 * at the same of EL1 and EL0, and nowhere else. So a guest that asks for EL1
 * with EL2 gets EL1.
 */
#define STATE(hmc, ssc, pxc) BIT64((hmc) << 4 | (ssc) << 2 | (pxc))

/* clang-format off */
#define STATES_KEPT                                                             \
	(STATE(0, 0, 1) | STATE(0, 0, 2) | STATE(0, 0, 3) | /* both states */   \
	 STATE(0, 1, 1) | STATE(0, 1, 2) | STATE(0, 1, 3) | /* Non-secure */    \
	 STATE(1, 0, 1) | STATE(1, 0, 3) |		    /* with EL2, EL3 */ \
	 STATE(1, 1, 1) | STATE(1, 1, 3) |		    /* with EL2, NS */  \
	 STATE(1, 3, 1) | STATE(1, 3, 3))		    /* with EL2 */

/* clang-format on */

/* Breakpoints of an AArch32 EL1: PMC = 00 is User, System and Supervisor mode. */
#define STATES_KEPT_AA32 (STATE(0, 0, 0) | STATE(0, 1, 0))

/* Both control registers have these fields in the same place. */
#define STATE_BITS (DBGVIRT_DBGBCR_EL1_HMC | DBGVIRT_DBGBCR_EL1_SSC_MASK)

static uint64_t confine_state(uint64_t control, uint64_t kept)
{
	unsigned int state = (unsigned int)(control >> DBGVIRT_DBGBCR_EL1_HMC_SHIFT & 1) << 4 |
			     (unsigned int)(control >> DBGVIRT_DBGBCR_EL1_SSC_SHIFT & 3) << 2 |
			     (unsigned int)(control >> DBGVIRT_DBGBCR_EL1_PMC_SHIFT & 3);

	if (!(kept & BIT64(state)))
		control &= ~DBGVIRT_DBGBCR_EL1_E;
	return control & ~STATE_BITS;
}

static bool context_aware(const struct arm64_view *view, unsigned int n)
{
	return n < view->bp_count && n + view->ctx_count >= view->bp_count;
}

/* A link to what is not a context-aware breakpoint of the guest disables the linker. */
static uint64_t renumber_link(const struct arm64_view *view, uint64_t control)
{
	unsigned int n = (unsigned int)(control >> DBGVIRT_DBGBCR_EL1_LBN_SHIFT & 15);

	if (!context_aware(view, n))
		return control & ~DBGVIRT_DBGBCR_EL1_E;
	return (control & ~DBGVIRT_DBGBCR_EL1_LBN_MASK) | (uint64_t)(n + view->bp_shift)
								  << DBGVIRT_DBGBCR_EL1_LBN_SHIFT;
}

/* Types that a guest's breakpoint n may have; a reserved type may behave as any other. */
static bool type_allowed(const struct arm64_view *view, unsigned int n, unsigned int type)
{
	switch (type) {
	case DBGVIRT_BT_ADDRESS:
	case DBGVIRT_BT_ADDRESS_LINKED:
		return true;
	case DBGVIRT_BT_MISMATCH:
	case DBGVIRT_BT_MISMATCH_LINKED:
		/* Reserved in an AArch64 translation regime without FEAT_BWE. */
		return view->aa32;
	case DBGVIRT_BT_CONTEXTIDR:
	case DBGVIRT_BT_CONTEXTIDR_LINKED:
		return context_aware(view, n);
	case DBGVIRT_BT_CONTEXTIDR_EL1:
	case DBGVIRT_BT_CONTEXTIDR_EL1_LINKED:
		/* Came with the debug architecture of FEAT_VHE. */
		return view->vhe && context_aware(view, n);
	default:
		/* VMID and CONTEXTIDR_EL2 are the hypervisor's: a hit would disclose them. */
		return false;
	}
}

uint64_t dbgvirt_arm64_bcr_confine_(const struct arm64_view *view, unsigned int n, uint64_t bcr)
{
	unsigned int type = (unsigned int)((bcr & DBGVIRT_DBGBCR_EL1_BT_MASK) >>
					   DBGVIRT_DBGBCR_EL1_BT_SHIFT);
	uint64_t kept = STATES_KEPT;

	if (view->aa32)
		kept |= STATES_KEPT_AA32;
	bcr &= DBGVIRT_DBGBCR_EL1_MASK;
	if (!type_allowed(view, n, type))
		bcr &= ~DBGVIRT_DBGBCR_EL1_E;
	if (type == DBGVIRT_BT_ADDRESS_LINKED || type == DBGVIRT_BT_MISMATCH_LINKED)
		bcr = renumber_link(view, bcr);
	/* Of a breakpoint that others link to, only the linker's state counts. */
	if (type == DBGVIRT_BT_CONTEXTIDR_LINKED || type == DBGVIRT_BT_CONTEXTIDR_EL1_LINKED)
		return bcr & ~STATE_BITS;
	return confine_state(bcr, kept);
}

uint64_t dbgvirt_arm64_wcr_confine_(const struct arm64_view *view, uint64_t wcr)
{
	wcr &= DBGVIRT_DBGWCR_EL1_MASK;
	if (wcr & DBGVIRT_DBGWCR_EL1_WT)
		wcr = renumber_link(view, wcr);
	return confine_state(wcr, STATES_KEPT);
}

uint64_t dbgvirt_arm64_bcr_confine(const struct dbgvirt_arm64_caps *caps, unsigned int n,
				   uint64_t bcr)
{
	struct arm64_view view = arm64_guest_view(caps);

	return dbgvirt_arm64_bcr_confine_(&view, n, bcr);
}

uint64_t dbgvirt_arm64_wcr_confine(const struct dbgvirt_arm64_caps *caps, uint64_t wcr)
{
	struct arm64_view view = arm64_guest_view(caps);

	return dbgvirt_arm64_wcr_confine_(&view, wcr);
}
