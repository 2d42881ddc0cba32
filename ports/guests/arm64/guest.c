/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "guest.h"

#include <stddef.h>

_Static_assert(offsetof(struct guest_frame, pc) == FRAME_PC, "crt0.S");
_Static_assert(offsetof(struct guest_frame, spsr) == FRAME_SPSR, "crt0.S");
_Static_assert(sizeof(struct guest_frame) == FRAME_SIZE, "crt0.S");

#define EXIT_FAIL 1

/* Synchronous, from EL1 with SP_EL1 or from EL0: [ARM-DDI0487] table D1-5. */
#define VECTOR_EL1H_SYNC 4
#define VECTOR_EL0_SYNC  8

static struct events events[PORTS_CPUS];
static uint64_t step_end[PORTS_CPUS];
static unsigned int checks, failures;

void guest_exception(struct guest_frame *frame, uint64_t vector);
void guest_eret_back(void);

struct events *guest_events(void)
{
	return &events[cpu_index()];
}

void guest_events_clear(void)
{
	guest_events()->count = 0;
}

void guest_step_until(uint64_t pc)
{
	step_end[cpu_index()] = pc;
}

static void __attribute__((noreturn)) leave(uint64_t exit_code)
{
	register uint64_t code __asm__("x0") = exit_code;

	__asm__ volatile("hvc %1" : : "r"(code), "i"(HYP_HVC_EXIT) : "memory");
	for (;;)
		;
}

void guest_finish(void)
{
	print("1..%u\n", checks);
	if (failures)
		print("guest: FAIL %u of %u\n", failures, checks);
	else
		print("guest: PASS\n");
	leave(failures ? EXIT_FAIL : 0);
}

static void __attribute__((noreturn)) give_up(const struct event *event, uint64_t vector)
{
	print("# unexpected exception: vector %lu EC 0x%lx ISS 0x%lx PC 0x%lx FAR 0x%lx\n", vector,
	      event->ec, event->iss, event->pc, event->far);
	check(false, "the guest runs to its end");
	guest_finish();
}

static void record(const struct event *event, uint64_t vector)
{
	struct events *mine = guest_events();

	if (mine->count == EVENTS_MAX)
		give_up(event, vector);
	mine->event[mine->count++] = *event;
}

static void step(struct guest_frame *frame)
{
	if (frame->pc != step_end[cpu_index()]) {
		frame->spsr |= DBGVIRT_SPSR_SS;
		return;
	}
	frame->spsr &= ~DBGVIRT_SPSR_SS;
	WRITE_SYSREG(mdscr_el1, READ_SYSREG(mdscr_el1) & ~DBGVIRT_MDSCR_EL1_SS);
}

void guest_exception(struct guest_frame *frame, uint64_t vector)
{
	uint64_t esr = READ_SYSREG(esr_el1);
	const struct event event = {
		.ec = (esr & DBGVIRT_ESR_EC_MASK) >> DBGVIRT_ESR_EC_SHIFT,
		.iss = esr & DBGVIRT_ESR_ISS_MASK,
		.pc = frame->pc,
		.far = READ_SYSREG(far_el1),
	};

	if (vector != VECTOR_EL1H_SYNC && vector != VECTOR_EL0_SYNC)
		give_up(&event, vector);
	switch (event.ec) {
	case EC_SVC64:
		frame->pc = (uintptr_t)guest_eret_back;
		/* Or code that was stepped would be stepped on from here. */
		frame->spsr = SPSR_EL1H | DBGVIRT_SPSR_D;
		break;
	case EC_STEP_EL0:
	case EC_STEP_EL1:
		record(&event, vector);
		step(frame);
		break;
	case EC_UNDEFINED:
	case EC_BREAKPOINT_EL0:
	case EC_BREAKPOINT_EL1:
	case EC_WATCHPOINT_EL0:
	case EC_WATCHPOINT_EL1:
	case EC_BRK64:
		record(&event, vector);
		frame->pc += 4;
		break;
	default:
		give_up(&event, vector);
	}
}

void check(bool passed, const char *format, ...)
{
	va_list args;

	checks++;
	failures += !passed;
	print("%s %u - ", passed ? "ok" : "not ok", checks);
	va_start(args, format);
	vprint(format, args);
	va_end(args);
	print("\n");
}

void check_one(uint64_t ec, const void *pc, const char *what, unsigned int n)
{
	const struct events *mine = guest_events();
	const struct event *event = &mine->event[0];

	if (mine->count == 1 && event->ec == ec && event->pc == (uintptr_t)pc)
		check(true, "%s, %u", what, n);
	else
		check(false, "%s, %u: %u events, first EC 0x%lx PC 0x%lx, expected 0x%lx 0x%lx",
		      what, n, mine->count, event->ec, event->pc, ec, (uint64_t)(uintptr_t)pc);
	guest_events_clear();
}

void check_none(const char *what, unsigned int n)
{
	const struct events *mine = guest_events();

	check(mine->count == 0, "%s, %u: %u events", what, n, mine->count);
	guest_events_clear();
}

/* clang-format off */
#define FOR_EACH_SLOT(X, bank, base)                                                            \
	X(bank, base, 0)                                                                        \
	X(bank, base, 1)                                                                        \
	X(bank, base, 2) X(bank, base, 3) X(bank, base, 4) X(bank, base, 5) X(bank, base, 6)    \
		X(bank, base, 7) X(bank, base, 8) X(bank, base, 9) X(bank, base, 10)            \
			X(bank, base, 11) X(bank, base, 12) X(bank, base, 13) X(bank, base, 14) \
				X(bank, base, 15)
#define FOR_EACH_DBGR(X)            \
	FOR_EACH_SLOT(X, dbgbvr, 0) \
	FOR_EACH_SLOT(X, dbgbcr, 16) FOR_EACH_SLOT(X, dbgwvr, 32) FOR_EACH_SLOT(X, dbgwcr, 48)
#define CASE_READ(bank, base, n)                                                         \
	case (base) + (n):                                                               \
		__asm__ volatile("mrs %0, " #bank #n "_el1" : "+r"(value) : : "memory"); \
		break;
#define CASE_WRITE(bank, base, n)                   \
	case (base) + (n):                          \
		WRITE_SYSREG(bank##n##_el1, value); \
		break;
/* clang-format on */

uint64_t dbgr_read(unsigned int index)
{
	uint64_t value = 0;

	switch (index) {
		FOR_EACH_DBGR(CASE_READ)
	default:
		break;
	}
	return value;
}

void dbgr_write(unsigned int index, uint64_t value)
{
	switch (index) {
		FOR_EACH_DBGR(CASE_WRITE)
	default:
		break;
	}
	ISB();
}

static unsigned int dfr0_field(unsigned int shift)
{
	return (READ_SYSREG(id_aa64dfr0_el1) >> shift & 15) + 1;
}

unsigned int guest_bp_count(void)
{
	return dfr0_field(DBGVIRT_ID_AA64DFR0_EL1_BRPS_SHIFT);
}

unsigned int guest_wp_count(void)
{
	return dfr0_field(DBGVIRT_ID_AA64DFR0_EL1_WRPS_SHIFT);
}

unsigned int guest_ctx_count(void)
{
	return dfr0_field(DBGVIRT_ID_AA64DFR0_EL1_CTX_CMPS_SHIFT);
}

void guest_debug_on(uint64_t mdscr)
{
	WRITE_SYSREG(mdscr_el1, mdscr);
	__asm__ volatile("msr daifclr, #8" : : : "memory");
	ISB();
}

uint64_t guest_psci(uint64_t function, uint64_t x1, uint64_t x2, uint64_t x3)
{
	register uint64_t r0 __asm__("x0") = function;
	register uint64_t r1 __asm__("x1") = x1;
	register uint64_t r2 __asm__("x2") = x2;
	register uint64_t r3 __asm__("x3") = x3;

	__asm__ volatile("smc #0"
			 : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3)
			 :
			 : "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14",
			   "x15", "x16", "x17", "memory");
	return r0;
}

void __attribute__((weak)) guest_secondary_main(uint64_t index)
{
	(void)index;
}
