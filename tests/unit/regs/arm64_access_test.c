/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <string.h>

#include "dbgvirt/arm64.h"
#include "unit/unit.h"

#define EL0    0x0u
#define EL1H   0x5u
#define POISON 0x5a5a5a5a5a5a5a5aull

static struct dbgvirt_arm64_config config;
static struct dbgvirt_arm64_caps caps;
static struct dbgvirt_arm64_vcpu vcpu;
static struct dbgvirt_outcome outcome;
static uint64_t x[31];

static void configure(struct dbgvirt_arm64_config wanted)
{
	config = wanted;
	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, &vcpu), DBGVIRT_OK);
}

static void setup(void)
{
	unsigned int i;

	configure((struct dbgvirt_arm64_config){ .id_aa64dfr0 = 0x10305106, .authstatus = 0xaa });
	for (i = 0; i < 31; i++)
		x[i] = POISON + i;
}

/* [ARM-DDI0487] D24.2.46: ISS of EC 0x18, written out here apart from the library's shifts. */
static uint64_t esr(unsigned int op0, unsigned int op1, unsigned int crn, unsigned int crm,
		    unsigned int op2, unsigned int rt, int read)
{
	return 0x62000000u | op0 << 20 | op2 << 17 | op1 << 14 | crn << 10 | rt << 5 | crm << 1 |
	       (unsigned int)read;
}

static uint64_t esr_of(uint32_t encoding, unsigned int rt, int read)
{
	return esr(encoding >> 14 & 3, encoding >> 11 & 7, encoding >> 7 & 15, encoding >> 3 & 15,
		   encoding & 7, rt, read);
}

static uint32_t trap(uint64_t syndrome, unsigned int level)
{
	memset(&outcome, 0x77, sizeof(outcome));
	ck_assert_int_eq(dbgvirt_arm64_trap(&caps, &vcpu, syndrome, level, x, &outcome, NULL),
			 DBGVIRT_OK);
	return outcome.action;
}

static void write_reg(uint32_t encoding, uint64_t value)
{
	x[3] = value;
	ck_assert_uint_eq(trap(esr_of(encoding, 3, 0), EL1H), DBGVIRT_RESUME);
}

static uint64_t read_reg(uint32_t encoding)
{
	x[4] = POISON;
	ck_assert_uint_eq(trap(esr_of(encoding, 4, 1), EL1H), DBGVIRT_RESUME);
	return x[4];
}

#define MDSCR    DBGVIRT_SYSREG(2u, 0u, 0u, 2u, 2u)
#define MDCCINT  DBGVIRT_SYSREG(2u, 0u, 0u, 2u, 0u)
#define OSLAR    DBGVIRT_SYSREG(2u, 0u, 1u, 0u, 4u)
#define OSLSR    DBGVIRT_SYSREG(2u, 0u, 1u, 1u, 4u)
#define CLAIMSET DBGVIRT_SYSREG(2u, 0u, 7u, 8u, 6u)
#define CLAIMCLR DBGVIRT_SYSREG(2u, 0u, 7u, 9u, 6u)
#define MDCCSR   DBGVIRT_SYSREG(2u, 3u, 0u, 1u, 0u)
#define DBGDTR   DBGVIRT_SYSREG(2u, 3u, 0u, 4u, 0u)
#define DBGDTRRX DBGVIRT_SYSREG(2u, 3u, 0u, 5u, 0u)

/*
 * Every register of the architecture's table, and what a guest finds in it:
 * the value read after all ones were written. Source: [ARM-DDI0487] D24.3 for
 * encoding, access and fields; Linux KVM for what is RAZ/WI.
 */
/* clang-format off */
static const struct {
	const char *name;
	uint8_t op0, op1, crn, crm, op2;
	const char *access;
	uint64_t ones_read_back;
} singles[] = {
	{ "OSDTRRX_EL1", 2, 0, 0, 0, 2, "rw", 0 },
	{ "MDCCINT_EL1", 2, 0, 0, 2, 0, "rw", 0x60000000 },
	{ "MDSCR_EL1", 2, 0, 0, 2, 2, "rw", 0xb001 },
	{ "OSDTRTX_EL1", 2, 0, 0, 3, 2, "rw", 0 },
	{ "MDSELR_EL1", 2, 0, 0, 4, 2, "--", 0 },
	{ "MDSTEPOP_EL1", 2, 0, 0, 5, 2, "--", 0 },
	{ "OSECCR_EL1", 2, 0, 0, 6, 2, "rw", 0 },
	{ "MDRAR_EL1", 2, 0, 1, 0, 0, "r-", 0 },
	{ "OSLAR_EL1", 2, 0, 1, 0, 4, "-w", 0 },
	{ "OSLSR_EL1", 2, 0, 1, 1, 4, "r-", 0x8 },
	{ "OSDLR_EL1", 2, 0, 1, 3, 4, "rw", 0 },
	{ "DBGPRCR_EL1", 2, 0, 1, 4, 4, "rw", 0 },
	{ "DBGCLAIMSET_EL1", 2, 0, 7, 8, 6, "rw", 0xff },
	{ "DBGCLAIMCLR_EL1", 2, 0, 7, 9, 6, "rw", 0 },
	{ "DBGAUTHSTATUS_EL1", 2, 0, 7, 14, 6, "r-", 0xaa },
	{ "MDCCSR_EL0", 2, 3, 0, 1, 0, "r-", 0 },
	{ "DBGDTR_EL0", 2, 3, 0, 4, 0, "rw", 0 },
	{ "DBGDTRRX_EL0", 2, 3, 0, 5, 0, "rw", 0 },
	{ "DBGVCR32_EL2", 2, 4, 0, 7, 0, "--", 0 },
	{ "ID_AA64DFR0_EL1", 3, 0, 0, 5, 0, "r-", 0xf010305106ull },
	{ "ID_AA64DFR1_EL1", 3, 0, 0, 5, 1, "r-", 0 },
	{ "ID_AA64DFR2_EL1", 3, 0, 0, 5, 2, "r-", 0 },
};
/* clang-format on */

START_TEST(each_single_register)
{
	uint64_t e = esr(singles[_i].op0, singles[_i].op1, singles[_i].crn, singles[_i].crm,
			 singles[_i].op2, 5, 0);
	int readable = singles[_i].access[0] == 'r', writable = singles[_i].access[1] == 'w';

	x[5] = UINT64_MAX;
	ck_assert_msg(trap(e, EL1H) == (writable ? DBGVIRT_RESUME : DBGVIRT_UNDEFINED), "%s write",
		      singles[_i].name);
	if (!writable)
		ck_assert_uint_eq(outcome.reason,
				  readable ? DBGVIRT_REASON_READ_ONLY : DBGVIRT_REASON_ABSENT);
	ck_assert_msg(trap(e | 1, EL1H) == (readable ? DBGVIRT_RESUME : DBGVIRT_UNDEFINED),
		      "%s read", singles[_i].name);
	if (readable)
		ck_assert_msg(x[5] == singles[_i].ones_read_back, "%s: %llx", singles[_i].name,
			      (unsigned long long)x[5]);
	else
		ck_assert_uint_eq(x[5], UINT64_MAX);
	if (!readable && writable)
		ck_assert_uint_eq(outcome.reason, DBGVIRT_REASON_WRITE_ONLY);
}
END_TEST

static int single_exists(uint32_t encoding)
{
	int i;

	for (i = 0; i < ROWS(singles); i++)
		if (encoding == DBGVIRT_SYSREG((uint32_t)singles[i].op0, singles[i].op1,
					       singles[i].crn, singles[i].crm, singles[i].op2))
			return 1;
	return 0;
}

/* S0 patch 1, the hole plug: every encoding is decided, and only rows are carried out. */
START_TEST(all_encodings_are_decided)
{
	uint32_t encoding;
	int read;

	for (encoding = 0; encoding <= 0xffff; encoding++)
		for (read = 0; read < 2; read++) {
			uint32_t action = trap(esr_of(encoding, 9, read), EL1H);
			int crm = encoding >> 3 & 15;
			/* op0 = 2 but for op1 = 1, the trace registers. */
			int ours = encoding >> 14 == 2 && (encoding >> 11 & 7) != 1;
			int bank = (encoding & ~0x7bu) == DBGVIRT_SYSREG(2u, 0u, 0u, 0u, 4u);

			if (bank)
				ck_assert_int_eq(action == DBGVIRT_RESUME,
						 crm < ((encoding & 2) ? 4 : 6));
			else if (!single_exists(encoding))
				ck_assert_uint_eq(action, ours ? DBGVIRT_UNDEFINED : DBGVIRT_EXIT);
			if (!bank && !single_exists(encoding))
				ck_assert_uint_eq(outcome.reason, ours ? DBGVIRT_REASON_UNKNOWN :
									 DBGVIRT_REASON_FOREIGN);
		}
}
END_TEST

START_TEST(banks_hold_their_writable_bits_and_nothing_aliases)
{
	static const uint64_t masks[4] = { UINT64_MAX, 0x00ffe1e7, 0xfffffffffffffffcull,
					   0x1f1fffff };
	unsigned int n, bank;
	uint64_t seed = 0x1234567;

	configure((struct dbgvirt_arm64_config){ .id_aa64dfr0 = 0xf0f0f006 });
	for (n = 0; n < 16; n++)
		for (bank = 0; bank < 4; bank++)
			write_reg(DBGVIRT_SYSREG(2u, 0u, 0u, n, 4 + bank), unit_random(&seed));
	seed = 0x1234567;
	for (n = 0; n < 16; n++)
		for (bank = 0; bank < 4; bank++)
			ck_assert_uint_eq(read_reg(DBGVIRT_SYSREG(2u, 0u, 0u, n, 4 + bank)),
					  unit_random(&seed) & masks[bank]);
}
END_TEST

/* Hafnium ba8c44d1: XZR. */
START_TEST(rt_31_reads_zero_and_is_never_written)
{
	uint64_t before[31];
	uint32_t bvr0 = DBGVIRT_SYSREG(2u, 0u, 0u, 0u, 4u);

	write_reg(bvr0, 0x1234);
	write_reg(MDSCR, 0xb001);
	memcpy(before, x, sizeof(x));
	ck_assert_uint_eq(trap(esr_of(bvr0, 31, 1), EL1H), DBGVIRT_RESUME);
	ck_assert_uint_eq(trap(esr_of(MDSCR, 31, 1), EL1H), DBGVIRT_RESUME);
	ck_assert_mem_eq(x, before, sizeof(x));
	ck_assert_uint_eq(trap(esr_of(bvr0, 31, 0), EL1H), DBGVIRT_RESUME);
	ck_assert_uint_eq(trap(esr_of(MDSCR, 31, 0), EL1H), DBGVIRT_RESUME);
	ck_assert_uint_eq(read_reg(bvr0), 0);
	ck_assert_uint_eq(read_reg(MDSCR), 0);
}
END_TEST

START_TEST(beyond_the_guests_count_is_undefined_for_all_counts)
{
	unsigned int bp, wp, n, bank;

	for (bp = 2; bp <= 16; bp++)
		for (wp = 2; wp <= 16; wp++) {
			configure((struct dbgvirt_arm64_config){ .id_aa64dfr0 = 0xf0f0f006,
								 .bp_count = (uint8_t)bp,
								 .wp_count = (uint8_t)wp });
			for (n = 0; n < 16; n++)
				for (bank = 0; bank < 4; bank++) {
					uint32_t e = DBGVIRT_SYSREG(2u, 0u, 0u, n, 4 + bank);
					int there = n < (bank < 2 ? bp : wp);

					ck_assert_int_eq(trap(esr_of(e, 1, 0), EL1H),
							 there ? DBGVIRT_RESUME :
								 DBGVIRT_UNDEFINED);
					if (!there)
						ck_assert_uint_eq(outcome.reason,
								  DBGVIRT_REASON_ABSENT);
				}
		}
}
END_TEST

/* CVE-less KVM 7dabf02f43a1: the OS Lock is mandatory. QEMU tests bit 0 of OSLSR; it is bit 1. */
START_TEST(os_lock_is_bit_1_and_only_bit_0_of_oslar_counts)
{
	ck_assert_uint_eq(read_reg(OSLSR), 0x8);
	write_reg(OSLAR, 1);
	ck_assert_uint_eq(read_reg(OSLSR), 0xa);
	write_reg(OSLAR, 0xfffffffffffffffeull);
	ck_assert_uint_eq(read_reg(OSLSR), 0x8);
	write_reg(OSLAR, 0xc5acce55);
	ck_assert_uint_eq(read_reg(OSLSR), 0xa);
}
END_TEST

START_TEST(mdscr_save_bits_are_writable_only_under_the_os_lock)
{
	write_reg(MDSCR, UINT64_MAX);
	ck_assert_uint_eq(read_reg(MDSCR), 0xb001);
	write_reg(OSLAR, 1);
	write_reg(MDSCR, UINT64_MAX);
	ck_assert_uint_eq(read_reg(MDSCR), 0x6ce0f041);
	write_reg(OSLAR, 0);
	write_reg(MDSCR, 0);
	ck_assert_uint_eq(read_reg(MDSCR), 0x6ce04040);
}
END_TEST

START_TEST(claim_tags_set_and_clear_by_ones)
{
	write_reg(CLAIMSET, 0xfff5);
	ck_assert_uint_eq(read_reg(CLAIMCLR), 0xf5);
	write_reg(CLAIMCLR, 0x11);
	ck_assert_uint_eq(read_reg(CLAIMCLR), 0xe4);
	ck_assert_uint_eq(read_reg(CLAIMSET), 0xff);
}
END_TEST

START_TEST(el0_reaches_only_the_dcc)
{
	ck_assert_uint_eq(trap(esr_of(MDCCSR, 1, 1), EL0), DBGVIRT_RESUME);
	ck_assert_uint_eq(trap(esr_of(DBGDTR, 1, 0), EL0), DBGVIRT_RESUME);
	ck_assert_uint_eq(trap(esr_of(MDSCR, 1, 1), EL0), DBGVIRT_UNDEFINED);
	ck_assert_uint_eq(outcome.reason, DBGVIRT_REASON_LEVEL);
	ck_assert_uint_eq(trap(esr(2, 0, 0, 0, 4, 1, 0), EL0), DBGVIRT_UNDEFINED);
	ck_assert_uint_eq(outcome.reason, DBGVIRT_REASON_LEVEL);
}
END_TEST

/* [ARM-DDI0487] MDSCR_EL1.TDCC traps EL0 to EL1 with the access's own EC and ISS. */
START_TEST(tdcc_traps_el0_to_el1_before_any_policy)
{
	configure((struct dbgvirt_arm64_config){ .id_aa64dfr0 = 0x10305106,
						 .dcc = DBGVIRT_ARM64_DCC_VMM });
	write_reg(MDSCR, 0x1000);
	ck_assert_uint_eq(trap(esr_of(MDCCSR, 2, 1), EL0), DBGVIRT_INJECT);
	ck_assert_uint_eq(outcome.reason, DBGVIRT_REASON_TDCC);
	ck_assert_uint_eq(outcome.syndrome, esr_of(MDCCSR, 2, 1));
	ck_assert_uint_eq(trap(esr_of(MDCCSR, 2, 1), EL1H), DBGVIRT_EXIT);
}
END_TEST

/* FEAT_FGT keeps the DCC trapped: the image's TDCC is then older than the hardware's. */
START_TEST(tdcc_of_a_guest_that_has_the_hardware_was_looked_at_there)
{
	vcpu.regs.mdscr = 0x1000;
	vcpu.untrapped = true;
	ck_assert_uint_eq(trap(esr_of(MDCCSR, 2, 1), EL0), DBGVIRT_RESUME);
}
END_TEST

static const struct {
	uint8_t dcc;
	uint32_t action;
	uint64_t mdccsr;
} dcc_policies[] = {
	{ DBGVIRT_ARM64_DCC_RAZ, DBGVIRT_RESUME, 0 },
	{ DBGVIRT_ARM64_DCC_TXFULL, DBGVIRT_RESUME, 0x20000000 },
	{ DBGVIRT_ARM64_DCC_VMM, DBGVIRT_EXIT, POISON },
};

START_TEST(dcc_policy)
{
	configure((struct dbgvirt_arm64_config){ .id_aa64dfr0 = 0x10305106,
						 .dcc = dcc_policies[_i].dcc });
	x[2] = POISON;
	ck_assert_uint_eq(trap(esr_of(MDCCSR, 2, 1), EL1H), dcc_policies[_i].action);
	ck_assert_uint_eq(x[2], dcc_policies[_i].mdccsr);
	ck_assert_uint_eq(trap(esr_of(DBGDTRRX, 2, 0), EL1H), dcc_policies[_i].action);
}
END_TEST

START_TEST(only_a_carried_out_access_changes_anything)
{
	struct dbgvirt_arm64_vcpu before;
	uint64_t regs[31];
	uint32_t encoding;
	int read;

	for (encoding = 0; encoding <= 0xffff; encoding++)
		for (read = 0; read < 2; read++) {
			before = vcpu;
			memcpy(regs, x, sizeof(x));
			if (trap(esr_of(encoding, 9, read), EL1H) == DBGVIRT_RESUME)
				continue;
			ck_assert_mem_eq(&vcpu, &before, sizeof(vcpu));
			ck_assert_mem_eq(x, regs, sizeof(x));
		}
}
END_TEST

/* One access both ways; the short way also skips what was carried out. */
static int short_way_differs(uint64_t syndrome, uint64_t level)
{
	struct dbgvirt_arm64_vcpu other = vcpu;
	struct dbgvirt_outcome short_outcome;
	uint64_t y[31], pc = 0x1000, spsr = level | 0x200c00;
	int status, short_status, done;

	memcpy(y, x, sizeof(x));
	memset(&outcome, 0x77, sizeof(outcome));
	memset(&short_outcome, 0x77, sizeof(short_outcome));
	status = dbgvirt_arm64_trap(&caps, &vcpu, syndrome, level, x, &outcome, NULL);
	short_status = dbgvirt_arm64_trap_skip(&caps, &other, syndrome, y, &pc, &spsr,
					       &short_outcome);
	done = !status && outcome.action == DBGVIRT_RESUME;
	return status != short_status || memcmp(&outcome, &short_outcome, sizeof(outcome)) ||
	       memcmp(&vcpu, &other, sizeof(vcpu)) || memcmp(x, y, sizeof(x)) ||
	       pc != (done ? 0x1004u : 0x1000u) || spsr != (done ? level : (level | 0x200c00));
}

static void compare_short_way(uint64_t high_bits)
{
	uint32_t encoding;
	unsigned int rt, read, differ = 0;

	for (encoding = 0; encoding <= 0xffff; encoding++)
		for (read = 0; read < 2; read++)
			for (rt = 7; rt <= 31; rt += 24) {
				uint64_t e = esr_of(encoding, rt, (int)read);

				x[7] = 0x1234567890abcdefull * (encoding + 1);
				differ += (unsigned int)short_way_differs(e ^ high_bits, EL1H);
				/* The hardware lets nothing of the banks trap from EL0. */
				if ((encoding & ~0x7bu) != DBGVIRT_SYSREG(2u, 0u, 0u, 0u, 4u))
					differ += (unsigned int)short_way_differs(e ^ high_bits,
										  EL0);
			}
	ck_assert_uint_eq(differ, 0);
}

START_TEST(the_short_way_decides_as_the_checked_one)
{
	configure((struct dbgvirt_arm64_config){
		.id_aa64dfr0 = 0x10305106, .authstatus = 0xaa, .dcc = dcc_policies[_i].dcc });
	compare_short_way(0);
	write_reg(MDSCR, 0x1000);
	compare_short_way(0);
}
END_TEST

/* IL clear, a RES0 bit of the ISS set, another EC: no syndrome of an MRS or MSR. */
START_TEST(a_syndrome_that_cannot_be_is_refused_both_ways)
{
	static const uint64_t wrong[] = { 0x02000000, 0x00400000, 0x01000000, 0x04000000 };
	/* A bank's register, one by itself, a hole in the map, and one of op0 = 3. */
	const uint64_t accesses[] = { esr(2, 0, 0, 0, 5, 1, 0), esr_of(MDSCR, 1, 0),
				      esr(2, 1, 0, 0, 0, 1, 0), esr(3, 0, 4, 4, 0, 1, 0) };
	int i;

	for (i = 0; i < ROWS(accesses); i++) {
		uint64_t e = accesses[i] ^ wrong[_i];

		ck_assert(!short_way_differs(e, EL1H));
		ck_assert_int_eq(dbgvirt_arm64_trap(&caps, &vcpu, e, EL1H, x, &outcome, NULL),
				 DBGVIRT_ERR_SYNDROME);
	}
	ck_assert_uint_eq(vcpu.written | vcpu.entry_work, 0);
}
END_TEST

START_TEST(trace_tells_the_access_and_the_decision)
{
	struct dbgvirt_trace trace;

	x[6] = 0x1e7;
	ck_assert_int_eq(dbgvirt_arm64_trap(&caps, &vcpu, esr(2, 0, 0, 3, 5, 6, 0), EL1H, x,
					    &outcome, &trace),
			 DBGVIRT_OK);
	ck_assert_str_eq(trace.name, "DBGBCR3_EL1");
	ck_assert_uint_eq(trace.value, 0x1e7);
	ck_assert_uint_eq(trace.encoding, 0x801d);
	ck_assert(trace.rt == 6 && trace.is_write == 1 && trace.action == DBGVIRT_RESUME);
	ck_assert_int_eq(dbgvirt_arm64_trap(&caps, &vcpu, esr(2, 2, 0, 3, 5, 31, 1), EL1H, x,
					    &outcome, &trace),
			 DBGVIRT_OK);
	ck_assert_ptr_null(trace.name);
	ck_assert(trace.rt == 31 && trace.is_write == 0 && trace.action == DBGVIRT_UNDEFINED &&
		  trace.reason == DBGVIRT_REASON_UNKNOWN);
}
END_TEST

START_TEST(bad_calls_are_refused_with_outputs_untouched)
{
	uint64_t e = esr_of(MDSCR, 1, 1);
	unsigned int ec;

	outcome.action = 77;
	ck_assert_int_eq(dbgvirt_arm64_trap(NULL, &vcpu, e, EL1H, x, &outcome, NULL),
			 DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_trap(&caps, NULL, e, EL1H, x, &outcome, NULL),
			 DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_trap(&caps, &vcpu, e, EL1H, NULL, &outcome, NULL),
			 DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_trap(&caps, &vcpu, e, EL1H, x, NULL, NULL),
			 DBGVIRT_ERR_NULL);
	for (ec = 0; ec < 64; ec++)
		if (ec != 0x18)
			ck_assert_int_eq(dbgvirt_arm64_trap(&caps, &vcpu,
							    (e & 0x3ffffff) | (uint64_t)ec << 26,
							    EL1H, x, &outcome, NULL),
					 DBGVIRT_ERR_SYNDROME);
	ck_assert_uint_eq(outcome.action, 77);
}
END_TEST

START_TEST(the_table_is_sound_at_run_time_too)
{
	size_t count;
	const struct dbgvirt_sysreg *table = dbgvirt_arm64_sysreg_table(&count);

	ck_assert_uint_eq(count, 64 + ROWS(singles));
	ck_assert_int_eq(dbgvirt_sysreg_table_check(table, count, NULL), DBGVIRT_OK);
	ck_assert_ptr_eq(dbgvirt_arm64_sysreg_table(NULL), table);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("regs.arm64_access");
	TCase *tcase = tcase_create("access");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, each_single_register, 0, ROWS(singles));
	tcase_add_test(tcase, all_encodings_are_decided);
	tcase_add_test(tcase, banks_hold_their_writable_bits_and_nothing_aliases);
	tcase_add_test(tcase, rt_31_reads_zero_and_is_never_written);
	tcase_add_test(tcase, beyond_the_guests_count_is_undefined_for_all_counts);
	tcase_add_test(tcase, os_lock_is_bit_1_and_only_bit_0_of_oslar_counts);
	tcase_add_test(tcase, mdscr_save_bits_are_writable_only_under_the_os_lock);
	tcase_add_test(tcase, claim_tags_set_and_clear_by_ones);
	tcase_add_test(tcase, el0_reaches_only_the_dcc);
	tcase_add_test(tcase, tdcc_traps_el0_to_el1_before_any_policy);
	tcase_add_test(tcase, tdcc_of_a_guest_that_has_the_hardware_was_looked_at_there);
	tcase_add_loop_test(tcase, dcc_policy, 0, ROWS(dcc_policies));
	tcase_add_test(tcase, only_a_carried_out_access_changes_anything);
	tcase_add_loop_test(tcase, the_short_way_decides_as_the_checked_one, 0, ROWS(dcc_policies));
	tcase_add_loop_test(tcase, a_syndrome_that_cannot_be_is_refused_both_ways, 0, 4);
	tcase_add_test(tcase, trace_tells_the_access_and_the_decision);
	tcase_add_test(tcase, bad_calls_are_refused_with_outputs_untouched);
	tcase_add_test(tcase, the_table_is_sound_at_run_time_too);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
