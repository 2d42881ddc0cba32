/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A thin EL2 hypervisor around dbgvirt: one guest, one vCPU a CPU, no stage 2,
 * devices and interrupts are the guest's. It takes exits, asks the library, and
 * carries out what the library says.
 */
#ifndef ARM64_EL2_HYP_H
#define ARM64_EL2_HYP_H

#include <stdbool.h>
#include <stdint.h>

#include "dbgvirt/arm64.h"

#include "config.h"
#include "cpu.h"
#include "frame.h"

#define READ_SYSREG(name)                                          \
	({                                                         \
		uint64_t value_;                                   \
		__asm__ volatile("mrs %0, " #name : "=r"(value_)); \
		value_;                                            \
	})
#define WRITE_SYSREG(name, value) \
	__asm__ volatile("msr " #name ", %0" : : "r"((uint64_t)(value)) : "memory")
#define ISB() __asm__ volatile("isb" : : : "memory")

/* What an exit was about. */
enum exit_class {
	EXIT_BANK_READ,
	EXIT_BANK_WRITE,
	EXIT_DEBUG_OTHER, /* MDSCR_EL1 and all that is not told apart here */
	EXIT_OSLOCK,
	EXIT_ID,
	EXIT_SMC,
	EXIT_HVC,
	EXIT_WFX,
	EXIT_HOST_DEBUG, /* breakpoint, step or BRK taken to EL2 */
	EXIT_CLASSES
};

enum plan_kind {
	PLAN_LOAD,
	PLAN_ENTRY,
	PLAN_EXIT,
	PLAN_PUT,
	PLAN_KINDS
};

struct counters {
	uint64_t exits_all;
	uint64_t exits[EXIT_CLASSES];
	uint64_t injected;
	uint64_t plans[PLAN_KINDS];
	uint64_t reads, writes, mdcr_writes;
	/* Writes of dbgvirt_arm64_cpu_init()'s plan, once at boot. */
	uint64_t scrub_writes;
};

/* Single-stepping by HYP_HVC_STEP. */
#define STEP_STOPS_MAX 64
struct stepping {
	struct dbgvirt_arm64_regs overlay;
	bool active, stepping;
	unsigned int wanted, count;
	uint16_t stops[STEP_STOPS_MAX];
};

struct hyp_cpu {
	struct dbgvirt_arm64_cpu debug;
	/* The vCPU lives in one of two structures, see HYP_CONFIG_PUT_EVERY_EXIT. */
	struct dbgvirt_arm64_vcpu vcpus[2];
	struct dbgvirt_arm64_vcpu *vcpu;
	struct dbgvirt_arm64_vcpu other_vm;
	struct stepping step;
	struct counters counters;
	/* For PSCI CPU_ON: where the guest wants this CPU to start. */
	uint64_t guest_entry, guest_context;
	volatile bool on;
};

extern struct hyp_cpu hyp_cpus[PORTS_CPUS];
extern struct dbgvirt_arm64_caps hyp_caps;
extern uint32_t hyp_config;

static inline struct hyp_cpu *hyp_this_cpu(void)
{
	return (struct hyp_cpu *)READ_SYSREG(tpidr_el2);
}

/* main.c; called by start.S */
void hyp_cpu_main(uint64_t index, struct frame *frame);
void hyp_secondary_entry(void);

/* debug.c: all calls that make plans */
void debug_vm_init(void);
void debug_cpu_init(struct hyp_cpu *cpu);
void debug_load(struct hyp_cpu *cpu);
void debug_entry(struct hyp_cpu *cpu);
void debug_exit(struct hyp_cpu *cpu);
void debug_put(struct hyp_cpu *cpu);
void debug_migrate(struct hyp_cpu *cpu);

/* trap.c; called by start.S */
void hyp_exit(struct frame *frame, uint64_t vector);

/* hvc.c */
void hvc_handle(struct hyp_cpu *cpu, struct frame *frame, uint32_t immediate);

/* idregs.c: false if the exit is no read of ID group 3 */
bool idregs_read(struct frame *frame, uint64_t esr);

/* inject.c: take an exception with this syndrome to the guest's EL1 */
void inject(struct frame *frame, uint64_t esr);

/* psci.c */
void psci_handle(struct hyp_cpu *cpu, struct frame *frame);

/* step.c: the host debugs the guest */
void step_start(struct hyp_cpu *cpu, uint64_t pc, uint64_t steps);
void step_stop(struct hyp_cpu *cpu, struct frame *frame, uint64_t esr);
void step_entry(const struct hyp_cpu *cpu, struct frame *frame);

/* stats.c */
void stats_print(void);

/* main.c: the ends */
void hyp_shutdown(unsigned int code) __attribute__((noreturn));
void hyp_panic(const char *what, uint64_t detail) __attribute__((noreturn));

#endif /* ARM64_EL2_HYP_H */
