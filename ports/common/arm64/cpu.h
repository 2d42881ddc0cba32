/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the common code of the ports needs of an AArch64 CPU. */
#ifndef PORTS_COMMON_CPU_H
#define PORTS_COMMON_CPU_H

/* Affinity level 0 is enough: a port starts at most PORTS_CPUS cores of one cluster. */
#define PORTS_CPUS 4

#ifndef __ASSEMBLER__
#include <stdint.h>

static inline unsigned int cpu_index(void)
{
	uint64_t mpidr;

	__asm__ volatile("mrs %0, mpidr_el1" : "=r"(mpidr));
	return mpidr & (PORTS_CPUS - 1);
}

static inline void cpu_barrier(void)
{
	__asm__ volatile("dmb sy" : : : "memory");
}

#endif /* __ASSEMBLER__ */

#endif /* PORTS_COMMON_CPU_H */
