/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Random lives of two vCPUs: the model aborts where a guest finds a value that
 * is not its own, or a host is left with a guest's armed registers.
 */
#include "model/arm64_world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arm64_world_play(data, size);
	return 0;
}
