/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "semihost.h"

#include <stdint.h>

/* Arm "Semihosting for AArch32 and AArch64", SYS_EXIT_EXTENDED (0x20). */
#define SYS_EXIT_EXTENDED            0x20
#define ADP_STOPPED_APPLICATION_EXIT 0x20026

void semihost_exit(unsigned int code)
{
	const uint64_t block[2] = { ADP_STOPPED_APPLICATION_EXIT, code };
	register uint64_t op __asm__("x0") = SYS_EXIT_EXTENDED;
	register const uint64_t *argument __asm__("x1") = block;

	__asm__ volatile("hlt #0xf000" : "+r"(op) : "r"(argument) : "memory");
	for (;;)
		__asm__ volatile("wfi");
}
