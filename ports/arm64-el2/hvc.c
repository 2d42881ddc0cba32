/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "hyp.h"

#include "print.h"

/* HVC is not skipped: the exception's return address is behind it already. */
void hvc_handle(struct hyp_cpu *cpu, struct frame *frame, uint32_t immediate)
{
	switch (immediate) {
	case HYP_HVC_NULL:
		break;
	case HYP_HVC_STEP:
		step_start(cpu, frame->x[0], frame->x[1]);
		break;
	case HYP_HVC_PRINT:
		print("hyp: %s 0x%lx\n", (const char *)frame->x[0], frame->x[1]);
		break;
	case HYP_HVC_EXIT:
		hyp_shutdown((unsigned int)frame->x[0]);
	default:
		inject(frame,
		       (uint64_t)DBGVIRT_EC_UNKNOWN << DBGVIRT_ESR_EC_SHIFT | DBGVIRT_ESR_IL);
		cpu->counters.injected++;
		break;
	}
}
