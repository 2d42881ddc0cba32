/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "arm64_world.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dbgvirt/arm64.h"
#include "dbgvirt_fake_arm64.h"

#define CPUS  2
#define VCPUS 2
#define EL1H  0x5
#define BCR_E DBGVIRT_DBGBCR_EL1_E

/* What a guest that owns real registers would find: the manual's storage, nothing else. */
struct reference {
	uint64_t dbgr[64];
	uint64_t mdscr, mdccint;
	bool oslk;
};

struct world {
	const uint8_t *data;
	size_t size;
	unsigned int step;
	struct dbgvirt_arm64_config config;
	struct dbgvirt_arm64_caps caps;
	enum dbgvirt_arm64_host host_el;
	struct dbgvirt_arm64_cpu cpu[CPUS];
	struct dbgvirt_fake_arm64 fake[CPUS];
	struct dbgvirt_arm64_vcpu vcpu[VCPUS];
	struct dbgvirt_arm64_regs overlay[VCPUS];
	bool debugged[VCPUS];
	struct reference ref[VCPUS];
	/* The vCPU that runs and where; running < 0: the host runs, no vCPU is loaded. */
	int running;
	unsigned int where;
};

#define PROMISE(w, condition)                                                                    \
	do {                                                                                     \
		if (!(condition)) {                                                              \
			fprintf(stderr, "step %u, policy %u, host %u: broken: %s (%s:%d)\n",     \
				(w)->step, (w)->caps.policy, (unsigned)(w)->host_el, #condition, \
				__FILE__, __LINE__);                                             \
			abort();                                                                 \
		}                                                                                \
	} while (0)

static uint8_t next_byte(struct world *w)
{
	if (!w->size)
		return 0;
	w->size--;
	return *w->data++;
}

/* Values that matter are near: one byte picks a shape, some more the bits. */
static uint64_t next_value(struct world *w)
{
	static const uint64_t shapes[] = {
		0,        0xffffffffffffffff,
		0x1e7,    0x1e5,
		0x21e7,   0x1fff,
		0x3fff,   0xc1e7,
		0x8000,   0xa000,
		0xa001,   0xb001,
		0x1001e7, 0x3101e7,
		0x9001e7, 0x400000,
	};
	uint8_t shape = next_byte(w);

	if (shape < 0xc0)
		return shapes[shape & 15] ^ (uint64_t)(shape >> 4) << 16;
	return (uint64_t)next_byte(w) << 56 | (uint64_t)next_byte(w) << 16 |
	       (uint64_t)next_byte(w) << 8 | next_byte(w);
}

static bool enabled(uint64_t control)
{
	return control & BCR_E;
}

static bool host_disturbed(const struct world *w)
{
	return w->host_el != DBGVIRT_ARM64_HOST_EL2;
}

/* ---- what has to hold ---- */

static void check_live(struct world *w, unsigned int c)
{
	const struct dbgvirt_arm64_cpu *cpu = &w->cpu[c];
	unsigned int i;

	for (i = 0; i < 64; i++)
		if (cpu->known >> i & 1)
			PROMISE(w, cpu->live.dbgr[i] == w->fake[c].hw.dbgr[i]);
	if (cpu->mdscr_known)
		PROMISE(w, cpu->live.mdscr == w->fake[c].hw.mdscr);
	PROMISE(w, cpu->mdcr == w->fake[c].mdcr);
	PROMISE(w, cpu->locked == w->fake[c].locked);
}

/* Slots of the hardware are enabled exactly as `image` says, confined unless the host's. */
static void check_slots(struct world *w, unsigned int c, const uint64_t *image, unsigned int shift,
			bool host)
{
	const struct dbgvirt_arm64_regs *hw = &w->fake[c].hw;
	struct dbgvirt_arm64_caps all = w->caps;
	const struct dbgvirt_arm64_caps *caps = &w->caps;
	unsigned int n;

	if (!shift) {
		all.bp_count = all.hw_bp_count;
		all.ctx_count = all.hw_ctx_count;
		all.bp_shift = 0;
		caps = image == w->ref[w->running < 0 ? 0 : w->running].dbgr ? caps : &all;
	}
	for (n = 0; n < w->caps.hw_bp_count; n++) {
		uint64_t bcr = n < shift ? 0 : image[DBGVIRT_ARM64_DBGBCR(n - shift)];

		if (!host && n >= shift)
			bcr = dbgvirt_arm64_bcr_confine(caps, n - shift, bcr);
		PROMISE(w, enabled(hw->dbgr[DBGVIRT_ARM64_DBGBCR(n)]) == enabled(bcr));
		if (enabled(bcr)) {
			PROMISE(w, hw->dbgr[DBGVIRT_ARM64_DBGBCR(n)] == bcr);
			PROMISE(w, hw->dbgr[DBGVIRT_ARM64_DBGBVR(n)] ==
					   image[DBGVIRT_ARM64_DBGBVR(n - shift)]);
		}
	}
	for (n = 0; n < w->caps.hw_wp_count; n++) {
		uint64_t wcr = image[DBGVIRT_ARM64_DBGWCR(n)];

		if (!host)
			wcr = dbgvirt_arm64_wcr_confine(caps, wcr);
		PROMISE(w, enabled(hw->dbgr[DBGVIRT_ARM64_DBGWCR(n)]) == enabled(wcr));
		if (enabled(wcr)) {
			PROMISE(w, hw->dbgr[DBGVIRT_ARM64_DBGWCR(n)] == wcr);
			PROMISE(w, hw->dbgr[DBGVIRT_ARM64_DBGWVR(n)] ==
					   image[DBGVIRT_ARM64_DBGWVR(n)]);
		}
	}
}

/* The guest has the hardware: it must find all its own values, and nobody else's. */
static void check_untrapped(struct world *w, unsigned int c)
{
	const struct reference *ref = &w->ref[w->running];
	const struct dbgvirt_arm64_regs *hw = &w->fake[c].hw;
	unsigned int i;

	PROMISE(w, w->caps.may_untrap);
	PROMISE(w, w->caps.guest_dbgr == w->caps.hw_dbgr);
	for (i = 0; i < 64; i++)
		if (w->caps.guest_dbgr >> i & 1)
			PROMISE(w, hw->dbgr[i] == ref->dbgr[i]);
	if (!(w->caps.features & DBGVIRT_ARM64_FEAT_FGT))
		PROMISE(w, hw->mdccint == ref->mdccint);
	PROMISE(w, (hw->mdscr ^ ref->mdscr) % 0x10000 == 0 ||
			   !((hw->mdscr ^ ref->mdscr) & DBGVIRT_MDSCR_EL1_RW_MASK));
}

static void check_guest_runs(struct world *w)
{
	const unsigned int c = w->where;
	const struct reference *ref = &w->ref[w->running];
	const struct dbgvirt_fake_arm64 *fake = &w->fake[c];
	const uint64_t always = DBGVIRT_MDCR_EL2_TDRA | DBGVIRT_MDCR_EL2_TDOSA;
	bool debugged = w->debugged[w->running];
	bool trapped = fake->mdcr & (DBGVIRT_MDCR_EL2_TDA | DBGVIRT_MDCR_EL2_TDE);

	check_live(w, c);
	PROMISE(w, (fake->mdcr & always) == always);
	PROMISE(w, (fake->mdcr & DBGVIRT_MDCR_EL2_HPMN_MASK) == 6);
	PROMISE(w, !(fake->mdcr & DBGVIRT_MDCR_EL2_TDE) == !debugged);
	PROMISE(w, !fake->locked);
	PROMISE(w, trapped != w->vcpu[w->running].untrapped);
	if (!trapped)
		check_untrapped(w, c);
	if (debugged) {
		PROMISE(w, fake->hw.mdscr & DBGVIRT_MDSCR_EL1_MDE);
		PROMISE(w, !(fake->hw.mdscr & DBGVIRT_MDSCR_EL1_KDE));
		check_slots(w, c, w->overlay[w->running].dbgr, 0, false);
	} else if (ref->oslk) {
		PROMISE(w, !(fake->hw.mdscr & DBGVIRT_MDSCR_EL1_LIVE_MASK));
	} else {
		PROMISE(w, !((fake->hw.mdscr ^ ref->mdscr) & DBGVIRT_MDSCR_EL1_LIVE_MASK));
		if (trapped && (ref->mdscr & DBGVIRT_MDSCR_EL1_MDE))
			check_slots(w, c, ref->dbgr, w->caps.bp_shift, false);
	}
	if (!w->vcpu[w->running].untrapped)
		PROMISE(w, !((fake->hw.mdscr ^ ref->mdscr) & DBGVIRT_MDSCR_EL1_TDCC) || debugged ||
				   ref->oslk);
}

/* Nothing of a guest's can fire in the host, and the host's own is armed. */
static void check_host_runs(struct world *w, unsigned int c)
{
	const struct dbgvirt_fake_arm64 *fake = &w->fake[c];

	check_live(w, c);
	if (!host_disturbed(w))
		return;
	if (fake->locked) {
		PROMISE(w, !w->cpu[c].host_armed);
		return;
	}
	PROMISE(w, fake->hw.mdscr == w->cpu[c].host.mdscr);
	if (w->running < 0 || !w->vcpu[w->running].untrapped)
		PROMISE(w, fake->hw.mdccint == w->cpu[c].host.mdccint);
	if (w->cpu[c].host.mdscr & DBGVIRT_MDSCR_EL1_MDE)
		check_slots(w, c, w->cpu[c].host.dbgr, 0, true);
	if (w->host_el == DBGVIRT_ARM64_HOST_EL1)
		PROMISE(w, !(fake->mdcr & (DBGVIRT_MDCR_EL2_TDA | DBGVIRT_MDCR_EL2_TDE)));
}

/* While a plan is carried out, MDE never sees a slot made of two images. */
static void check_no_half_slot(struct world *w, const struct dbgvirt_arm64_regs *before,
			       bool locked_before, unsigned int c)
{
	const struct dbgvirt_fake_arm64 *fake = &w->fake[c];
	struct dbgvirt_arm64_regs hw = *before;
	bool locked = locked_before;
	unsigned int i, k;

	for (i = 0; i < fake->log_count; i++) {
		const struct dbgvirt_fake_access *a = &fake->log[i];

		if (!a->is_write)
			continue;
		if (a->reg < 64)
			hw.dbgr[a->reg] = a->value;
		else if (a->reg == DBGVIRT_FAKE_MDSCR)
			hw.mdscr = a->value;
		else if (a->reg == DBGVIRT_FAKE_OSLAR)
			locked = a->value;
		if (locked || !(hw.mdscr & DBGVIRT_MDSCR_EL1_MDE))
			continue;
		for (k = 0; k < 64; k++) {
			unsigned int value = k & ~16u, control = k | 16u;
			bool old_slot = hw.dbgr[value] == before->dbgr[value] &&
					hw.dbgr[control] == before->dbgr[control];
			bool new_slot = hw.dbgr[value] == fake->hw.dbgr[value] &&
					hw.dbgr[control] == fake->hw.dbgr[control];

			if (enabled(hw.dbgr[control]))
				PROMISE(w, old_slot || new_slot);
		}
	}
}

static void apply(struct world *w, unsigned int c, const struct dbgvirt_arm64_plan *plan,
		  struct dbgvirt_arm64_vcpu *vcpu)
{
	struct dbgvirt_arm64_regs before = w->fake[c].hw;
	bool locked = w->fake[c].locked;
	struct dbgvirt_arm64_cost cost = dbgvirt_arm64_plan_cost(plan);

	dbgvirt_fake_arm64_clear(&w->fake[c]);
	dbgvirt_fake_arm64_apply(&w->fake[c], plan, &w->cpu[c], vcpu);
	PROMISE(w, cost.reads == w->fake[c].cost.reads);
	PROMISE(w, cost.writes == w->fake[c].cost.writes);
	PROMISE(w, cost.mdcr_writes == w->fake[c].cost.mdcr_writes);
	check_no_half_slot(w, &before, locked, c);
}

/* ---- what happens ---- */

static void enter(struct world *w)
{
	struct dbgvirt_arm64_vcpu *vcpu = &w->vcpu[w->running];
	struct dbgvirt_arm64_plan plan;

	if (dbgvirt_arm64_entry_needed(vcpu)) {
		PROMISE(w, !dbgvirt_arm64_plan_entry(&w->caps, &w->cpu[w->where], vcpu, &plan));
		apply(w, w->where, &plan, vcpu);
	}
	check_guest_runs(w);
}

static void leave(struct world *w)
{
	struct dbgvirt_arm64_vcpu *vcpu = &w->vcpu[w->running];
	struct dbgvirt_arm64_plan plan;

	if (dbgvirt_arm64_exit_needed(vcpu)) {
		PROMISE(w, !dbgvirt_arm64_plan_exit(&w->caps, &w->cpu[w->where], vcpu, &plan));
		apply(w, w->where, &plan, vcpu);
	}
	check_host_runs(w, w->where);
}

static void put(struct world *w)
{
	struct dbgvirt_arm64_vcpu *vcpu = &w->vcpu[w->running];
	const struct reference *ref = &w->ref[w->running];
	struct dbgvirt_arm64_plan plan;
	unsigned int i;

	leave(w);
	PROMISE(w, !dbgvirt_arm64_plan_put(&w->caps, &w->cpu[w->where], vcpu, &plan));
	apply(w, w->where, &plan, vcpu);
	check_host_runs(w, w->where);
	for (i = 0; i < 64; i++)
		PROMISE(w, vcpu->regs.dbgr[i] == ref->dbgr[i]);
	PROMISE(w, vcpu->regs.mdscr == ref->mdscr);
	PROMISE(w, vcpu->regs.mdccint == ref->mdccint);
	w->running = -1;
}

static void load(struct world *w, int v, unsigned int c)
{
	struct dbgvirt_arm64_plan plan;

	if (w->running >= 0)
		put(w);
	w->running = v;
	w->where = c;
	PROMISE(w, !dbgvirt_arm64_plan_load(&w->caps, &w->cpu[c], &w->vcpu[v], &plan));
	apply(w, c, &plan, &w->vcpu[v]);
	enter(w);
}

/* What MSR stores, by the manual's RES0 bits; the masks are typed from arch tables, not the library's. */
static uint64_t stored(unsigned int reg, uint64_t value)
{
	static const uint64_t masks[4] = { 0xffffffffffffffff, 0x00ffe1e7, 0xfffffffffffffffc,
					   0x1f1fffff };

	return value & masks[reg >> 4];
}

static uint64_t esr_of(unsigned int reg, unsigned int rt, bool read)
{
	/* op0 2, op1 0, CRn 0, op2 4 + bank, CRm n; MDSCR c2,2; MDCCINT c2,0; OSLAR c1,c0,4. */
	uint64_t esr = 0x62200000 | (uint64_t)rt << 5 | read;

	if (reg < 64)
		return esr | (uint64_t)(4 + (reg >> 4)) << 17 | (uint64_t)(reg & 15) << 1;
	if (reg == DBGVIRT_FAKE_MDSCR)
		return esr | 2ull << 17 | 2ull << 1;
	if (reg == DBGVIRT_FAKE_MDCCINT)
		return esr | 2ull << 1;
	return esr | 4ull << 17 | 1ull << 10;
}

static bool exists(const struct world *w, unsigned int reg)
{
	return reg >= 64 || (w->caps.guest_dbgr >> reg & 1);
}

/* A trapped access: out of the guest, decided, carried out, in again. */
static uint64_t access_trapped(struct world *w, unsigned int reg, bool read, uint64_t value)
{
	struct dbgvirt_arm64_vcpu *vcpu = &w->vcpu[w->running];
	struct dbgvirt_outcome outcome = { 99, 99, 0 };
	uint64_t x[31];

	memset(x, 0x5a, sizeof(x));
	x[7] = value;
	leave(w);
	PROMISE(w,
		!dbgvirt_arm64_trap(&w->caps, vcpu, esr_of(reg, 7, read), EL1H, x, &outcome, NULL));
	PROMISE(w, (outcome.action == DBGVIRT_RESUME) == exists(w, reg));
	if (!exists(w, reg))
		PROMISE(w, outcome.action == DBGVIRT_UNDEFINED && x[7] == value);
	PROMISE(w, x[6] == x[8] && x[6] == x[30]);
	return x[7];
}

static uint64_t *hw_register(struct world *w, unsigned int reg)
{
	struct dbgvirt_arm64_regs *hw = &w->fake[w->where].hw;

	if (reg < 64)
		return &hw->dbgr[reg];
	return reg == DBGVIRT_FAKE_MDSCR ? &hw->mdscr : &hw->mdccint;
}

static void reference_write(struct reference *ref, unsigned int reg, uint64_t value)
{
	uint64_t mask = 0xb001;

	if (reg < 64) {
		ref->dbgr[reg] = stored(reg, value);
	} else if (reg == DBGVIRT_FAKE_MDSCR) {
		if (ref->oslk)
			mask |= 0x6ce04040;
		ref->mdscr = (ref->mdscr & ~mask) | (value & mask);
	} else if (reg == DBGVIRT_FAKE_MDCCINT) {
		ref->mdccint = value & 0x60000000;
	} else {
		ref->oslk = value & 1;
	}
}

static uint64_t reference_read(const struct reference *ref, unsigned int reg)
{
	if (reg < 64)
		return ref->dbgr[reg];
	return reg == DBGVIRT_FAKE_MDSCR ? ref->mdscr : ref->mdccint;
}

static void access_untrapped(struct world *w, unsigned int reg, bool read, uint64_t value)
{
	struct reference *ref = &w->ref[w->running];
	uint64_t mask = reg == DBGVIRT_FAKE_MDSCR ? DBGVIRT_MDSCR_EL1_RW_MASK : UINT64_MAX;

	if (read) {
		PROMISE(w, (*hw_register(w, reg) & mask) == (reference_read(ref, reg) & mask));
		return;
	}
	reference_write(ref, reg, value);
	*hw_register(w, reg) = reference_read(ref, reg) & mask;
}

/* TDOSA, and with FEAT_FGT TDCC, stay set whoever has the rest. */
static bool always_trapped(const struct world *w, unsigned int reg)
{
	return reg == DBGVIRT_FAKE_OSLAR ||
	       (reg == DBGVIRT_FAKE_MDCCINT && (w->caps.features & DBGVIRT_ARM64_FEAT_FGT));
}

static void guest_access(struct world *w)
{
	uint8_t choice = next_byte(w);
	unsigned int reg = choice & 0x7f;
	bool read = choice & 0x80;
	struct reference *ref = &w->ref[w->running];
	uint64_t value;

	reg = reg < 64 ? reg : DBGVIRT_FAKE_MDSCR + reg % 3;
	value = read ? 0 : next_value(w);
	if (read && reg == DBGVIRT_FAKE_OSLAR)
		return;
	if (w->vcpu[w->running].untrapped && !always_trapped(w, reg)) {
		if (exists(w, reg))
			access_untrapped(w, reg, read, value);
		return;
	}
	if (exists(w, reg) && !read)
		reference_write(ref, reg, value);
	value = access_trapped(w, reg, read, value);
	if (exists(w, reg) && read)
		PROMISE(w, value == reference_read(ref, reg));
	enter(w);
}

static void host_use(struct world *w)
{
	struct dbgvirt_arm64_regs host = { .mdscr = 0x1000 };
	struct dbgvirt_arm64_plan plan;
	unsigned int c = next_byte(w) % CPUS, slot = next_byte(w);

	if (w->running >= 0)
		put(w);
	if (!host_disturbed(w))
		return;
	host.mdccint = slot & 0x80 ? DBGVIRT_MDCCINT_EL1_TX : 0;
	/* MDE comes before the first slot. */
	if (slot & 3)
		host.mdscr |= DBGVIRT_MDSCR_EL1_MDE | DBGVIRT_MDSCR_EL1_KDE;
	if (slot & 1) {
		host.dbgr[DBGVIRT_ARM64_DBGBVR(slot / 2 % 4)] = 0xffff800008001000;
		host.dbgr[DBGVIRT_ARM64_DBGBCR(slot / 2 % 4)] = 0x1e7;
		host.dbgr[DBGVIRT_ARM64_DBGWVR(slot / 8 % 4)] = 0xffff800008002000;
		host.dbgr[DBGVIRT_ARM64_DBGWCR(slot / 8 % 4)] = 0x1ff7;
	}
	PROMISE(w, !dbgvirt_arm64_host_use(&w->caps, &w->cpu[c], &host, &plan));
	apply(w, c, &plan, NULL);
	check_host_runs(w, c);
}

static void guest_debug(struct world *w)
{
	unsigned int v = next_byte(w) % VCPUS, slot = next_byte(w);
	const uint32_t flags = DBGVIRT_ARM64_DEBUG_ENABLE | DBGVIRT_ARM64_DEBUG_USE_HW;

	w->debugged[v] = slot & 1;
	memset(&w->overlay[v], 0, sizeof(w->overlay[v]));
	w->overlay[v].dbgr[DBGVIRT_ARM64_DBGBVR(slot / 2 % 6)] = 0x400000;
	w->overlay[v].dbgr[DBGVIRT_ARM64_DBGBCR(slot / 2 % 6)] = next_value(w) | 1;
	if (w->running >= 0)
		leave(w);
	PROMISE(w, !dbgvirt_arm64_guest_debug(&w->vcpu[v], w->debugged[v] ? flags : 0,
					      &w->overlay[v]));
	if (w->running >= 0)
		enter(w);
}

/* Through a saved blob, onto a vCPU that held something else. */
static void migrate(struct world *w)
{
	unsigned int v = next_byte(w) % VCPUS;
	struct dbgvirt_arm64_state state;
	struct dbgvirt_arm64_vcpu fresh;

	if (w->running >= 0)
		put(w);
	if (w->debugged[v]) {
		PROMISE(w, dbgvirt_arm64_state_export(&w->caps, &w->vcpu[v], &state) ==
				   DBGVIRT_ERR_STATE);
		return;
	}
	PROMISE(w, !dbgvirt_arm64_state_export(&w->caps, &w->vcpu[v], &state));
	PROMISE(w, !dbgvirt_arm64_vcpu_init(&w->caps, &fresh));
	PROMISE(w, !dbgvirt_arm64_state_import(&w->caps, &fresh, &state, sizeof(state), NULL));
	w->vcpu[v] = fresh;
}

static void reset(struct world *w)
{
	unsigned int v = next_byte(w) % VCPUS;

	if (w->running >= 0)
		put(w);
	PROMISE(w, !dbgvirt_arm64_vcpu_reset(&w->caps, &w->vcpu[v]));
	memset(&w->ref[v], 0, sizeof(w->ref[v]));
}

static void make_world(struct world *w)
{
	uint8_t policy = next_byte(w), host = next_byte(w), bp = next_byte(w), wp = next_byte(w);
	struct dbgvirt_arm64_plan plan;
	unsigned int i;

	/* Cortex-A57: 6 breakpoints of which 2 are context-aware, 4 watchpoints. */
	w->config = (struct dbgvirt_arm64_config){
		.id_aa64dfr0 = 0x10305106,
		.policy = policy % 4,
		.features = policy & 4 ? DBGVIRT_ARM64_FEAT_FGT : 0,
		.bp_count = bp % 4 ? 0 : (uint8_t)(2 + bp / 4 % 5),
		.wp_count = wp % 4 ? 0 : (uint8_t)(2 + wp / 4 % 3),
	};
	w->host_el = (enum dbgvirt_arm64_host)(host % 3);
	PROMISE(w, !dbgvirt_arm64_caps_init(&w->caps, &w->config, NULL));
	for (i = 0; i < CPUS; i++) {
		memset(&w->fake[i].hw, 0xa5, sizeof(w->fake[i].hw));
		w->fake[i].locked = true;
		PROMISE(w, !dbgvirt_arm64_cpu_init(&w->caps, &w->cpu[i], w->host_el,
						   (enum dbgvirt_arm64_disarm)(host / 3 % 2), 6,
						   &plan));
		dbgvirt_fake_arm64_apply(&w->fake[i], &plan, &w->cpu[i], NULL);
	}
	for (i = 0; i < VCPUS; i++)
		PROMISE(w, !dbgvirt_arm64_vcpu_init(&w->caps, &w->vcpu[i]));
}

void arm64_world_play(const uint8_t *data, size_t size)
{
	static struct world w;

	if (size < ARM64_WORLD_HEADER)
		return;
	memset(&w, 0, sizeof(w));
	w.data = data;
	w.size = size;
	w.running = -1;
	make_world(&w);
	for (w.step = 0; w.size; w.step++) {
		uint8_t op = next_byte(&w);

		if (w.running < 0 || op >= 0xf0)
			load(&w, op & 1, op >> 1 & 1);
		else if (op < 0xb0)
			guest_access(&w);
		else if (op < 0xc0) {
			leave(&w);
			enter(&w);
		} else if (op < 0xd0)
			guest_debug(&w);
		else if (op < 0xd8)
			host_use(&w);
		else if (op < 0xe0)
			migrate(&w);
		else if (op < 0xe4)
			reset(&w);
		else
			put(&w);
	}
	if (w.running >= 0)
		put(&w);
}
