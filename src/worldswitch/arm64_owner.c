/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt/arm64.h"

enum dbgvirt_owner dbgvirt_arm64_owner(bool debugged, bool oslk, uint64_t mdscr, bool written)
{
	if (debugged || oslk)
		return DBGVIRT_OWNER_HOST;
	if ((mdscr & DBGVIRT_MDSCR_EL1_LIVE_MASK) || written)
		return DBGVIRT_OWNER_GUEST;
	return DBGVIRT_OWNER_FREE;
}
