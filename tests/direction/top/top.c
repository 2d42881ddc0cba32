/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "low.h"
#include "middle.h"

int top(void);

int top(void)
{
	return low() + middle();
}
