/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who looks at the breakpoints, and how: the guest, or somebody who has all of
 * the hardware in its own numbering.
 */
#ifndef DBGVIRT_REGS_ARM64_CONFINE_H
#define DBGVIRT_REGS_ARM64_CONFINE_H

#include "dbgvirt/arm64.h"

struct arm64_view {
	unsigned int bp_count, wp_count, ctx_count;
	/* Number in hardware of the view's breakpoint 0. */
	unsigned int bp_shift;
	/* AArch32 at EL1; breakpoint types that came with FEAT_VHE. */
	bool aa32, vhe;
};

static inline struct arm64_view arm64_guest_view(const struct dbgvirt_arm64_caps *caps)
{
	return (struct arm64_view){
		.bp_count = caps->bp_count,
		.wp_count = caps->wp_count,
		.ctx_count = caps->ctx_count,
		.bp_shift = caps->bp_shift,
		.aa32 = caps->features & DBGVIRT_ARM64_FEAT_GUEST_AA32,
		.vhe = (caps->id_aa64dfr0 & DBGVIRT_ID_AA64DFR0_EL1_DEBUGVER_MASK) >
		       DBGVIRT_DEBUGVER_V8P0,
	};
}

static inline struct arm64_view arm64_hardware_view(const struct dbgvirt_arm64_caps *caps)
{
	struct arm64_view view = arm64_guest_view(caps);

	view.bp_count = caps->hw_bp_count;
	view.wp_count = caps->hw_wp_count;
	view.ctx_count = caps->hw_ctx_count;
	view.bp_shift = 0;
	return view;
}

/* dbgvirt_arm64_bcr_confine() and dbgvirt_arm64_wcr_confine(), for any view. */
uint64_t dbgvirt_arm64_bcr_confine_(const struct arm64_view *view, unsigned int n, uint64_t bcr);
uint64_t dbgvirt_arm64_wcr_confine_(const struct arm64_view *view, uint64_t wcr);

#endif /* DBGVIRT_REGS_ARM64_CONFINE_H */
