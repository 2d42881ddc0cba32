/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt/arm64.h"
#include "unit/unit.h"

#define A57 0x10305106 /* Cortex-A57 TRM: 6 breakpoints, 4 watchpoints, 2 context-aware */
#define BIG 0x00000000f0f0f00bull /* 16 or more of each, DebugVer Armv8.9 */

static const struct {
	const char *name, *source;
	uint64_t dfr0, dfr1;
	uint8_t bp, wp, ctx;
	uint8_t got_bp, got_wp, got_ctx, shift;
	int untrap;
} rows[] = {
	{ "all of a Cortex-A57", "Cortex-A57 TRM ID_AA64DFR0_EL1", A57, 0, 0, 0, 0, 6, 4, 2, 0, 1 },
	{ "fewer breakpoints", "seed 003: expose fewer than the hardware has", A57, 0, 4, 0, 0, 4,
	  4, 2, 2, 0 },
	{ "as many as are context-aware", "DDI0487 D2.8.3", A57, 0, 2, 0, 0, 2, 4, 2, 4, 0 },
	{ "fewer watchpoints", "seed 003", A57, 0, 0, 2, 0, 6, 2, 2, 0, 0 },
	{ "fewer context-aware", "DDI0487 D24.2.80", A57, 0, 0, 0, 1, 6, 4, 1, 0, 0 },
	{ "16 of each", "DDI0487 D24.2.80", 0xf0f0f006, 0, 0, 0, 0, 16, 16, 16, 0, 1 },
	{ "16 seen of 64", "DDI0487 D24.2.81: DFR1 counts when DFR0 says 15", BIG,
	  0x000000003f3f3f00ull, 0, 0, 0, 16, 16, 16, 0, 0 },
};

START_TEST(counts)
{
	const struct dbgvirt_arm64_config config = {
		.id_aa64dfr0 = rows[_i].dfr0,
		.id_aa64dfr1 = rows[_i].dfr1,
		.bp_count = rows[_i].bp,
		.wp_count = rows[_i].wp,
		.ctx_count = rows[_i].ctx,
	};
	struct dbgvirt_arm64_caps caps;

	ck_assert_msg(dbgvirt_arm64_caps_init(&caps, &config, NULL) == DBGVIRT_OK, "%s",
		      rows[_i].name);
	ck_assert_uint_eq(caps.bp_count, rows[_i].got_bp);
	ck_assert_uint_eq(caps.wp_count, rows[_i].got_wp);
	ck_assert_uint_eq(caps.ctx_count, rows[_i].got_ctx);
	ck_assert_uint_eq(caps.bp_shift, rows[_i].shift);
	ck_assert_int_eq(caps.may_untrap, rows[_i].untrap);
	/* The guest reads what it has, minus one, in the fields' places. */
	ck_assert_uint_eq(caps.id_aa64dfr0 >> 12 & 15, rows[_i].got_bp - 1u);
	ck_assert_uint_eq(caps.id_aa64dfr0 >> 20 & 15, rows[_i].got_wp - 1u);
	ck_assert_uint_eq(caps.id_aa64dfr0 >> 28 & 15, rows[_i].got_ctx - 1u);
	ck_assert_uint_eq(caps.id_aa64dfr0 >> 36 & 15, 15);
	ck_assert_uint_le(caps.id_aa64dfr0 & 15, 10);
	ck_assert_uint_eq(caps.id_aa64dfr1, 0);
}
END_TEST

START_TEST(other_id_fields_pass_through)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0xabcd00100305106ull | A57 };
	struct dbgvirt_arm64_caps caps;

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_uint_eq(caps.id_aa64dfr0 & ~0xf0f0f0f00full,
			  config.id_aa64dfr0 & ~0xf0f0f0f00full);
}
END_TEST

static const struct {
	const char *field;
	struct dbgvirt_arm64_config config;
	int expect;
	uint64_t bits;
} refused[] = {
	{ "bp_count", { .id_aa64dfr0 = A57, .bp_count = 7 }, DBGVIRT_ERR_RANGE, 6 },
	{ "wp_count", { .id_aa64dfr0 = A57, .wp_count = 5 }, DBGVIRT_ERR_RANGE, 4 },
	{ "ctx_count", { .id_aa64dfr0 = A57, .ctx_count = 3 }, DBGVIRT_ERR_RANGE, 2 },
	{ "bp_count", { .id_aa64dfr0 = A57, .bp_count = 1 }, DBGVIRT_ERR_RANGE, 6 },
	{ "wp_count", { .id_aa64dfr0 = A57, .wp_count = 1 }, DBGVIRT_ERR_RANGE, 4 },
	{ "policy", { .id_aa64dfr0 = A57, .policy = 4 }, DBGVIRT_ERR_RANGE, 3 },
	{ "dcc", { .id_aa64dfr0 = A57, .dcc = 3 }, DBGVIRT_ERR_RANGE, 2 },
	{ "features", { .id_aa64dfr0 = A57, .features = 0x18 }, DBGVIRT_ERR_RESERVED, 0x18 },
	{ "ID_AA64DFR0_EL1.DebugVer", { .id_aa64dfr0 = A57 - 1 }, DBGVIRT_ERR_RANGE, 6 },
};

START_TEST(bad_config_is_refused_by_name)
{
	struct dbgvirt_arm64_caps caps = { .bp_count = 99 };
	struct dbgvirt_fault fault;

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &refused[_i].config, &fault),
			 refused[_i].expect);
	ck_assert_str_eq(fault.name, refused[_i].field);
	ck_assert_uint_eq(fault.bits, refused[_i].bits);
	ck_assert_uint_eq(caps.bp_count, 99);
	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &refused[_i].config, NULL),
			 refused[_i].expect);
}
END_TEST

/* DBGVCR32_EL2 is in no plan; the DCC is the VMM's only while it traps. */
START_TEST(what_no_plan_moves_is_not_given_away)
{
	static const struct {
		uint32_t features;
		uint8_t dcc;
		bool untrap;
	} cases[] = {
		{ 0, DBGVIRT_ARM64_DCC_RAZ, true },
		{ DBGVIRT_ARM64_FEAT_GUEST_AA32, DBGVIRT_ARM64_DCC_RAZ, false },
		{ 0, DBGVIRT_ARM64_DCC_TXFULL, false },
		{ 0, DBGVIRT_ARM64_DCC_VMM, false },
		{ DBGVIRT_ARM64_FEAT_FGT, DBGVIRT_ARM64_DCC_VMM, true },
	};
	struct dbgvirt_arm64_caps caps;
	int i;

	for (i = 0; i < ROWS(cases); i++) {
		const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = A57,
							     .features = cases[i].features,
							     .dcc = cases[i].dcc };

		ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
		ck_assert_int_eq(caps.may_untrap, cases[i].untrap);
	}
}
END_TEST

START_TEST(null_is_refused)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = A57 };
	struct dbgvirt_arm64_caps caps;

	ck_assert_int_eq(dbgvirt_arm64_caps_init(NULL, &config, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, NULL, NULL), DBGVIRT_ERR_NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("regs.arm64_caps");
	TCase *tcase = tcase_create("caps");

	tcase_add_loop_test(tcase, counts, 0, ROWS(rows));
	tcase_add_test(tcase, other_id_fields_pass_through);
	tcase_add_loop_test(tcase, bad_config_is_refused_by_name, 0, ROWS(refused));
	tcase_add_test(tcase, what_no_plan_moves_is_not_given_away);
	tcase_add_test(tcase, null_is_refused);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
