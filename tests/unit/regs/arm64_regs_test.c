/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <string.h>

#include "dbgvirt/arm64.h"
#include "unit/unit.h"

#define MDSCR      DBGVIRT_SYSREG(2u, 0u, 0u, 2u, 2u)
#define MDCCINT    DBGVIRT_SYSREG(2u, 0u, 0u, 2u, 0u)
#define OSLSR      DBGVIRT_SYSREG(2u, 0u, 1u, 1u, 4u)
#define CLAIMSET   DBGVIRT_SYSREG(2u, 0u, 7u, 8u, 6u)
#define CLAIMCLR   DBGVIRT_SYSREG(2u, 0u, 7u, 9u, 6u)
#define AUTHSTATUS DBGVIRT_SYSREG(2u, 0u, 7u, 14u, 6u)
#define VCR32      DBGVIRT_SYSREG(2u, 4u, 0u, 7u, 0u)
#define DFR0       DBGVIRT_SYSREG(3u, 0u, 0u, 5u, 0u)
#define OSECCR     DBGVIRT_SYSREG(2u, 0u, 0u, 6u, 2u)
#define BCR(n)     DBGVIRT_SYSREG(2u, 0u, 0u, (n), 5u)
#define WVR(n)     DBGVIRT_SYSREG(2u, 0u, 0u, (n), 6u)

static struct dbgvirt_arm64_config config;
static struct dbgvirt_arm64_caps caps;
static struct dbgvirt_arm64_vcpu vcpu;

static void setup(void)
{
	config = (struct dbgvirt_arm64_config){ .id_aa64dfr0 = 0x10305106, .authstatus = 0xaa };
	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, &vcpu), DBGVIRT_OK);
}

/* Sources: the register's fields in [ARM-DDI0487] D24.3; KVM set_oslsr_el1() for OSLSR. */
/* clang-format off */
static const struct {
	const char *name;
	uint32_t encoding;
	uint64_t value;
	int expect;
	uint64_t bits;
} sets[] = {
	{ "DBGBCR0_EL1", BCR(0), 0x00ffe1e7, DBGVIRT_OK, 0 },
	{ "DBGBCR0_EL1", BCR(0), 0x01000010, DBGVIRT_ERR_RESERVED, 0x01000010 },
	{ "DBGBCR6_EL1", BCR(6), 0, DBGVIRT_ERR_ENCODING, 0 },
	{ "DBGWVR0_EL1", WVR(0), 0xfffffffffffffffcull, DBGVIRT_OK, 0 },
	{ "DBGWVR0_EL1", WVR(0), 3, DBGVIRT_ERR_RESERVED, 3 },
	{ "DBGWVR4_EL1", WVR(4), 0, DBGVIRT_ERR_ENCODING, 0 },
	{ "MDSCR_EL1", MDSCR, 0x6ce0f041, DBGVIRT_OK, 0 },
	{ "MDSCR_EL1", MDSCR, 0x100000002ull, DBGVIRT_ERR_RESERVED, 0x100000002ull },
	{ "MDCCINT_EL1", MDCCINT, 0x60000000, DBGVIRT_OK, 0 },
	{ "MDCCINT_EL1", MDCCINT, 1, DBGVIRT_ERR_RESERVED, 1 },
	{ "OSLSR_EL1", OSLSR, 0xa, DBGVIRT_OK, 0 },
	{ "OSLSR_EL1", OSLSR, 0x8, DBGVIRT_OK, 0 },
	{ "OSLSR_EL1", OSLSR, 0x2, DBGVIRT_ERR_INVARIANT, 0x8 },
	{ "OSLSR_EL1", OSLSR, 0xc, DBGVIRT_ERR_INVARIANT, 0x4 },
	{ "DBGCLAIMCLR_EL1", CLAIMCLR, 0x81, DBGVIRT_OK, 0 },
	{ "DBGCLAIMCLR_EL1", CLAIMCLR, 0x181, DBGVIRT_ERR_RESERVED, 0x100 },
	{ "DBGCLAIMSET_EL1", CLAIMSET, 0xff, DBGVIRT_OK, 0 },
	{ "DBGCLAIMSET_EL1", CLAIMSET, 0xfe, DBGVIRT_ERR_INVARIANT, 0x1 },
	{ "DBGAUTHSTATUS_EL1", AUTHSTATUS, 0xaa, DBGVIRT_OK, 0 },
	{ "DBGAUTHSTATUS_EL1", AUTHSTATUS, 0xab, DBGVIRT_ERR_INVARIANT, 0x1 },
	{ "DBGVCR32_EL2", VCR32, 0xde, DBGVIRT_OK, 0 },
	{ "DBGVCR32_EL2", VCR32, 0x1, DBGVIRT_ERR_RESERVED, 0x1 },
	{ "ID_AA64DFR0_EL1", DFR0, 0xf010305106ull, DBGVIRT_OK, 0 },
	{ "ID_AA64DFR0_EL1", DFR0, 0xf010306106ull, DBGVIRT_ERR_INVARIANT, 0x3000 },
	{ "OSECCR_EL1", OSECCR, 0, DBGVIRT_OK, 0 },
	{ "OSECCR_EL1", OSECCR, 1, DBGVIRT_ERR_INVARIANT, 1 },
	{ "MDSELR_EL1", DBGVIRT_SYSREG(2u, 0u, 0u, 4u, 2u), 0, DBGVIRT_ERR_ENCODING, 0 },
	{ "nothing", DBGVIRT_SYSREG(2u, 1u, 0u, 0u, 0u), 0, DBGVIRT_ERR_ENCODING, 0 },
	{ "nothing", 0xffffffffu, 0, DBGVIRT_ERR_ENCODING, 0 },
};
/* clang-format on */

START_TEST(set_refuses_by_name_or_is_read_back)
{
	struct dbgvirt_arm64_vcpu before = vcpu;
	struct dbgvirt_fault fault = { "same", 0, 0, 0 };
	uint64_t value = 0;
	int status = dbgvirt_arm64_reg_set(&caps, &vcpu, sets[_i].encoding, sets[_i].value, &fault);

	ck_assert_msg(status == sets[_i].expect, "%s: %s", sets[_i].name,
		      dbgvirt_status_name(status));
	if (status == DBGVIRT_OK) {
		ck_assert_int_eq(dbgvirt_arm64_reg_get(&caps, &vcpu, sets[_i].encoding, &value),
				 DBGVIRT_OK);
		ck_assert_uint_eq(value, sets[_i].value);
		return;
	}
	ck_assert_mem_eq(&vcpu, &before, sizeof(vcpu));
	if (status == DBGVIRT_ERR_ENCODING) {
		ck_assert_str_eq(fault.name, "same");
		return;
	}
	ck_assert_str_eq(fault.name, sets[_i].name);
	ck_assert_uint_eq(fault.bits, sets[_i].bits);
	ck_assert_uint_eq(fault.encoding, sets[_i].encoding);
}
END_TEST

START_TEST(every_register_that_can_be_read_can_be_set_back)
{
	uint32_t encoding;
	uint64_t value;
	unsigned int there = 0;

	for (encoding = 0; encoding <= 0xffff; encoding++) {
		if (dbgvirt_arm64_reg_get(&caps, &vcpu, encoding, &value))
			continue;
		there++;
		ck_assert_int_eq(dbgvirt_arm64_reg_set(&caps, &vcpu, encoding, value, NULL),
				 DBGVIRT_OK);
	}
	/* 22 single registers less MDSELR and MDSTEPOP, 6 breakpoints, 4 watchpoints. */
	ck_assert_uint_eq(there, 20 + 2 * 6 + 2 * 4);
}
END_TEST

START_TEST(reset_sets_every_row)
{
	uint32_t encoding;
	uint64_t fresh, value;
	struct dbgvirt_arm64_vcpu used = vcpu;

	memset(&used.regs, 0xff, sizeof(used.regs));
	used.claim = 0xff;
	used.oslsr = 0xa;
	used.dbgvcr32 = 0xde;
	used.written = UINT64_MAX;
	ck_assert_int_eq(dbgvirt_arm64_vcpu_reset(&caps, &used), DBGVIRT_OK);
	for (encoding = 0; encoding <= 0xffff; encoding++) {
		if (dbgvirt_arm64_reg_get(&caps, &vcpu, encoding, &fresh))
			continue;
		ck_assert_int_eq(dbgvirt_arm64_reg_get(&caps, &used, encoding, &value), DBGVIRT_OK);
		ck_assert_uint_eq(value, fresh);
	}
	ck_assert_mem_eq(&used.regs, &vcpu.regs, sizeof(vcpu.regs));
}
END_TEST

START_TEST(os_lock_resets_as_kvm_or_as_the_manual)
{
	ck_assert_uint_eq(vcpu.oslsr, 0x8);
	config.features = DBGVIRT_ARM64_FEAT_OSLOCK_RESET_LOCKED;
	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_reset(&caps, &vcpu), DBGVIRT_OK);
	ck_assert_uint_eq(vcpu.oslsr, 0xa);
}
END_TEST

/* KVM c863901075a4: a guest's reset must leave the host's debugging alone. */
START_TEST(reset_keeps_the_host_debugger)
{
	struct dbgvirt_arm64_regs overlay = { .mdscr = 0 };
	const uint32_t flags = DBGVIRT_ARM64_DEBUG_ENABLE | DBGVIRT_ARM64_DEBUG_USE_HW;

	ck_assert_int_eq(dbgvirt_arm64_guest_debug(&vcpu, flags, &overlay), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_reset(&caps, &vcpu), DBGVIRT_OK);
	ck_assert_uint_eq(vcpu.debug, flags);
	ck_assert_ptr_eq(vcpu.overlay, &overlay);
}
END_TEST

START_TEST(guest_debug_refuses_what_it_does_not_know)
{
	struct dbgvirt_arm64_regs overlay = { .mdscr = 0 };

	ck_assert_int_eq(dbgvirt_arm64_guest_debug(&vcpu, 8, NULL), DBGVIRT_ERR_RESERVED);
	ck_assert_int_eq(dbgvirt_arm64_guest_debug(&vcpu, 5, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_guest_debug(NULL, 1, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_guest_debug(&vcpu, 6, &overlay), DBGVIRT_OK);
	ck_assert_uint_eq(vcpu.debug, 0);
	ck_assert_ptr_null(vcpu.overlay);
}
END_TEST

START_TEST(a_structure_that_was_never_initialised_is_refused)
{
	struct dbgvirt_arm64_vcpu raw;
	uint64_t value;

	memset(&raw, 0xee, sizeof(raw));
	ck_assert_int_eq(dbgvirt_arm64_reg_get(&caps, &raw, MDSCR, &value), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_reg_set(&caps, &raw, MDSCR, 0, NULL), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_reset(&caps, &raw), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_guest_debug(&raw, 0, NULL), DBGVIRT_ERR_STATE);
}
END_TEST

START_TEST(null_is_refused)
{
	uint64_t value;

	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(NULL, &vcpu), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_reset(NULL, &vcpu), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_reset(&caps, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_reg_get(NULL, &vcpu, MDSCR, &value), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_reg_get(&caps, NULL, MDSCR, &value), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_reg_get(&caps, &vcpu, MDSCR, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_reg_set(NULL, &vcpu, MDSCR, 0, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_reg_set(&caps, NULL, MDSCR, 0, NULL), DBGVIRT_ERR_NULL);
}
END_TEST

/* Seed 002: the emulated instruction counts as the stepped one. */
START_TEST(skip_advances_and_clears_ss_and_btype)
{
	uint64_t pc = 0xffff800008001000, spsr = 0x600c05 | DBGVIRT_SPSR_SS;

	dbgvirt_arm64_skip(&pc, &spsr);
	ck_assert_uint_eq(pc, 0xffff800008001004);
	ck_assert_uint_eq(spsr, 0x400005);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("regs.arm64_regs");
	TCase *tcase = tcase_create("regs");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, set_refuses_by_name_or_is_read_back, 0, ROWS(sets));
	tcase_add_test(tcase, every_register_that_can_be_read_can_be_set_back);
	tcase_add_test(tcase, reset_sets_every_row);
	tcase_add_test(tcase, os_lock_resets_as_kvm_or_as_the_manual);
	tcase_add_test(tcase, reset_keeps_the_host_debugger);
	tcase_add_test(tcase, guest_debug_refuses_what_it_does_not_know);
	tcase_add_test(tcase, a_structure_that_was_never_initialised_is_refused);
	tcase_add_test(tcase, null_is_refused);
	tcase_add_test(tcase, skip_advances_and_clears_ss_and_btype);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
