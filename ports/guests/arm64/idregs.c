/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the guest may see: counts, registers beyond them, write-only and
 * read-only ones, XZR, reserved bits, and controls that ask for EL2.
 */
#include "guest.h"

/* Reads an encoding; whether it was UNDEFINED is in the events. */
#define PROBE_READ(name) ((void)READ_SYSREG(name))

#define HMC_SSC (DBGVIRT_DBGBCR_EL1_HMC | DBGVIRT_DBGBCR_EL1_SSC_MASK)

void target(void);
__asm__(".pushsection .text\n"
	"target:	nop\n"
	"	ret\n"
	".popsection\n");

static uint32_t config(void)
{
	return *(const volatile uint32_t *)HYP_CONFIG_ADDR;
}

static bool was_undefined(void)
{
	const struct events *events = guest_events();
	bool undefined = events->count == 1 && events->event[0].ec == EC_UNDEFINED;

	guest_events_clear();
	return undefined;
}

static void check_count(const char *what, unsigned int count, unsigned int configured)
{
	if (configured)
		check(count == configured, "%u %ss, expected %u", count, what, configured);
	else
		check(count >= 2 && count <= 16, "%u %ss, expected 2 to 16", count, what);
}

static void test_counts(void)
{
	check_count("breakpoint", guest_bp_count(),
		    config() >> HYP_CONFIG_BP_SHIFT & HYP_CONFIG_COUNT_MASK);
	check_count("watchpoint", guest_wp_count(),
		    config() >> HYP_CONFIG_WP_SHIFT & HYP_CONFIG_COUNT_MASK);
	check(guest_ctx_count() <= guest_bp_count(), "%u of them context-aware", guest_ctx_count());
}

static void test_beyond(unsigned int bank, unsigned int count, const char *name)
{
	unsigned int n, undefined = 0, present = 0;

	for (n = 0; n < DBGVIRT_ARM64_SLOTS; n++) {
		dbgr_read(bank + n);
		if (was_undefined())
			undefined++;
		else
			present++;
	}
	check(present == count && undefined == DBGVIRT_ARM64_SLOTS - count,
	      "%s: %u read, %u UNDEFINED, expected %u", name, present, undefined, count);
	if (count == DBGVIRT_ARM64_SLOTS)
		return;
	dbgr_write(bank + count, 1);
	check(was_undefined(), "%s%u_EL1: write is UNDEFINED", name, count);
}

static void test_directions(void)
{
	PROBE_READ(s2_0_c1_c0_4);
	check(was_undefined(), "OSLAR_EL1: read is UNDEFINED");
	PROBE_READ(s2_0_c1_c0_0);
	check(!was_undefined(), "MDRAR_EL1: read");
	WRITE_SYSREG(s2_0_c1_c0_0, 0);
	check(was_undefined(), "MDRAR_EL1: write is UNDEFINED");
	WRITE_SYSREG(s2_0_c1_c1_4, 0);
	check(was_undefined(), "OSLSR_EL1: write is UNDEFINED");
	WRITE_SYSREG(s3_0_c0_c5_0, 0);
	check(was_undefined(), "ID_AA64DFR0_EL1: write is UNDEFINED");
	PROBE_READ(s2_0_c1_c3_4);
	check(!was_undefined(), "OSDLR_EL1: read");
	PROBE_READ(s2_0_c0_c0_1);
	check(was_undefined(), "S2_0_C0_C0_1, no register: read is UNDEFINED");
}

static void test_xzr(void)
{
	uint64_t before = UINT64_C(0x1122334455667788), after;

	WRITE_SYSREG(dbgbvr0_el1, before);
	__asm__ volatile("msr dbgbvr0_el1, xzr\n"
			 "mrs xzr, dbgbvr0_el1\n"
			 "mrs %0, dbgbvr0_el1"
			 : "=r"(after));
	check(after == 0, "MSR from XZR stores 0x%lx, expected 0", after);
	__asm__ volatile("mrs xzr, mdscr_el1" : : : "memory");
	__asm__ volatile("mrs xzr, id_aa64dfr0_el1" : : : "memory");
	check(!was_undefined(), "MRS to XZR");
}

/*
 * A guest that has the registers untrapped sees the CPU's own reserved bits,
 * and QEMU 7.2 keeps what is written there; one whose accesses trap sees the library's.
 */
static bool trapped(void)
{
	unsigned int counts = HYP_CONFIG_COUNT_MASK << HYP_CONFIG_BP_SHIFT |
			      HYP_CONFIG_COUNT_MASK << HYP_CONFIG_WP_SHIFT;

	return (config() & HYP_CONFIG_POLICY_MASK) == DBGVIRT_ARM64_ALWAYS_TRAP ||
	       (config() & counts);
}

static void test_mask(unsigned int index, uint64_t mask, const char *name)
{
	uint64_t value = mask & ~DBGVIRT_DBGBCR_EL1_E, back;
	uint64_t written = trapped() ? ~DBGVIRT_DBGBCR_EL1_E : value;

	/* Value registers have no E. */
	if (index / DBGVIRT_ARM64_SLOTS % 2 == 0)
		value = written = trapped() ? mask : mask & ~UINT64_C(3);
	if (trapped() && index / DBGVIRT_ARM64_SLOTS % 2 == 0)
		written = ~UINT64_C(0);
	dbgr_write(index, written);
	guest_null_exit();
	back = dbgr_read(index);
	check(back == value, "%s: wrote 0x%lx, read 0x%lx, expected 0x%lx", name, written, back,
	      value);
	dbgr_write(index, 0);
	check(dbgr_read(index) == 0, "%s: wrote 0, read 0", name);
}

/* What asks for EL2 as well matches at EL1, reads back as written, and harms nobody. */
static void test_el2_controls(void)
{
	uint64_t bcr = BCR_EL1 | HMC_SSC;
	uint64_t wcr = HMC_SSC | DBGVIRT_DBGWCR_EL1_BAS_MASK | DBGVIRT_DBGWCR_EL1_LSC_MASK |
		       DBGVIRT_DBGWCR_EL1_PAC_MASK | DBGVIRT_DBGWCR_EL1_E;

	dbgr_write(DBGVIRT_ARM64_DBGBVR(0), (uintptr_t)target);
	dbgr_write(DBGVIRT_ARM64_DBGBCR(0), bcr);
	/* The hypervisor's own memory, which it reads and writes at every exit. */
	dbgr_write(DBGVIRT_ARM64_DBGWVR(0), HYP_LINK_ADDR);
	dbgr_write(DBGVIRT_ARM64_DBGWCR(0), wcr | UINT64_C(20) << DBGVIRT_DBGWCR_EL1_MASK_SHIFT);
	guest_debug_on(MDSCR_ON);
	guest_null_exit();
	check(dbgr_read(DBGVIRT_ARM64_DBGBCR(0)) == bcr,
	      "HMC=1 SSC=11 reads back from DBGBCR0_EL1");
	check((dbgr_read(DBGVIRT_ARM64_DBGWCR(0)) & HMC_SSC) == HMC_SSC,
	      "HMC=1 SSC=11 reads back from DBGWCR0_EL1");
	check_none("exits under controls that ask for EL2, run", 0);
	target();
	check_one(EC_BREAKPOINT_EL1, target, "HMC=1 SSC=11 PMC=01 hits at EL1, slot", 0);
	dbgr_write(DBGVIRT_ARM64_DBGBCR(0), 0);
	dbgr_write(DBGVIRT_ARM64_DBGWCR(0), 0);
}

void guest_main(void)
{
	test_counts();
	test_beyond(DBGVIRT_ARM64_DBGBVR(0), guest_bp_count(), "DBGBVR");
	test_beyond(DBGVIRT_ARM64_DBGBCR(0), guest_bp_count(), "DBGBCR");
	test_beyond(DBGVIRT_ARM64_DBGWVR(0), guest_wp_count(), "DBGWVR");
	test_beyond(DBGVIRT_ARM64_DBGWCR(0), guest_wp_count(), "DBGWCR");
	test_directions();
	test_xzr();
	test_mask(DBGVIRT_ARM64_DBGBVR(1), DBGVIRT_DBGBVR_EL1_MASK, "DBGBVR1_EL1");
	test_mask(DBGVIRT_ARM64_DBGBCR(1), DBGVIRT_DBGBCR_EL1_MASK, "DBGBCR1_EL1");
	test_mask(DBGVIRT_ARM64_DBGWVR(1), DBGVIRT_DBGWVR_EL1_MASK, "DBGWVR1_EL1");
	test_mask(DBGVIRT_ARM64_DBGWCR(1), DBGVIRT_DBGWCR_EL1_MASK, "DBGWCR1_EL1");
	test_el2_controls();
}
