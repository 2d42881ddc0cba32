/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "middle.h"

#include "low.h"

int middle(void)
{
	return low() + 1;
}
