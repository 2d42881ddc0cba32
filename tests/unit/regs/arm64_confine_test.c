/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt/arm64.h"
#include "unit/unit.h"

static struct dbgvirt_arm64_caps caps;

static void setup(void)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0x10305106 };

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
}

/* Levels a state matches at in Non-secure state: bit 0 EL0, bit 1 EL1, bit 2 EL2 or EL3. */
enum {
	AT_EL0 = 1,
	AT_EL1 = 2,
	ABOVE = 4,
	NONE = 0
};

/*
 * [ARM-DDI0487] table D2-8 (breakpoints) row by row, with the Secure rows as
 * NONE, and reserved combinations as NONE: those must come out disabled.
 */
/* clang-format off */
static const struct {
	unsigned int hmc, ssc, pxc, matches;
} states[] = {
	{ 0, 0, 0, NONE },	       { 0, 0, 1, AT_EL1 },
	{ 0, 0, 2, AT_EL0 },	       { 0, 0, 3, AT_EL1 | AT_EL0 },
	{ 0, 1, 0, NONE },	       { 0, 1, 1, AT_EL1 },
	{ 0, 1, 2, AT_EL0 },	       { 0, 1, 3, AT_EL1 | AT_EL0 },
	{ 0, 2, 0, NONE },	       { 0, 2, 1, NONE },
	{ 0, 2, 2, NONE },	       { 0, 2, 3, NONE },
	{ 0, 3, 0, NONE },	       { 0, 3, 1, NONE },
	{ 0, 3, 2, NONE },	       { 0, 3, 3, NONE },
	{ 1, 0, 0, NONE },	       { 1, 0, 1, ABOVE | AT_EL1 },
	{ 1, 0, 2, NONE },	       { 1, 0, 3, ABOVE | AT_EL1 | AT_EL0 },
	{ 1, 1, 0, ABOVE },	       { 1, 1, 1, ABOVE | AT_EL1 },
	{ 1, 1, 2, NONE },	       { 1, 1, 3, ABOVE | AT_EL1 | AT_EL0 },
	{ 1, 2, 0, NONE },	       { 1, 2, 1, NONE },
	{ 1, 2, 2, NONE },	       { 1, 2, 3, NONE },
	{ 1, 3, 0, ABOVE },	       { 1, 3, 1, ABOVE | AT_EL1 },
	{ 1, 3, 2, NONE },	       { 1, 3, 3, ABOVE | AT_EL1 | AT_EL0 },
};
/* clang-format on */

static unsigned int matches(uint64_t control)
{
	int i;

	if (!(control & 1))
		return NONE;
	for (i = 0; i < ROWS(states); i++)
		if (states[i].hmc == (control >> 13 & 1) && states[i].ssc == (control >> 14 & 3) &&
		    states[i].pxc == (control >> 1 & 3))
			return states[i].matches;
	ck_abort_msg("state missing from the table");
	return NONE;
}

/* Exhaustive: same levels as the guest asked for, but never above EL1. */
START_TEST(every_state_is_confined_to_el1_and_el0)
{
	uint64_t state = (uint64_t)states[_i].hmc << 13 | (uint64_t)states[_i].ssc << 14 |
			 (uint64_t)states[_i].pxc << 1;

	ck_assert_uint_eq(matches(dbgvirt_arm64_bcr_confine(&caps, 0, state | 0x1e1)),
			  states[_i].matches & ~(unsigned int)ABOVE);
	ck_assert_uint_eq(matches(dbgvirt_arm64_wcr_confine(&caps, state | 0x1ff9)),
			  states[_i].matches & ~(unsigned int)ABOVE);
}
END_TEST

START_TEST(confining_twice_changes_nothing_and_never_enables)
{
	uint64_t seed = 99, control;
	int i;

	for (i = 0; i < 200000; i++) {
		unsigned int n = (unsigned int)(unit_random(&seed) % 16);

		control = unit_random(&seed);
		ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, n,
							    dbgvirt_arm64_bcr_confine(&caps, n,
										      control)),
				  dbgvirt_arm64_bcr_confine(&caps, n, control));
		ck_assert(!(dbgvirt_arm64_bcr_confine(&caps, n, control) & ~control & 1));
		ck_assert_uint_eq(
			dbgvirt_arm64_wcr_confine(&caps, dbgvirt_arm64_wcr_confine(&caps, control)),
			dbgvirt_arm64_wcr_confine(&caps, control));
		ck_assert(!(dbgvirt_arm64_wcr_confine(&caps, control) & ~control & 1));
	}
}
END_TEST

/* [ARM-DDI0487] D2.8.1; A57: 0 to 3 not context-aware, 4 and 5 are; Armv8.0, no FEAT_VHE. */
/* clang-format off */
static const struct {
	unsigned int type, n;
	int enabled;
} types[] = {
	{ 0, 0, 1 }, { 0, 5, 1 },
	{ 2, 3, 0 }, { 2, 4, 1 }, { 3, 3, 0 }, { 3, 5, 1 },
	{ 4, 0, 0 }, { 5, 0, 0 },
	{ 6, 5, 0 }, { 7, 5, 0 },
	{ 8, 5, 0 }, { 9, 5, 0 }, { 10, 5, 0 }, { 11, 5, 0 },
	{ 12, 5, 0 }, { 13, 5, 0 }, { 14, 5, 0 }, { 15, 5, 0 },
};
/* clang-format on */

START_TEST(types_that_compare_what_is_the_hypervisors_are_disabled)
{
	uint64_t bcr = 0x1e7 | (uint64_t)types[_i].type << 20;

	ck_assert_msg((dbgvirt_arm64_bcr_confine(&caps, types[_i].n, bcr) & 1) ==
			      (unsigned int)types[_i].enabled,
		      "BT %u in breakpoint %u", types[_i].type, types[_i].n);
}
END_TEST

/* [ARM-DDI0487] D2.8.4: of a linked-to breakpoint HMC, SSC and PMC are ignored. */
START_TEST(a_breakpoint_that_others_link_to_needs_no_state)
{
	unsigned int state;

	for (state = 0; state < 32; state++) {
		uint64_t bits = (uint64_t)(state >> 4) << 13 | (uint64_t)(state >> 2 & 3) << 14 |
				(uint64_t)(state & 3) << 1;

		ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 5, 0x3001e1 | bits),
				  0x3001e1 | (bits & 6));
	}
}
END_TEST

START_TEST(contextidr_el1_types_came_with_vhe)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0x10305107 };

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 5, 0x6001e7), 0x6001e7);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 3, 0x6001e7), 0x6001e6);
}
END_TEST

START_TEST(a_link_outside_the_context_aware_breakpoints_disables_the_linker)
{
	unsigned int lbn;

	for (lbn = 0; lbn < 16; lbn++) {
		unsigned int there = lbn == 4 || lbn == 5;

		ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 0,
							    0x1001e7 | (uint64_t)lbn << 16) &
					  1,
				  there);
		ck_assert_uint_eq(dbgvirt_arm64_wcr_confine(&caps, 0x101fff | (uint64_t)lbn << 16) &
					  1,
				  there);
	}
}
END_TEST

/* A guest of 4 breakpoints on a CPU of 6 has numbers 2 to 5: its 2 and 3 are context-aware. */
START_TEST(links_are_renumbered_for_a_guest_with_fewer_breakpoints)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0x10305106, .bp_count = 4 };

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 0, 0x1301e7), 0x1501e7);
	ck_assert_uint_eq(dbgvirt_arm64_wcr_confine(&caps, 0x121fff), 0x141fff);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 0, 0x1101e7) & 1, 0);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 1, 0x2001e7) & 1, 0);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 2, 0x2001e7) & 1, 1);
}
END_TEST

/* [ARM-DDI0487] G2.8: PMC = 00 is User, System and Supervisor; mismatch types exist. */
START_TEST(aarch32_guests_have_two_more_states_and_mismatch)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0x10305106,
						     .features = DBGVIRT_ARM64_FEAT_GUEST_AA32 };

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 0, 0x1e1), 0x1e1);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 0, 0x41e1), 0x1e1);
	ck_assert_uint_eq(dbgvirt_arm64_bcr_confine(&caps, 0, 0x4001e7), 0x4001e7);
	ck_assert_uint_eq(dbgvirt_arm64_wcr_confine(&caps, 0x1ff9) & 1, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("regs.arm64_confine");
	TCase *tcase = tcase_create("confine");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, every_state_is_confined_to_el1_and_el0, 0, ROWS(states));
	tcase_add_test(tcase, confining_twice_changes_nothing_and_never_enables);
	tcase_add_loop_test(tcase, types_that_compare_what_is_the_hypervisors_are_disabled, 0,
			    ROWS(types));
	tcase_add_test(tcase, a_breakpoint_that_others_link_to_needs_no_state);
	tcase_add_test(tcase, contextidr_el1_types_came_with_vhe);
	tcase_add_test(tcase, a_link_outside_the_context_aware_breakpoints_disables_the_linker);
	tcase_add_test(tcase, links_are_renumbered_for_a_guest_with_fewer_breakpoints);
	tcase_add_test(tcase, aarch32_guests_have_two_more_states_and_mismatch);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
