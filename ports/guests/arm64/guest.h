/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Runtime of the EL1 test guests. A guest is one file with guest_main(); it
 * prints TAP lines and ends with "guest: PASS" or "guest: FAIL".
 *
 * Exceptions are recorded and stepped over: the faulting instruction is skipped,
 * except that a step goes on until guest_step_end. So code under test is plain
 * instructions, and a test compares what was recorded.
 */
#ifndef GUEST_H
#define GUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "dbgvirt/arm64.h"

#include "config.h"
#include "cpu.h"
#include "guest_frame.h"
#include "print.h"

#define READ_SYSREG(name)                                                       \
	({                                                                      \
		uint64_t value_;                                                \
		__asm__ volatile("mrs %0, " #name : "=r"(value_) : : "memory"); \
		value_;                                                         \
	})
#define WRITE_SYSREG(name, value) \
	__asm__ volatile("msr " #name ", %0" : : "r"((uint64_t)(value)) : "memory")
#define ISB()          __asm__ volatile("isb" : : : "memory")
#define HVC(immediate) __asm__ volatile("hvc %0" : : "i"(immediate) : "memory")

#define EC_UNDEFINED      0x00
#define EC_SVC64          0x15
#define EC_BREAKPOINT_EL0 0x30
#define EC_BREAKPOINT_EL1 0x31
#define EC_STEP_EL0       0x32
#define EC_STEP_EL1       0x33
#define EC_WATCHPOINT_EL0 0x34
#define EC_WATCHPOINT_EL1 0x35
#define EC_BRK64          0x3c

#define ISS_WNR 0x40

/* PSTATE: A, I and F masked, D clear. */
#define SPSR_EL1H 0x1c5
#define SPSR_EL0T 0x1c0

/* Breakpoint for one instruction at EL1, at EL0, at both. */
#define BCR_EL1  (DBGVIRT_DBGBCR_EL1_BAS_MASK | UINT64_C(1) << 1 | DBGVIRT_DBGBCR_EL1_E)
#define BCR_EL0  (DBGVIRT_DBGBCR_EL1_BAS_MASK | UINT64_C(2) << 1 | DBGVIRT_DBGBCR_EL1_E)
#define BCR_ALL  (DBGVIRT_DBGBCR_EL1_BAS_MASK | UINT64_C(3) << 1 | DBGVIRT_DBGBCR_EL1_E)
#define MDSCR_ON (DBGVIRT_MDSCR_EL1_MDE | DBGVIRT_MDSCR_EL1_KDE)

/* One recorded exception. */
struct event {
	uint64_t ec, iss, pc, far;
};

#define EVENTS_MAX 64
struct events {
	unsigned int count;
	struct event event[EVENTS_MAX];
};

/* Of this CPU. */
struct events *guest_events(void);
void guest_events_clear(void);

/* The address at which a software step ends by itself, of this CPU. */
void guest_step_until(uint64_t pc);

/* A check: "ok" or "not ok", and what it was about. */
void check(bool passed, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The recorded events are exactly one, of this class at this address. */
void check_one(uint64_t ec, const void *pc, const char *what, unsigned int n);
void check_none(const char *what, unsigned int n);

/* Debug registers by DBGVIRT_ARM64_DBGBVR() and its like. */
uint64_t dbgr_read(unsigned int index);
void dbgr_write(unsigned int index, uint64_t value);
unsigned int guest_bp_count(void);
unsigned int guest_wp_count(void);
unsigned int guest_ctx_count(void);

/* Unmask PSTATE.D, set MDSCR_EL1. */
void guest_debug_on(uint64_t mdscr);

/* An exit to the hypervisor that does nothing. */
static inline void guest_null_exit(void)
{
	HVC(HYP_HVC_NULL);
}

/* crt0.S; code ends with SVC. Returns with PSTATE.D set. */
void guest_eret(void (*code)(void), uint64_t spsr);
void guest_secondary_entry(void);

/* PSCI by SMC. */
uint64_t guest_psci(uint64_t function, uint64_t x1, uint64_t x2, uint64_t x3);

/* The guest's own. A guest without other CPUs has no guest_secondary_main(). */
void guest_main(void);
void guest_secondary_main(uint64_t index);

void guest_finish(void) __attribute__((noreturn));

#endif /* GUEST_H */
