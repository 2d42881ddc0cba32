/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The counters, as text and as one line of JSON. */
#include "hyp.h"

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

static const char *const plan_names[PLAN_KINDS] = {
	[PLAN_LOAD] = "load",
	[PLAN_ENTRY] = "entry",
	[PLAN_EXIT] = "exit",
	[PLAN_PUT] = "put",
};

static uint64_t exits_total(const struct counters *counters)
{
	uint64_t total = 0;
	unsigned int i;

	for (i = 0; i < EXIT_CLASSES; i++)
		total += counters->exits[i];
	return total;
}

static void add(struct counters *sum, const struct counters *counters)
{
	unsigned int i;

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

static void text_row(const char *name, const struct counters *c)
{
	unsigned int i;

	print("%-5s %7lu ", name, exits_total(c));
	for (i = 0; i < EXIT_CLASSES; i++)
		print(" %11lu", c->exits[i]);
	print(" %8lu  %5lu %5lu %5lu %5lu  %6lu %6lu %5lu %5lu\n", c->injected, c->plans[PLAN_LOAD],
	      c->plans[PLAN_ENTRY], c->plans[PLAN_EXIT], c->plans[PLAN_PUT], c->reads, c->writes,
	      c->mdcr_writes, c->scrub_writes);
}

static void text(const struct counters *sum)
{
	static const char *const names[PORTS_CPUS] = { "cpu0", "cpu1", "cpu2", "cpu3" };
	unsigned int i;

	print("dbgvirt: policy %s; exits by class, plans made, debug registers moved\n",
	      policy_names[hyp_caps.policy]);
	print("        exits ");
	for (i = 0; i < EXIT_CLASSES; i++)
		print(" %11s", exit_names[i]);
	print(" injected   load entry  exit   put   reads writes  mdcr scrub\n");
	for (i = 0; i < PORTS_CPUS; i++)
		if (used(&hyp_cpus[i]))
			text_row(names[i], &hyp_cpus[i].counters);
	text_row("all", sum);
}

static void json_members(const struct counters *c)
{
	unsigned int i;

	print("\"exits\":%lu,\"exits_less_id\":%lu", exits_total(c),
	      exits_total(c) - c->exits[EXIT_ID]);
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
