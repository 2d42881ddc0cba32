/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Watchpoints in every slot: loads, stores, byte address select, address mask.
 * Accesses are aligned: QEMU 7.2 reports hits for unaligned ones beside the
 * watched bytes.
 */
#include "guest.h"

#define WCR(lsc, bas)                                      \
	((uint64_t)(bas) << DBGVIRT_DBGWCR_EL1_BAS_SHIFT | \
	 (uint64_t)(lsc) << DBGVIRT_DBGWCR_EL1_LSC_SHIFT | \
	 UINT64_C(3) << DBGVIRT_DBGWCR_EL1_PAC_SHIFT | DBGVIRT_DBGWCR_EL1_E)

#define LOAD      1
#define STORE     2
#define ALL_BYTES 0xff

static uint64_t watched[4] __attribute__((aligned(32)));

static void store8(void *at)
{
	__asm__ volatile("str xzr, [%0]" : : "r"(at) : "memory");
}

static void load8(const void *at)
{
	__asm__ volatile("ldr xzr, [%0]" : : "r"(at) : "memory");
}

static void store1(void *at)
{
	__asm__ volatile("strb wzr, [%0]" : : "r"(at) : "memory");
}

static void arm(unsigned int n, const void *at, uint64_t wcr)
{
	dbgr_write(DBGVIRT_ARM64_DBGWVR(n), (uintptr_t)at);
	dbgr_write(DBGVIRT_ARM64_DBGWCR(n), wcr);
	guest_null_exit();
}

static void disarm(unsigned int n)
{
	dbgr_write(DBGVIRT_ARM64_DBGWCR(n), 0);
	guest_null_exit();
}

/* One hit, whose FAR_EL1 lies within the access and whose ISS.WnR says which it was. */
static void check_hit(const void *at, unsigned int size, bool store, const char *what,
		      unsigned int n)
{
	const struct events *events = guest_events();
	const struct event *event = &events->event[0];
	bool hit = events->count == 1 && event->ec == EC_WATCHPOINT_EL1;

	check(hit && event->far - (uintptr_t)at < size && !(event->iss & ISS_WNR) == !store,
	      "%s, %u: %u events, FAR +%ld, WnR %u", what, n, events->count,
	      hit ? (long)(event->far - (uintptr_t)at) : 0L, hit && (event->iss & ISS_WNR) ? 1 : 0);
	guest_events_clear();
}

/* Nothing is cleared before: what a reset leaves behind must not hit. */
static void test_slot(unsigned int n)
{
	arm(n, &watched[1], WCR(STORE, ALL_BYTES));
	guest_debug_on(MDSCR_ON);
	store8(&watched[1]);
	check_hit(&watched[1], 8, true, "store to watched, slot", n);
	load8(&watched[1]);
	check_none("load from watched for stores, slot", n);
	store8(&watched[0]);
	store8(&watched[2]);
	check_none("stores on both sides, slot", n);

	arm(n, &watched[1], WCR(LOAD, ALL_BYTES));
	load8(&watched[1]);
	check_hit(&watched[1], 8, false, "load from watched, slot", n);
	store8(&watched[1]);
	check_none("store to watched for loads, slot", n);

	arm(n, &watched[1], WCR(LOAD | STORE, ALL_BYTES));
	guest_null_exit();
	load8(&watched[1]);
	check_hit(&watched[1], 8, false, "load from watched for both, slot", n);
	store8(&watched[1]);
	check_hit(&watched[1], 8, true, "store to watched for both, slot", n);
	disarm(n);
	load8(&watched[1]);
	store8(&watched[1]);
	check_none("disabled watchpoint in slot", n);
}

static void test_bytes(void)
{
	unsigned char *bytes = (unsigned char *)&watched[1];
	unsigned int watched_byte, byte, wrong = 0;

	for (watched_byte = 0; watched_byte < 8; watched_byte++) {
		arm(0, &watched[1], WCR(STORE, 1u << watched_byte));
		for (byte = 0; byte < 8; byte++) {
			store1(&bytes[byte]);
			if (guest_events()->count != (byte == watched_byte))
				wrong++;
			guest_events_clear();
		}
		store8(&watched[1]);
		check_hit(&watched[1], 8, true, "wide store over watched byte", watched_byte);
	}
	check(wrong == 0, "8 watched bytes, stores to each of 8: %u wrong", wrong);
	disarm(0);
}

static void test_mask(void)
{
	/* 4 bits: 16 bytes from an address aligned to 16. */
	const uint64_t mask = UINT64_C(4) << DBGVIRT_DBGWCR_EL1_MASK_SHIFT;

	arm(0, &watched[0], WCR(STORE, ALL_BYTES) | mask);
	store8(&watched[0]);
	check_hit(&watched[0], 8, true, "store to first of 16 masked bytes, slot", 0);
	store8(&watched[1]);
	check_hit(&watched[1], 8, true, "store to last of 16 masked bytes, slot", 0);
	store8(&watched[2]);
	check_none("store behind masked bytes, slot", 0);
	disarm(0);
}

/* All at once, each on a byte of its own. */
static void test_all(unsigned int count)
{
	unsigned char *bytes = (unsigned char *)watched;
	const struct events *events = guest_events();
	bool in_order = true;
	unsigned int n;

	for (n = 0; n < count; n++)
		arm(n, bytes + (n & ~7u), WCR(STORE, 1u << (n & 7)));
	for (n = 0; n < count; n++)
		store1(&bytes[n]);
	for (n = 0; n < events->count; n++)
		if (events->event[n].far != (uintptr_t)&bytes[n])
			in_order = false;
	check(events->count == count && in_order, "%u slots at once, %u hits", count,
	      events->count);
	guest_events_clear();
	for (n = 0; n < count; n++)
		disarm(n);
}

void guest_main(void)
{
	unsigned int n, count = guest_wp_count();

	for (n = 0; n < count; n++)
		test_slot(n);
	test_bytes();
	test_mask();
	test_all(count);
}
