/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <string.h>

#include "dbgvirt/arm64.h"
#include "dbgvirt_fake_arm64.h"
#include "unit/unit.h"

#define EL1H      0x5
#define ESR_MDSCR 0x62240004ull /* op0 2, op2 2, CRm 2 */
#define ESR_OSLAR 0x62280400ull /* op0 2, op2 4, CRn 1 */
#define ESR_BVR0  0x62280000ull
#define ESR_BCR0  0x622a0000ull
#define BIT(n)    (1ull << (n))

static struct dbgvirt_arm64_caps caps;
static struct dbgvirt_arm64_cpu cpu;
static struct dbgvirt_arm64_vcpu vcpu;
static struct dbgvirt_fake_arm64 fake;

static void start(uint8_t policy, enum dbgvirt_arm64_host host, enum dbgvirt_arm64_disarm disarm)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0x10305106, .policy = policy };
	struct dbgvirt_arm64_plan plan;

	memset(&fake, 0, sizeof(fake));
	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_cpu_init(&caps, &cpu, host, disarm, 6, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, NULL);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, &vcpu), DBGVIRT_OK);
	dbgvirt_fake_arm64_clear(&fake);
}

static void setup(void)
{
	start(DBGVIRT_ARM64_RESIDENT_LAZY, DBGVIRT_ARM64_HOST_EL2, DBGVIRT_ARM64_DISARM_OSLOCK);
}

typedef int planner(const struct dbgvirt_arm64_caps *, struct dbgvirt_arm64_cpu *,
		    struct dbgvirt_arm64_vcpu *, struct dbgvirt_arm64_plan *);

static struct dbgvirt_arm64_plan run(planner *make)
{
	struct dbgvirt_arm64_plan plan;

	ck_assert_int_eq(make(&caps, &cpu, &vcpu, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, &vcpu);
	return plan;
}

/* One trip out of the guest and back, as a port makes it. */
static void reenter(void)
{
	if (dbgvirt_arm64_exit_needed(&vcpu))
		run(dbgvirt_arm64_plan_exit);
	if (dbgvirt_arm64_entry_needed(&vcpu))
		run(dbgvirt_arm64_plan_entry);
}

static void guest_writes(uint64_t esr, uint64_t value)
{
	uint64_t x[31] = { value };
	struct dbgvirt_outcome outcome;

	if (dbgvirt_arm64_exit_needed(&vcpu))
		run(dbgvirt_arm64_plan_exit);
	ck_assert_int_eq(dbgvirt_arm64_trap(&caps, &vcpu, esr, EL1H, x, &outcome, NULL),
			 DBGVIRT_OK);
	ck_assert_uint_eq(outcome.action, DBGVIRT_RESUME);
	if (dbgvirt_arm64_entry_needed(&vcpu))
		run(dbgvirt_arm64_plan_entry);
}

static enum dbgvirt_owner expected_owner(int debugged, int oslk, int live, int written)
{
	if (debugged || oslk)
		return DBGVIRT_OWNER_HOST;
	return live || written ? DBGVIRT_OWNER_GUEST : DBGVIRT_OWNER_FREE;
}

/* Linux KVM kvm_vcpu_load_debug(): host before guest before free; all inputs. */
START_TEST(owner_for_all_inputs)
{
	unsigned int mdscr, flags, wrong = 0;

	for (mdscr = 0; mdscr <= 0xffff; mdscr++)
		for (flags = 0; flags < 8; flags++) {
			int live = (mdscr & 0x8000) || (mdscr & 0x2000) || (mdscr & 1);

			wrong += dbgvirt_arm64_owner(flags & 1, flags & 2, mdscr, flags & 4) !=
				 expected_owner(flags & 1, flags & 2, live, flags & 4);
		}
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(nobody_debugging_costs_nothing)
{
	run(dbgvirt_arm64_plan_load);
	ck_assert_uint_eq(fake.mdcr, 0xe06);
	dbgvirt_fake_arm64_clear(&fake);
	ck_assert(!dbgvirt_arm64_entry_needed(&vcpu));
	ck_assert(!dbgvirt_arm64_exit_needed(&vcpu));
	reenter();
	ck_assert_uint_eq(fake.log_count, 0);
}
END_TEST

START_TEST(first_write_gives_a_fresh_guest_the_hardware_for_one_register)
{
	run(dbgvirt_arm64_plan_load);
	dbgvirt_fake_arm64_clear(&fake);
	guest_writes(ESR_BVR0, 0x400000);
	ck_assert(vcpu.untrapped);
	ck_assert_uint_eq(fake.mdcr, 0xc06);
	ck_assert_uint_eq(fake.cost.reads, 0);
	ck_assert_uint_eq(fake.cost.writes, 1);
	ck_assert_uint_eq(fake.hw.dbgr[0], 0x400000);
}
END_TEST

/* A trapped read is no reason to switch: KVM 7.2 takes it for one. */
START_TEST(a_read_changes_no_owner)
{
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BVR0 | 1, 0);
	ck_assert_uint_eq(vcpu.owner, DBGVIRT_OWNER_FREE);
	ck_assert(!vcpu.untrapped);
}
END_TEST

static void guest_arms_untrapped(void)
{
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BVR0, 0x400000);
	ck_assert(vcpu.untrapped);
	fake.hw.dbgr[DBGVIRT_ARM64_DBGBCR(0)] = 0x1e5;
	fake.hw.mdscr = 0xa000;
	dbgvirt_fake_arm64_clear(&fake);
}

static const struct {
	enum dbgvirt_arm64_host host;
	enum dbgvirt_arm64_disarm disarm;
	unsigned int reads, writes;
} reenter_costs[] = {
	{ DBGVIRT_ARM64_HOST_EL2, DBGVIRT_ARM64_DISARM_OSLOCK, 0, 0 },
	{ DBGVIRT_ARM64_HOST_VHE, DBGVIRT_ARM64_DISARM_OSLOCK, 0, 2 },
	{ DBGVIRT_ARM64_HOST_EL1, DBGVIRT_ARM64_DISARM_OSLOCK, 0, 2 },
	{ DBGVIRT_ARM64_HOST_EL1, DBGVIRT_ARM64_DISARM_MDSCR, 1, 2 },
};

START_TEST(guest_owned_reentry)
{
	start(DBGVIRT_ARM64_RESIDENT_LAZY, reenter_costs[_i].host, reenter_costs[_i].disarm);
	guest_arms_untrapped();
	reenter();
	ck_assert_uint_eq(fake.cost.reads, reenter_costs[_i].reads);
	ck_assert_uint_eq(fake.cost.writes, reenter_costs[_i].writes);
	ck_assert_uint_eq(fake.cost.mdcr_writes, 0);
	ck_assert_uint_eq(fake.hw.mdscr, 0xa000);
	ck_assert(!fake.locked);
}
END_TEST

START_TEST(put_reads_all_and_reload_on_the_same_cpu_moves_nothing)
{
	guest_arms_untrapped();
	run(dbgvirt_arm64_plan_put);
	ck_assert_uint_eq(fake.cost.reads, 20 + 2);
	ck_assert_uint_eq(vcpu.regs.dbgr[DBGVIRT_ARM64_DBGBCR(0)], 0x1e5);
	ck_assert_uint_eq(vcpu.regs.mdscr, 0xa000);
	dbgvirt_fake_arm64_clear(&fake);
	run(dbgvirt_arm64_plan_load);
	ck_assert_uint_eq(fake.log_count, 0);
}
END_TEST

/* QEMU keeps RES0 bits that a guest writes; they must not make its state refusable. */
START_TEST(res0_bits_of_the_hardware_do_not_reach_the_image)
{
	struct dbgvirt_arm64_state state;

	guest_arms_untrapped();
	fake.hw.dbgr[DBGVIRT_ARM64_DBGBCR(1)] = UINT64_MAX & ~1ull;
	fake.hw.dbgr[DBGVIRT_ARM64_DBGWVR(1)] = 3;
	fake.hw.mdccint = UINT64_MAX;
	run(dbgvirt_arm64_plan_put);
	ck_assert_int_eq(dbgvirt_arm64_state_export(&caps, &vcpu, &state), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_state_import(&caps, &vcpu, &state, sizeof(state), NULL),
			 DBGVIRT_OK);
}
END_TEST

/* A guest that stopped debugging is free again at the next load. */
START_TEST(ownership_decays_at_load)
{
	guest_arms_untrapped();
	fake.hw.mdscr = 0;
	run(dbgvirt_arm64_plan_put);
	run(dbgvirt_arm64_plan_load);
	ck_assert_uint_eq(vcpu.owner, DBGVIRT_OWNER_FREE);
	ck_assert_uint_eq(fake.mdcr, 0xe06);
}
END_TEST

/* 70e4da7a8ff6: breakpoints missed after a switch. A, then B, then A: A's are armed. */
START_TEST(another_vcpu_in_between_does_not_lose_breakpoints)
{
	struct dbgvirt_arm64_vcpu other;
	struct dbgvirt_arm64_plan plan;

	guest_arms_untrapped();
	run(dbgvirt_arm64_plan_put);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, &other), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_plan_load(&caps, &cpu, &other, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, &other);
	ck_assert_uint_eq(fake.hw.mdscr & 0xa001, 0);
	other.regs.mdscr = 0xa000;
	other.entry_work = 1;
	ck_assert_int_eq(dbgvirt_arm64_plan_entry(&caps, &cpu, &other, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, &other);
	ck_assert_uint_eq(fake.hw.dbgr[DBGVIRT_ARM64_DBGBCR(0)], 0);
	ck_assert_uint_eq(fake.hw.dbgr[DBGVIRT_ARM64_DBGBVR(0)], 0);
	ck_assert_int_eq(dbgvirt_arm64_plan_put(&caps, &cpu, &other, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, &other);
	run(dbgvirt_arm64_plan_load);
	ck_assert_uint_eq(fake.hw.dbgr[DBGVIRT_ARM64_DBGBCR(0)], 0x1e5);
	ck_assert_uint_eq(fake.hw.dbgr[DBGVIRT_ARM64_DBGBVR(0)], 0x400000);
	ck_assert_uint_eq(fake.hw.mdscr, 0xa000);
}
END_TEST

START_TEST(os_lock_disarms_and_gives_the_registers_back_unchanged)
{
	guest_arms_untrapped();
	guest_writes(ESR_OSLAR, 1);
	ck_assert_uint_eq(vcpu.owner, DBGVIRT_OWNER_HOST);
	ck_assert_uint_eq(fake.hw.mdscr & 0xa001, 0);
	ck_assert_uint_eq(fake.mdcr, 0xe06);
	ck_assert_uint_eq(vcpu.regs.mdscr, 0xa000);
	guest_writes(ESR_OSLAR, 0);
	ck_assert_uint_eq(vcpu.owner, DBGVIRT_OWNER_GUEST);
	ck_assert_uint_eq(fake.hw.mdscr, 0xa000);
	ck_assert_uint_eq(fake.hw.dbgr[DBGVIRT_ARM64_DBGBCR(0)], 0x1e5);
}
END_TEST

START_TEST(always_trap_moves_one_register_for_one_write)
{
	start(DBGVIRT_ARM64_ALWAYS_TRAP, DBGVIRT_ARM64_HOST_EL2, DBGVIRT_ARM64_DISARM_OSLOCK);
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BVR0, 0x400000);
	guest_writes(ESR_BCR0, 0x1e7);
	dbgvirt_fake_arm64_clear(&fake);
	guest_writes(ESR_MDSCR, 0x8000);
	ck_assert_uint_eq(fake.cost.writes, 3);
	ck_assert_uint_eq(fake.mdcr, 0xe06);
	dbgvirt_fake_arm64_clear(&fake);
	guest_writes(ESR_BVR0, 0x400004);
	ck_assert_uint_eq(fake.cost.writes, 1);
	ck_assert_uint_eq(fake.hw.dbgr[0], 0x400004);
	dbgvirt_fake_arm64_clear(&fake);
	guest_writes(ESR_BVR0, 0x400004);
	ck_assert_uint_eq(fake.log_count, 0);
}
END_TEST

/* Two registers of an armed slot change: MDE is away while they do, and values go first. */
START_TEST(no_slot_is_armed_while_half_written)
{
	unsigned int i;
	uint64_t mde = 0x8000;

	start(DBGVIRT_ARM64_ALWAYS_TRAP, DBGVIRT_ARM64_HOST_EL2, DBGVIRT_ARM64_DISARM_OSLOCK);
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BVR0, 0x400000);
	guest_writes(ESR_BCR0, 0x1e7);
	guest_writes(ESR_MDSCR, mde);
	vcpu.regs.dbgr[0] = 0x500000;
	vcpu.regs.dbgr[16] = 0x1e5;
	vcpu.written = BIT(0) | BIT(16);
	dbgvirt_fake_arm64_clear(&fake);
	reenter();
	ck_assert_uint_eq(fake.log_count, 4);
	for (i = 0; i < fake.log_count; i++) {
		if (fake.log[i].reg == DBGVIRT_FAKE_MDSCR)
			mde = fake.log[i].value & 0x8000;
		else
			ck_assert_uint_eq(mde, 0);
	}
	ck_assert_uint_eq(mde, 0x8000);
	ck_assert_uint_eq(fake.log[1].reg, 0);
	ck_assert_uint_eq(fake.log[2].reg, 16);
}
END_TEST

/* The two policies of the field, by what they are known to move (A57: 21 and MDSCR a way). */
static const struct {
	uint8_t policy;
	unsigned int reads, writes;
} whole[] = {
	{ DBGVIRT_ARM64_EAGER, 22, 22 },
	{ DBGVIRT_ARM64_EXIT_LAZY, 22, 22 },
};

START_TEST(whole_policies_move_all_each_way)
{
	start(whole[_i].policy, DBGVIRT_ARM64_HOST_EL2, DBGVIRT_ARM64_DISARM_OSLOCK);
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_MDSCR, 0x8000);
	fake.hw.mdscr = 0x8000;
	dbgvirt_fake_arm64_clear(&fake);
	reenter();
	ck_assert_uint_eq(fake.cost.reads, whole[_i].reads);
	ck_assert_uint_ge(fake.cost.writes, whole[_i].writes - 1);
	ck_assert_uint_le(fake.cost.writes, whole[_i].writes + 1);
}
END_TEST

START_TEST(a_guest_with_fewer_slots_is_never_untrapped)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0x10305106, .bp_count = 4 };

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&caps, &config, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, &vcpu), DBGVIRT_OK);
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BVR0, 0x400000);
	guest_writes(ESR_BCR0, 0x1e7);
	guest_writes(ESR_MDSCR, 0x8000);
	ck_assert_uint_eq(fake.mdcr, 0xe06);
	/* Its breakpoint 0 is the hardware's 2. */
	ck_assert_uint_eq(fake.hw.dbgr[DBGVIRT_ARM64_DBGBVR(2)], 0x400000);
	ck_assert_uint_eq(fake.hw.dbgr[DBGVIRT_ARM64_DBGBCR(2)], 0x1e7);
	ck_assert_uint_eq(fake.hw.dbgr[DBGVIRT_ARM64_DBGBCR(0)], 0);
}
END_TEST

/* A guest that asks for EL2 keeps what it wrote, and the hardware gets EL1 only. */
START_TEST(unconfined_controls_stay_trapped)
{
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BCR0, 0x21e3);
	guest_writes(ESR_MDSCR, 0xa000);
	ck_assert(!vcpu.untrapped);
	ck_assert_uint_eq(fake.mdcr, 0xe06);
	ck_assert_uint_eq(vcpu.regs.dbgr[16], 0x21e3);
	ck_assert_uint_eq(fake.hw.dbgr[16], 0x01e3);
}
END_TEST

START_TEST(a_host_debugger_takes_all_and_the_guest_keeps_its_image)
{
	struct dbgvirt_arm64_regs overlay = { .dbgr = { [0] = 0x1000, [16] = 0x21e7 } };
	const uint32_t flags = DBGVIRT_ARM64_DEBUG_ENABLE | DBGVIRT_ARM64_DEBUG_USE_HW |
			       DBGVIRT_ARM64_DEBUG_SINGLESTEP;

	guest_arms_untrapped();
	ck_assert_int_eq(dbgvirt_arm64_guest_debug(&vcpu, flags, &overlay), DBGVIRT_OK);
	reenter();
	ck_assert_uint_eq(vcpu.owner, DBGVIRT_OWNER_HOST);
	ck_assert_uint_eq(fake.mdcr, 0xf06);
	ck_assert_uint_eq(fake.hw.mdscr, 0x8001);
	ck_assert_uint_eq(fake.hw.dbgr[0], 0x1000);
	ck_assert_uint_eq(fake.hw.dbgr[16], 0x01e7);
	ck_assert_uint_eq(vcpu.regs.dbgr[0], 0x400000);
	ck_assert_uint_eq(vcpu.regs.dbgr[16], 0x1e5);
	ck_assert_int_eq(dbgvirt_arm64_guest_debug(&vcpu, 0, NULL), DBGVIRT_OK);
	reenter();
	ck_assert_uint_eq(fake.hw.dbgr[0], 0x400000);
	ck_assert_uint_eq(fake.hw.dbgr[16], 0x1e5);
	ck_assert_uint_eq(fake.hw.mdscr, 0xa000);
	ck_assert_uint_eq(fake.mdcr, 0xc06);
}
END_TEST

/*
 * Seed 000's four cases, on a host at EL1: nobody, host only, guest only, both.
 * What runs finds its own registers armed, and no one else's.
 */
START_TEST(four_cases_of_use)
{
	int host_uses = _i & 1, guest_uses = _i & 2, turn;
	struct dbgvirt_arm64_regs host = { .mdscr = 0x1000 };
	struct dbgvirt_arm64_plan plan;

	start(DBGVIRT_ARM64_RESIDENT_LAZY, DBGVIRT_ARM64_HOST_EL1, DBGVIRT_ARM64_DISARM_OSLOCK);
	if (host_uses) {
		host.mdscr = 0xb000;
		host.dbgr[DBGVIRT_ARM64_DBGBVR(0)] = 0xffff000000001000;
		host.dbgr[DBGVIRT_ARM64_DBGBCR(0)] = 0x1e3;
	}
	ck_assert_int_eq(dbgvirt_arm64_host_use(&caps, &cpu, &host, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, NULL);
	run(dbgvirt_arm64_plan_load);
	if (guest_uses) {
		guest_writes(ESR_BVR0, 0x400000);
		if (!vcpu.untrapped) {
			guest_writes(ESR_BCR0, 0x1e5);
			guest_writes(ESR_MDSCR, 0xa000);
		} else {
			fake.hw.dbgr[16] = 0x1e5;
			fake.hw.mdscr = 0xa000;
		}
	}
	ck_assert_int_eq(vcpu.untrapped, guest_uses && !host_uses);
	for (turn = 0; turn < 3; turn++) {
		ck_assert_uint_eq(fake.hw.mdscr & 0xa001, guest_uses ? 0xa000 : 0);
		if (guest_uses)
			ck_assert(fake.hw.dbgr[0] == 0x400000 && fake.hw.dbgr[16] == 0x1e5);
		ck_assert(!fake.locked);
		if (dbgvirt_arm64_exit_needed(&vcpu))
			run(dbgvirt_arm64_plan_exit);
		if (host_uses)
			ck_assert(fake.hw.mdscr == 0xb000 && fake.hw.dbgr[16] == 0x1e3 &&
				  fake.hw.dbgr[0] == 0xffff000000001000);
		else
			ck_assert(fake.locked || !(fake.hw.mdscr & 0xa001));
		if (dbgvirt_arm64_entry_needed(&vcpu))
			run(dbgvirt_arm64_plan_entry);
	}
}
END_TEST

START_TEST(a_host_that_begins_to_use_slots_finds_no_guests_left_behind)
{
	struct dbgvirt_arm64_regs host = { .mdscr = 0xa000 };
	struct dbgvirt_arm64_plan plan;

	start(DBGVIRT_ARM64_RESIDENT_LAZY, DBGVIRT_ARM64_HOST_VHE, DBGVIRT_ARM64_DISARM_OSLOCK);
	guest_arms_untrapped();
	if (dbgvirt_arm64_exit_needed(&vcpu))
		run(dbgvirt_arm64_plan_exit);
	run(dbgvirt_arm64_plan_put);
	ck_assert_uint_eq(fake.hw.mdscr, 0);
	ck_assert(!fake.locked);
	host.dbgr[DBGVIRT_ARM64_DBGBVR(3)] = 0xffff000000001000;
	host.dbgr[DBGVIRT_ARM64_DBGBCR(3)] = 0x1e3;
	ck_assert_int_eq(dbgvirt_arm64_host_use(&caps, &cpu, &host, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, NULL);
	ck_assert_uint_eq(fake.hw.dbgr[16], 0);
	ck_assert_uint_eq(fake.hw.dbgr[19], 0x1e3);
	ck_assert_uint_eq(fake.hw.mdscr, 0xa000);
}
END_TEST

/*
 * Linux sets MDE before it writes its first slot: what a guest left enabled must
 * not be live under it, after an exit or a put, whatever the policy.
 */
START_TEST(a_host_with_mde_and_no_slot_finds_no_guests_slot)
{
	const struct dbgvirt_arm64_regs host = { .mdscr = 0xa000 };
	const enum dbgvirt_arm64_disarm disarm = _i & 1 ? DBGVIRT_ARM64_DISARM_MDSCR :
							  DBGVIRT_ARM64_DISARM_OSLOCK;
	const enum dbgvirt_arm64_host where = _i & 2 ? DBGVIRT_ARM64_HOST_EL1 :
						       DBGVIRT_ARM64_HOST_VHE;
	struct dbgvirt_arm64_plan plan;

	start((uint8_t)(_i >> 2), where, disarm);
	ck_assert_int_eq(dbgvirt_arm64_host_use(&caps, &cpu, &host, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, NULL);
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BVR0, 0x4000);
	guest_writes(ESR_BCR0, 0x1e7);
	guest_writes(ESR_MDSCR, 0xa000);
	ck_assert_uint_eq(fake.hw.dbgr[16], 0x1e7);
	if (dbgvirt_arm64_exit_needed(&vcpu))
		run(dbgvirt_arm64_plan_exit);
	ck_assert(fake.hw.mdscr == 0xa000 && !(fake.hw.dbgr[16] & 1));
	run(dbgvirt_arm64_plan_put);
	ck_assert(fake.hw.mdscr == 0xa000 && !(fake.hw.dbgr[16] & 1));
}
END_TEST

START_TEST(a_guests_dcc_interrupt_does_not_stay_with_the_host)
{
	start(DBGVIRT_ARM64_RESIDENT_LAZY, DBGVIRT_ARM64_HOST_VHE, DBGVIRT_ARM64_DISARM_OSLOCK);
	guest_arms_untrapped();
	fake.hw.mdccint = 0x20000000;
	if (dbgvirt_arm64_exit_needed(&vcpu))
		run(dbgvirt_arm64_plan_exit);
	run(dbgvirt_arm64_plan_put);
	ck_assert_uint_eq(fake.hw.mdccint, 0);
	ck_assert_uint_eq(vcpu.regs.mdccint, 0x20000000);
}
END_TEST

/* Mixed CPUs: registers the capabilities do not know would pass between VMs. */
START_TEST(capabilities_of_another_cpu_are_refused)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = 0x10303106 };
	struct dbgvirt_arm64_caps other;
	struct dbgvirt_arm64_plan plan;

	ck_assert_int_eq(dbgvirt_arm64_caps_init(&other, &config, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_plan_load(&other, &cpu, &vcpu, &plan), DBGVIRT_ERR_RANGE);
	ck_assert_ptr_null(vcpu.loaded);
	run(dbgvirt_arm64_plan_load);
}
END_TEST

START_TEST(fgt_keeps_the_dcc_trapped)
{
	caps.features |= DBGVIRT_ARM64_FEAT_FGT;
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BVR0, 0);
	ck_assert_uint_eq(fake.mdcr, 0x8000c06);
}
END_TEST

/* With FEAT_FGT, TDCC traps MDCCINT_EL1 while the guest has the rest: put must not read it back. */
START_TEST(a_trapped_mdccint_write_survives_put_under_fgt)
{
	caps.features |= DBGVIRT_ARM64_FEAT_FGT;
	guest_arms_untrapped();
	guest_writes(0x62200004, 0x60000000);
	ck_assert(vcpu.untrapped);
	run(dbgvirt_arm64_plan_put);
	ck_assert_uint_eq(vcpu.regs.mdccint, 0x60000000);
}
END_TEST

/* A host that single-steps itself must not lose it to the OS Lock at exit. */
START_TEST(a_host_that_single_steps_keeps_its_mdscr)
{
	const struct dbgvirt_arm64_regs host = { .mdscr = 0x2001 };
	struct dbgvirt_arm64_plan plan;

	start(DBGVIRT_ARM64_RESIDENT_LAZY, DBGVIRT_ARM64_HOST_EL1, DBGVIRT_ARM64_DISARM_OSLOCK);
	ck_assert_int_eq(dbgvirt_arm64_host_use(&caps, &cpu, &host, &plan), DBGVIRT_OK);
	dbgvirt_fake_arm64_apply(&fake, &plan, &cpu, NULL);
	run(dbgvirt_arm64_plan_load);
	guest_writes(ESR_BVR0, 0x400000);
	ck_assert_uint_eq(fake.hw.mdscr & 0xa001, 0);
	ck_assert(dbgvirt_arm64_exit_needed(&vcpu));
	run(dbgvirt_arm64_plan_exit);
	ck_assert(!fake.locked);
	ck_assert_uint_eq(fake.hw.mdscr, 0x2001);
}
END_TEST

START_TEST(calls_in_the_wrong_state_are_refused)
{
	struct dbgvirt_arm64_cpu other;
	struct dbgvirt_arm64_plan plan, before;
	struct dbgvirt_arm64_vcpu raw;
	struct dbgvirt_arm64_regs host = { .mdscr = 0 };

	memset(&raw, 0xee, sizeof(raw));
	memset(&plan, 0x77, sizeof(plan));
	before = plan;
	ck_assert_int_eq(dbgvirt_arm64_plan_entry(&caps, &cpu, &vcpu, &plan), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_plan_exit(&caps, &cpu, &vcpu, &plan), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_plan_put(&caps, &cpu, &vcpu, &plan), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_plan_load(&caps, &cpu, &raw, &plan), DBGVIRT_ERR_STATE);
	ck_assert_mem_eq(&plan, &before, sizeof(plan));
	ck_assert_int_eq(dbgvirt_arm64_host_use(&caps, &cpu, &host, &plan), DBGVIRT_ERR_RANGE);
	ck_assert_int_eq(dbgvirt_arm64_cpu_init(&caps, &other, DBGVIRT_ARM64_HOST_EL1,
						DBGVIRT_ARM64_DISARM_OSLOCK, 6, &plan),
			 DBGVIRT_OK);
	host.dbgr[DBGVIRT_ARM64_DBGBCR(6)] = 1;
	ck_assert_int_eq(dbgvirt_arm64_host_use(&caps, &other, &host, &plan), DBGVIRT_ERR_RANGE);
	host.dbgr[DBGVIRT_ARM64_DBGBCR(6)] = 0;
	ck_assert_int_eq(dbgvirt_arm64_plan_load(&caps, &other, &vcpu, &plan), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_plan_load(&caps, &cpu, &vcpu, &plan), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_plan_entry(&caps, &cpu, &vcpu, &plan), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_host_use(&caps, &other, &host, &plan), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_reset(&caps, &vcpu), DBGVIRT_ERR_STATE);
}
END_TEST

START_TEST(reg_get_is_refused_while_the_hardware_is_ahead)
{
	uint64_t value;

	guest_arms_untrapped();
	ck_assert_int_eq(dbgvirt_arm64_reg_get(&caps, &vcpu, 0x8012, &value), DBGVIRT_ERR_STATE);
	run(dbgvirt_arm64_plan_put);
	ck_assert_int_eq(dbgvirt_arm64_reg_get(&caps, &vcpu, 0x8012, &value), DBGVIRT_OK);
	ck_assert_uint_eq(value, 0xa000);
}
END_TEST

START_TEST(bad_cpu_init_is_refused)
{
	struct dbgvirt_arm64_plan plan;
	const enum dbgvirt_arm64_host no_host = (enum dbgvirt_arm64_host)3;
	const enum dbgvirt_arm64_disarm no_disarm = (enum dbgvirt_arm64_disarm)2;

	ck_assert_int_eq(dbgvirt_arm64_cpu_init(NULL, &cpu, 0, 0, 6, &plan), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_cpu_init(&caps, NULL, 0, 0, 6, &plan), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_cpu_init(&caps, &cpu, 0, 0, 6, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_cpu_init(&caps, &cpu, no_host, 0, 6, &plan),
			 DBGVIRT_ERR_RANGE);
	ck_assert_int_eq(dbgvirt_arm64_cpu_init(&caps, &cpu, 0, no_disarm, 6, &plan),
			 DBGVIRT_ERR_RANGE);
	ck_assert_int_eq(dbgvirt_arm64_cpu_init(&caps, &cpu, 0, 0, 0x206, &plan),
			 DBGVIRT_ERR_RESERVED);
}
END_TEST

START_TEST(null_is_refused)
{
	planner *const all[] = { dbgvirt_arm64_plan_load, dbgvirt_arm64_plan_entry,
				 dbgvirt_arm64_plan_exit, dbgvirt_arm64_plan_put };
	struct dbgvirt_arm64_plan plan;
	int i;

	for (i = 0; i < ROWS(all); i++) {
		ck_assert_int_eq(all[i](NULL, &cpu, &vcpu, &plan), DBGVIRT_ERR_NULL);
		ck_assert_int_eq(all[i](&caps, NULL, &vcpu, &plan), DBGVIRT_ERR_NULL);
		ck_assert_int_eq(all[i](&caps, &cpu, NULL, &plan), DBGVIRT_ERR_NULL);
		ck_assert_int_eq(all[i](&caps, &cpu, &vcpu, NULL), DBGVIRT_ERR_NULL);
	}
	ck_assert_int_eq(dbgvirt_arm64_host_use(&caps, &cpu, NULL, &plan), DBGVIRT_ERR_NULL);
}
END_TEST

/* Growth is a change of the ABI and of what every vCPU costs (Linux KVM: 1044 to 1584 bytes). */
START_TEST(a_vcpu_costs_at_most_640_bytes)
{
	ck_assert_uint_le(sizeof(struct dbgvirt_arm64_vcpu), 640);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("worldswitch.arm64_plan");
	TCase *tcase = tcase_create("plan");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, owner_for_all_inputs);
	tcase_add_test(tcase, nobody_debugging_costs_nothing);
	tcase_add_test(tcase, first_write_gives_a_fresh_guest_the_hardware_for_one_register);
	tcase_add_test(tcase, a_read_changes_no_owner);
	tcase_add_loop_test(tcase, guest_owned_reentry, 0, ROWS(reenter_costs));
	tcase_add_test(tcase, put_reads_all_and_reload_on_the_same_cpu_moves_nothing);
	tcase_add_test(tcase, res0_bits_of_the_hardware_do_not_reach_the_image);
	tcase_add_test(tcase, ownership_decays_at_load);
	tcase_add_test(tcase, another_vcpu_in_between_does_not_lose_breakpoints);
	tcase_add_test(tcase, os_lock_disarms_and_gives_the_registers_back_unchanged);
	tcase_add_test(tcase, always_trap_moves_one_register_for_one_write);
	tcase_add_test(tcase, no_slot_is_armed_while_half_written);
	tcase_add_loop_test(tcase, whole_policies_move_all_each_way, 0, ROWS(whole));
	tcase_add_test(tcase, a_guest_with_fewer_slots_is_never_untrapped);
	tcase_add_test(tcase, unconfined_controls_stay_trapped);
	tcase_add_test(tcase, a_host_debugger_takes_all_and_the_guest_keeps_its_image);
	tcase_add_loop_test(tcase, four_cases_of_use, 0, 4);
	tcase_add_test(tcase, a_host_that_begins_to_use_slots_finds_no_guests_left_behind);
	tcase_add_loop_test(tcase, a_host_with_mde_and_no_slot_finds_no_guests_slot, 0, 16);
	tcase_add_test(tcase, a_guests_dcc_interrupt_does_not_stay_with_the_host);
	tcase_add_test(tcase, capabilities_of_another_cpu_are_refused);
	tcase_add_test(tcase, fgt_keeps_the_dcc_trapped);
	tcase_add_test(tcase, a_trapped_mdccint_write_survives_put_under_fgt);
	tcase_add_test(tcase, a_host_that_single_steps_keeps_its_mdscr);
	tcase_add_test(tcase, calls_in_the_wrong_state_are_refused);
	tcase_add_test(tcase, reg_get_is_refused_while_the_hardware_is_ahead);
	tcase_add_test(tcase, bad_cpu_init_is_refused);
	tcase_add_test(tcase, null_is_refused);
	tcase_add_test(tcase, a_vcpu_costs_at_most_640_bytes);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
