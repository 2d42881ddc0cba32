/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <string.h>

#include "dbgvirt/status.h"
#include "unit/unit.h"

START_TEST(status_name_spells_each_and_nothing_else)
{
	int status, known = 0;

	ck_assert_str_eq(dbgvirt_status_name(DBGVIRT_OK), "DBGVIRT_OK");
	ck_assert_str_eq(dbgvirt_status_name(DBGVIRT_ERR_CAPACITY), "DBGVIRT_ERR_CAPACITY");
	for (status = -100; status <= 100; status++)
		known += strcmp(dbgvirt_status_name(status), "DBGVIRT_ERR_?") != 0;
	ck_assert_int_eq(known, 15);
}
END_TEST

START_TEST(abi_is_the_headers)
{
	ck_assert_uint_eq(dbgvirt_abi(), DBGVIRT_ABI);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("common.status");
	TCase *tcase = tcase_create("status");

	tcase_add_test(tcase, status_name_spells_each_and_nothing_else);
	tcase_add_test(tcase, abi_is_the_headers);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
