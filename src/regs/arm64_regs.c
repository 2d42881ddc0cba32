/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "arm64_regs.h"

#include "bits.h"

DBGVIRT_SYSREG_STATIC_CHECK(DBGVIRT_ARM64_SYSREGS)

#define BANK_DBGBVR      1
#define BANK_DBGBCR      2
#define BANK_DBGWVR      3
#define BANK_DBGWCR      4
#define ROW_M(bank, ...) DBGVIRT_SYSREG_ROW_M(BANK_##bank, bank, __VA_ARGS__)

static const struct dbgvirt_sysreg table[] = { DBGVIRT_ARM64_SYSREGS(DBGVIRT_SYSREG_ROW_S, ROW_M) };
#define ROW_COUNT (sizeof(table) / sizeof(table[0]))

const struct dbgvirt_sysreg *dbgvirt_arm64_sysreg_table(size_t *count)
{
	if (count)
		*count = ROW_COUNT;
	return table;
}

const struct dbgvirt_sysreg *dbgvirt_arm64_sysreg_row_(uint32_t encoding)
{
	return dbgvirt_sysreg_find(table, ROW_COUNT, encoding);
}

uint64_t dbgvirt_arm64_row_read_(const struct dbgvirt_arm64_caps *caps,
				 const struct dbgvirt_arm64_vcpu *vcpu,
				 const struct dbgvirt_sysreg *row)
{
	switch ((enum arm64_kind)row->kind) {
	case KIND_DBGR:
		return vcpu->regs.dbgr[arm64_dbgr_index(row->encoding)];
	case KIND_MDSCR:
		return vcpu->regs.mdscr;
	case KIND_MDCCINT:
		return vcpu->regs.mdccint;
	case KIND_OSLSR:
		return vcpu->oslsr;
	case KIND_CLAIMSET:
		return caps->claimset;
	case KIND_CLAIMCLR:
		return vcpu->claim;
	case KIND_AUTHSTATUS:
		return caps->authstatus;
	case KIND_DFR0:
		return caps->id_aa64dfr0;
	case KIND_DFR1:
		return caps->id_aa64dfr1;
	case KIND_MDCCSR:
		return caps->dcc == DBGVIRT_ARM64_DCC_TXFULL ? DBGVIRT_MDCCSR_EL0_TXFULL : 0;
	case KIND_VCR32:
		return vcpu->dbgvcr32;
	case KIND_OSLAR:
	case KIND_RAZ_WI:
	case KIND_DCC:
		break;
	}
	return 0;
}

static bool image_is_not_valid(const struct dbgvirt_arm64_vcpu *vcpu)
{
	return vcpu->magic != ARM64_VCPU_MAGIC || vcpu->untrapped;
}

static bool in_guest(const struct dbgvirt_arm64_caps *caps, const struct dbgvirt_sysreg *row)
{
	if (!row || row->visibility == VISIBLE_V8P9)
		return false;
	return row->kind != KIND_DBGR || caps->writable[arm64_dbgr_index(row->encoding)];
}

int dbgvirt_arm64_reg_get(const struct dbgvirt_arm64_caps *caps,
			  const struct dbgvirt_arm64_vcpu *vcpu, uint32_t encoding, uint64_t *value)
{
	const struct dbgvirt_sysreg *row;

	if (!caps || !vcpu || !value)
		return DBGVIRT_ERR_NULL;
	if (image_is_not_valid(vcpu))
		return DBGVIRT_ERR_STATE;
	row = dbgvirt_arm64_sysreg_row_(encoding);
	if (!in_guest(caps, row))
		return DBGVIRT_ERR_ENCODING;
	*value = dbgvirt_arm64_row_read_(caps, vcpu, row);
	return DBGVIRT_OK;
}

static int set_fault(struct dbgvirt_fault *fault, const struct dbgvirt_sysreg *row, uint64_t bits,
		     int status)
{
	if (fault) {
		fault->name = row->name;
		fault->bits = bits;
		fault->encoding = row->encoding;
		fault->index = row->index;
	}
	return status;
}

/* Carries out a set that was found valid. Fixed registers were found equal. */
static void row_set(struct dbgvirt_arm64_vcpu *vcpu, const struct dbgvirt_sysreg *row,
		    uint64_t value)
{
	switch ((enum arm64_kind)row->kind) {
	case KIND_DBGR:
		vcpu->regs.dbgr[arm64_dbgr_index(row->encoding)] = value;
		vcpu->written |= BIT64(arm64_dbgr_index(row->encoding));
		break;
	case KIND_MDSCR:
		vcpu->regs.mdscr = value;
		break;
	case KIND_MDCCINT:
		vcpu->regs.mdccint = value;
		break;
	case KIND_OSLSR:
		vcpu->oslsr = value;
		break;
	case KIND_CLAIMCLR:
		vcpu->claim = value;
		break;
	case KIND_VCR32:
		vcpu->dbgvcr32 = value;
		break;
	case KIND_OSLAR:
	case KIND_CLAIMSET:
	case KIND_RAZ_WI:
	case KIND_AUTHSTATUS:
	case KIND_DFR0:
	case KIND_DFR1:
	case KIND_MDCCSR:
	case KIND_DCC:
		break;
	}
}

/* Bits a restore may change. DBGCLAIMCLR_EL1 carries the tags, as it reads them. */
static uint64_t settable(const struct dbgvirt_arm64_caps *caps, const struct dbgvirt_sysreg *row)
{
	switch ((enum arm64_kind)row->kind) {
	case KIND_DBGR:
		return caps->writable[arm64_dbgr_index(row->encoding)];
	case KIND_OSLSR:
		return DBGVIRT_OSLSR_EL1_OSLK;
	case KIND_MDSCR:
	case KIND_MDCCINT:
	case KIND_CLAIMCLR:
	case KIND_VCR32:
		return row->writable;
	default:
		return 0;
	}
}

int dbgvirt_arm64_reg_set(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu,
			  uint32_t encoding, uint64_t value, struct dbgvirt_fault *fault)
{
	const struct dbgvirt_sysreg *row;
	uint64_t differs;

	if (!caps || !vcpu)
		return DBGVIRT_ERR_NULL;
	if (image_is_not_valid(vcpu))
		return DBGVIRT_ERR_STATE;
	row = dbgvirt_arm64_sysreg_row_(encoding);
	if (!in_guest(caps, row))
		return DBGVIRT_ERR_ENCODING;
	differs = (value ^ dbgvirt_arm64_row_read_(caps, vcpu, row)) & ~settable(caps, row);
	if (differs)
		return set_fault(fault, row, differs,
				 settable(caps, row) && row->kind != KIND_OSLSR ?
					 DBGVIRT_ERR_RESERVED :
					 DBGVIRT_ERR_INVARIANT);
	row_set(vcpu, row, value);
	vcpu->entry_work = 1;
	return DBGVIRT_OK;
}

static void reset_image(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu)
{
	size_t i;

	for (i = 0; i < ROW_COUNT; i++)
		row_set(vcpu, &table[i], table[i].reset);
	if (caps->features & DBGVIRT_ARM64_FEAT_OSLOCK_RESET_LOCKED)
		vcpu->oslsr |= DBGVIRT_OSLSR_EL1_OSLK;
	vcpu->written = 0;
	vcpu->dirty = 0;
	vcpu->touched = false;
	vcpu->resident = NULL;
	vcpu->owner = DBGVIRT_OWNER_FREE;
}

int dbgvirt_arm64_vcpu_init(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu)
{
	if (!caps || !vcpu)
		return DBGVIRT_ERR_NULL;
	*vcpu = (struct dbgvirt_arm64_vcpu){ .magic = ARM64_VCPU_MAGIC };
	reset_image(caps, vcpu);
	return DBGVIRT_OK;
}

int dbgvirt_arm64_vcpu_reset(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_vcpu *vcpu)
{
	if (!caps || !vcpu)
		return DBGVIRT_ERR_NULL;
	if (vcpu->magic != ARM64_VCPU_MAGIC || vcpu->loaded)
		return DBGVIRT_ERR_STATE;
	reset_image(caps, vcpu);
	return DBGVIRT_OK;
}

int dbgvirt_arm64_guest_debug(struct dbgvirt_arm64_vcpu *vcpu, uint32_t flags,
			      const struct dbgvirt_arm64_regs *overlay)
{
	const uint32_t known = DBGVIRT_ARM64_DEBUG_ENABLE | DBGVIRT_ARM64_DEBUG_SINGLESTEP |
			       DBGVIRT_ARM64_DEBUG_USE_HW;

	if (!vcpu)
		return DBGVIRT_ERR_NULL;
	if (flags & ~known)
		return DBGVIRT_ERR_RESERVED;
	if (!(flags & DBGVIRT_ARM64_DEBUG_ENABLE))
		flags = 0;
	if ((flags & DBGVIRT_ARM64_DEBUG_USE_HW) && !overlay)
		return DBGVIRT_ERR_NULL;
	if (vcpu->magic != ARM64_VCPU_MAGIC)
		return DBGVIRT_ERR_STATE;
	vcpu->debug = flags;
	vcpu->overlay = flags & DBGVIRT_ARM64_DEBUG_USE_HW ? overlay : NULL;
	vcpu->resident = NULL;
	vcpu->entry_work = 1;
	return DBGVIRT_OK;
}
