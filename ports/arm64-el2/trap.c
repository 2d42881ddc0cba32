/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* An exit of the guest: which kind, who handles it. */
#include "hyp.h"

#include <stddef.h>

#include "dbgvirt_kvm_arm64.h"
#include "print.h"

_Static_assert(offsetof(struct frame, x) == FRAME_X, "start.S");
_Static_assert(offsetof(struct frame, pc) == FRAME_PC, "start.S");
_Static_assert(offsetof(struct frame, spsr) == FRAME_SPSR, "start.S");
_Static_assert(sizeof(struct frame) == FRAME_SIZE, "start.S");

/* Synchronous exception from a lower Exception level using AArch64, [ARM-DDI0487] table D1-5. */
#define VECTOR_LOWER_SYNC      8
#define VECTOR_LOWER_SYNC_AA32 12

#define ESR_UNDEFINED    (((uint64_t)DBGVIRT_EC_UNKNOWN << DBGVIRT_ESR_EC_SHIFT) | DBGVIRT_ESR_IL)
#define ISS_HVC_IMM_MASK 0xffff

#define OSLAR_EL1 DBGVIRT_SYSREG(2, 0, 1, 0, 4)
#define OSLSR_EL1 DBGVIRT_SYSREG(2, 0, 1, 1, 4)
#define OSDLR_EL1 DBGVIRT_SYSREG(2, 0, 1, 3, 4)

static uint32_t esr_encoding(uint64_t esr)
{
	uint32_t iss = (uint32_t)esr;

	return DBGVIRT_SYSREG(iss >> DBGVIRT_ISS_SYS_OP0_SHIFT & 3,
			      iss >> DBGVIRT_ISS_SYS_OP1_SHIFT & 7,
			      iss >> DBGVIRT_ISS_SYS_CRN_SHIFT & 15,
			      iss >> DBGVIRT_ISS_SYS_CRM_SHIFT & 15,
			      iss >> DBGVIRT_ISS_SYS_OP2_SHIFT & 7);
}

static enum exit_class sysreg_class(uint64_t esr)
{
	uint32_t encoding = esr_encoding(esr);

	if (DBGVIRT_SYSREG_OP0(encoding) == 3)
		return EXIT_ID;
	if ((uint32_t)esr >> 19 == DBGVIRT_ARM64_ESR_BANK_HIGH &&
	    !(esr & DBGVIRT_ARM64_ESR_BANK_ZERO))
		return esr & DBGVIRT_ISS_SYS_DIR_READ ? EXIT_BANK_READ : EXIT_BANK_WRITE;
	if (encoding == OSLAR_EL1 || encoding == OSLSR_EL1 || encoding == OSDLR_EL1)
		return EXIT_OSLOCK;
	return EXIT_DEBUG_OTHER;
}

static void undefined(struct hyp_cpu *cpu, struct frame *frame, uint64_t esr, uint32_t reason)
{
	char row[DBGVIRT_SYSREG_MISS_BYTES];

	if (reason == DBGVIRT_REASON_UNKNOWN &&
	    !dbgvirt_sysreg_format_miss(row, sizeof(row), esr_encoding(esr),
					!(esr & DBGVIRT_ISS_SYS_DIR_READ)))
		print("hyp: no such debug register: %s\n", row);
	cpu->counters.injected++;
	inject(frame, ESR_UNDEFINED);
}

static void sysreg(struct hyp_cpu *cpu, struct frame *frame, uint64_t esr)
{
	struct dbgvirt_outcome outcome;

	cpu->counters.exits[sysreg_class(esr)]++;
	if (dbgvirt_kvm_arm64_handle_sysreg(&hyp_caps, cpu->vcpu, esr, frame->x, &frame->pc,
					    &frame->spsr, &outcome))
		hyp_panic("dbgvirt_kvm_arm64_handle_sysreg", esr);
	switch (outcome.action) {
	case DBGVIRT_RESUME:
		break;
	case DBGVIRT_UNDEFINED:
		undefined(cpu, frame, esr, outcome.reason);
		break;
	case DBGVIRT_INJECT:
		cpu->counters.injected++;
		inject(frame, outcome.syndrome);
		break;
	default:
		if (!idregs_read(frame, esr))
			hyp_panic("nobody's system register, ESR", esr);
		break;
	}
}

static void wfx(struct frame *frame)
{
	dbgvirt_arm64_skip(&frame->pc, &frame->spsr);
	__asm__ volatile("wfi");
}

static void dispatch(struct hyp_cpu *cpu, struct frame *frame, uint64_t esr)
{
	uint64_t *exits = cpu->counters.exits;

	switch ((esr & DBGVIRT_ESR_EC_MASK) >> DBGVIRT_ESR_EC_SHIFT) {
	case DBGVIRT_EC_SYS64:
		sysreg(cpu, frame, esr);
		break;
	case DBGVIRT_EC_CP14:
	case DBGVIRT_EC_CP14_LDC:
	case DBGVIRT_EC_CP14_64:
		/* A program at EL0: the library has no AArch32 registers to show it yet. */
		undefined(cpu, frame, esr, DBGVIRT_REASON_LEVEL);
		break;
	case DBGVIRT_EC_SMC64:
		exits[EXIT_SMC]++;
		psci_handle(cpu, frame);
		break;
	case DBGVIRT_EC_HVC64:
		exits[EXIT_HVC]++;
		hvc_handle(cpu, frame, esr & ISS_HVC_IMM_MASK);
		break;
	case DBGVIRT_EC_WFX:
		exits[EXIT_WFX]++;
		wfx(frame);
		break;
	case DBGVIRT_EC_BREAKPOINT_LOWER:
	case DBGVIRT_EC_SOFTSTEP_LOWER:
	case DBGVIRT_EC_BRK64:
		exits[EXIT_HOST_DEBUG]++;
		step_stop(cpu, frame, esr);
		break;
	default:
		hyp_panic("unexpected exception, ESR", esr);
	}
}

void hyp_exit(struct frame *frame, uint64_t vector)
{
	struct hyp_cpu *cpu = hyp_this_cpu();

	if (vector != VECTOR_LOWER_SYNC && vector != VECTOR_LOWER_SYNC_AA32)
		hyp_panic("unexpected vector", vector);
	cpu->counters.exits_all++;
	debug_exit(cpu);
	dispatch(cpu, frame, READ_SYSREG(esr_el2));
	if (hyp_config & HYP_CONFIG_PUT_EVERY_EXIT)
		debug_migrate(cpu);
	debug_entry(cpu);
	step_entry(cpu, frame);
}
