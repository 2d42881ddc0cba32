/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Costs of the arm64 engine in A64 instructions and register accesses, one
 * `name value` line each. Instructions are counted by QEMU's -icount shift=0:
 * one is one nanosecond, and CNTVCT_EL0 ticks once in 16 of them, so a figure
 * over some ten thousand calls is exact to a hundredth and the same every time.
 *
 * What is measured is a call from a loop minus the same loop calling a function
 * that does nothing, as perf counters of a hypervisor's trap handler would see it.
 */
#include <stddef.h>

#include "dbgvirt_fake_arm64.h"
#include "dbgvirt_kvm_arm64.h"

void bench_write0(const char *text);
int bench_main(void);
void *memset(void *to, int byte, size_t size);
void *memcpy(void *restrict to, const void *restrict from, size_t size);

#define QUERIES     256
#define ROUNDS      64
#define NS_PER_TICK 16
#define SPSR_EL1H   5

static struct dbgvirt_arm64_caps caps;
static struct dbgvirt_arm64_vcpu vcpu;
static struct dbgvirt_arm64_cpu cpu;
static struct dbgvirt_fake_arm64 fake;
static uint64_t queries[QUERIES];
static uint64_t gpr[31];
static uint64_t pc, spsr;
static struct dbgvirt_outcome outcome;

void *memset(void *to, int byte, size_t size)
{
	unsigned char *p = to;

	while (size--)
		*p++ = (unsigned char)byte;
	return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
	unsigned char *p = to;
	const unsigned char *q = from;

	while (size--)
		*p++ = *q++;
	return to;
}

/* ---- output ---- */

/* Hundredths, printed as a decimal. */
static void report(const char *name, uint64_t hundredths)
{
	char digits[24];
	unsigned int i = sizeof(digits);

	digits[--i] = '\0';
	digits[--i] = '\n';
	digits[--i] = (char)('0' + hundredths % 10);
	digits[--i] = (char)('0' + hundredths / 10 % 10);
	digits[--i] = '.';
	hundredths /= 100;
	do {
		digits[--i] = (char)('0' + hundredths % 10);
		hundredths /= 10;
	} while (hundredths);
	digits[--i] = ' ';
	bench_write0(name);
	bench_write0(digits + i);
}

/* ---- instructions ---- */

static uint64_t ticks(void)
{
	uint64_t value;

	__asm__ volatile("isb; mrs %0, cntvct_el0" : "=r"(value) : : "memory");
	return value;
}

typedef void measured(uint64_t query);

static __attribute__((noinline)) void nothing(uint64_t query)
{
	__asm__ volatile("" : : "r"(query) : "memory");
}

static __attribute__((noinline)) uint64_t run(measured *function)
{
	uint64_t before = ticks();
	unsigned int round, i;

	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < QUERIES; i++)
			function(queries[i]);
	return ticks() - before;
}

static uint64_t cost(measured *function)
{
	uint64_t empty = run(nothing), full = run(function);

	return (full - empty) * NS_PER_TICK * 100 / (ROUNDS * QUERIES);
}

/* The port's own call: ESR_EL2 to register image, guest register, PC and PSTATE. */
static __attribute__((noinline)) void trap(uint64_t esr)
{
	(void)!dbgvirt_kvm_arm64_handle_sysreg(&caps, &vcpu, esr, gpr, &pc, &spsr, &outcome);
}

/* Arguments of trap() in place, which a handler has in registers already. */
static __attribute__((noinline)) void trap_arguments(uint64_t esr)
{
	__asm__ volatile(""
			 :
			 : "r"(&caps), "r"(&vcpu), "r"(esr), "r"(gpr), "r"(&pc), "r"(&spsr),
			   "r"(&outcome)
			 : "memory");
}

static uint64_t trap_cost(void)
{
	return cost(trap) - cost(trap_arguments);
}

static uint64_t esr_of(uint32_t encoding, unsigned int rt, bool read)
{
	return (uint64_t)DBGVIRT_EC_SYS64 << DBGVIRT_ESR_EC_SHIFT | DBGVIRT_ESR_IL |
	       (uint64_t)DBGVIRT_SYSREG_OP0(encoding) << DBGVIRT_ISS_SYS_OP0_SHIFT |
	       (uint64_t)DBGVIRT_SYSREG_OP1(encoding) << DBGVIRT_ISS_SYS_OP1_SHIFT |
	       (uint64_t)DBGVIRT_SYSREG_CRN(encoding) << DBGVIRT_ISS_SYS_CRN_SHIFT |
	       (uint64_t)DBGVIRT_SYSREG_CRM(encoding) << DBGVIRT_ISS_SYS_CRM_SHIFT |
	       (uint64_t)DBGVIRT_SYSREG_OP2(encoding) << DBGVIRT_ISS_SYS_OP2_SHIFT |
	       (uint64_t)rt << DBGVIRT_ISS_SYS_RT_SHIFT | read;
}

static uint32_t random_state = 1;

static uint32_t next_random(void)
{
	random_state = random_state * 1664525u + 1013904223u;
	return random_state >> 8;
}

/* 64 registers; direction 0 writes, 1 reads, 2 both. */
static void fill_banks(unsigned int direction)
{
	unsigned int i;

	for (i = 0; i < QUERIES; i++) {
		uint32_t r = next_random();
		uint32_t e = DBGVIRT_SYSREG(2u, 0u, 0u, r & 15u, 4u + (r >> 4 & 3u));

		queries[i] = esr_of(e, r >> 6 & 31, direction == 2 ? i & 1 : direction);
	}
}

static void fill_others(void)
{
	size_t count, i = 0;
	const struct dbgvirt_sysreg *table = dbgvirt_arm64_sysreg_table(&count);

	while (i < QUERIES) {
		const struct dbgvirt_sysreg *row = &table[next_random() % count];
		bool read = row->access == DBGVIRT_RO ||
			    (row->access == DBGVIRT_RW && (next_random() & 1));

		/* Those that can trap: no bank, not hidden. */
		if (!row->bank && !row->visibility)
			queries[i++] = esr_of(row->encoding, next_random() & 31, read);
	}
}

static void fill_misses(void)
{
	size_t count, i = 0;
	const struct dbgvirt_sysreg *table = dbgvirt_arm64_sysreg_table(&count);

	while (i < QUERIES) {
		uint32_t e = 2u << 14 | (next_random() & 0x3fff);

		if (!dbgvirt_sysreg_find(table, count, e))
			queries[i++] = esr_of(e, next_random() & 31, next_random() & 1);
	}
}

/* ---- the inline checks ---- */

static __attribute__((noinline)) void check_entry(uint64_t query)
{
	__asm__ volatile("" : : "r"(query), "r"(&vcpu) : "memory");
	if (dbgvirt_arm64_entry_needed(&vcpu))
		nothing(query);
}

static __attribute__((noinline)) void check_exit(uint64_t query)
{
	__asm__ volatile("" : : "r"(query), "r"(&vcpu) : "memory");
	if (dbgvirt_arm64_exit_needed(&vcpu))
		nothing(query);
}

static __attribute__((noinline)) void check_neither(uint64_t query)
{
	__asm__ volatile("" : : "r"(query), "r"(&vcpu) : "memory");
}

/* ---- an integrator's table ---- */

#define ROWS 512

static struct dbgvirt_sysreg table[ROWS];

static void fill_table(void)
{
	unsigned int i;

	for (i = 0; i < ROWS; i++)
		table[i] = (struct dbgvirt_sysreg){ .encoding = (uint16_t)(0xc000 + 3 * i),
						    .access = DBGVIRT_RW,
						    .reset = i & 0x55,
						    .writable = 0xff };
	/* As the debug registers stand among KVM's 500: a bank of 31 counters. */
	for (i = 0; i < 31; i++) {
		table[200 + i].bank = 1;
		table[200 + i].index = (uint8_t)i;
	}
}

static __attribute__((noinline)) void check_table(uint64_t query)
{
	(void)query;
	(void)!dbgvirt_sysreg_table_check(table, ROWS, NULL);
}

/* ---- accesses ---- */

static void apply(const struct dbgvirt_arm64_plan *plan)
{
	dbgvirt_fake_arm64_apply(&fake, plan, &cpu, &vcpu);
}

static void start(enum dbgvirt_arm64_host host)
{
	struct dbgvirt_arm64_plan plan;

	(void)!dbgvirt_arm64_cpu_init(&caps, &cpu, host, DBGVIRT_ARM64_DISARM_OSLOCK, 6, &plan);
	apply(&plan);
	(void)!dbgvirt_arm64_vcpu_init(&caps, &vcpu);
	(void)!dbgvirt_arm64_plan_load(&caps, &cpu, &vcpu, &plan);
	apply(&plan);
}

static void reenter(void)
{
	struct dbgvirt_arm64_plan plan;

	if (dbgvirt_arm64_exit_needed(&vcpu) && !dbgvirt_arm64_plan_exit(&caps, &cpu, &vcpu, &plan))
		apply(&plan);
	if (dbgvirt_arm64_entry_needed(&vcpu) &&
	    !dbgvirt_arm64_plan_entry(&caps, &cpu, &vcpu, &plan))
		apply(&plan);
}

static void report_accesses(void)
{
	start(DBGVIRT_ARM64_HOST_EL2);
	dbgvirt_fake_arm64_clear(&fake);
	reenter();
	report("arm64.nobody.accesses",
	       100ull * (fake.cost.reads + fake.cost.writes + fake.cost.mdcr_writes));

	start(DBGVIRT_ARM64_HOST_EL1);
	gpr[1] = 0x400000;
	trap(esr_of(DBGVIRT_SYSREG(2, 0, 0, 0, 4), 1, false));
	reenter();
	dbgvirt_fake_arm64_clear(&fake);
	reenter();
	report("arm64.reenter.reads", 100ull * fake.cost.reads);
	report("arm64.reenter.writes", 100ull * fake.cost.writes);
	report("arm64.reenter.mdcr_writes", 100ull * fake.cost.mdcr_writes);
}

static void report_traps(void)
{
	spsr = SPSR_EL1H;
	fill_banks(2);
	report("arm64.trap.bank", trap_cost());
	fill_banks(1);
	report("arm64.trap.bank.read", trap_cost());
	fill_banks(0);
	report("arm64.trap.bank.write", trap_cost());
	fill_others();
	report("arm64.trap.other", trap_cost());
	fill_misses();
	report("arm64.trap.miss", trap_cost());
}

static void report_inline(void)
{
	uint64_t entry, exit;

	start(DBGVIRT_ARM64_HOST_EL2);
	entry = cost(check_entry) - cost(check_neither);
	exit = cost(check_exit) - cost(check_neither);
	report("arm64.nobody.inline", entry > exit ? entry : exit);
}

int bench_main(void)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0xf0f0f006 };

	if (dbgvirt_arm64_caps_init(&caps, &config, NULL) || dbgvirt_arm64_vcpu_init(&caps, &vcpu))
		return 1;
	report_traps();
	report_inline();
	fill_table();
	report("table.check", cost(check_table) / ROWS);
	report_accesses();
	report("arm64.vcpu.bytes", 100 * sizeof(struct dbgvirt_arm64_vcpu));
	return 0;
}
