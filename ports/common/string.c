/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The four functions a freestanding gcc calls by itself (GCC manual 2.1).
 * Compile with -fno-tree-loop-distribute-patterns: else memset becomes a call
 * of memset.
 */
#include <stddef.h>
#include <stdint.h>

void *memset(void *to, int value, size_t size);
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
int memcmp(const void *left, const void *right, size_t size);

/* May alias any object, as a character may. */
typedef unsigned long __attribute__((may_alias)) word;

static size_t whole_words(const void *to, const void *from, size_t size)
{
	return ((uintptr_t)to | (uintptr_t)from) % sizeof(word) ? 0 : size / sizeof(word);
}

void *memset(void *to, int value, size_t size)
{
	const word pattern = (unsigned char)value * (~(word)0 / 0xff);
	size_t words = whole_words(to, to, size);
	unsigned char *t;
	word *w = to;

	for (; words; words--, size -= sizeof(word))
		*w++ = pattern;
	for (t = (unsigned char *)w; size; size--)
		*t++ = (unsigned char)value;
	return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
	size_t words = whole_words(to, from, size);
	const unsigned char *f;
	unsigned char *t;
	const word *source = from;
	word *target = to;

	for (; words; words--, size -= sizeof(word))
		*target++ = *source++;
	t = (unsigned char *)target;
	f = (const unsigned char *)source;
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
