/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stddef.h>
#include <string.h>

#include "dbgvirt/arm64.h"
#include "unit/unit.h"

static struct dbgvirt_arm64_caps caps;
static struct dbgvirt_arm64_vcpu vcpu;
static struct dbgvirt_arm64_state state;
static struct dbgvirt_fault fault;

static void make(uint64_t dfr0, struct dbgvirt_arm64_caps *made)
{
	const struct dbgvirt_arm64_config config = { .id_aa64dfr0 = dfr0 };

	ck_assert_int_eq(dbgvirt_arm64_caps_init(made, &config, NULL), DBGVIRT_OK);
}

static void setup(void)
{
	make(0x10305106, &caps);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, &vcpu), DBGVIRT_OK);
	vcpu.regs.dbgr[DBGVIRT_ARM64_DBGBVR(5)] = 0xffff800008001000;
	vcpu.regs.dbgr[DBGVIRT_ARM64_DBGBCR(5)] = 0x1e7;
	vcpu.regs.dbgr[DBGVIRT_ARM64_DBGWCR(3)] = 0x1f1fffff;
	vcpu.regs.mdscr = 0x6ce0f041;
	vcpu.regs.mdccint = 0x60000000;
	vcpu.oslsr = 0xa;
	vcpu.claim = 0x81;
	vcpu.dbgvcr32 = 0xde;
	ck_assert_int_eq(dbgvirt_arm64_state_export(&caps, &vcpu, &state), DBGVIRT_OK);
	fault = (struct dbgvirt_fault){ NULL, 0, 0, 0 };
}

static int import(const void *blob, size_t size)
{
	return dbgvirt_arm64_state_import(&caps, &vcpu, blob, size, &fault);
}

START_TEST(what_is_exported_is_imported)
{
	struct dbgvirt_arm64_vcpu fresh;
	struct dbgvirt_arm64_state again;

	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&caps, &fresh), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_state_import(&caps, &fresh, &state, sizeof(state), NULL),
			 DBGVIRT_OK);
	ck_assert_mem_eq(&fresh.regs, &vcpu.regs, sizeof(fresh.regs));
	ck_assert_int_eq(dbgvirt_arm64_state_export(&caps, &fresh, &again), DBGVIRT_OK);
	ck_assert_mem_eq(&again, &state, sizeof(state));
}
END_TEST

START_TEST(any_alignment_is_read)
{
	unsigned char bytes[sizeof(state) + 8];
	unsigned int i;

	for (i = 0; i < 8; i++) {
		memcpy(bytes + i, &state, sizeof(state));
		ck_assert_int_eq(import(bytes + i, sizeof(state)), DBGVIRT_OK);
	}
}
END_TEST

/* The four size tests: too small, smaller, larger with a zero tail, larger with more. */
START_TEST(every_length)
{
	unsigned char bytes[sizeof(state) + 64];
	const size_t least = offsetof(struct dbgvirt_arm64_state, reserved);
	uint32_t size;

	for (size = 0; size < sizeof(bytes); size++) {
		memset(bytes, 0, sizeof(bytes));
		state.size = size;
		memcpy(bytes, &state, sizeof(state));
		ck_assert_int_eq(import(bytes, size), size < least ? DBGVIRT_ERR_SIZE : DBGVIRT_OK);
		if (size <= sizeof(state))
			continue;
		bytes[size - 1] = 1;
		ck_assert_int_eq(import(bytes, size), DBGVIRT_ERR_UNKNOWN);
		ck_assert_str_eq(fault.name, "tail");
	}
}
END_TEST

#define AT(field) offsetof(struct dbgvirt_arm64_state, field)
#define DBGR(i)   (AT(regs) + 8 * (size_t)(i))

/* One 64-bit word of the blob is changed; the blob is refused by name and nothing changes. */
static const struct {
	const char *name;
	size_t at;
	uint64_t value;
	int expect;
	uint64_t bits;
} bad[] = {
	{ "flags", AT(flags), 1, DBGVIRT_ERR_UNKNOWN, 1 },
	{ "reserved", AT(reserved) + 40, 2, DBGVIRT_ERR_UNKNOWN, 2 },
	{ "ID_AA64DFR0_EL1.BRPs", AT(id_aa64dfr0), 0xf010306106ull, DBGVIRT_ERR_CAPACITY, 7 },
	{ "ID_AA64DFR0_EL1.BRPs", AT(id_aa64dfr0), 0xf010304106ull, DBGVIRT_ERR_INVARIANT, 5 },
	{ "ID_AA64DFR0_EL1.WRPs", AT(id_aa64dfr0), 0xf010405106ull, DBGVIRT_ERR_CAPACITY, 5 },
	{ "ID_AA64DFR0_EL1.CTX_CMPs", AT(id_aa64dfr0), 0xf020305106ull, DBGVIRT_ERR_CAPACITY, 3 },
	{ "ID_AA64DFR0_EL1.DebugVer", AT(id_aa64dfr0), 0xf010305107ull, DBGVIRT_ERR_CAPACITY, 7 },
	{ "DBGBVR", DBGR(6), 4, DBGVIRT_ERR_CAPACITY, 4 },
	{ "DBGWCR", DBGR(48 + 4), 1, DBGVIRT_ERR_CAPACITY, 1 },
	{ "DBGBCR", DBGR(16), 0x10, DBGVIRT_ERR_RESERVED, 0x10 },
	{ "DBGWVR", DBGR(32), 1, DBGVIRT_ERR_RESERVED, 1 },
	{ "MDSCR_EL1", AT(regs) + 512, 2, DBGVIRT_ERR_RESERVED, 2 },
	{ "MDCCINT_EL1", AT(regs) + 520, 1, DBGVIRT_ERR_RESERVED, 1 },
	{ "DBGVCR32_EL2", AT(dbgvcr32), 0x100, DBGVIRT_ERR_RESERVED, 0x100 },
	{ "OSLSR_EL1", AT(oslsr), 0x2, DBGVIRT_ERR_INVARIANT, 0x2 },
	{ "OSLSR_EL1", AT(oslsr), 0x108, DBGVIRT_ERR_INVARIANT, 0x108 },
	{ "DBGCLAIM", AT(claim), 0x100, DBGVIRT_ERR_RESERVED, 0x100 },
};

START_TEST(a_bad_field_is_refused_by_name)
{
	struct dbgvirt_arm64_vcpu before = vcpu;
	unsigned char bytes[sizeof(state)];

	memcpy(bytes, &state, sizeof(state));
	memcpy(bytes + bad[_i].at, &bad[_i].value, 8);
	ck_assert_msg(import(bytes, sizeof(bytes)) == bad[_i].expect, "%s", bad[_i].name);
	ck_assert_str_eq(fault.name, bad[_i].name);
	ck_assert_uint_eq(fault.bits, bad[_i].bits);
	ck_assert_mem_eq(&vcpu, &before, sizeof(vcpu));
}
END_TEST

START_TEST(another_version_or_byte_order_is_refused)
{
	state.version++;
	ck_assert_int_eq(import(&state, sizeof(state)), DBGVIRT_ERR_VERSION);
	state.version = __builtin_bswap32(DBGVIRT_ARM64_STATE_VERSION);
	ck_assert_int_eq(import(&state, sizeof(state)), DBGVIRT_ERR_VERSION);
	state.version = DBGVIRT_ARM64_STATE_VERSION;
	state.size--;
	ck_assert_int_eq(import(&state, sizeof(state)), DBGVIRT_ERR_SIZE);
}
END_TEST

/* Field survey: no implementation checks that slots in use fit the destination. */
START_TEST(a_smaller_destination_refuses)
{
	struct dbgvirt_arm64_caps small;
	struct dbgvirt_arm64_vcpu other;

	make(0x10203106, &small);
	ck_assert_int_eq(dbgvirt_arm64_vcpu_init(&small, &other), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_state_import(&small, &other, &state, sizeof(state), &fault),
			 DBGVIRT_ERR_CAPACITY);
	ck_assert_str_eq(fault.name, "ID_AA64DFR0_EL1.BRPs");
}
END_TEST

START_TEST(wrong_state_is_refused)
{
	struct dbgvirt_arm64_vcpu raw;

	memset(&raw, 0xee, sizeof(raw));
	ck_assert_int_eq(dbgvirt_arm64_state_export(&caps, &raw, &state), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_state_import(&caps, &raw, &state, sizeof(state), NULL),
			 DBGVIRT_ERR_STATE);
	vcpu.loaded = &caps;
	ck_assert_int_eq(dbgvirt_arm64_state_export(&caps, &vcpu, &state), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(import(&state, sizeof(state)), DBGVIRT_ERR_STATE);
	vcpu.loaded = NULL;
	ck_assert_int_eq(dbgvirt_arm64_guest_debug(&vcpu, 1, NULL), DBGVIRT_OK);
	ck_assert_int_eq(dbgvirt_arm64_state_export(&caps, &vcpu, &state), DBGVIRT_ERR_STATE);
	ck_assert_int_eq(dbgvirt_arm64_state_export(&caps, &vcpu, NULL), DBGVIRT_ERR_NULL);
	ck_assert_int_eq(dbgvirt_arm64_state_import(&caps, &vcpu, NULL, 0, NULL), DBGVIRT_ERR_NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("worldswitch.arm64_state");
	TCase *tcase = tcase_create("state");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, what_is_exported_is_imported);
	tcase_add_test(tcase, any_alignment_is_read);
	tcase_add_test(tcase, every_length);
	tcase_add_loop_test(tcase, a_bad_field_is_refused_by_name, 0, ROWS(bad));
	tcase_add_test(tcase, another_version_or_byte_order_is_refused);
	tcase_add_test(tcase, a_smaller_destination_refuses);
	tcase_add_test(tcase, wrong_state_is_refused);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
