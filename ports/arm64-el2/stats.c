/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The counters, as text and as one line of JSON. */
#include "hyp.h"

#include <stddef.h>

#include "print.h"

static const char *const policy_names[] = {
	[DBGVIRT_ARM64_RESIDENT_LAZY] = "resident-lazy",
	[DBGVIRT_ARM64_ALWAYS_TRAP] = "always-trap",
	[DBGVIRT_ARM64_EXIT_LAZY] = "exit-lazy",
	[DBGVIRT_ARM64_EAGER] = "eager",
};

static const char *const exit_names[EXIT_CLASSES] = {
	[EXIT_BANK_READ] = "bank_read",
	[EXIT_BANK_WRITE] = "bank_write",
	[EXIT_DEBUG_OTHER] = "debug_other",
	[EXIT_OSLOCK] = "oslock",
	[EXIT_ID] = "id",
	[EXIT_SMC] = "smc",
	[EXIT_HVC] = "hvc",
	[EXIT_WFX] = "wfx",
	[EXIT_HOST_DEBUG] = "host_debug",
};

static const char *const exit_texts[EXIT_CLASSES] = {
	[EXIT_BANK_READ] = "  DBGB/WV/CR read",
	[EXIT_BANK_WRITE] = "  DBGB/WV/CR write",
	[EXIT_DEBUG_OTHER] = "  other debug registers",
	[EXIT_OSLOCK] = "  OS Lock",
	[EXIT_ID] = "  ID registers",
	[EXIT_SMC] = "  SMC",
	[EXIT_HVC] = "  HVC",
	[EXIT_WFX] = "  WFI, WFE",
	[EXIT_HOST_DEBUG] = "  debug exceptions",
};

static const char *const plan_names[PLAN_KINDS] = {
	[PLAN_LOAD] = "load",
	[PLAN_ENTRY] = "entry",
	[PLAN_EXIT] = "exit",
	[PLAN_PUT] = "put",
};

static const char *const plan_texts[PLAN_KINDS] = {
	[PLAN_LOAD] = "plans for load",
	[PLAN_ENTRY] = "plans for entry",
	[PLAN_EXIT] = "plans for exit",
	[PLAN_PUT] = "plans for put",
};

static uint64_t counter(const struct counters *counters, size_t offset)
{
	return *(const uint64_t *)((const char *)counters + offset);
}

static void add(struct counters *sum, const struct counters *counters)
{
	unsigned int i;

	sum->exits_all += counters->exits_all;
	for (i = 0; i < EXIT_CLASSES; i++)
		sum->exits[i] += counters->exits[i];
	for (i = 0; i < PLAN_KINDS; i++)
		sum->plans[i] += counters->plans[i];
	sum->injected += counters->injected;
	sum->reads += counters->reads;
	sum->writes += counters->writes;
	sum->mdcr_writes += counters->mdcr_writes;
	sum->scrub_writes += counters->scrub_writes;
}

/* A CPU that was ever on has been scrubbed. */
static bool used(const struct hyp_cpu *cpu)
{
	return cpu->counters.scrub_writes != 0;
}

/* One line of the table: the number at `offset` in each CPU's counters, and in the sum. */
static void text_row(const char *name, size_t offset, const struct counters *sum)
{
	unsigned int i;

	print("  %-24s", name);
	for (i = 0; i < PORTS_CPUS; i++)
		if (used(&hyp_cpus[i]))
			print(" %9lu", counter(&hyp_cpus[i].counters, offset));
	print(" %9lu\n", counter(sum, offset));
}

static void text_head(void)
{
	unsigned int i;

	print("dbgvirt: policy %s, %u breakpoints, %u watchpoints\n  %-24s",
	      policy_names[hyp_caps.policy], hyp_caps.bp_count, hyp_caps.wp_count, "");
	for (i = 0; i < PORTS_CPUS; i++)
		if (used(&hyp_cpus[i]))
			print("     CPU %u", i);
	print("       all\n");
}

#define ELEMENT(array, i) (offsetof(struct counters, array) + (i) * sizeof(uint64_t))

static void text(const struct counters *sum)
{
	unsigned int i;

	text_head();
	text_row("exits", offsetof(struct counters, exits_all), sum);
	for (i = 0; i < EXIT_CLASSES; i++)
		text_row(exit_texts[i], ELEMENT(exits, i), sum);
	text_row("exceptions injected", offsetof(struct counters, injected), sum);
	for (i = 0; i < PLAN_KINDS; i++)
		text_row(plan_texts[i], ELEMENT(plans, i), sum);
	text_row("debug registers read", offsetof(struct counters, reads), sum);
	text_row("debug registers written", offsetof(struct counters, writes), sum);
	text_row("MDCR_EL2 written", offsetof(struct counters, mdcr_writes), sum);
	text_row("written once at boot", offsetof(struct counters, scrub_writes), sum);
}

static void json_members(const struct counters *c)
{
	unsigned int i;

	print("\"exits\":%lu", c->exits_all);
	for (i = 0; i < EXIT_CLASSES; i++)
		print(",\"exits_%s\":%lu", exit_names[i], c->exits[i]);
	print(",\"injected\":%lu", c->injected);
	for (i = 0; i < PLAN_KINDS; i++)
		print(",\"plans_%s\":%lu", plan_names[i], c->plans[i]);
	print(",\"reads\":%lu,\"writes\":%lu,\"moved\":%lu,\"mdcr_writes\":%lu,"
	      "\"scrub_writes\":%lu",
	      c->reads, c->writes, c->reads + c->writes, c->mdcr_writes, c->scrub_writes);
}

static void json(const struct counters *sum)
{
	const char *between = "";
	unsigned int i;

	print("dbgvirt-json: {\"policy\":\"%s\",\"bp\":%u,\"wp\":%u,",
	      policy_names[hyp_caps.policy], hyp_caps.bp_count, hyp_caps.wp_count);
	json_members(sum);
	print(",\"cpus\":[");
	for (i = 0; i < PORTS_CPUS; i++) {
		if (!used(&hyp_cpus[i]))
			continue;
		print("%s{\"cpu\":%u,", between, i);
		json_members(&hyp_cpus[i].counters);
		print("}");
		between = ",";
	}
	print("]}\n");
}

void stats_print(void)
{
	struct counters sum = { .injected = 0 };
	unsigned int i;

	for (i = 0; i < PORTS_CPUS; i++)
		add(&sum, &hyp_cpus[i].counters);
	if (!(hyp_config & HYP_CONFIG_QUIET))
		text(&sum);
	json(&sum);
}
