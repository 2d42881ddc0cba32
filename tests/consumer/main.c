/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <dbgvirt/dbgvirt.h>
#include <stdio.h>

int main(void)
{
	printf("dbgvirt %d.%d.%d, ABI %u: %s\n", DBGVIRT_VERSION_MAJOR, DBGVIRT_VERSION_MINOR,
	       DBGVIRT_VERSION_PATCH, (unsigned int)dbgvirt_abi(), dbgvirt_status_name(DBGVIRT_OK));
	return dbgvirt_abi() == DBGVIRT_ABI ? 0 : 1;
}
