/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef MIDDLE_H
#define MIDDLE_H

int middle(void);

#endif /* MIDDLE_H */
