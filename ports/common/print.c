/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "print.h"

#include <stdbool.h>
#include <stddef.h>

#include "console.h"

/* A 64-bit number in decimal has at most 20 digits. */
#define DIGITS_MAX 20

struct field {
	unsigned int width;
	unsigned int longs;
	bool left, zeros;
};

static void put(char c)
{
	if (c == '\n')
		console_putc('\r');
	console_putc(c);
}

static void pad(const struct field *field, size_t used, char with)
{
	for (; used < field->width; used++)
		put(with);
}

static void put_text(const struct field *field, const char *text, size_t length)
{
	size_t i;

	if (!field->left)
		pad(field, length, field->zeros ? '0' : ' ');
	for (i = 0; i < length; i++)
		put(text[i]);
	if (field->left)
		pad(field, length, ' ');
}

static void put_string(const struct field *field, const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	put_text(field, text, length);
}

static void put_number(const struct field *field, unsigned long long value, unsigned int base,
		       bool negative)
{
	char text[DIGITS_MAX + 1];
	size_t at = sizeof(text);

	do {
		text[--at] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	if (negative)
		text[--at] = '-';
	put_text(field, text + at, sizeof(text) - at);
}

static const char *parse_field(const char *format, struct field *field)
{
	*field = (struct field){ .width = 0 };
	for (;; format++) {
		if (*format == '-')
			field->left = true;
		else if (*format == '0')
			field->zeros = true;
		else
			break;
	}
	for (; *format >= '0' && *format <= '9'; format++)
		field->width = field->width * 10 + (unsigned int)(*format - '0');
	for (; *format == 'l'; format++)
		field->longs++;
	return format;
}

static unsigned long long take_unsigned(const struct field *field, va_list *args)
{
	if (field->longs > 1)
		return va_arg(*args, unsigned long long);
	if (field->longs)
		return va_arg(*args, unsigned long);
	return va_arg(*args, unsigned int);
}

static long long take_signed(const struct field *field, va_list *args)
{
	if (field->longs > 1)
		return va_arg(*args, long long);
	if (field->longs)
		return va_arg(*args, long);
	return va_arg(*args, int);
}

static void put_conversion(char conversion, const struct field *field, va_list *args)
{
	long long value;

	switch (conversion) {
	case 's':
		put_string(field, va_arg(*args, const char *));
		break;
	case 'c':
		put((char)va_arg(*args, int));
		break;
	case 'd':
		value = take_signed(field, args);
		put_number(field,
			   value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value,
			   10, value < 0);
		break;
	case 'u':
		put_number(field, take_unsigned(field, args), 10, false);
		break;
	case 'x':
		put_number(field, take_unsigned(field, args), 16, false);
		break;
	default:
		put(conversion);
		break;
	}
}

void vprint(const char *format, va_list args)
{
	struct field field;
	va_list rest;

	va_copy(rest, args);
	console_lock();
	for (; *format; format++) {
		if (*format != '%') {
			put(*format);
			continue;
		}
		format = parse_field(format + 1, &field);
		put_conversion(*format, &field, &rest);
	}
	console_unlock();
	va_end(rest);
}

void print(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprint(format, args);
	va_end(args);
}
