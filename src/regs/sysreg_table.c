/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt/sysreg.h"

#define BANKS 16

static int table_fault(const struct dbgvirt_sysreg *table, size_t i, uint64_t bits, int status,
		       struct dbgvirt_fault *fault)
{
	if (fault) {
		fault->name = table[i].name;
		fault->bits = bits;
		fault->encoding = table[i].encoding;
		fault->index = (uint32_t)i;
	}
	return status;
}

int dbgvirt_sysreg_table_check(const struct dbgvirt_sysreg *table, size_t count,
			       struct dbgvirt_fault *fault)
{
	uint8_t next[BANKS] = { 0 };
	/* The lowest key the next row may have: 0, then one more than the last. */
	uint32_t lowest = 0;
	size_t i;

	if (!table && count)
		return DBGVIRT_ERR_NULL;
	for (i = 0; i < count; i++) {
		const struct dbgvirt_sysreg *row = &table[i];

		if (row->encoding < lowest)
			return table_fault(table, i, 0, DBGVIRT_ERR_TABLE_ORDER, fault);
		if (row->reset & ~row->writable)
			return table_fault(table, i, row->reset & ~row->writable,
					   DBGVIRT_ERR_TABLE_RESET, fault);
		if (row->bank) {
			if (row->bank >= BANKS || row->index != next[row->bank])
				return table_fault(table, i, 0, DBGVIRT_ERR_TABLE_BANK, fault);
			next[row->bank]++;
		}
		lowest = row->encoding + 1u;
	}
	return DBGVIRT_OK;
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
