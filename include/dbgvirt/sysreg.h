/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/**
 * @file
 * Register table kit: descriptors of system registers, validation of a table,
 * lookup, and a miss printed as a row to paste.
 *
 * The library's own tables are built with it, and an integrator's tables
 * (PMU, timers, anything reached by MRS/MSR or MRC/MCR) can be.
 */
#ifndef DBGVIRT_SYSREG_H
#define DBGVIRT_SYSREG_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"
#include "version.h"

/**
 * Encoding of a system register as one 16-bit key that sorts by op0, op1, CRn,
 * CRm, op2. It is also bits 15:0 of the register's KVM ONE_REG id.
 *
 * @source Linux uapi asm/kvm.h, ARM64_SYS_REG.
 */
#define DBGVIRT_SYSREG(op0, op1, crn, crm, op2) \
	(((op0) << 14) | ((op1) << 11) | ((crn) << 7) | ((crm) << 3) | (op2))

/** op0 of an encoding, 0 to 3. */
#define DBGVIRT_SYSREG_OP0(encoding) (((encoding) >> 14) & 3)
/** op1 of an encoding, 0 to 7. */
#define DBGVIRT_SYSREG_OP1(encoding) (((encoding) >> 11) & 7)
/** CRn of an encoding, 0 to 15. */
#define DBGVIRT_SYSREG_CRN(encoding) (((encoding) >> 7) & 15)
/** CRm of an encoding, 0 to 15. */
#define DBGVIRT_SYSREG_CRM(encoding) (((encoding) >> 3) & 15)
/** op2 of an encoding, 0 to 7. */
#define DBGVIRT_SYSREG_OP2(encoding) ((encoding)&7)

/** Which accesses a register has. */
enum dbgvirt_sysreg_access {
	/** Read-only: a write is UNDEFINED. */
	DBGVIRT_RO = 1,
	/** Write-only: a read is UNDEFINED. */
	DBGVIRT_WO = 2,
	/** Read and write. */
	DBGVIRT_RW = 3
};

/** One register, or one member of a bank of numbered registers. */
struct dbgvirt_sysreg {
	/** DBGVIRT_SYSREG(). */
	uint16_t encoding;
	/** 0: a single register. 1 to 15: member of that bank of numbered registers. */
	uint8_t bank;
	/** Number within the bank, from 0; 0 for a single register. */
	uint8_t index;
	/** enum dbgvirt_sysreg_access */
	uint8_t access;
	/** What the register is, in the table owner's own numbering. */
	uint8_t kind;
	/** What must be present for the register to exist, in the table owner's own numbering. */
	uint16_t visibility;
	/** Value after reset; must lie within `writable`. */
	uint64_t reset;
	/** Bits a write can change; all others are RES0. */
	uint64_t writable;
	/** Name as the manual spells it. */
	const char *name;
};

/**
 * Check a table when compiling.
 *
 * `LIST(SINGLE, MEMBER)` expands one row a register:
 * `SINGLE(name, op0, op1, CRn, CRm, op2, access, reset, writable, kind, visibility)` or
 * `MEMBER(bank, index, op0, op1, CRn, CRm, op2, access, reset, writable, kind, visibility)`,
 * where `bank` and `index` are plain tokens. A row out of order, a reset value
 * outside the writable bits or a hole in a bank stops the compiler, and the
 * diagnostic holds the row's name.
 *
 * How: an enumerator without a value is its predecessor plus one, so the
 * enumerator before each row is the lowest encoding the row may have; and each
 * member names its predecessor, which is undeclared where there is a hole.
 *
 * @param LIST  the table
 */
#define DBGVIRT_SYSREG_STATIC_CHECK(LIST)                                \
	enum {                                                           \
		LIST(DBGVIRT_SYSREG_LOWEST_S_, DBGVIRT_SYSREG_LOWEST_M_) \
	};                                                               \
	LIST(DBGVIRT_SYSREG_ASSERT_S_, DBGVIRT_SYSREG_ASSERT_M_)

/* clang-format off */
#define DBGVIRT_SYSREG_LOWEST_S_(name, op0, op1, crn, crm, op2, access, reset, writable, kind, \
				 visibility)                                                   \
	dbgvirt_lowest_##name, dbgvirt_key_##name = DBGVIRT_SYSREG(op0, op1, crn, crm, op2),
#define DBGVIRT_SYSREG_LOWEST_M_(bank, index, op0, op1, crn, crm, op2, access, reset, writable, \
				 kind, visibility)                                              \
	dbgvirt_lowest_##bank##_##index,                                                        \
		dbgvirt_key_##bank##_##index = DBGVIRT_SYSREG(op0, op1, crn, crm, op2),
#define DBGVIRT_SYSREG_ASSERT_S_(name, op0, op1, crn, crm, op2, access, reset, writable, kind, \
				 visibility)                                                   \
	_Static_assert((int)dbgvirt_key_##name >= (int)dbgvirt_lowest_##name,                  \
		       #name ": encodings not strictly ascending");                            \
	_Static_assert(((reset) & ~(writable)) == 0, #name ": reset outside the writable bits");
#define DBGVIRT_SYSREG_ASSERT_M_(bank, index, op0, op1, crn, crm, op2, access, reset, writable,  \
				 kind, visibility)                                               \
	_Static_assert((int)dbgvirt_key_##bank##_##index >= (int)dbgvirt_lowest_##bank##_##index, \
		       #bank #index ": encodings not strictly ascending");                        \
	_Static_assert((index) == 0 || (int)DBGVIRT_SYSREG_BEFORE_(bank, index) <                 \
					       (int)dbgvirt_key_##bank##_##index,                 \
		       #bank #index ": hole in the bank");                                        \
	_Static_assert(((reset) & ~(writable)) == 0,                                              \
		       #bank #index ": reset outside the writable bits");
#define DBGVIRT_SYSREG_BEFORE_(bank, index) DBGVIRT_SYSREG_BEFORE_##index##_(bank)
#define DBGVIRT_SYSREG_BEFORE_0_(bank) 0
#define DBGVIRT_SYSREG_BEFORE_1_(bank) dbgvirt_key_##bank##_0
#define DBGVIRT_SYSREG_BEFORE_2_(bank) dbgvirt_key_##bank##_1
#define DBGVIRT_SYSREG_BEFORE_3_(bank) dbgvirt_key_##bank##_2
#define DBGVIRT_SYSREG_BEFORE_4_(bank) dbgvirt_key_##bank##_3
#define DBGVIRT_SYSREG_BEFORE_5_(bank) dbgvirt_key_##bank##_4
#define DBGVIRT_SYSREG_BEFORE_6_(bank) dbgvirt_key_##bank##_5
#define DBGVIRT_SYSREG_BEFORE_7_(bank) dbgvirt_key_##bank##_6
#define DBGVIRT_SYSREG_BEFORE_8_(bank) dbgvirt_key_##bank##_7
#define DBGVIRT_SYSREG_BEFORE_9_(bank) dbgvirt_key_##bank##_8
#define DBGVIRT_SYSREG_BEFORE_10_(bank) dbgvirt_key_##bank##_9
#define DBGVIRT_SYSREG_BEFORE_11_(bank) dbgvirt_key_##bank##_10
#define DBGVIRT_SYSREG_BEFORE_12_(bank) dbgvirt_key_##bank##_11
#define DBGVIRT_SYSREG_BEFORE_13_(bank) dbgvirt_key_##bank##_12
#define DBGVIRT_SYSREG_BEFORE_14_(bank) dbgvirt_key_##bank##_13
#define DBGVIRT_SYSREG_BEFORE_15_(bank) dbgvirt_key_##bank##_14

/** Initialiser of a single register's row, from the arguments of `SINGLE`. */
#define DBGVIRT_SYSREG_ROW_S(name, op0, op1, crn, crm, op2, access, reset, writable, kind, \
			     visibility)                                                   \
	{ DBGVIRT_SYSREG(op0, op1, crn, crm, op2), 0, 0, access, kind, visibility, reset,  \
	  writable, #name },
/** Initialiser of a bank member's row, from the arguments of `MEMBER` and the bank's number. */
#define DBGVIRT_SYSREG_ROW_M(number, bank, index, op0, op1, crn, crm, op2, access, reset,       \
			     writable, kind, visibility)                                        \
	{ DBGVIRT_SYSREG(op0, op1, crn, crm, op2), number, index, access, kind, visibility,     \
	  reset, writable, #bank #index "_EL1" },

/** Bytes dbgvirt_sysreg_format_miss() needs at most, the closing NUL included. */
#define DBGVIRT_SYSREG_MISS_BYTES 96
/* clang-format on */

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Validate a whole table: encodings strictly ascending (hence unique), reset
 * values inside the writable bits, banks of numbered registers without a hole.
 *
 * Meant for boot and for tests; a table that never changes is better checked
 * when compiling, with DBGVIRT_SYSREG_STATIC_CHECK().
 *
 * @context Any. Reads `table`, writes `fault`, keeps nothing.
 * @source Linux arch/arm64/kvm/sys_regs.c check_sysreg_table(), which returns
 * an error instead of halting since 2022; "KVM: arm: check ordering of all
 * system register tables" (2015) asked for the check first.
 *
 * @param[in]  table  first row
 * @param[in]  count  number of rows; 0 is valid
 * @param[out] fault  NULL, or the first row at fault: index, name, encoding, and for
 *                    #DBGVIRT_ERR_TABLE_RESET the bits outside
 *
 * @retval DBGVIRT_OK              the table is sound; `fault` untouched
 * @retval DBGVIRT_ERR_NULL        `table` is NULL and `count` is not 0
 * @retval DBGVIRT_ERR_TABLE_ORDER a row does not sort after the one before it
 * @retval DBGVIRT_ERR_TABLE_RESET a reset value has bits outside `writable`
 * @retval DBGVIRT_ERR_TABLE_BANK  a bank's number is over 15, or a member is missing
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_sysreg_table_check(const struct dbgvirt_sysreg *table,
							      size_t count,
							      struct dbgvirt_fault *fault);

/**
 * Find a row by encoding, by binary search.
 *
 * @context Any.
 * @param[in] table     a table that dbgvirt_sysreg_table_check() accepts
 * @param[in] count     number of rows; 0 is valid
 * @param[in] encoding  DBGVIRT_SYSREG()
 * @return The row, or NULL when none has the encoding or `table` is NULL.
 */
DBGVIRT_API const struct dbgvirt_sysreg *dbgvirt_sysreg_find(const struct dbgvirt_sysreg *table,
							     size_t count, uint32_t encoding);

/**
 * Print an access that missed as a row ready to paste into a table's LIST.
 *
 * @context Any. Needs no libc.
 * @source Linux arch/arm64/kvm/sys_regs.c print_sys_reg_instr(), the idea.
 *
 * @param[out] text      receives a NUL-terminated line without newline; untouched on error
 * @param[in]  size      bytes at `text`; #DBGVIRT_SYSREG_MISS_BYTES always suffice
 * @param[in]  encoding  DBGVIRT_SYSREG() of the access
 * @param[in]  is_write  non-zero for MSR: the comment behind the row says so
 *
 * @retval DBGVIRT_OK           done
 * @retval DBGVIRT_ERR_NULL     `text` is NULL
 * @retval DBGVIRT_ERR_ENCODING `encoding` is over 0xffff
 * @retval DBGVIRT_ERR_SIZE     `size` is too small
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_sysreg_format_miss(char *text, size_t size,
							      uint32_t encoding, int is_write);

#ifdef __cplusplus
}
#endif

#endif /* DBGVIRT_SYSREG_H */
