/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/**
 * @file
 * Status: how the caller erred.
 *
 * What the guest is to see is never a status but a `struct dbgvirt_outcome`
 * (outcome.h): the two never mix. Every function that returns a status leaves
 * its outputs untouched unless it returns #DBGVIRT_OK.
 */
#ifndef DBGVIRT_STATUS_H
#define DBGVIRT_STATUS_H

#include <stdint.h>

#include "version.h"

/** Result of a call; negative values are errors, grouped by whose fault it is. */
enum dbgvirt_status {
	/** Done. */
	DBGVIRT_OK = 0,

	/* The call's arguments. */

	/** A pointer that must not be NULL is NULL. */
	DBGVIRT_ERR_NULL = -1,
	/** No register of this table has the encoding. */
	DBGVIRT_ERR_ENCODING = -2,
	/** A count or index lies outside what the hardware or the guest has. */
	DBGVIRT_ERR_RANGE = -3,
	/** The value sets bits that are reserved in this register. */
	DBGVIRT_ERR_RESERVED = -4,
	/** The value differs from what is fixed for this guest (an ID register, OSLSR_EL1.OSLM). */
	DBGVIRT_ERR_INVARIANT = -5,
	/** The call does not fit the object's state (not loaded, loaded elsewhere, never initialised). */
	DBGVIRT_ERR_STATE = -6,
	/** The syndrome is not of a class the called decoder handles. */
	DBGVIRT_ERR_SYNDROME = -7,

	/* A register table. */

	/** Encodings are not strictly ascending. */
	DBGVIRT_ERR_TABLE_ORDER = -16,
	/** A reset value lies outside the row's writable bits. */
	DBGVIRT_ERR_TABLE_RESET = -17,
	/** A bank of numbered registers has a hole or does not begin at 0. */
	DBGVIRT_ERR_TABLE_BANK = -18,

	/* Saved state. */

	/** Too short to hold its own header, or its size field disagrees with its length. */
	DBGVIRT_ERR_SIZE = -32,
	/** Another state version, or another architecture's state. */
	DBGVIRT_ERR_VERSION = -33,
	/** Flags or reserved bytes this version does not know are set. */
	DBGVIRT_ERR_UNKNOWN = -34,
	/** The state uses registers this guest does not have. */
	DBGVIRT_ERR_CAPACITY = -35
};

/** Detail of a status: which register or row, and which bits. Optional everywhere. */
struct dbgvirt_fault {
	/** Name of the register at fault, or NULL where none is. */
	const char *name;
	/** Bits at fault within the value, or the offending count. */
	uint64_t bits;
	/** Encoding of the register, see DBGVIRT_SYSREG(). */
	uint32_t encoding;
	/** Index of the row in its table, or of the register in its bank. */
	uint32_t index;
};

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Spelling of a status, for messages.
 *
 * @context Any.
 * @param[in] status  a value of enum dbgvirt_status
 * @return The enumerator's name, or "DBGVIRT_ERR_?" for any other number; never NULL.
 */
DBGVIRT_API const char *dbgvirt_status_name(int status);

#ifdef __cplusplus
}
#endif

#endif /* DBGVIRT_STATUS_H */
