/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt/sysreg.h"

#include <stdbool.h>

#define BANKS 16

/* What a walk remembers: the encoding before, -1 at first, and each bank's next number. */
struct walk {
	int32_t before;
	uint8_t next[BANKS];
};

static bool bank_follows(const struct dbgvirt_sysreg *row, struct walk *walk)
{
	if (row->bank >= BANKS || row->index != walk->next[row->bank])
		return false;
	walk->next[row->bank]++;
	return true;
}

/* Number of rows that are sound, up to `count`. */
static inline size_t sound_rows(const struct dbgvirt_sysreg *row, size_t count, struct walk *walk)
{
	int32_t before = walk->before;
	size_t i;

#pragma GCC unroll 8
	for (i = 0; i < count; i++) {
		if (row[i].encoding <= before || (row[i].reset & ~row[i].writable))
			break;
		if (row[i].bank && !bank_follows(&row[i], walk))
			break;
		before = row[i].encoding;
	}
	walk->before = before;
	return i;
}

/* Says what sound_rows() stopped at. */
static int table_fault(const struct dbgvirt_sysreg *table, size_t i, const struct walk *walk,
		       struct dbgvirt_fault *fault)
{
	const struct dbgvirt_sysreg *row = &table[i];
	int status = DBGVIRT_ERR_TABLE_BANK;
	uint64_t outside = 0;

	if (row->encoding <= walk->before) {
		status = DBGVIRT_ERR_TABLE_ORDER;
	} else if (row->reset & ~row->writable) {
		status = DBGVIRT_ERR_TABLE_RESET;
		outside = row->reset & ~row->writable;
	}
	if (fault) {
		fault->name = row->name;
		fault->bits = outside;
		fault->encoding = row->encoding;
		fault->index = (uint32_t)i;
	}
	return status;
}

/*
 * Rows are walked eight at a time: with the number known the compiler unrolls,
 * and the loop costs nothing beside the row.
 */
#define STRIDE 8

int dbgvirt_sysreg_table_check(const struct dbgvirt_sysreg *table, size_t count,
			       struct dbgvirt_fault *fault)
{
	struct walk walk = { .before = -1 };
	size_t i, sound;

	if (!table && count)
		return DBGVIRT_ERR_NULL;
	for (i = 0; count - i >= STRIDE; i += STRIDE) {
		sound = sound_rows(&table[i], STRIDE, &walk);
		if (sound < STRIDE)
			return table_fault(table, i + sound, &walk, fault);
	}
	sound = sound_rows(&table[i], count - i, &walk);
	return i + sound < count ? table_fault(table, i + sound, &walk, fault) : DBGVIRT_OK;
}

const struct dbgvirt_sysreg *dbgvirt_sysreg_find(const struct dbgvirt_sysreg *table, size_t count,
						 uint32_t encoding)
{
	size_t low = 0;

	if (!table)
		return NULL;
	while (count > 0) {
		size_t half = count / 2;
		const struct dbgvirt_sysreg *row = &table[low + half];

		if (row->encoding == encoding)
			return row;
		if (row->encoding < encoding) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return NULL;
}

struct line {
	char text[DBGVIRT_SYSREG_MISS_BYTES];
	size_t length;
};

static void put_text(struct line *line, const char *text)
{
	while (*text)
		line->text[line->length++] = *text++;
}

/* No field of an encoding has more than two digits. */
static void put_number(struct line *line, uint32_t number)
{
	if (number >= 10)
		line->text[line->length++] = (char)('0' + number / 10);
	line->text[line->length++] = (char)('0' + number % 10);
}

static void put_fields(struct line *line, const uint32_t fields[5], const char *const between[5])
{
	unsigned int i;

	for (i = 0; i < 5; i++) {
		put_text(line, between[i]);
		put_number(line, fields[i]);
	}
}

int dbgvirt_sysreg_format_miss(char *text, size_t size, uint32_t encoding, int is_write)
{
	/* The assembler's name of a register without one, then the row's columns. */
	static const char *const name[5] = { "S", "_", "_C", "_C", "_" };
	static const char *const columns[5] = { ", ", ", ", ", ", ", ", ", " };
	const uint32_t fields[5] = {
		DBGVIRT_SYSREG_OP0(encoding), DBGVIRT_SYSREG_OP1(encoding),
		DBGVIRT_SYSREG_CRN(encoding), DBGVIRT_SYSREG_CRM(encoding),
		DBGVIRT_SYSREG_OP2(encoding),
	};
	struct line line = { .length = 0 };
	size_t i;

	if (!text)
		return DBGVIRT_ERR_NULL;
	if (encoding > 0xffff)
		return DBGVIRT_ERR_ENCODING;
	put_text(&line, "SINGLE(");
	put_fields(&line, fields, name);
	put_fields(&line, fields, columns);
	put_text(&line, ", DBGVIRT_RW, 0, 0, KIND, VISIBILITY) /* ");
	put_text(&line, is_write ? "write */" : "read */");
	if (size <= line.length)
		return DBGVIRT_ERR_SIZE;
	for (i = 0; i < line.length; i++)
		text[i] = line.text[i];
	text[line.length] = '\0';
	return DBGVIRT_OK;
}
