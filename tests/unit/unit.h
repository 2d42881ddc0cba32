/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What every unit test needs: Check, and a main that runs one suite. */
#ifndef DBGVIRT_TESTS_UNIT_H
#define DBGVIRT_TESTS_UNIT_H

#include <check.h>
#include <stdint.h>
#include <stdlib.h>

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

static inline int unit_run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

static inline uint64_t unit_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

#endif /* DBGVIRT_TESTS_UNIT_H */
