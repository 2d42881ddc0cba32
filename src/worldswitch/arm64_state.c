/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stddef.h>

#include "arm64_regs.h"
#include "bits.h"

/* Freestanding: the compiler's environment provides it (C11 4, GCC manual 2.1). */
void *memcpy(void *restrict to, const void *restrict from, size_t size);

/* Fields up to here are in every version 1 blob. */
#define STATE_LEAST offsetof(struct dbgvirt_arm64_state, reserved)

_Static_assert(sizeof(struct dbgvirt_arm64_state) == STATE_LEAST + 48, "no padding in the blob");

static int state_fault(struct dbgvirt_fault *fault, const char *name, uint64_t bits, uint32_t index,
		       int status)
{
	if (fault) {
		fault->name = name;
		fault->bits = bits;
		fault->encoding = 0;
		fault->index = index;
	}
	return status;
}

int dbgvirt_arm64_state_export(const struct dbgvirt_arm64_caps *caps,
			       const struct dbgvirt_arm64_vcpu *vcpu,
			       struct dbgvirt_arm64_state *state)
{
	if (!caps || !vcpu || !state)
		return DBGVIRT_ERR_NULL;
	if (vcpu->magic != ARM64_VCPU_MAGIC || vcpu->loaded || vcpu->debug)
		return DBGVIRT_ERR_STATE;
	*state = (struct dbgvirt_arm64_state){
		.size = sizeof(*state),
		.version = DBGVIRT_ARM64_STATE_VERSION,
		.id_aa64dfr0 = caps->id_aa64dfr0,
		.regs = vcpu->regs,
		.dbgvcr32 = vcpu->dbgvcr32,
		.oslsr = vcpu->oslsr,
		.claim = vcpu->claim,
	};
	return DBGVIRT_OK;
}

static bool all_zero(const unsigned char *bytes, size_t size)
{
	while (size--)
		if (bytes[size])
			return false;
	return true;
}

/* Copies the blob into `state`, zero-extended, if its frame is sound. */
static int unpack(const unsigned char *blob, size_t size, struct dbgvirt_arm64_state *state,
		  struct dbgvirt_fault *fault)
{
	size_t known = size < sizeof(*state) ? size : sizeof(*state);
	unsigned int i;

	*state = (struct dbgvirt_arm64_state){ .size = 0 };
	if (size < STATE_LEAST)
		return state_fault(fault, "size", STATE_LEAST, 0, DBGVIRT_ERR_SIZE);
	memcpy(state, blob, known);
	if (state->version != DBGVIRT_ARM64_STATE_VERSION)
		return state_fault(fault, "version", state->version, 0, DBGVIRT_ERR_VERSION);
	if (state->size != size)
		return state_fault(fault, "size", state->size, 0, DBGVIRT_ERR_SIZE);
	if (state->flags)
		return state_fault(fault, "flags", state->flags, 0, DBGVIRT_ERR_UNKNOWN);
	for (i = 0; i < sizeof(state->reserved) / sizeof(state->reserved[0]); i++)
		if (state->reserved[i])
			return state_fault(fault, "reserved", state->reserved[i], i,
					   DBGVIRT_ERR_UNKNOWN);
	if (!all_zero(blob + known, size - known))
		return state_fault(fault, "tail", size - known, 0, DBGVIRT_ERR_UNKNOWN);
	return DBGVIRT_OK;
}

static int check_count(uint64_t promised, uint64_t here, unsigned int shift, const char *name,
		       struct dbgvirt_fault *fault)
{
	uint64_t then = promised >> shift & 15;
	uint64_t now = here >> shift & 15;

	if (then > now)
		return state_fault(fault, name, then + 1, 0, DBGVIRT_ERR_CAPACITY);
	if (then < now)
		return state_fault(fault, name, then + 1, 0, DBGVIRT_ERR_INVARIANT);
	return DBGVIRT_OK;
}

static int check_counts(const struct dbgvirt_arm64_caps *caps,
			const struct dbgvirt_arm64_state *state, struct dbgvirt_fault *fault)
{
	const uint64_t version = DBGVIRT_ID_AA64DFR0_EL1_DEBUGVER_MASK;
	int status;

	/* A later version has breakpoint types that an earlier one disables. */
	if ((state->id_aa64dfr0 & version) > (caps->id_aa64dfr0 & version))
		return state_fault(fault, "ID_AA64DFR0_EL1.DebugVer", state->id_aa64dfr0 & version,
				   0, DBGVIRT_ERR_CAPACITY);
	status = check_count(state->id_aa64dfr0, caps->id_aa64dfr0,
			     DBGVIRT_ID_AA64DFR0_EL1_BRPS_SHIFT, "ID_AA64DFR0_EL1.BRPs", fault);
	if (!status)
		status = check_count(state->id_aa64dfr0, caps->id_aa64dfr0,
				     DBGVIRT_ID_AA64DFR0_EL1_WRPS_SHIFT, "ID_AA64DFR0_EL1.WRPs",
				     fault);
	if (!status)
		status = check_count(state->id_aa64dfr0, caps->id_aa64dfr0,
				     DBGVIRT_ID_AA64DFR0_EL1_CTX_CMPS_SHIFT,
				     "ID_AA64DFR0_EL1.CTX_CMPs", fault);
	return status;
}

static const char *bank_name(unsigned int index)
{
	static const char *const names[4] = { "DBGBVR", "DBGBCR", "DBGWVR", "DBGWCR" };

	return names[index >> 4];
}

static int check_banks(const struct dbgvirt_arm64_caps *caps, const struct dbgvirt_arm64_regs *regs,
		       struct dbgvirt_fault *fault)
{
	unsigned int i;

	for (i = 0; i < 4 * DBGVIRT_ARM64_SLOTS; i++) {
		uint64_t value = regs->dbgr[i];

		if (!(caps->guest_dbgr & BIT64(i))) {
			if (value)
				return state_fault(fault, bank_name(i), value, i & 15,
						   DBGVIRT_ERR_CAPACITY);
		} else if (value & ~caps->writable[i]) {
			return state_fault(fault, bank_name(i), value & ~caps->writable[i], i & 15,
					   DBGVIRT_ERR_RESERVED);
		}
	}
	return DBGVIRT_OK;
}

static int check_singles(const struct dbgvirt_arm64_state *state, struct dbgvirt_fault *fault)
{
	const uint64_t oslm = DBGVIRT_OSLSR_EL1_OSLM_IMPLEMENTED;
	const struct {
		const char *name;
		uint64_t value, valid;
	} checks[] = {
		{ "MDSCR_EL1", state->regs.mdscr, DBGVIRT_MDSCR_EL1_MASK },
		{ "MDCCINT_EL1", state->regs.mdccint, DBGVIRT_MDCCINT_EL1_MASK },
		{ "DBGVCR32_EL2", state->dbgvcr32, DBGVIRT_DBGVCR32_EL2_MASK },
		{ "DBGCLAIM", state->claim, 0xff },
	};
	unsigned int i;

	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (checks[i].value & ~checks[i].valid)
			return state_fault(fault, checks[i].name,
					   checks[i].value & ~checks[i].valid, 0,
					   DBGVIRT_ERR_RESERVED);
	if ((state->oslsr ^ oslm) & ~DBGVIRT_OSLSR_EL1_OSLK)
		return state_fault(fault, "OSLSR_EL1", state->oslsr, 0, DBGVIRT_ERR_INVARIANT);
	return DBGVIRT_OK;
}

int dbgvirt_arm64_state_import(const struct dbgvirt_arm64_caps *caps,
			       struct dbgvirt_arm64_vcpu *vcpu, const void *blob, size_t size,
			       struct dbgvirt_fault *fault)
{
	struct dbgvirt_arm64_state state;
	int status;

	if (!caps || !vcpu || !blob)
		return DBGVIRT_ERR_NULL;
	if (vcpu->magic != ARM64_VCPU_MAGIC || vcpu->loaded)
		return DBGVIRT_ERR_STATE;
	status = unpack(blob, size, &state, fault);
	if (!status)
		status = check_counts(caps, &state, fault);
	if (!status)
		status = check_banks(caps, &state.regs, fault);
	if (!status)
		status = check_singles(&state, fault);
	if (status)
		return status;
	vcpu->regs = state.regs;
	vcpu->dbgvcr32 = state.dbgvcr32;
	vcpu->oslsr = state.oslsr;
	vcpu->claim = state.claim;
	vcpu->written = 0;
	vcpu->dirty = 0;
	vcpu->resident = NULL;
	return DBGVIRT_OK;
}
