/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The host debugs the guest: a breakpoint, and single steps from there.
 *
 * SPSR_EL2.SS says that the instruction is still to be executed. It is set when
 * a step begins and never else: an instruction that was emulated, or taken as
 * HVC, has it clear at the next entry, which then stops at once (active-pending).
 * Setting it at every entry loses that stop ([ARM-DDI0487] D2.11.3; seed 002 in
 * Linux: "arm64: KVM: Consistently advance singlestep when emulating instructions").
 */
#include "hyp.h"

#include "print.h"

#define PAGE_OFFSET_MASK 0xfff

static void debug_guest(struct hyp_cpu *cpu, uint32_t flags,
			const struct dbgvirt_arm64_regs *overlay)
{
	int status = dbgvirt_arm64_guest_debug(cpu->vcpu, flags, overlay);

	if (status)
		hyp_panic("dbgvirt_arm64_guest_debug", (uint64_t)(int64_t)status);
}

void step_start(struct hyp_cpu *cpu, uint64_t pc, uint64_t steps)
{
	struct stepping *step = &cpu->step;

	*step = (struct stepping){
		.active = true,
		.wanted = steps < STEP_STOPS_MAX ? (unsigned int)steps : STEP_STOPS_MAX,
	};
	step->overlay.dbgr[DBGVIRT_ARM64_DBGBVR(0)] = pc;
	step->overlay.dbgr[DBGVIRT_ARM64_DBGBCR(0)] =
		DBGVIRT_DBGBCR_EL1_E | DBGVIRT_DBGBCR_EL1_PMC_MASK | DBGVIRT_DBGBCR_EL1_BAS_MASK;
	debug_guest(cpu, DBGVIRT_ARM64_DEBUG_ENABLE | DBGVIRT_ARM64_DEBUG_USE_HW, &step->overlay);
}

static void print_stops(const struct stepping *step)
{
	unsigned int i;

	print("step:");
	for (i = 0; i < step->count; i++)
		print(" %02x", step->stops[i]);
	print("\n");
}

static void end(struct hyp_cpu *cpu, struct frame *frame)
{
	print_stops(&cpu->step);
	cpu->step.active = false;
	frame->spsr &= ~DBGVIRT_SPSR_SS;
	debug_guest(cpu, 0, NULL);
}

static void stepped(struct hyp_cpu *cpu, struct frame *frame)
{
	struct stepping *step = &cpu->step;

	step->stops[step->count++] = frame->pc & PAGE_OFFSET_MASK;
	if (step->count == step->wanted)
		end(cpu, frame);
	else
		frame->spsr |= DBGVIRT_SPSR_SS;
}

static void begin(struct hyp_cpu *cpu, struct frame *frame)
{
	cpu->step.stepping = true;
	debug_guest(cpu, DBGVIRT_ARM64_DEBUG_ENABLE | DBGVIRT_ARM64_DEBUG_SINGLESTEP, NULL);
	frame->spsr |= DBGVIRT_SPSR_SS;
}

/* MDCR_EL2.TDE sends every debug exception here; a BRK is the guest's own. */
void step_stop(struct hyp_cpu *cpu, struct frame *frame, uint64_t esr)
{
	const struct stepping *step = &cpu->step;

	switch ((esr & DBGVIRT_ESR_EC_MASK) >> DBGVIRT_ESR_EC_SHIFT) {
	case DBGVIRT_EC_BREAKPOINT_LOWER:
		if (!step->active || step->stepping)
			hyp_panic("breakpoint without a debugger", esr);
		begin(cpu, frame);
		break;
	case DBGVIRT_EC_SOFTSTEP_LOWER:
		if (!step->active || !step->stepping)
			hyp_panic("step without a debugger", esr);
		stepped(cpu, frame);
		break;
	case DBGVIRT_EC_BRK64:
		inject(frame, esr);
		break;
	default:
		hyp_panic("debug exception nobody asked for", esr);
	}
}

void step_entry(const struct hyp_cpu *cpu, struct frame *frame)
{
	if ((hyp_config & HYP_CONFIG_STEP_BUG) && cpu->step.stepping && cpu->step.active)
		frame->spsr |= DBGVIRT_SPSR_SS;
}
