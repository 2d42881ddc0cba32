/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the exception vectors save, for C and assembler; compared in guest.c. */
#ifndef GUEST_FRAME_H
#define GUEST_FRAME_H

#define GUEST_STACK_SIZE 0x2000

#define FRAME_X    0
#define FRAME_PC   248
#define FRAME_SPSR 256
#define FRAME_SIZE 272

#ifndef __ASSEMBLER__
#include <stdint.h>

struct guest_frame {
	uint64_t x[31];
	uint64_t pc;
	uint64_t spsr;
	uint64_t pad;
};
#endif

#endif /* GUEST_FRAME_H */
