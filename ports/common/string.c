/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The four functions a freestanding gcc calls by itself (GCC manual 2.1).
 * Compile with -fno-tree-loop-distribute-patterns: else memset becomes a call
 * of memset.
 */
#include <stddef.h>

void *memset(void *to, int value, size_t size);
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
int memcmp(const void *left, const void *right, size_t size);

void *memset(void *to, int value, size_t size)
{
	unsigned char *t = to;

	while (size--)
		*t++ = (unsigned char)value;
	return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
	unsigned char *t = to;
	const unsigned char *f = from;

	while (size--)
		*t++ = *f++;
	return to;
}

void *memmove(void *to, const void *from, size_t size)
{
	unsigned char *t = to;
	const unsigned char *f = from;

	if (t <= f)
		while (size--)
			*t++ = *f++;
	else
		while (size--)
			t[size] = f[size];
	return to;
}

int memcmp(const void *left, const void *right, size_t size)
{
	const unsigned char *l = left, *r = right;

	for (; size; size--, l++, r++)
		if (*l != *r)
			return *l - *r;
	return 0;
}
