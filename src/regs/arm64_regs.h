/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the parts of the arm64 register engine share: reading a row, and the
 * two writes that the world switch has to hear of.
 */
#ifndef DBGVIRT_REGS_ARM64_REGS_H
#define DBGVIRT_REGS_ARM64_REGS_H

#include "arm64_sysregs.h"

#define ARM64_VCPU_MAGIC 0x64676276u /* "vbgd" */

/* The register's value as the guest reads it; 0 for what it cannot read. */
uint64_t dbgvirt_arm64_row_read_(const struct dbgvirt_arm64_caps *caps,
				 const struct dbgvirt_arm64_vcpu *vcpu,
				 const struct dbgvirt_sysreg *row);

/* Anything but a bank register was written: the next entry has to look. */
static inline void arm64_touch(struct dbgvirt_arm64_vcpu *vcpu)
{
	vcpu->touched = true;
	vcpu->entry_work = 1;
}

#endif /* DBGVIRT_REGS_ARM64_REGS_H */
