/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * ID group 3 (op0 = 3, op1 = 0, CRn = 0, CRm = 1 to 7), trapped by HCR_EL2.TID3 for
 * a guest with fewer registers than the CPU. What the library does not answer
 * passes through; unallocated ones read as zero ([ARM-DDI0487] D17.3.1, "reserved, RAZ").
 */
#include "hyp.h"

#define CASE(crm, op2)           \
	case (crm) << 3 | (op2): \
		return READ_SYSREG(S3_0_C0_C##crm##_##op2);
#define CASES(crm)   \
	CASE(crm, 0) \
	CASE(crm, 1) CASE(crm, 2) CASE(crm, 3) CASE(crm, 4) CASE(crm, 5) CASE(crm, 6) CASE(crm, 7)

static uint64_t read_id(unsigned int crm_op2)
{
	switch (crm_op2) {
		CASES(1) CASES(2) CASES(3) CASES(4) CASES(5) CASES(6) CASES(7) default : return 0;
	}
}

bool idregs_read(struct frame *frame, uint64_t esr)
{
	unsigned int crm = esr >> DBGVIRT_ISS_SYS_CRM_SHIFT & 15;
	unsigned int op2 = esr >> DBGVIRT_ISS_SYS_OP2_SHIFT & 7;
	unsigned int rt = esr >> DBGVIRT_ISS_SYS_RT_SHIFT & 31;
	bool group = (esr >> DBGVIRT_ISS_SYS_OP0_SHIFT & 3) == 3 &&
		     (esr >> DBGVIRT_ISS_SYS_OP1_SHIFT & 7) == 0 &&
		     (esr >> DBGVIRT_ISS_SYS_CRN_SHIFT & 15) == 0 && crm >= 1 && crm <= 7;

	if (!group || !(esr & DBGVIRT_ISS_SYS_DIR_READ))
		return false;
	if (rt != 31)
		frame->x[rt] = read_id(crm << 3 | op2);
	dbgvirt_arm64_skip(&frame->pc, &frame->spsr);
	return true;
}
