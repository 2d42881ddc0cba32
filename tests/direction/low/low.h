/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef LOW_H
#define LOW_H

int low(void);

#endif /* LOW_H */
