/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Instructions that an exit costs, guest's and hypervisor's together. Meaningful
 * under QEMU's -icount shift=0, where time is instructions: one a nanosecond.
 */
#include "guest.h"

#define RUNS     1000
#define NS_PER_S UINT64_C(1000000000)

static uint64_t now(void)
{
	ISB();
	return READ_SYSREG(cntvct_el0);
}

static void report(const char *name, uint64_t ticks, uint64_t empty)
{
	uint64_t ns_per_tick = NS_PER_S / READ_SYSREG(cntfrq_el0);

	print("cost: %s %lu\n", name, (ticks - empty) * ns_per_tick / RUNS);
}

#define MEASURE(body)                           \
	({                                      \
		uint64_t start_ = now();        \
		unsigned int i_;                \
		for (i_ = 0; i_ < RUNS; i_++) { \
			body;                   \
			__asm__ volatile("");   \
		}                               \
		now() - start_;                 \
	})

static void measure(const char *const names[])
{
	uint64_t empty = MEASURE();

	report(names[0], MEASURE(guest_null_exit()), empty);
	report(names[1], MEASURE((void)READ_SYSREG(oslsr_el1)), empty);
	report(names[2], MEASURE(WRITE_SYSREG(dbgbvr0_el1, 0)), empty);
	report(names[3], MEASURE(WRITE_SYSREG(dbgbvr0_el1, i_ * 4)), empty);
	report(names[4], MEASURE((void)READ_SYSREG(mdscr_el1)), empty);
}

void guest_main(void)
{
	static const char *const off[] = { "null-exit-debug-off", "oslsr-read-debug-off",
					   "dbgbvr-same-debug-off", "dbgbvr-write-debug-off",
					   "mdscr-read-debug-off" };
	static const char *const on[] = { "null-exit-debug-on", "oslsr-read-debug-on",
					  "dbgbvr-same-debug-on", "dbgbvr-write-debug-on",
					  "mdscr-read-debug-on" };
	uint64_t empty = MEASURE();

	/* Before the first write: the registers are free. */
	report("null-exit-never-debugged", MEASURE(guest_null_exit()), empty);
	measure(off);
	dbgr_write(DBGVIRT_ARM64_DBGBVR(1), 0x1000);
	dbgr_write(DBGVIRT_ARM64_DBGBCR(1), BCR_EL0);
	guest_debug_on(MDSCR_ON);
	measure(on);
	check(true, "measured");
}
