/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The world switch: every plan is made, counted and carried out here. */
#include "hyp.h"

#include "dbgvirt_kvm_arm64.h"

struct dbgvirt_arm64_caps hyp_caps;

static void must(int status, const char *what)
{
	if (status)
		hyp_panic(what, (uint64_t)(int64_t)status);
}

static void apply(struct hyp_cpu *cpu, enum plan_kind kind, struct dbgvirt_arm64_plan *plan)
{
	struct counters *counters = &cpu->counters;
	struct dbgvirt_arm64_cost cost;

	if (hyp_config & HYP_CONFIG_NO_LOAD) {
		plan->steps &= ~(DBGVIRT_ARM64_PLAN_GUARD | DBGVIRT_ARM64_PLAN_LOAD |
				 DBGVIRT_ARM64_PLAN_LOAD_MDCCINT | DBGVIRT_ARM64_PLAN_LOAD_MDSCR);
		plan->load = 0;
	}
	cost = dbgvirt_arm64_plan_cost(plan);
	counters->plans[kind]++;
	counters->reads += cost.reads;
	counters->writes += cost.writes;
	counters->mdcr_writes += cost.mdcr_writes;
	dbgvirt_kvm_arm64_apply(plan, &cpu->debug, cpu->vcpu);
}

void debug_vm_init(void)
{
	const struct dbgvirt_arm64_config config = {
		.id_aa64dfr0 = READ_SYSREG(id_aa64dfr0_el1),
		.id_aa64dfr1 = READ_SYSREG(id_aa64dfr1_el1),
		.bp_count = hyp_config >> HYP_CONFIG_BP_SHIFT & HYP_CONFIG_COUNT_MASK,
		.wp_count = hyp_config >> HYP_CONFIG_WP_SHIFT & HYP_CONFIG_COUNT_MASK,
		.policy = hyp_config & HYP_CONFIG_POLICY_MASK,
	};

	must(dbgvirt_arm64_caps_init(&hyp_caps, &config, NULL), "dbgvirt_arm64_caps_init");
}

/* Another VM's guest, which uses all it has with values of no use to ours. */
static void other_vm_init(struct dbgvirt_arm64_vcpu *vcpu)
{
	const uint64_t garbage = UINT64_C(0xdead00000000);
	unsigned int n;

	must(dbgvirt_arm64_vcpu_init(&hyp_caps, vcpu), "dbgvirt_arm64_vcpu_init");
	for (n = 0; n < hyp_caps.bp_count; n++) {
		vcpu->regs.dbgr[DBGVIRT_ARM64_DBGBVR(n)] = garbage + 0x1000 * n;
		vcpu->regs.dbgr[DBGVIRT_ARM64_DBGBCR(n)] = DBGVIRT_DBGBCR_EL1_E |
							   DBGVIRT_DBGBCR_EL1_PMC_MASK |
							   DBGVIRT_DBGBCR_EL1_BAS_MASK;
	}
	for (n = 0; n < hyp_caps.wp_count; n++) {
		vcpu->regs.dbgr[DBGVIRT_ARM64_DBGWVR(n)] = garbage + 0x1000 * n;
		vcpu->regs.dbgr[DBGVIRT_ARM64_DBGWCR(n)] = DBGVIRT_DBGWCR_EL1_E |
							   DBGVIRT_DBGWCR_EL1_PAC_MASK |
							   DBGVIRT_DBGWCR_EL1_LSC_MASK |
							   DBGVIRT_DBGWCR_EL1_BAS_MASK;
	}
	vcpu->regs.mdscr = DBGVIRT_MDSCR_EL1_MDE | DBGVIRT_MDSCR_EL1_KDE;
}

void debug_cpu_init(struct hyp_cpu *cpu)
{
	struct dbgvirt_arm64_plan plan;
	/* Of the rest all bits are traps or UNKNOWN at reset, and 0 is right for them. */
	uint64_t mdcr = READ_SYSREG(mdcr_el2) & DBGVIRT_MDCR_EL2_HPMN_MASK;

	must(dbgvirt_arm64_cpu_init(&hyp_caps, &cpu->debug, DBGVIRT_ARM64_HOST_EL2,
				    DBGVIRT_ARM64_DISARM_OSLOCK, mdcr, &plan),
	     "dbgvirt_arm64_cpu_init");
	cpu->counters.scrub_writes += dbgvirt_arm64_plan_cost(&plan).writes;
	dbgvirt_kvm_arm64_apply(&plan, &cpu->debug, NULL);

	cpu->vcpu = &cpu->vcpus[0];
	must(dbgvirt_arm64_vcpu_init(&hyp_caps, cpu->vcpu), "dbgvirt_arm64_vcpu_init");
	other_vm_init(&cpu->other_vm);
}

void debug_load(struct hyp_cpu *cpu)
{
	struct dbgvirt_arm64_plan plan;

	must(dbgvirt_arm64_plan_load(&hyp_caps, &cpu->debug, cpu->vcpu, &plan),
	     "dbgvirt_arm64_plan_load");
	apply(cpu, PLAN_LOAD, &plan);
}

void debug_entry(struct hyp_cpu *cpu)
{
	struct dbgvirt_arm64_plan plan;

	if (!dbgvirt_arm64_entry_needed(cpu->vcpu))
		return;
	must(dbgvirt_arm64_plan_entry(&hyp_caps, &cpu->debug, cpu->vcpu, &plan),
	     "dbgvirt_arm64_plan_entry");
	apply(cpu, PLAN_ENTRY, &plan);
}

void debug_exit(struct hyp_cpu *cpu)
{
	struct dbgvirt_arm64_plan plan;

	if (!dbgvirt_arm64_exit_needed(cpu->vcpu))
		return;
	must(dbgvirt_arm64_plan_exit(&hyp_caps, &cpu->debug, cpu->vcpu, &plan),
	     "dbgvirt_arm64_plan_exit");
	apply(cpu, PLAN_EXIT, &plan);
}

void debug_put(struct hyp_cpu *cpu)
{
	struct dbgvirt_arm64_plan plan;

	must(dbgvirt_arm64_plan_put(&hyp_caps, &cpu->debug, cpu->vcpu, &plan),
	     "dbgvirt_arm64_plan_put");
	apply(cpu, PLAN_PUT, &plan);
}

/* Not through apply(): the other VM's port has no defect, and its cost is not ours. */
static void other_vm_runs(struct hyp_cpu *cpu)
{
	struct dbgvirt_arm64_plan plan;

	must(dbgvirt_arm64_plan_load(&hyp_caps, &cpu->debug, &cpu->other_vm, &plan),
	     "dbgvirt_arm64_plan_load");
	dbgvirt_kvm_arm64_apply(&plan, &cpu->debug, &cpu->other_vm);
	ISB();
	must(dbgvirt_arm64_plan_put(&hyp_caps, &cpu->debug, &cpu->other_vm, &plan),
	     "dbgvirt_arm64_plan_put");
	dbgvirt_kvm_arm64_apply(&plan, &cpu->debug, &cpu->other_vm);
}

/* A host debugger is not migrated with the guest: export refuses then. */
static void move_to_other_structure(struct hyp_cpu *cpu)
{
	struct dbgvirt_arm64_vcpu *to = &cpu->vcpus[cpu->vcpu == &cpu->vcpus[0]];
	struct dbgvirt_arm64_state state;

	if (cpu->step.active)
		return;
	must(dbgvirt_arm64_state_export(&hyp_caps, cpu->vcpu, &state),
	     "dbgvirt_arm64_state_export");
	must(dbgvirt_arm64_vcpu_init(&hyp_caps, to), "dbgvirt_arm64_vcpu_init");
	must(dbgvirt_arm64_state_import(&hyp_caps, to, &state, sizeof(state), NULL),
	     "dbgvirt_arm64_state_import");
	cpu->vcpu = to;
}

void debug_migrate(struct hyp_cpu *cpu)
{
	debug_put(cpu);
	move_to_other_structure(cpu);
	other_vm_runs(cpu);
	debug_load(cpu);
}
