/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Bit helpers for 64-bit sets. Written out, because the compiler's builtins
 * become calls to libgcc on targets without the instruction.
 */
#ifndef DBGVIRT_COMMON_BITS_H
#define DBGVIRT_COMMON_BITS_H

#include <stdbool.h>
#include <stdint.h>

#define BIT64(n) ((uint64_t)1 << (n))

/* Bits 0 to n-1, for n from 0 to 63. */
static inline uint64_t bits_below(unsigned int n)
{
	return BIT64(n) - 1;
}

static inline bool bits_more_than_one(uint64_t set)
{
	return (set & (set - 1)) != 0;
}

static inline unsigned int bits_count(uint64_t set)
{
	unsigned int count = 0;

	for (; set; set &= set - 1)
		count++;
	return count;
}

#endif /* DBGVIRT_COMMON_BITS_H */
