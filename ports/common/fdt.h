/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef PORTS_COMMON_FDT_H
#define PORTS_COMMON_FDT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Makes the memory that a flattened devicetree tells of end at `end`, in place.
 * Knows the one form QEMU writes: one range, two address and two size cells.
 * False, and nothing changed, if there is no such node.
 */
bool fdt_end_memory(void *fdt, uint64_t end);

#endif /* PORTS_COMMON_FDT_H */
