/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * From a trapped MRS or MSR to its effect.
 *
 * The banks are decoded by arithmetic (dbgvirt_arm64_trap_bank()). Every other
 * register has an entry in a hash table without collisions, filled when
 * compiling: one multiplication finds it, one comparison tells a miss.
 */
#include <stddef.h>

#include "arm64_regs.h"
#include "bits.h"

#define XZR 31

/* Keeps a rare case from costing the usual one a stack frame. */
#define NOINLINE __attribute__((noinline))

/* What of ESR_EL2 tells the register: all but Rt and the direction. */
#define ESR_KEY_MASK 0xfffffc1eull
#define ESR_KEY(op0, op1, crn, crm, op2)                                                 \
	((uint32_t)DBGVIRT_EC_SYS64 << DBGVIRT_ESR_EC_SHIFT | (uint32_t)DBGVIRT_ESR_IL | \
	 (uint32_t)(op0) << DBGVIRT_ISS_SYS_OP0_SHIFT |                                  \
	 (uint32_t)(op2) << DBGVIRT_ISS_SYS_OP2_SHIFT |                                  \
	 (uint32_t)(op1) << DBGVIRT_ISS_SYS_OP1_SHIFT |                                  \
	 (uint32_t)(crn) << DBGVIRT_ISS_SYS_CRN_SHIFT |                                  \
	 (uint32_t)(crm) << DBGVIRT_ISS_SYS_CRM_SHIFT)

/*
 * A multiplier under which no two registers of the table share one of 64 places,
 * found by trial. A new register that collides makes two initialisers of one
 * place: the compiler says so, and another odd multiplier has to be tried.
 */
#define HASH(key) ((uint32_t)((key)*0x269e0d37u) >> 26)
#define PLACES    64

/*
 * An entry is one word, so that one load brings all of it:
 * 31:0 key, 39:32 where a read finds the value, as an index of 64-bit words from
 * the vCPU or (bit 40) from the caps, 48 may be written at EL1, 49 may be read,
 * 50 DCC, which has a policy, 63:56 kind.
 */
#define ENTRY_WORD_SHIFT 32
#define ENTRY_IN_CAPS    BIT64(40)
#define ENTRY_MAY_SHIFT  48
#define ENTRY_MAY_WRITE  BIT64(48)
#define ENTRY_MAY_READ   BIT64(49)
#define ENTRY_DCC        BIT64(50)
#define ENTRY_KIND_SHIFT 56

/* clang-format off */
#define WORD(type, field) (offsetof(struct dbgvirt_arm64_##type, field) / sizeof(uint64_t))
#define WORD_OF_KIND_MDSCR WORD(vcpu, regs.mdscr)
#define WORD_OF_KIND_MDCCINT WORD(vcpu, regs.mdccint)
#define WORD_OF_KIND_OSLAR WORD(vcpu, raz)
#define WORD_OF_KIND_OSLSR WORD(vcpu, oslsr)
#define WORD_OF_KIND_CLAIMSET WORD(caps, claimset) | 0x100
#define WORD_OF_KIND_CLAIMCLR WORD(vcpu, claim)
#define WORD_OF_KIND_RAZ_WI WORD(vcpu, raz)
#define WORD_OF_KIND_AUTHSTATUS WORD(caps, authstatus) | 0x100
#define WORD_OF_KIND_DFR0 WORD(caps, id_aa64dfr0) | 0x100
#define WORD_OF_KIND_DFR1 WORD(caps, id_aa64dfr1) | 0x100
#define WORD_OF_KIND_MDCCSR WORD(vcpu, raz)
#define WORD_OF_KIND_DCC WORD(vcpu, raz)
#define WORD_OF_KIND_VCR32 WORD(vcpu, dbgvcr32)

_Static_assert(WORD(vcpu, raz) < 256 && WORD(caps, claimset) < 256, "an index has eight bits");

#define ENTRY(name, op0, op1, crn, crm, op2, direction, reset, writable, kind, visibility)  \
	[HASH(ESR_KEY(op0, op1, crn, crm, op2))] =                                          \
		ESR_KEY(op0, op1, crn, crm, op2) |                                          \
		(uint64_t)(WORD_OF_##kind) << ENTRY_WORD_SHIFT |                            \
		((visibility) == VISIBLE && ((direction) & DBGVIRT_WO) ? ENTRY_MAY_WRITE :  \
								       0) |               \
		((visibility) == VISIBLE && ((direction) & DBGVIRT_RO) ? ENTRY_MAY_READ :   \
								       0) |               \
		((kind) == KIND_MDCCSR || (kind) == KIND_DCC ? ENTRY_DCC : 0) |             \
		(uint64_t)(kind) << ENTRY_KIND_SHIFT,
#define NO_ENTRY(...)
/* clang-format on */

static const uint64_t entries[PLACES] = { DBGVIRT_ARM64_SYSREGS(ENTRY, NO_ENTRY) };

static unsigned int esr_rt(uint64_t esr)
{
	return (unsigned int)(esr >> DBGVIRT_ISS_SYS_RT_SHIFT) & 31;
}

static uint32_t esr_encoding(uint64_t esr)
{
	uint32_t iss = (uint32_t)esr;

	return DBGVIRT_SYSREG((iss >> DBGVIRT_ISS_SYS_OP0_SHIFT) & 3,
			      (iss >> DBGVIRT_ISS_SYS_OP1_SHIFT) & 7,
			      (iss >> DBGVIRT_ISS_SYS_CRN_SHIFT) & 15,
			      (iss >> DBGVIRT_ISS_SYS_CRM_SHIFT) & 15,
			      (iss >> DBGVIRT_ISS_SYS_OP2_SHIFT) & 7);
}

static bool is_read(uint64_t esr)
{
	return esr & DBGVIRT_ISS_SYS_DIR_READ;
}

/* SPSR_EL2.M of an exception from AArch64: 0b00000 is EL0t. */
static bool from_el0(uint64_t spsr)
{
	return !(spsr & DBGVIRT_SPSR_M_MASK);
}

static void decide(struct dbgvirt_outcome *outcome, enum dbgvirt_action action,
		   enum dbgvirt_reason reason)
{
	outcome->action = action;
	outcome->reason = reason;
}

static void write_oslar(struct dbgvirt_arm64_vcpu *vcpu, uint64_t value)
{
	uint64_t oslsr = DBGVIRT_OSLSR_EL1_OSLM_IMPLEMENTED;

	if (value & DBGVIRT_OSLAR_EL1_OSLK)
		oslsr |= DBGVIRT_OSLSR_EL1_OSLK;
	if (vcpu->oslsr != oslsr) {
		vcpu->oslsr = oslsr;
		vcpu->entry_work = 1;
	}
}

/*
 * The bits for save and restore are RO while the OS Lock is unlocked: a write
 * leaves them. They have no effect here, because none of them is the guest's.
 */
static void write_mdscr(struct dbgvirt_arm64_vcpu *vcpu, uint64_t value)
{
	uint64_t writable = DBGVIRT_MDSCR_EL1_RW_MASK;

	if (vcpu->oslsr & DBGVIRT_OSLSR_EL1_OSLK)
		writable |= DBGVIRT_MDSCR_EL1_SAVE_MASK;
	vcpu->regs.mdscr = (vcpu->regs.mdscr & ~writable) | (value & writable);
	arm64_touch(vcpu);
}

static inline void entry_write(const struct dbgvirt_arm64_caps *caps,
			       struct dbgvirt_arm64_vcpu *vcpu, uint64_t entry, uint64_t value)
{
	switch (entry >> ENTRY_KIND_SHIFT) {
	case KIND_MDSCR:
		write_mdscr(vcpu, value);
		break;
	case KIND_MDCCINT:
		vcpu->regs.mdccint = value & DBGVIRT_MDCCINT_EL1_MASK;
		arm64_touch(vcpu);
		break;
	case KIND_OSLAR:
		write_oslar(vcpu, value);
		break;
	case KIND_CLAIMSET:
		vcpu->claim |= value & caps->claimset;
		break;
	case KIND_CLAIMCLR:
		vcpu->claim &= ~value;
		break;
	default:
		break;
	}
}

/* An access that is allowed and has no policy to ask. */
static inline void entry_access(const struct dbgvirt_arm64_caps *caps,
				struct dbgvirt_arm64_vcpu *vcpu, uint64_t entry, uint64_t esr,
				uint64_t *x)
{
	const uint64_t *words = (const void *)vcpu;
	unsigned int rt = esr_rt(esr);

	if (!is_read(esr)) {
		entry_write(caps, vcpu, entry, rt == XZR ? 0 : x[rt]);
	} else if (rt != XZR) {
		if (entry & ENTRY_IN_CAPS)
			words = (const void *)caps;
		x[rt] = words[entry >> ENTRY_WORD_SHIFT & 0xff];
	}
}

/* The DCC from EL0, or under a policy. */
static void decide_dcc(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
		       uint64_t entry, uint64_t esr, uint64_t spsr, uint64_t *x,
		       struct dbgvirt_outcome *outcome)
{
	unsigned int rt = esr_rt(esr);

	/* A guest that has the hardware has its own TDCC there: it did not trap to EL1. */
	if (from_el0(spsr) && !vcpu->untrapped && (vcpu->regs.mdscr & DBGVIRT_MDSCR_EL1_TDCC)) {
		decide(outcome, DBGVIRT_INJECT, DBGVIRT_REASON_TDCC);
		/* The same EC and ISS that EL1 would have been given. */
		outcome->syndrome = esr &
				    (DBGVIRT_ESR_EC_MASK | DBGVIRT_ESR_IL | DBGVIRT_ESR_ISS_MASK);
		return;
	}
	if (caps->dcc == DBGVIRT_ARM64_DCC_VMM) {
		decide(outcome, DBGVIRT_EXIT, DBGVIRT_REASON_VMM);
		return;
	}
	decide(outcome, DBGVIRT_RESUME, DBGVIRT_REASON_NONE);
	if (!is_read(esr) || rt == XZR)
		return;
	x[rt] = 0;
	if (entry >> ENTRY_KIND_SHIFT == KIND_MDCCSR && caps->dcc == DBGVIRT_ARM64_DCC_TXFULL)
		x[rt] = DBGVIRT_MDCCSR_EL0_TXFULL;
}

/*
 * Order of the checks: existence, Exception level, direction, then the guest's
 * own trap of EL0, then the VM's policy ([ARM-DDI0487] D24.3, access pseudocode:
 * UNDEFINED comes before any trap, MDSCR_EL1.TDCC before EL2).
 */
static void decide_hard(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
			uint64_t entry, uint64_t esr, uint64_t spsr, uint64_t *x,
			struct dbgvirt_outcome *outcome)
{
	if (!(entry & (ENTRY_MAY_READ | ENTRY_MAY_WRITE)))
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_ABSENT);
	else if (from_el0(spsr) && !(entry & ENTRY_DCC))
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_LEVEL);
	else if (is_read(esr) && !(entry & ENTRY_MAY_READ))
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_WRITE_ONLY);
	else if (!is_read(esr) && !(entry & ENTRY_MAY_WRITE))
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_READ_ONLY);
	else
		decide_dcc(caps, vcpu, entry, esr, spsr, x, outcome);
}

/* ESR_EL2[31:20] of an access with op0 = 2: EC 0x18 and IL. */
#define ESR_HIGH_OP0_2 0x622u
/* op2[2], op1 and CRn: 4, 0 and 0 for the banks. */
#define ESR_BANK_FIELDS 0x9fc00u
#define ESR_BANK_VALUE  0x80000u
/* op1 = 1 of op0 = 2 are trace registers: not ours, as those of op0 = 3. */
#define ESR_OP1        0x1c000u
#define ESR_OP1_TRACE  0x04000u
#define ESR_FIXED_MASK (DBGVIRT_ESR_IL | 0x1c00000u)

/* A syndrome that is no access of op0 = 2, or of a bank's register the guest does not have. */
static NOINLINE int miss_hard(uint64_t esr, struct dbgvirt_outcome *outcome)
{
	uint32_t encoding = esr_encoding(esr);

	if ((esr & DBGVIRT_ESR_EC_MASK) >> DBGVIRT_ESR_EC_SHIFT != DBGVIRT_EC_SYS64)
		return DBGVIRT_ERR_SYNDROME;
	/* An A64 instruction has IL set, and ISS[24:22] are RES0. */
	if ((esr & ESR_FIXED_MASK) != DBGVIRT_ESR_IL)
		return DBGVIRT_ERR_SYNDROME;
	if (arm64_is_dbgr(encoding))
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_ABSENT);
	else if (DBGVIRT_SYSREG_OP0(encoding) == 2 && (esr & ESR_OP1) != ESR_OP1_TRACE)
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_UNKNOWN);
	else
		decide(outcome, DBGVIRT_EXIT, DBGVIRT_REASON_FOREIGN);
	return DBGVIRT_OK;
}

/* No entry has the key. */
static inline int decide_miss(uint64_t esr, struct dbgvirt_outcome *outcome)
{
	if ((uint32_t)esr >> DBGVIRT_ISS_SYS_OP0_SHIFT != ESR_HIGH_OP0_2 ||
	    (esr & ESR_BANK_FIELDS) == ESR_BANK_VALUE || (esr & ESR_OP1) == ESR_OP1_TRACE)
		return miss_hard(esr, outcome);
	decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_UNKNOWN);
	return DBGVIRT_OK;
}

/* From EL1, in a direction the register has, and no policy to ask. */
static inline bool is_easy(const struct dbgvirt_arm64_caps *caps, uint64_t entry, uint64_t esr,
			   uint64_t spsr)
{
	return (entry >> ENTRY_MAY_SHIFT >> (esr & DBGVIRT_ISS_SYS_DIR_READ) & 1) &&
	       !from_el0(spsr) && (!(entry & ENTRY_DCC) || caps->dcc == DBGVIRT_ARM64_DCC_RAZ);
}

/* All but the banks. */
static inline int access_other(const struct dbgvirt_arm64_caps *caps,
			       struct dbgvirt_arm64_vcpu *vcpu, uint64_t esr, uint64_t spsr,
			       uint64_t *x, struct dbgvirt_outcome *outcome)
{
	uint32_t key = (uint32_t)(esr & ESR_KEY_MASK);
	uint64_t entry = entries[HASH(key)];

	if ((uint32_t)entry != key)
		return decide_miss(esr, outcome);
	if (!is_easy(caps, entry, esr, spsr)) {
		decide_hard(caps, vcpu, entry, esr, spsr, x, outcome);
		return DBGVIRT_OK;
	}
	entry_access(caps, vcpu, entry, esr, x);
	decide(outcome, DBGVIRT_RESUME, DBGVIRT_REASON_NONE);
	return DBGVIRT_OK;
}

/* The banks, with the check that the short way leaves out. */
static int access_bank(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
		       uint64_t esr, uint64_t spsr, uint64_t *x, struct dbgvirt_outcome *outcome)
{
	if (from_el0(spsr))
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_LEVEL);
	else if (dbgvirt_arm64_trap_bank(caps, vcpu, esr, x))
		decide(outcome, DBGVIRT_RESUME, DBGVIRT_REASON_NONE);
	else
		return decide_miss(esr, outcome);
	return DBGVIRT_OK;
}

static void fill_trace(struct dbgvirt_trace *trace, uint64_t esr, const uint64_t *x,
		       const struct dbgvirt_outcome *outcome)
{
	uint32_t encoding = esr_encoding(esr);
	const struct dbgvirt_sysreg *row = dbgvirt_arm64_sysreg_row_(encoding);
	unsigned int rt = esr_rt(esr);

	trace->name = row ? row->name : NULL;
	trace->value = rt == XZR ? 0 : x[rt];
	trace->encoding = encoding;
	trace->rt = (uint8_t)rt;
	trace->is_write = !is_read(esr);
	trace->action = (uint8_t)outcome->action;
	trace->reason = (uint8_t)outcome->reason;
}

int dbgvirt_arm64_trap(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
		       uint64_t esr, uint64_t spsr, uint64_t *x, struct dbgvirt_outcome *outcome,
		       struct dbgvirt_trace *trace)
{
	int status;

	if (!caps || !vcpu || !x || !outcome)
		return DBGVIRT_ERR_NULL;
	if ((uint32_t)esr >> 19 == DBGVIRT_ARM64_ESR_BANK_HIGH &&
	    !(esr & DBGVIRT_ARM64_ESR_BANK_ZERO))
		status = access_bank(caps, vcpu, esr, spsr, x, outcome);
	else
		status = access_other(caps, vcpu, esr, spsr, x, outcome);
	if (!status && trace)
		fill_trace(trace, esr, x, outcome);
	return status;
}

/*
 * dbgvirt_arm64_trap_skip() in three parts, each of which returns or ends in a
 * jump to the next.
 */
static NOINLINE int skip_hard(const struct dbgvirt_arm64_caps *caps,
			      struct dbgvirt_arm64_vcpu *vcpu, uint64_t esr, uint64_t *x,
			      uint64_t *pc, uint64_t *spsr, struct dbgvirt_outcome *outcome,
			      uint64_t entry)
{
	decide_hard(caps, vcpu, entry, esr, *spsr, x, outcome);
	if (outcome->action == DBGVIRT_RESUME)
		dbgvirt_arm64_skip(pc, spsr);
	return DBGVIRT_OK;
}

static NOINLINE int skip_other(const struct dbgvirt_arm64_caps *caps,
			       struct dbgvirt_arm64_vcpu *vcpu, uint64_t esr, uint64_t *x,
			       uint64_t *pc, uint64_t *spsr, struct dbgvirt_outcome *outcome)
{
	uint32_t key = (uint32_t)(esr & ESR_KEY_MASK);
	uint64_t entry = entries[HASH(key)];

	if ((uint32_t)entry != key)
		return decide_miss(esr, outcome);
	if (!is_easy(caps, entry, esr, *spsr))
		return skip_hard(caps, vcpu, esr, x, pc, spsr, outcome, entry);
	decide(outcome, DBGVIRT_RESUME, DBGVIRT_REASON_NONE);
	dbgvirt_arm64_skip(pc, spsr);
	entry_access(caps, vcpu, entry, esr, x);
	return DBGVIRT_OK;
}

int dbgvirt_arm64_trap_skip(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
			    uint64_t esr, uint64_t *x, uint64_t *pc, uint64_t *spsr,
			    struct dbgvirt_outcome *outcome)
{
	if (!dbgvirt_arm64_trap_bank(caps, vcpu, esr, x))
		return skip_other(caps, vcpu, esr, x, pc, spsr, outcome);
	decide(outcome, DBGVIRT_RESUME, DBGVIRT_REASON_NONE);
	dbgvirt_arm64_skip(pc, spsr);
	return DBGVIRT_OK;
}
