/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <string.h>

#include "dbgvirt/sysreg.h"
#include "unit/unit.h"

/* An integrator's table: two single registers and a bank of three. */
/* clang-format off */
#define PMU(S, M)                                                             \
	S(PMCR_EL0, 3, 3, 9, 12, 0, DBGVIRT_RW, 0x40, 0x7f, 1, 0)             \
	S(PMSELR_EL0, 3, 3, 9, 12, 5, DBGVIRT_RW, 0, 0x1f, 2, 0)              \
	M(PMEVCNTR, 0, 3, 3, 14, 8, 0, DBGVIRT_RW, 0, 0xffffffff, 3, 0)       \
	M(PMEVCNTR, 1, 3, 3, 14, 8, 1, DBGVIRT_RW, 0, 0xffffffff, 3, 0)       \
	M(PMEVCNTR, 2, 3, 3, 14, 8, 2, DBGVIRT_RW, 0, 0xffffffff, 3, 0)
/* clang-format on */

DBGVIRT_SYSREG_STATIC_CHECK(PMU)

#define ROW_M(...) DBGVIRT_SYSREG_ROW_M(1, __VA_ARGS__)
static const struct dbgvirt_sysreg good[] = { PMU(DBGVIRT_SYSREG_ROW_S, ROW_M) };
#define GOOD ((size_t)ROWS(good))

START_TEST(a_sound_table_passes_and_fault_is_untouched)
{
	struct dbgvirt_fault fault = { "same", 1, 2, 3 };

	ck_assert_int_eq(dbgvirt_sysreg_table_check(good, GOOD, &fault), DBGVIRT_OK);
	ck_assert_str_eq(fault.name, "same");
	ck_assert_int_eq(dbgvirt_sysreg_table_check(NULL, 0, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_sysreg_table_check(NULL, 1, NULL), DBGVIRT_ERR_NULL);
}
END_TEST

/* What is done to one row, and what the check has to say. */
static const struct {
	const char *name;
	unsigned int row;
	struct dbgvirt_sysreg change;
	int expect;
	uint64_t bits;
} broken[] = {
	{ "duplicate of the row before",
	  1,
	  { DBGVIRT_SYSREG(3, 3, 9, 12, 0), 0, 0, 3, 0, 0, 0, 0, "DUP" },
	  DBGVIRT_ERR_TABLE_ORDER,
	  0 },
	{ "one below the row before",
	  2,
	  { DBGVIRT_SYSREG(3, 3, 9, 12, 4), 0, 0, 3, 0, 0, 0, 0, "LOW" },
	  DBGVIRT_ERR_TABLE_ORDER,
	  0 },
	{ "reset outside writable",
	  0,
	  { DBGVIRT_SYSREG(3, 3, 9, 12, 0), 0, 0, 3, 0, 0, 0xc0, 0x7f, "RESET" },
	  DBGVIRT_ERR_TABLE_RESET,
	  0x80 },
	{ "bank begins at 1",
	  2,
	  { DBGVIRT_SYSREG(3, 3, 14, 8, 0), 1, 1, 3, 0, 0, 0, 0, "BEGIN" },
	  DBGVIRT_ERR_TABLE_BANK,
	  0 },
	{ "hole in the bank",
	  3,
	  { DBGVIRT_SYSREG(3, 3, 14, 8, 1), 1, 2, 3, 0, 0, 0, 0, "HOLE" },
	  DBGVIRT_ERR_TABLE_BANK,
	  0 },
	{ "bank number over 15",
	  4,
	  { DBGVIRT_SYSREG(3, 3, 14, 8, 2), 16, 0, 3, 0, 0, 0, 0, "BANK16" },
	  DBGVIRT_ERR_TABLE_BANK,
	  0 },
};

START_TEST(a_broken_table_names_index_row_and_bits)
{
	struct dbgvirt_sysreg table[ROWS(good)];
	struct dbgvirt_fault fault = { NULL, 0, 0, 0 };

	memcpy(table, good, sizeof(table));
	table[broken[_i].row] = broken[_i].change;
	ck_assert_msg(dbgvirt_sysreg_table_check(table, GOOD, &fault) == broken[_i].expect, "%s",
		      broken[_i].name);
	ck_assert_msg(fault.index == broken[_i].row, "%s: index %u", broken[_i].name, fault.index);
	ck_assert_str_eq(fault.name, broken[_i].change.name);
	ck_assert_uint_eq(fault.encoding, broken[_i].change.encoding);
	ck_assert_uint_eq(fault.bits, broken[_i].bits);
	ck_assert_int_eq(dbgvirt_sysreg_table_check(table, GOOD, NULL), broken[_i].expect);
}
END_TEST

/* The walk goes in strides: a fault is found at every place of a long table. */
START_TEST(a_fault_is_found_wherever_it_is)
{
	struct dbgvirt_sysreg table[37];
	struct dbgvirt_fault fault;
	unsigned int i, count, at;

	for (i = 0; i < 37; i++)
		table[i] = (struct dbgvirt_sysreg){ .encoding = (uint16_t)(0x8000 + i),
						    .name = "row" };
	for (count = 1; count <= 37; count++)
		for (at = 0; at < count; at++) {
			table[at].reset = 1;
			ck_assert_int_eq(dbgvirt_sysreg_table_check(table, count, &fault),
					 DBGVIRT_ERR_TABLE_RESET);
			ck_assert_uint_eq(fault.index, at);
			table[at].reset = 0;
			if (!at)
				continue;
			table[at].encoding--;
			ck_assert_int_eq(dbgvirt_sysreg_table_check(table, count, &fault),
					 DBGVIRT_ERR_TABLE_ORDER);
			ck_assert_uint_eq(fault.index, at);
			table[at].encoding++;
			ck_assert_int_eq(dbgvirt_sysreg_table_check(table, count, &fault),
					 DBGVIRT_OK);
		}
}
END_TEST

START_TEST(find_agrees_with_a_walk_for_all_encodings_and_lengths)
{
	size_t count, i;
	uint32_t encoding;

	for (count = 0; count <= GOOD; count++)
		for (encoding = 0; encoding <= 0xffff; encoding++) {
			const struct dbgvirt_sysreg *walked = NULL;

			for (i = 0; i < count; i++)
				if (good[i].encoding == encoding)
					walked = &good[i];
			ck_assert_ptr_eq(dbgvirt_sysreg_find(good, count, encoding), walked);
		}
	ck_assert_ptr_null(dbgvirt_sysreg_find(NULL, GOOD, 0));
}
END_TEST

START_TEST(a_miss_is_printed_as_a_row)
{
	char text[DBGVIRT_SYSREG_MISS_BYTES] = "same";
	const uint32_t widest = DBGVIRT_SYSREG(3, 7, 15, 15, 7);

	ck_assert_int_eq(dbgvirt_sysreg_format_miss(text, sizeof(text),
						    DBGVIRT_SYSREG(2, 0, 0, 4, 2), 1),
			 DBGVIRT_OK);
	ck_assert_str_eq(text, "SINGLE(S2_0_C0_C4_2, 2, 0, 0, 4, 2, DBGVIRT_RW, 0, 0, KIND, "
			       "VISIBILITY) /* write */");
	ck_assert_int_eq(dbgvirt_sysreg_format_miss(text, sizeof(text), widest, 0), DBGVIRT_OK);
	ck_assert_str_eq(text, "SINGLE(S3_7_C15_C15_7, 3, 7, 15, 15, 7, DBGVIRT_RW, 0, 0, KIND, "
			       "VISIBILITY) /* read */");
}
END_TEST

START_TEST(a_miss_that_does_not_fit_changes_nothing)
{
	char text[DBGVIRT_SYSREG_MISS_BYTES] = "same";
	size_t size, least = 0;

	ck_assert_int_eq(dbgvirt_sysreg_format_miss(NULL, 96, 0, 0), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_sysreg_format_miss(text, 96, 0x10000, 0), DBGVIRT_ERR_ENCODING);
	for (size = 0; size <= sizeof(text) && !least; size++) {
		int status = dbgvirt_sysreg_format_miss(text, size, 0xffff, 1);

		if (status == DBGVIRT_OK)
			least = size;
		else
			ck_assert(status == DBGVIRT_ERR_SIZE && !strcmp(text, "same"));
	}
	ck_assert_uint_eq(least, strlen(text) + 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("regs.sysreg_table");
	TCase *tcase = tcase_create("table");

	tcase_add_test(tcase, a_sound_table_passes_and_fault_is_untouched);
	tcase_add_loop_test(tcase, a_broken_table_names_index_row_and_bits, 0, ROWS(broken));
	tcase_add_test(tcase, a_fault_is_found_wherever_it_is);
	tcase_add_test(tcase, find_agrees_with_a_walk_for_all_encodings_and_lengths);
	tcase_add_test(tcase, a_miss_is_printed_as_a_row);
	tcase_add_test(tcase, a_miss_that_does_not_fit_changes_nothing);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
