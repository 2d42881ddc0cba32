/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The guest's registers on the stack, for C and assembler; the two are compared in trap.c. */
#ifndef ARM64_EL2_FRAME_H
#define ARM64_EL2_FRAME_H

#define STACK_SIZE 0x2000

#define FRAME_X    0
#define FRAME_PC   248
#define FRAME_SPSR 256
#define FRAME_SIZE 272

#ifndef __ASSEMBLER__
#include <stdint.h>

struct frame {
	uint64_t x[31];
	uint64_t pc;
	uint64_t spsr;
	uint64_t pad;
};
#endif

#endif /* ARM64_EL2_FRAME_H */
