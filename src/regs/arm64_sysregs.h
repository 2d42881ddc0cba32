/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The AArch64 debug registers, one line each.
 *
 * Encodings, access and fields: [ARM-DDI0487] D24.3, and D24.2.80-82 for the
 * ID registers. Reset and what a guest finds in a register that is not shadowed:
 * Linux arch/arm64/kvm/sys_regs.c. Both are told apart in docs/architecture.md.
 */
#ifndef DBGVIRT_REGS_ARM64_SYSREGS_H
#define DBGVIRT_REGS_ARM64_SYSREGS_H

#include "dbgvirt/arm64.h"

/* What backs a register. */
enum arm64_kind {
	KIND_DBGR,       /* vcpu.regs.dbgr[] */
	KIND_MDSCR,      /* vcpu.regs.mdscr, more of it writable under the OS Lock */
	KIND_MDCCINT,    /* vcpu.regs.mdccint */
	KIND_OSLAR,      /* OSLK of vcpu.oslsr */
	KIND_OSLSR,      /* vcpu.oslsr */
	KIND_CLAIMSET,   /* vcpu.claim: write 1 to set, reads as ones */
	KIND_CLAIMCLR,   /* vcpu.claim: write 1 to clear */
	KIND_RAZ_WI,     /* nothing */
	KIND_AUTHSTATUS, /* caps.authstatus */
	KIND_DFR0,       /* caps.id_aa64dfr0 */
	KIND_DFR1,       /* caps.id_aa64dfr1 */
	KIND_MDCCSR,     /* the DCC policy */
	KIND_DCC,        /* the DCC policy */
	KIND_VCR32,      /* vcpu.dbgvcr32 */
};

/* What must be there for a register to exist. */
enum arm64_visibility {
	VISIBLE,      /* always, within the bank's count */
	VISIBLE_EL2,  /* to the VMM; UNDEFINED at EL1 */
	VISIBLE_V8P9, /* FEAT_Debugv8p9 or FEAT_STEP2, which no guest has */
};

/* clang-format off */
#define DBGVIRT_ARM64_SLOT_ROWS(M, n)                                                                                   \
	M(DBGBVR, n,         2, 0, 0,  n, 4, DBGVIRT_RW, 0,   DBGVIRT_DBGBVR_EL1_MASK,   KIND_DBGR,       VISIBLE)      \
	M(DBGBCR, n,         2, 0, 0,  n, 5, DBGVIRT_RW, 0,   DBGVIRT_DBGBCR_EL1_MASK,   KIND_DBGR,       VISIBLE)      \
	M(DBGWVR, n,         2, 0, 0,  n, 6, DBGVIRT_RW, 0,   DBGVIRT_DBGWVR_EL1_MASK,   KIND_DBGR,       VISIBLE)      \
	M(DBGWCR, n,         2, 0, 0,  n, 7, DBGVIRT_RW, 0,   DBGVIRT_DBGWCR_EL1_MASK,   KIND_DBGR,       VISIBLE)

/* S: a register by itself. M: one of a numbered bank.
 *  name             op0 op1 CRn CRm op2 access  reset writable bits              backed by        visibility */
#define DBGVIRT_ARM64_SYSREGS(S, M)                                                                                     \
	S(OSDTRRX_EL1,       2, 0, 0,  0, 2, DBGVIRT_RW, 0,   0,                         KIND_RAZ_WI,     VISIBLE)      \
	DBGVIRT_ARM64_SLOT_ROWS(M, 0)                                                                                   \
	DBGVIRT_ARM64_SLOT_ROWS(M, 1)                                                                                   \
	S(MDCCINT_EL1,       2, 0, 0,  2, 0, DBGVIRT_RW, 0,   DBGVIRT_MDCCINT_EL1_MASK,  KIND_MDCCINT,    VISIBLE)      \
	S(MDSCR_EL1,         2, 0, 0,  2, 2, DBGVIRT_RW, 0,   DBGVIRT_MDSCR_EL1_MASK,    KIND_MDSCR,      VISIBLE)      \
	DBGVIRT_ARM64_SLOT_ROWS(M, 2)                                                                                   \
	S(OSDTRTX_EL1,       2, 0, 0,  3, 2, DBGVIRT_RW, 0,   0,                         KIND_RAZ_WI,     VISIBLE)      \
	DBGVIRT_ARM64_SLOT_ROWS(M, 3)                                                                                   \
	S(MDSELR_EL1,        2, 0, 0,  4, 2, DBGVIRT_RW, 0,   0,                         KIND_RAZ_WI,     VISIBLE_V8P9) \
	DBGVIRT_ARM64_SLOT_ROWS(M, 4)                                                                                   \
	S(MDSTEPOP_EL1,      2, 0, 0,  5, 2, DBGVIRT_RW, 0,   0,                         KIND_RAZ_WI,     VISIBLE_V8P9) \
	DBGVIRT_ARM64_SLOT_ROWS(M, 5)                                                                                   \
	S(OSECCR_EL1,        2, 0, 0,  6, 2, DBGVIRT_RW, 0,   0,                         KIND_RAZ_WI,     VISIBLE)      \
	DBGVIRT_ARM64_SLOT_ROWS(M, 6)                                                                                   \
	DBGVIRT_ARM64_SLOT_ROWS(M, 7)                                                                                   \
	DBGVIRT_ARM64_SLOT_ROWS(M, 8)                                                                                   \
	DBGVIRT_ARM64_SLOT_ROWS(M, 9)                                                                                   \
	DBGVIRT_ARM64_SLOT_ROWS(M, 10)                                                                                  \
	DBGVIRT_ARM64_SLOT_ROWS(M, 11)                                                                                  \
	DBGVIRT_ARM64_SLOT_ROWS(M, 12)                                                                                  \
	DBGVIRT_ARM64_SLOT_ROWS(M, 13)                                                                                  \
	DBGVIRT_ARM64_SLOT_ROWS(M, 14)                                                                                  \
	DBGVIRT_ARM64_SLOT_ROWS(M, 15)                                                                                  \
	S(MDRAR_EL1,         2, 0, 1,  0, 0, DBGVIRT_RO, 0,   0,                         KIND_RAZ_WI,     VISIBLE)      \
	S(OSLAR_EL1,         2, 0, 1,  0, 4, DBGVIRT_WO, 0,   DBGVIRT_OSLAR_EL1_OSLK,    KIND_OSLAR,      VISIBLE)      \
	S(OSLSR_EL1,         2, 0, 1,  1, 4, DBGVIRT_RO, 0x8, DBGVIRT_OSLSR_EL1_MASK,    KIND_OSLSR,      VISIBLE)      \
	S(OSDLR_EL1,         2, 0, 1,  3, 4, DBGVIRT_RW, 0,   0,                         KIND_RAZ_WI,     VISIBLE)      \
	S(DBGPRCR_EL1,       2, 0, 1,  4, 4, DBGVIRT_RW, 0,   0,                         KIND_RAZ_WI,     VISIBLE)      \
	S(DBGCLAIMSET_EL1,   2, 0, 7,  8, 6, DBGVIRT_RW, 0,   0xff,                      KIND_CLAIMSET,   VISIBLE)      \
	S(DBGCLAIMCLR_EL1,   2, 0, 7,  9, 6, DBGVIRT_RW, 0,   0xff,                      KIND_CLAIMCLR,   VISIBLE)      \
	S(DBGAUTHSTATUS_EL1, 2, 0, 7, 14, 6, DBGVIRT_RO, 0,   0,                         KIND_AUTHSTATUS, VISIBLE)      \
	S(MDCCSR_EL0,        2, 3, 0,  1, 0, DBGVIRT_RO, 0,   0,                         KIND_MDCCSR,     VISIBLE)      \
	S(DBGDTR_EL0,        2, 3, 0,  4, 0, DBGVIRT_RW, 0,   0,                         KIND_DCC,        VISIBLE)      \
	S(DBGDTRRX_EL0,      2, 3, 0,  5, 0, DBGVIRT_RW, 0,   0,                         KIND_DCC,        VISIBLE)      \
	S(DBGVCR32_EL2,      2, 4, 0,  7, 0, DBGVIRT_RW, 0,   DBGVIRT_DBGVCR32_EL2_MASK, KIND_VCR32,      VISIBLE_EL2)  \
	S(ID_AA64DFR0_EL1,   3, 0, 0,  5, 0, DBGVIRT_RO, 0,   0,                         KIND_DFR0,       VISIBLE)      \
	S(ID_AA64DFR1_EL1,   3, 0, 0,  5, 1, DBGVIRT_RO, 0,   0,                         KIND_DFR1,       VISIBLE)      \
	S(ID_AA64DFR2_EL1,   3, 0, 0,  5, 2, DBGVIRT_RO, 0,   0,                         KIND_RAZ_WI,     VISIBLE)
/* clang-format on */

/*
 * Index into vcpu.regs.dbgr[] of a bank register's encoding: op2[1:0] and CRm.
 * Meaningful only where arm64_is_dbgr() holds.
 */
static inline unsigned int arm64_dbgr_index(uint32_t encoding)
{
	return (DBGVIRT_SYSREG_OP2(encoding) & 3) << 4 | DBGVIRT_SYSREG_CRM(encoding);
}

/* DBGBVR, DBGBCR, DBGWVR, DBGWCR: op0 = 2, op1 = 0, CRn = 0, op2 = 4 to 7. */
static inline bool arm64_is_dbgr(uint32_t encoding)
{
	return (encoding & ~DBGVIRT_SYSREG(0u, 0u, 0u, 15u, 3u)) ==
	       DBGVIRT_SYSREG(2u, 0u, 0u, 0u, 4u);
}

/* Row of an encoding, or NULL for a miss. */
const struct dbgvirt_sysreg *dbgvirt_arm64_sysreg_row_(uint32_t encoding);

#endif /* DBGVIRT_REGS_ARM64_SYSREGS_H */
