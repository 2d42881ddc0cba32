/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/**
 * @file
 * Backend without hardware: carries plans out on an array, writes down every
 * access in order and counts it. For tests, examples and cost accounting.
 */
#ifndef DBGVIRT_FAKE_ARM64_H
#define DBGVIRT_FAKE_ARM64_H

#include "dbgvirt/arm64.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Number of MDSCR_EL1 in an access record; 0 to 63 are DBGVIRT_ARM64_DBGBVR() and its like. */
#define DBGVIRT_FAKE_MDSCR 64
/** Number of MDCCINT_EL1 in an access record. */
#define DBGVIRT_FAKE_MDCCINT 65
/** Number of OSLAR_EL1 in an access record. */
#define DBGVIRT_FAKE_OSLAR 66
/** Number of MDCR_EL2 in an access record. */
#define DBGVIRT_FAKE_MDCR 67

/** Accesses kept; later ones are counted only. */
#define DBGVIRT_FAKE_LOG 512

/** One access of one register. */
struct dbgvirt_fake_access {
	/** Value read or written. */
	uint64_t value;
	/** Which register, see above. */
	uint8_t reg;
	/** A write. */
	bool is_write;
};

/** One physical CPU's debug registers. */
struct dbgvirt_fake_arm64 {
	/** What the registers hold. */
	struct dbgvirt_arm64_regs hw;
	/** MDCR_EL2 */
	uint64_t mdcr;
	/** OSLSR_EL1.OSLK */
	bool locked;
	/** Accesses in order. */
	struct dbgvirt_fake_access log[DBGVIRT_FAKE_LOG];
	/** Entries of `log` in use. */
	unsigned int log_count;
	/** Accesses since the counters were last cleared; MDCR_EL2 apart. */
	struct dbgvirt_arm64_cost cost;
};

/**
 * Forget the record and the counters; the registers stay.
 *
 * @context Any.
 * @param[in,out] fake  CPU
 */
void dbgvirt_fake_arm64_clear(struct dbgvirt_fake_arm64 *fake);

/**
 * Carry out a plan, in the order of its steps.
 *
 * @context Any.
 * @param[in,out] fake  CPU
 * @param[in]     plan  plan of the core
 * @param[in,out] cpu   source of loads; learns what was read
 * @param[in,out] vcpu  receives what was read; may be NULL for a plan without saves
 */
void dbgvirt_fake_arm64_apply(struct dbgvirt_fake_arm64 *fake,
			      const struct dbgvirt_arm64_plan *plan, struct dbgvirt_arm64_cpu *cpu,
			      struct dbgvirt_arm64_vcpu *vcpu);

#ifdef __cplusplus
}
#endif

#endif /* DBGVIRT_FAKE_ARM64_H */
