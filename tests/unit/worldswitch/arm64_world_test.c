/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "model/arm64_world.h"
#include "unit/unit.h"

/* 4 policies, without and with FEAT_FGT, x 3 hosts x 2 ways to disarm. */
START_TEST(random_lives_of_two_vcpus_on_two_cpus)
{
	uint64_t seed = UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)_i;
	uint8_t data[400];
	size_t i;
	int round;

	for (round = 0; round < 40; round++) {
		for (i = 0; i < sizeof(data); i++)
			data[i] = (uint8_t)unit_random(&seed);
		data[0] = (uint8_t)(_i % 8);
		data[1] = (uint8_t)(_i / 8);
		arm64_world_play(data, sizeof(data));
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("worldswitch.arm64_world");
	TCase *tcase = tcase_create("world");

	tcase_add_loop_test(tcase, random_lives_of_two_vcpus_on_two_cpus, 0, 48);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
