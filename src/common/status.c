/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt/status.h"

/* clang-format off */
#define NAME(status)         \
	case DBGVIRT_##status: \
		return "DBGVIRT_" #status;

const char *dbgvirt_status_name(int status)
{
	switch (status) {
	NAME(OK)
	NAME(ERR_NULL)
	NAME(ERR_ENCODING)
	NAME(ERR_RANGE)
	NAME(ERR_RESERVED)
	NAME(ERR_INVARIANT)
	NAME(ERR_STATE)
	NAME(ERR_SYNDROME)
	NAME(ERR_TABLE_ORDER)
	NAME(ERR_TABLE_RESET)
	NAME(ERR_TABLE_BANK)
	NAME(ERR_SIZE)
	NAME(ERR_VERSION)
	NAME(ERR_UNKNOWN)
	NAME(ERR_CAPACITY)
	default:
		return "DBGVIRT_ERR_?";
	}
}
/* clang-format on */

uint32_t dbgvirt_abi(void)
{
	return DBGVIRT_ABI;
}
