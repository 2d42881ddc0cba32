/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Console on the PL011 of QEMU's machine "virt", polled. */
#ifndef PORTS_COMMON_CONSOLE_H
#define PORTS_COMMON_CONSOLE_H

/* Between these, only the calling CPU prints. Not nested. */
void console_lock(void);
void console_unlock(void);

void console_putc(char c);

#endif /* PORTS_COMMON_CONSOLE_H */
