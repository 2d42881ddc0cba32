/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * An integrator's table that is checked when compiling. CASE chooses what is wrong
 * with it; cmake/checks/static-table.sh expects all but the first to be refused by name.
 */
#include "dbgvirt/sysreg.h"

#define SOUND       0
#define ORDER       1
#define DUPLICATE   2
#define RESET       3
#define HOLE        4
#define BEGINS_AT_1 5

/* clang-format off */
#define FIRST(S, M)  S(PMCR_EL0, 3, 3, 9, 12, 0, DBGVIRT_RW, 0x40, 0x7f, 1, 0)
#define SECOND(S, M) S(PMSELR_EL0, 3, 3, 9, 12, 5, DBGVIRT_RW, 0, 0x1f, 2, 0)
#define COUNTER(M, n, op2) M(PMEVCNTR, n, 3, 3, 14, 8, op2, DBGVIRT_RW, 0, 0xffffffff, 3, 0)
/* clang-format on */

#if CASE == SOUND
#define LIST(S, M) FIRST(S, M) SECOND(S, M) COUNTER(M, 0, 0) COUNTER(M, 1, 1)
#elif CASE == ORDER
#define LIST(S, M) SECOND(S, M) FIRST(S, M)
#elif CASE == DUPLICATE
#define LIST(S, M) FIRST(S, M) S(PMCR_AGAIN, 3, 3, 9, 12, 0, DBGVIRT_RW, 0, 0, 1, 0)
#elif CASE == RESET
#define LIST(S, M) S(PMUSERENR_EL0, 3, 3, 9, 14, 0, DBGVIRT_RW, 0x10, 0xf, 1, 0)
#elif CASE == HOLE
#define LIST(S, M) COUNTER(M, 0, 0) COUNTER(M, 2, 2)
#elif CASE == BEGINS_AT_1
#define LIST(S, M) COUNTER(M, 1, 1)
#endif

DBGVIRT_SYSREG_STATIC_CHECK(LIST)
