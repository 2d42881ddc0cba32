/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Devicetree Specification v0.4, chapter 5: all fields are big-endian; the
 * structure block is a sequence of 32-bit tokens.
 */
#include "fdt.h"

#include <stddef.h>

#define FDT_MAGIC      0xd00dfeed
#define FDT_BEGIN_NODE 1
#define FDT_END_NODE   2
#define FDT_PROP       3
#define FDT_NOP        4

/* Words of the header. */
#define FDT_HEADER_MAGIC          0
#define FDT_HEADER_OFF_DT_STRUCT  2
#define FDT_HEADER_OFF_DT_STRINGS 3

static uint32_t get32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void put32(unsigned char *at, uint32_t value)
{
	at[0] = (unsigned char)(value >> 24);
	at[1] = (unsigned char)(value >> 16);
	at[2] = (unsigned char)(value >> 8);
	at[3] = (unsigned char)value;
}

static bool starts_with(const unsigned char *text, const char *prefix)
{
	while (*prefix)
		if (*text++ != (unsigned char)*prefix++)
			return false;
	return true;
}

static size_t padded(size_t length)
{
	return (length + 3) & ~(size_t)3;
}

static size_t node_name_size(const unsigned char *name)
{
	size_t length = 0;

	while (name[length])
		length++;
	return padded(length + 1);
}

static bool end_range(unsigned char *reg, uint32_t size, uint64_t end)
{
	uint64_t base = (uint64_t)get32(reg) << 32 | get32(reg + 4);

	if (size != 16 || base >= end)
		return false;
	put32(reg + 8, (uint32_t)((end - base) >> 32));
	put32(reg + 12, (uint32_t)(end - base));
	return true;
}

bool fdt_end_memory(void *fdt, uint64_t end)
{
	unsigned char *header = fdt;
	unsigned char *at = header + get32(header + 4 * FDT_HEADER_OFF_DT_STRUCT);
	const unsigned char *strings = header + get32(header + 4 * FDT_HEADER_OFF_DT_STRINGS);
	bool in_memory = false;

	if (get32(header + 4 * FDT_HEADER_MAGIC) != FDT_MAGIC)
		return false;
	for (;;) {
		uint32_t token = get32(at);

		at += 4;
		if (token == FDT_BEGIN_NODE) {
			in_memory = starts_with(at, "memory@");
			at += node_name_size(at);
		} else if (token == FDT_PROP) {
			uint32_t size = get32(at);
			const unsigned char *name = strings + get32(at + 4);

			at += 8;
			if (in_memory && starts_with(name, "reg") && !name[3])
				return end_range(at, size, end);
			at += padded(size);
		} else if (token != FDT_END_NODE && token != FDT_NOP) {
			return false;
		}
	}
}
