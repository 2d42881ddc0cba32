/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/**
 * @file
 * Outcome: what the guest, or the VMM, is to see.
 *
 * An outcome is data. The library decides; the caller carries it out.
 */
#ifndef DBGVIRT_OUTCOME_H
#define DBGVIRT_OUTCOME_H

#include <stdint.h>

/** What the hypervisor does next with the vCPU. */
enum dbgvirt_action {
	/** The instruction is complete: skip it (PC, PSTATE.SS, BTYPE) and go on. */
	DBGVIRT_RESUME = 0,
	/** Inject an Undefined Instruction exception; the PC stays. */
	DBGVIRT_UNDEFINED = 1,
	/** Inject the exception that `syndrome` describes; the PC stays. */
	DBGVIRT_INJECT = 2,
	/** Not decided here: the VMM, or the caller's own register tables, take the access. */
	DBGVIRT_EXIT = 3
};

/** Why the action is what it is. */
enum dbgvirt_reason {
	/** The access was carried out. */
	DBGVIRT_REASON_NONE = 0,
	/** A write to a read-only register. */
	DBGVIRT_REASON_READ_ONLY = 1,
	/** A read of a write-only register. */
	DBGVIRT_REASON_WRITE_ONLY = 2,
	/** A numbered register beyond the guest's count, or of a feature the guest lacks. */
	DBGVIRT_REASON_ABSENT = 3,
	/** A debug encoding that no register has: a miss, worth logging. */
	DBGVIRT_REASON_UNKNOWN = 4,
	/** Not accessible from the Exception level it came from. */
	DBGVIRT_REASON_LEVEL = 5,
	/** Trapped to the guest's EL1 by the guest's own MDSCR_EL1.TDCC. */
	DBGVIRT_REASON_TDCC = 6,
	/** The VM's policy gives this register to the VMM. */
	DBGVIRT_REASON_VMM = 7,
	/** Not a debug register. */
	DBGVIRT_REASON_FOREIGN = 8
};

/** Decision about one trapped access. */
struct dbgvirt_outcome {
	/** enum dbgvirt_action */
	uint32_t action;
	/** enum dbgvirt_reason */
	uint32_t reason;
	/** ESR_EL1 to inject when `action` is #DBGVIRT_INJECT; else undefined. */
	uint64_t syndrome;
};

/** One trapped access and what became of it, filled in only where asked for. */
struct dbgvirt_trace {
	/** Name of the register, or NULL for a miss. */
	const char *name;
	/** Value read or written, as the guest's general-purpose register holds it. */
	uint64_t value;
	/** Encoding of the register, see DBGVIRT_SYSREG(). */
	uint32_t encoding;
	/** General-purpose register of the instruction, 31 for XZR. */
	uint8_t rt;
	/** 1 for a write (MSR), 0 for a read (MRS). */
	uint8_t is_write;
	/** enum dbgvirt_action */
	uint8_t action;
	/** enum dbgvirt_reason */
	uint8_t reason;
};

#endif /* DBGVIRT_OUTCOME_H */
