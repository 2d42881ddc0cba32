/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt_kvm_arm64.h"
#include "unit/unit.h"

static struct dbgvirt_arm64_caps caps;
static struct dbgvirt_arm64_vcpu vcpu;

static void setup(void)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0x10305106 };

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, &vcpu), DBGVIRT_OK);
}

/* Computed from Linux uapi asm/kvm.h ARM64_SYS_REG. */
static const struct {
	const char *name;
	uint32_t encoding;
	uint64_t id;
} ids[] = {
	{ "MDSCR_EL1", DBGVIRT_SYSREG(2, 0, 0, 2, 2), 0x6030000000138012ull },
	{ "DBGBCR3_EL1", DBGVIRT_SYSREG(2, 0, 0, 3, 5), 0x603000000013801dull },
	{ "OSLSR_EL1", DBGVIRT_SYSREG(2, 0, 1, 1, 4), 0x603000000013808cull },
};

START_TEST(one_reg_ids)
{
	uint32_t encoding = 0;

	ck_assert_uint_eq(dbgvirt_kvm_arm64_reg_id(ids[_i].encoding), ids[_i].id);
	ck_assert_int_eq(dbgvirt_kvm_arm64_reg_encoding(ids[_i].id, &encoding), DBGVIRT_OK);
	ck_assert_uint_eq(encoding, ids[_i].encoding);
}
END_TEST

START_TEST(other_ids_are_refused)
{
	uint32_t encoding = 7;
	unsigned int bit;

	for (bit = 16; bit < 64; bit++)
		ck_assert_int_eq(dbgvirt_kvm_arm64_reg_encoding(0x6030000000138012ull ^ 1ull << bit,
								&encoding),
				 DBGVIRT_ERR_ENCODING);
	ck_assert_uint_eq(encoding, 7);
	ck_assert_int_eq(dbgvirt_kvm_arm64_reg_encoding(0, NULL), DBGVIRT_ERR_NULL);
}
END_TEST

START_TEST(a_completed_access_is_skipped_and_an_undefined_one_is_not)
{
	uint64_t x[31] = { 0x1234 }, pc = 0x40080000, spsr = 0x200c05;
	struct dbgvirt_outcome outcome;

	ck_assert_int_eq(dbgvirt_kvm_arm64_handle_sysreg(&caps, &vcpu, 0x62280000, x, &pc, &spsr,
							 &outcome),
			 DBGVIRT_OK);
	ck_assert(outcome.action == DBGVIRT_RESUME && pc == 0x40080004 && spsr == 0x5);
	ck_assert_uint_eq(vcpu.regs.dbgr[0], 0x1234);
	spsr = 0x200005;
	ck_assert_int_eq(dbgvirt_kvm_arm64_handle_sysreg(&caps, &vcpu, 0x6228000c, x, &pc, &spsr,
							 &outcome),
			 DBGVIRT_OK);
	ck_assert(outcome.action == DBGVIRT_UNDEFINED && pc == 0x40080004 && spsr == 0x200005);
	ck_assert_int_eq(dbgvirt_kvm_arm64_handle_sysreg(&caps, &vcpu, 0x5a000000, x, &pc, &spsr,
							 &outcome),
			 DBGVIRT_ERR_SYNDROME);
}
END_TEST

START_TEST(set_guest_debug_converts_the_uapis_order)
{
	struct dbgvirt_kvm_arm64_guest_debug_arch arch = { .dbg_bcr = { 1 },
							   .dbg_bvr = { [15] = 2 },
							   .dbg_wcr = { [3] = 3 },
							   .dbg_wvr = { [4] = 4 } };
	struct dbgvirt_arm64_regs overlay;

	ck_assert_int_eq(dbgvirt_kvm_arm64_set_guest_debug(&vcpu, 0x30003, &arch, &overlay),
			 DBGVIRT_OK);
	ck_assert(overlay.dbgr[DBGVIRT_ARM64_DBGBCR(0)] == 1 &&
		  overlay.dbgr[DBGVIRT_ARM64_DBGBVR(15)] == 2 &&
		  overlay.dbgr[DBGVIRT_ARM64_DBGWCR(3)] == 3 &&
		  overlay.dbgr[DBGVIRT_ARM64_DBGWVR(4)] == 4);
	ck_assert_uint_eq(vcpu.debug, 7);
	ck_assert_int_eq(dbgvirt_kvm_arm64_set_guest_debug(&vcpu, 0x40001, &arch, &overlay),
			 DBGVIRT_ERR_RESERVED);
	ck_assert_int_eq(dbgvirt_kvm_arm64_set_guest_debug(&vcpu, 0x20001, NULL, &overlay),
			 DBGVIRT_ERR_NULL);
	ck_assert_uint_eq(vcpu.debug, 7);
	ck_assert_int_eq(dbgvirt_kvm_arm64_set_guest_debug(&vcpu, 0x2, NULL, NULL), DBGVIRT_OK);
	ck_assert_uint_eq(vcpu.debug, 0);
}
END_TEST

START_TEST(debug_exit_has_a_far_for_watchpoints_only)
{
	struct dbgvirt_kvm_arm64_debug_exit_arch exit;
	unsigned int ec, debug = 0;

	for (ec = 0; ec < 64; ec++) {
		uint64_t esr = 1ull << 32 | (uint64_t)ec << 26 | 0x22;

		if (dbgvirt_kvm_arm64_debug_exit(esr, 0x1000, &exit))
			continue;
		debug++;
		ck_assert_uint_eq(exit.hsr, (uint32_t)esr);
		ck_assert_uint_eq(exit.hsr_high, 1);
		ck_assert_uint_eq(exit.far, ec == 0x34 ? 0x1000 : 0);
	}
	ck_assert_uint_eq(debug, 5);
	ck_assert_int_eq(dbgvirt_kvm_arm64_debug_exit(0, 0, NULL), DBGVIRT_ERR_NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("backends.kvm_arm64");
	TCase *tcase = tcase_create("kvm_arm64");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, one_reg_ids, 0, ROWS(ids));
	tcase_add_test(tcase, other_ids_are_refused);
	tcase_add_test(tcase, a_completed_access_is_skipped_and_an_undefined_one_is_not);
	tcase_add_test(tcase, set_guest_debug_converts_the_uapis_order);
	tcase_add_test(tcase, debug_exit_has_a_far_for_watchpoints_only);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
