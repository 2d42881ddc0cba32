/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A printf for ports: %s %c %d %u %x %%, a width, '-' and '0' before it, and l or
 * ll before d, u and x. A whole call is printed without another CPU in between.
 */
#ifndef PORTS_COMMON_PRINT_H
#define PORTS_COMMON_PRINT_H

#include <stdarg.h>

void print(const char *format, ...) __attribute__((format(printf, 1, 2)));
void vprint(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

#endif /* PORTS_COMMON_PRINT_H */
