/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What README.md's example takes as given, so that it can be compiled. */
#ifndef DBGVIRT_TESTS_README_SURROUNDINGS_H
#define DBGVIRT_TESTS_README_SURROUNDINGS_H

#include "dbgvirt_kvm_arm64.h"

struct run {
	uint64_t x[31], pc, spsr, esr;
};

void enter_guest(struct run *run);
void inject_undefined(struct run *run);
void inject(struct run *run, uint64_t syndrome);
int other_exit(struct run *run);
int example(struct run *run, struct dbgvirt_arm64_config config, uint64_t hpmn);

#define APPLY() dbgvirt_kvm_arm64_apply(&plan, &cpu, &vcpu)

#endif /* DBGVIRT_TESTS_README_SURROUNDINGS_H */
