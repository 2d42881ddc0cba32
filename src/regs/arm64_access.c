/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "arm64_regs.h"
#include "bits.h"

#define XZR 31

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
	uint8_t oslsr = DBGVIRT_OSLSR_EL1_OSLM_IMPLEMENTED;

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

static void row_write(struct dbgvirt_arm64_vcpu *vcpu, const struct dbgvirt_sysreg *row,
		      uint64_t value)
{
	switch ((enum arm64_kind)row->kind) {
	case KIND_MDSCR:
		write_mdscr(vcpu, value);
		break;
	case KIND_MDCCINT:
		vcpu->regs.mdccint = value & row->writable;
		arm64_touch(vcpu);
		break;
	case KIND_OSLAR:
		write_oslar(vcpu, value);
		break;
	case KIND_CLAIMSET:
		vcpu->claim |= (uint8_t)(value & row->writable);
		break;
	case KIND_CLAIMCLR:
		vcpu->claim &= (uint8_t)~(value & row->writable);
		break;
	default:
		break;
	}
}

/*
 * Order of the checks: existence, Exception level, direction, then the guest's
 * own trap of EL0, then the VM's policy ([ARM-DDI0487] D2, access rules: an
 * UNDEFINED access is UNDEFINED before any trap; MDSCR_EL1.TDCC before EL2).
 */
static bool decide_row(const struct dbgvirt_arm64_caps *caps, const struct dbgvirt_arm64_vcpu *vcpu,
		       const struct dbgvirt_sysreg *row, uint64_t esr, uint64_t spsr,
		       struct dbgvirt_outcome *outcome)
{
	bool read = esr & DBGVIRT_ISS_SYS_DIR_READ;
	bool dcc = row->kind == KIND_MDCCSR || row->kind == KIND_DCC;

	if (row->visibility != VISIBLE)
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_ABSENT);
	else if (from_el0(spsr) && !dcc)
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_LEVEL);
	else if (read && row->access == DBGVIRT_WO)
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_WRITE_ONLY);
	else if (!read && row->access == DBGVIRT_RO)
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_READ_ONLY);
	else if (dcc && from_el0(spsr) && (vcpu->regs.mdscr & DBGVIRT_MDSCR_EL1_TDCC)) {
		decide(outcome, DBGVIRT_INJECT, DBGVIRT_REASON_TDCC);
		/* The same EC and ISS that EL1 would have been given. */
		outcome->syndrome = esr & (DBGVIRT_ESR_EC_MASK | DBGVIRT_ESR_IL |
					   DBGVIRT_ESR_ISS_MASK);
	} else if (dcc && caps->dcc == DBGVIRT_ARM64_DCC_VMM)
		decide(outcome, DBGVIRT_EXIT, DBGVIRT_REASON_VMM);
	else {
		decide(outcome, DBGVIRT_RESUME, DBGVIRT_REASON_NONE);
		return true;
	}
	return false;
}

/* All but the banks. */
static void access_other(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
			 uint64_t esr, uint64_t spsr, uint64_t *x, struct dbgvirt_outcome *outcome)
{
	const struct dbgvirt_sysreg *row = dbgvirt_arm64_sysreg_row_(esr_encoding(esr));
	unsigned int rt = esr_rt(esr);

	if (!row) {
		if ((esr >> DBGVIRT_ISS_SYS_OP0_SHIFT & 3) == 2)
			decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_UNKNOWN);
		else
			decide(outcome, DBGVIRT_EXIT, DBGVIRT_REASON_FOREIGN);
		return;
	}
	if (!decide_row(caps, vcpu, row, esr, spsr, outcome))
		return;
	if (!(esr & DBGVIRT_ISS_SYS_DIR_READ))
		row_write(vcpu, row, rt == XZR ? 0 : x[rt]);
	else if (rt != XZR)
		x[rt] = dbgvirt_arm64_row_read_(caps, vcpu, row);
}

/* The banks, with the checks that the short way leaves out. */
static void access_bank(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
			uint64_t esr, uint64_t spsr, uint64_t *x, struct dbgvirt_outcome *outcome)
{
	if (from_el0(spsr))
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_LEVEL);
	else if (dbgvirt_arm64_trap_bank(caps, vcpu, esr, x))
		decide(outcome, DBGVIRT_RESUME, DBGVIRT_REASON_NONE);
	else
		decide(outcome, DBGVIRT_UNDEFINED, DBGVIRT_REASON_ABSENT);
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
	trace->is_write = !(esr & DBGVIRT_ISS_SYS_DIR_READ);
	trace->action = (uint8_t)outcome->action;
	trace->reason = (uint8_t)outcome->reason;
}

int dbgvirt_arm64_trap(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
		       uint64_t esr, uint64_t spsr, uint64_t *x, struct dbgvirt_outcome *outcome,
		       struct dbgvirt_trace *trace)
{
	if (!caps || !vcpu || !x || !outcome)
		return DBGVIRT_ERR_NULL;
	if ((esr & DBGVIRT_ESR_EC_MASK) >> DBGVIRT_ESR_EC_SHIFT != DBGVIRT_EC_SYS64)
		return DBGVIRT_ERR_SYNDROME;
	if ((esr & DBGVIRT_ARM64_ESR_BANK_MASK) == DBGVIRT_ARM64_ESR_BANK)
		access_bank(caps, vcpu, esr, spsr, x, outcome);
	else
		access_other(caps, vcpu, esr, spsr, x, outcome);
	if (trace)
		fill_trace(trace, esr, x, outcome);
	return DBGVIRT_OK;
}
