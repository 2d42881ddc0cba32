/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Memory layout and configuration word of the EL2 hypervisor. Included by C,
 * assembler and the linker script; tools/run-guest.sh reads it line by line, so
 * each constant is one plain "#define NAME NUMBER".
 */
#ifndef ARM64_EL2_CONFIG_H
#define ARM64_EL2_CONFIG_H

/* QEMU's machine "virt" with -m 256: RAM from 0x40000000 to 0x50000000. */
#define HYP_RAM_MIB 256
/* QEMU's boot stub for -kernel: the guest's entry, and where it keeps the devicetree's address. */
#define HYP_GUEST_ENTRY 0x40000000
#define HYP_GUEST_DTB   0x40000018
/* End of the memory the guest is told of. */
#define HYP_GUEST_END 0x4fd00000
/* Address of the configuration word, 32 bits. */
#define HYP_CONFIG_ADDR 0x4fdff000
/* Address the hypervisor is linked at. */
#define HYP_LINK_ADDR 0x4fe00000

/* Configuration word: enum dbgvirt_arm64_policy. */
#define HYP_CONFIG_POLICY_MASK 0x3
/*
 * A build of the port that does not load the registers: the steps of a plan that
 * write debug registers are left out. Negative control, tests of a guest's debugging must fail.
 */
#define HYP_CONFIG_NO_LOAD 0x4
/* Trap WFI and WFE, for more exits. */
#define HYP_CONFIG_TWI 0x8
/*
 * Negative control: SPSR_EL2.SS is set at every entry while the host steps, as Linux did
 * before "arm64: KVM: Consistently advance singlestep when emulating instructions" (2018).
 */
#define HYP_CONFIG_STEP_BUG 0x10
/*
 * At every exit the vCPU is put and moved to another structure through its saved
 * state, another vCPU fills the registers with its own values, and the first is loaded again.
 */
#define HYP_CONFIG_PUT_EVERY_EXIT 0x20
/* No counters as text; the JSON line remains. */
#define HYP_CONFIG_QUIET 0x40
/* Breakpoints and watchpoints the guest sees, 1 to 15; 0: the hardware's. */
#define HYP_CONFIG_BP_SHIFT   8
#define HYP_CONFIG_WP_SHIFT   12
#define HYP_CONFIG_COUNT_MASK 0xf

/* Exit codes of the hypervisor's own. */
#define HYP_EXIT_RESET 98
#define HYP_EXIT_PANIC 99

/* Hypercalls, by the immediate of HVC. */
/* Host breakpoint at x0; once hit, single-step x1 times and print the stops. */
#define HYP_HVC_STEP 0x10
/* End with exit code x0. */
#define HYP_HVC_EXIT 0x11
/* Print the string at x0 (physical address) and x1. */
#define HYP_HVC_PRINT 0x12
/* Nothing: an exit. */
#define HYP_HVC_NULL 0x20

#endif /* ARM64_EL2_CONFIG_H */
