/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * PSCI (DEN0022) by SMC. QEMU is the firmware: it starts a CPU at EL2, so the
 * guest's CPU_ON is given the hypervisor's own entry.
 */
#include "hyp.h"

#include "print.h"

#define PSCI_CPU_OFF            0x84000002
#define PSCI_CPU_ON             0x84000003
#define PSCI_SYSTEM_OFF         0x84000008
#define PSCI_SYSTEM_RESET       0x84000009
#define PSCI_CPU_ON_64          0xc4000003
#define PSCI_INVALID_PARAMETERS UINT64_C(-2)
#define PSCI_ALREADY_ON         UINT64_C(-4)

#define MPIDR_AFF_MASK UINT64_C(0xff00ffffff)

static void forward(uint64_t *x)
{
	register uint64_t x0 __asm__("x0") = x[0];
	register uint64_t x1 __asm__("x1") = x[1];
	register uint64_t x2 __asm__("x2") = x[2];
	register uint64_t x3 __asm__("x3") = x[3];

	/* SMCCC 1.0: x4 to x17 are the firmware's to use. */
	__asm__ volatile("smc #0"
			 : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3)
			 :
			 : "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14",
			   "x15", "x16", "x17", "memory");
	x[0] = x0;
	x[1] = x1;
	x[2] = x2;
	x[3] = x3;
}

static void cpu_on(struct frame *frame)
{
	uint64_t call[4] = { PSCI_CPU_ON_64, frame->x[1], (uintptr_t)hyp_secondary_entry };
	uint64_t index = frame->x[1] & MPIDR_AFF_MASK;
	struct hyp_cpu *cpu;

	if (index >= PORTS_CPUS) {
		frame->x[0] = PSCI_INVALID_PARAMETERS;
		return;
	}
	cpu = &hyp_cpus[index];
	if (cpu->on) {
		frame->x[0] = PSCI_ALREADY_ON;
		return;
	}
	cpu->guest_entry = frame->x[2];
	cpu->guest_context = frame->x[3];
	call[3] = index;
	forward(call);
	frame->x[0] = call[0];
}

static void cpu_off(struct hyp_cpu *cpu, struct frame *frame)
{
	debug_put(cpu);
	cpu->on = false;
	forward(frame->x);
	hyp_panic("PSCI CPU_OFF returned", frame->x[0]);
}

void psci_handle(struct hyp_cpu *cpu, struct frame *frame)
{
	switch ((uint32_t)frame->x[0]) {
	case PSCI_CPU_ON:
	case PSCI_CPU_ON_64:
		cpu_on(frame);
		break;
	case PSCI_CPU_OFF:
		cpu_off(cpu, frame);
		break;
	case PSCI_SYSTEM_OFF:
		hyp_shutdown(0);
	case PSCI_SYSTEM_RESET:
		print("hyp: the guest asked for a reset\n");
		hyp_shutdown(HYP_EXIT_RESET);
	default:
		forward(frame->x);
		break;
	}
	dbgvirt_arm64_skip(&frame->pc, &frame->spsr);
}
