/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/**
 * @file
 * Thin backend for hypervisors on AArch64: carries plans out with MRS and MSR,
 * glues an exit's registers to the core, and speaks KVM's structures and ids.
 *
 * Only dbgvirt_kvm_arm64_apply() touches hardware; the rest builds anywhere.
 *
 * @source Linux uapi asm/kvm.h and linux/kvm.h for arm64: numbers and layouts.
 */
#ifndef DBGVIRT_KVM_ARM64_H
#define DBGVIRT_KVM_ARM64_H

#include "dbgvirt/arm64.h"

#ifdef __cplusplus
extern "C" {
#endif

/** struct kvm_guest_debug_arch, 512 bytes. */
struct dbgvirt_kvm_arm64_guest_debug_arch {
	/** DBGBCR, DBGBVR, DBGWCR, DBGWVR, in the uapi's order. */
	uint64_t dbg_bcr[16], dbg_bvr[16], dbg_wcr[16], dbg_wvr[16];
};

/** struct kvm_debug_exit_arch, 16 bytes. */
struct dbgvirt_kvm_arm64_debug_exit_arch {
	/** ESR_EL2[31:0] */
	uint32_t hsr;
	/** ESR_EL2[61:32], valid with DBGVIRT_KVM_DEBUG_ARCH_HSR_HIGH_VALID in kvm_run.flags. */
	uint32_t hsr_high;
	/** FAR_EL2 for a watchpoint, else 0. */
	uint64_t far;
};

/** kvm_guest_debug.control: debugging is on. */
#define DBGVIRT_KVM_GUESTDBG_ENABLE 0x1u
/** kvm_guest_debug.control: single-step. */
#define DBGVIRT_KVM_GUESTDBG_SINGLESTEP 0x2u
/** kvm_guest_debug.control: BRK goes to user space. */
#define DBGVIRT_KVM_GUESTDBG_USE_SW_BP 0x10000u
/** kvm_guest_debug.control: user space's hardware breakpoints and watchpoints. */
#define DBGVIRT_KVM_GUESTDBG_USE_HW 0x20000u
/** kvm_run.flags: hsr_high is valid. */
#define DBGVIRT_KVM_DEBUG_ARCH_HSR_HIGH_VALID 0x1u

/**
 * Carry out a plan, in the order of its steps.
 *
 * @context EL2, on the CPU of `cpu`, IRQs off and PSTATE.D set. AArch64 only.
 * @param[in]     plan  plan of the core for this CPU and vCPU
 * @param[in,out] cpu   source of loads; learns what was read
 * @param[in,out] vcpu  receives what was read; may be NULL for a plan without saves
 */
void dbgvirt_kvm_arm64_apply(const struct dbgvirt_arm64_plan *plan, struct dbgvirt_arm64_cpu *cpu,
			     struct dbgvirt_arm64_vcpu *vcpu);

/**
 * Handle an exit with EC 0x18: decide, carry out, and skip the instruction if it is complete.
 * No pointer is checked: they are the caller's own frame.
 *
 * @context As dbgvirt_arm64_trap().
 * @param[in]     caps     the VM's capabilities
 * @param[in,out] vcpu     vCPU that trapped
 * @param[in]     esr      ESR_EL2
 * @param[in,out] x        the guest's X0 to X30
 * @param[in,out] pc       ELR_EL2, advanced if the outcome is #DBGVIRT_RESUME
 * @param[in,out] spsr     SPSR_EL2, likewise
 * @param[out]    outcome  what to do
 * @return As dbgvirt_arm64_trap_skip().
 */
DBGVIRT_MUST_CHECK static inline int
dbgvirt_kvm_arm64_handle_sysreg(const struct dbgvirt_arm64_caps *caps,
				struct dbgvirt_arm64_vcpu *vcpu, uint64_t esr, uint64_t *x,
				uint64_t *pc, uint64_t *spsr, struct dbgvirt_outcome *outcome)
{
	return dbgvirt_arm64_trap_skip(caps, vcpu, esr, x, pc, spsr, outcome);
}

/**
 * KVM_SET_GUEST_DEBUG: control flags and registers to what the core takes.
 *
 * @context The vCPU is not between entry and exit.
 * @param[in,out] vcpu     vCPU
 * @param[in]     control  kvm_guest_debug.control
 * @param[in]     arch     kvm_guest_debug.arch; read only with USE_HW
 * @param[out]    overlay  receives the converted registers; must outlive their use. USE_SW_BP
 *                         needs nothing more than ENABLE here: BRK always goes to EL2 then
 *
 * @retval DBGVIRT_OK           done
 * @retval DBGVIRT_ERR_NULL     `vcpu` is NULL, or `arch` or `overlay` is with USE_HW
 * @retval DBGVIRT_ERR_RESERVED unknown control bits (KVM: -EINVAL)
 * @retval DBGVIRT_ERR_STATE    never initialised
 */
DBGVIRT_MUST_CHECK int
dbgvirt_kvm_arm64_set_guest_debug(struct dbgvirt_arm64_vcpu *vcpu, uint32_t control,
				  const struct dbgvirt_kvm_arm64_guest_debug_arch *arch,
				  struct dbgvirt_arm64_regs *overlay);

/**
 * Fill KVM_EXIT_DEBUG from an exit's syndrome.
 *
 * @context Any.
 * @param[in]  esr   ESR_EL2
 * @param[in]  far   FAR_EL2
 * @param[out] exit  kvm_run.debug.arch
 *
 * @retval DBGVIRT_OK           `exit` is valid, and so is hsr_high
 * @retval DBGVIRT_ERR_NULL     `exit` is NULL
 * @retval DBGVIRT_ERR_SYNDROME EC is none of breakpoint, software step, watchpoint, BKPT, BRK
 */
DBGVIRT_MUST_CHECK int dbgvirt_kvm_arm64_debug_exit(uint64_t esr, uint64_t far,
						    struct dbgvirt_kvm_arm64_debug_exit_arch *exit);

/**
 * ONE_REG id of a system register.
 *
 * @context Any.
 * @param[in] encoding  DBGVIRT_SYSREG()
 * @return KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM64_SYSREG | encoding.
 */
uint64_t dbgvirt_kvm_arm64_reg_id(uint32_t encoding);

/**
 * Encoding behind a ONE_REG id.
 *
 * @context Any.
 * @param[in]  id        ONE_REG id
 * @param[out] encoding  DBGVIRT_SYSREG()
 *
 * @retval DBGVIRT_OK           done
 * @retval DBGVIRT_ERR_NULL     `encoding` is NULL
 * @retval DBGVIRT_ERR_ENCODING not the id of a 64-bit AArch64 system register
 */
DBGVIRT_MUST_CHECK int dbgvirt_kvm_arm64_reg_encoding(uint64_t id, uint32_t *encoding);

#ifdef __cplusplus
}
#endif

#endif /* DBGVIRT_KVM_ARM64_H */
