/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef PORTS_COMMON_SEMIHOST_H
#define PORTS_COMMON_SEMIHOST_H

/* Ends the emulator's process with this exit code. */
void semihost_exit(unsigned int code) __attribute__((noreturn));

#endif /* PORTS_COMMON_SEMIHOST_H */
