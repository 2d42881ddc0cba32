/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A small world: two vCPUs of one VM on two physical CPUs, driven by a string of
 * bytes, and checked after every step against registers that simply hold what
 * was written to them. Shared by the property tests and the fuzz target.
 */
#ifndef DBGVIRT_TESTS_ARM64_WORLD_H
#define DBGVIRT_TESTS_ARM64_WORLD_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that choose the world: policy, host, disarm, counts. */
#define ARM64_WORLD_HEADER 4

/* Plays the string; prints what broke and aborts at the first broken promise. */
void arm64_world_play(const uint8_t *data, size_t size);

#endif /* DBGVIRT_TESTS_ARM64_WORLD_H */
