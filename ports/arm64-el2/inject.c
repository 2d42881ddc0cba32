/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* An exception taken to EL1 as the CPU would: [ARM-DDI0487] D1.3, AArch64.TakeException(). */
#include "hyp.h"

/* Offsets from VBAR_EL1, by where the exception comes from. */
#define VECTOR_EL1T        0x000
#define VECTOR_EL1H        0x200
#define VECTOR_EL0_AARCH64 0x400
#define VECTOR_EL0_AARCH32 0x600

#define SPSR_M_EL0T           0x0
#define SPSR_M_EL1T           0x4
#define SPSR_EL1H_DAIF        0x3c5
#define SPSR_PAN              (UINT64_C(1) << 22)
#define SPSR_DIT              (UINT64_C(1) << 24)
#define SCTLR_EL1_SPAN        (UINT64_C(1) << 23)
#define ID_AA64MMFR1_PAN_MASK UINT64_C(0xf00000)

static uint64_t vector_offset(uint64_t spsr)
{
	if (spsr & DBGVIRT_SPSR_M_AARCH32)
		return VECTOR_EL0_AARCH32;
	if ((spsr & DBGVIRT_SPSR_M_MASK) == SPSR_M_EL0T)
		return VECTOR_EL0_AARCH64;
	return (spsr & DBGVIRT_SPSR_M_MASK) == SPSR_M_EL1T ? VECTOR_EL1T : VECTOR_EL1H;
}

static uint64_t pstate_of_handler(uint64_t spsr)
{
	uint64_t pstate = SPSR_EL1H_DAIF | (spsr & (SPSR_PAN | SPSR_DIT));

	if ((READ_SYSREG(id_aa64mmfr1_el1) & ID_AA64MMFR1_PAN_MASK) &&
	    !(READ_SYSREG(sctlr_el1) & SCTLR_EL1_SPAN))
		pstate |= SPSR_PAN;
	return pstate;
}

void inject(struct frame *frame, uint64_t esr)
{
	WRITE_SYSREG(esr_el1, esr);
	WRITE_SYSREG(elr_el1, frame->pc);
	WRITE_SYSREG(spsr_el1, frame->spsr);
	frame->pc = READ_SYSREG(vbar_el1) + vector_offset(frame->spsr);
	frame->spsr = pstate_of_handler(frame->spsr);
}
