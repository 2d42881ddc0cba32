/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Filling a plan: each of these compares what is wanted with what is live, adds
 * to the plan only what differs, and leaves cpu->live as the plan will leave
 * the hardware.
 */
#ifndef DBGVIRT_WORLDSWITCH_ARM64_SLOTS_H
#define DBGVIRT_WORLDSWITCH_ARM64_SLOTS_H

#include "dbgvirt/arm64.h"

/* DBGB/WV/CR registers of all breakpoints and watchpoints. */
#define ARM64_ALL_DBGR UINT64_MAX

/* Whose numbering and whose limits an image has. */
enum arm64_image {
	IMAGE_GUEST,    /* guest's numbering, confined */
	IMAGE_DEBUGGER, /* hardware's numbering, confined: a debugger of the guest */
	IMAGE_HOST,     /* hardware's numbering, as it is: the host's own debugger */
};

/* Load every register of the guest's image: for a guest that is given them all. */
void dbgvirt_arm64_load_whole_(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			       const struct dbgvirt_arm64_regs *image, bool even_if_same,
			       struct dbgvirt_arm64_plan *plan);

/*
 * Arm the enabled slots of an image and disarm all others. Looks only at the
 * slots with a register in `dirty`, in the image's numbering.
 */
void dbgvirt_arm64_load_armed_(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
			       const struct dbgvirt_arm64_regs *image, enum arm64_image whose,
			       uint64_t dirty, struct dbgvirt_arm64_plan *plan);

/* Whether a guest may program these controls itself: confining changes none of them. */
bool dbgvirt_arm64_confined_(const struct dbgvirt_arm64_caps *caps,
			     const struct dbgvirt_arm64_regs *image);

void dbgvirt_arm64_load_mdccint_(struct dbgvirt_arm64_cpu *cpu, uint64_t mdccint,
				 struct dbgvirt_arm64_plan *plan);

/* MDSCR_EL1, last: with the guard before it where slots would be half written. */
void dbgvirt_arm64_load_mdscr_(struct dbgvirt_arm64_cpu *cpu, uint64_t mdscr,
			       struct dbgvirt_arm64_plan *plan);

void dbgvirt_arm64_load_mdcr_(struct dbgvirt_arm64_cpu *cpu, uint64_t mdcr,
			      struct dbgvirt_arm64_plan *plan);

#endif /* DBGVIRT_WORLDSWITCH_ARM64_SLOTS_H */
