/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/**
 * @file
 * AArch64 self-hosted debug for a guest at EL1: register images, capabilities,
 * trapped accesses, world switch, saved state. In the order data flows.
 *
 * All structures are transparent: the caller embeds them, nothing is allocated.
 * Functions touch only their arguments. One vCPU, or one physical CPU's
 * structure, is serialised by the caller; different objects may be used at once.
 * A vCPU and a CPU know each other by address: name each object by the same
 * address in every call, also where a host maps it twice (EL1 and EL2).
 */
#ifndef DBGVIRT_ARM64_H
#define DBGVIRT_ARM64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arm64_defs.h"
#include "outcome.h"
#include "status.h"
#include "sysreg.h"
#include "version.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- images */

/** Breakpoints, and watchpoints, an image has room for. */
#define DBGVIRT_ARM64_SLOTS 16

/**
 * Index of a DBGB/WV/CR<n>_EL1 register, 0 to 63: in dbgvirt_arm64_regs.dbgr,
 * and as a bit number in every 64-bit set of such registers. Bits 5:4 are op2[1:0]
 * of the register's encoding and bits 3:0 its CRm, so decoding is arithmetic.
 */
#define DBGVIRT_ARM64_DBGBVR(n) (n)
/** Index of DBGBCR<n>_EL1. */
#define DBGVIRT_ARM64_DBGBCR(n) (16 + (n))
/** Index of DBGWVR<n>_EL1. */
#define DBGVIRT_ARM64_DBGWVR(n) (32 + (n))
/** Index of DBGWCR<n>_EL1. */
#define DBGVIRT_ARM64_DBGWCR(n) (48 + (n))

/** One image of the debug registers: the guest's, the host's, a host debugger's, or what is live. */
struct dbgvirt_arm64_regs {
	/** DBGBVR, DBGBCR, DBGWVR, DBGWCR, by DBGVIRT_ARM64_DBGBVR() and its like. */
	uint64_t dbgr[4 * DBGVIRT_ARM64_SLOTS];
	/** MDSCR_EL1 */
	uint64_t mdscr;
	/** MDCCINT_EL1 */
	uint64_t mdccint;
};

/**
 * Bits a DBGB/WV/CR register has; all others are RES0.
 *
 * @context Any.
 * @source [ARM-DDI0487] D24.3.
 * @param[in] index  DBGVIRT_ARM64_DBGBVR() or its like, 0 to 63
 * @return The mask.
 */
static inline uint64_t dbgvirt_arm64_dbgr_mask(unsigned int index)
{
	static const uint64_t masks[4] = { DBGVIRT_DBGBVR_EL1_MASK, DBGVIRT_DBGBCR_EL1_MASK,
					   DBGVIRT_DBGWVR_EL1_MASK, DBGVIRT_DBGWCR_EL1_MASK };

	return masks[index / DBGVIRT_ARM64_SLOTS & 3];
}

/* ---------------------------------------------------------------- capabilities */

/** How the registers change hands; DBGVIRT_ARM64_RESIDENT_LAZY is the default (0). */
enum dbgvirt_arm64_policy {
	/**
	 * The guest gets the registers at its first write and keeps them until
	 * vCPU put; they stay in the CPU between exits and are read back only at put.
	 */
	DBGVIRT_ARM64_RESIDENT_LAZY = 0,
	/** Every access traps for ever; the enabled slots are loaded from the shadow. */
	DBGVIRT_ARM64_ALWAYS_TRAP = 1,
	/**
	 * As Linux KVM up to 6.1: loaded whole at the entry after a write, saved whole at
	 * the next exit, and trapped again unless the saved MDSCR_EL1 is live.
	 */
	DBGVIRT_ARM64_EXIT_LAZY = 2,
	/** Loaded whole at every entry, saved whole at every exit; trapped only where the guest must not have the hardware. */
	DBGVIRT_ARM64_EAGER = 3
};

/** What the guest finds in the Debug Communications Channel. */
enum dbgvirt_arm64_dcc {
	/** MDCCSR_EL0 reads 0, data registers RAZ/WI: drivers transmit into the void (KVM). */
	DBGVIRT_ARM64_DCC_RAZ = 0,
	/** As RAZ, but MDCCSR_EL0.TXfull reads 1: console drivers give up (Xen). */
	DBGVIRT_ARM64_DCC_TXFULL = 1,
	/** Accesses of MDCCSR_EL0 and the data registers exit to the VMM. */
	DBGVIRT_ARM64_DCC_VMM = 2
};

/** FEAT_FGT: MDCR_EL2.TDCC exists and keeps the DCC trapped while the guest owns the rest. */
#define DBGVIRT_ARM64_FEAT_FGT 0x1u
/** EL1 of the guest uses AArch32, where PMC = 0b00 is a valid breakpoint state. */
#define DBGVIRT_ARM64_FEAT_GUEST_AA32 0x2u
/** The guest's OS Lock resets to locked, as the architecture says; KVM resets it to unlocked. */
#define DBGVIRT_ARM64_FEAT_OSLOCK_RESET_LOCKED 0x4u

/** What the caller knows and wants, from which the capabilities are made. */
struct dbgvirt_arm64_config {
	/** ID_AA64DFR0_EL1 of the CPUs the VM may run on, which have the same counts. Fields that are not self-hosted debug pass through to the guest. */
	uint64_t id_aa64dfr0;
	/** ID_AA64DFR1_EL1 of the hardware. */
	uint64_t id_aa64dfr1;
	/** What DBGAUTHSTATUS_EL1 reads. */
	uint64_t authstatus;
	/** DBGVIRT_ARM64_FEAT_*; unknown bits are refused. */
	uint32_t features;
	/** Breakpoints the guest is to see, 2 to 16; 0: as many as the hardware has, at most 16. */
	uint8_t bp_count;
	/** Watchpoints the guest is to see, 2 to 16; 0: as many as the hardware has, at most 16. */
	uint8_t wp_count;
	/** Context-aware breakpoints the guest is to see, 1 to `bp_count`; 0: as many as fit. */
	uint8_t ctx_count;
	/** enum dbgvirt_arm64_policy */
	uint8_t policy;
	/** enum dbgvirt_arm64_dcc */
	uint8_t dcc;
};

/** What a VM's guests have: made once, then only read. */
struct dbgvirt_arm64_caps {
	/** Writable bits of each DBGB/WV/CR register; 0: the guest does not have it. */
	uint64_t writable[4 * DBGVIRT_ARM64_SLOTS];
	/** ID_AA64DFR0_EL1 as the guest reads it. */
	uint64_t id_aa64dfr0;
	/** ID_AA64DFR1_EL1 as the guest reads it. */
	uint64_t id_aa64dfr1;
	/** What DBGAUTHSTATUS_EL1 reads. */
	uint64_t authstatus;
	/** What DBGCLAIMSET_EL1 reads: the implemented tags. */
	uint64_t claimset;
	/** DBGB/WV/CR registers the guest has, one bit each. */
	uint64_t guest_dbgr;
	/** DBGB/WV/CR registers the hardware has, one bit each. */
	uint64_t hw_dbgr;
	/** DBGVIRT_ARM64_FEAT_* */
	uint32_t features;
	/** Breakpoints the guest sees, 1 to 16. */
	uint8_t bp_count;
	/** Watchpoints the guest sees, 1 to 16. */
	uint8_t wp_count;
	/** Context-aware breakpoints the guest sees, 1 to `bp_count`. */
	uint8_t ctx_count;
	/**
	 * Number of the hardware breakpoint behind the guest's breakpoint 0. A guest
	 * with fewer gets the highest numbered ones, because those are context-aware.
	 */
	uint8_t bp_shift;
	/** Breakpoints of the hardware that are used, 1 to 16. */
	uint8_t hw_bp_count;
	/** Watchpoints of the hardware that are used, 1 to 16. */
	uint8_t hw_wp_count;
	/** Context-aware ones among the breakpoints used. */
	uint8_t hw_ctx_count;
	/** enum dbgvirt_arm64_policy */
	uint8_t policy;
	/** enum dbgvirt_arm64_dcc */
	uint8_t dcc;
	/**
	 * The guest's view is the hardware's, so that it may be given the registers
	 * untrapped. Nothing confines what it then writes itself, see
	 * docs/decisions/0003-untrapped-guests.md; policy ALWAYS_TRAP never untraps.
	 */
	bool may_untrap;
};

/**
 * Make the capabilities of a VM.
 *
 * @context Any, once per VM.
 * @source [ARM-DDI0487] D24.2.80 ID_AA64DFR0_EL1, D2.8.3 "Context-aware
 * breakpoints" (the highest numbered ones); seed 003 for fewer slots than the hardware.
 *
 * @param[out] caps    written whole on DBGVIRT_OK
 * @param[in]  config  what the hardware has and the VM wants
 * @param[out] fault   NULL, or the field at fault and the largest value it may have
 *
 * @retval DBGVIRT_OK           done
 * @retval DBGVIRT_ERR_NULL     `caps` or `config` is NULL
 * @retval DBGVIRT_ERR_RANGE    a count exceeds the hardware's, or ctx_count exceeds bp_count,
 *                              or policy or dcc is no enumerator, or DebugVer is below Armv8
 * @retval DBGVIRT_ERR_RESERVED unknown bits in `features`
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int
dbgvirt_arm64_caps_init(struct dbgvirt_arm64_caps *caps, const struct dbgvirt_arm64_config *config,
			struct dbgvirt_fault *fault);

/* ---------------------------------------------------------------- vCPU */

/** Who decides what the debug registers do while the guest runs. */
enum dbgvirt_owner {
	/** Nobody: accesses trap, nothing is armed. */
	DBGVIRT_OWNER_FREE = 0,
	/** The guest: its image is armed. */
	DBGVIRT_OWNER_GUEST = 1,
	/** The hypervisor: a host debugger's image is armed, or the guest's OS Lock disarms all. */
	DBGVIRT_OWNER_HOST = 2
};

/** The host debugs the guest: all its debug exceptions go to EL2 (KVM_GUESTDBG_ENABLE), and its own slots are disarmed. */
#define DBGVIRT_ARM64_DEBUG_ENABLE 0x1u
/** Single-step the guest (KVM_GUESTDBG_SINGLESTEP). */
#define DBGVIRT_ARM64_DEBUG_SINGLESTEP 0x2u
/** Arm the host debugger's own breakpoints and watchpoints (KVM_GUESTDBG_USE_HW). */
#define DBGVIRT_ARM64_DEBUG_USE_HW 0x4u

/** Debug state of one vCPU. Embed it; call dbgvirt_arm64_vcpu_init() before all else. */
struct dbgvirt_arm64_vcpu {
	/** Summary of entry, first half: DBGB/WV/CR registers written by a trapped access since the last plan. */
	uint64_t written;
	/** Summary of entry, second half: not 0 if anything else asks for a plan. */
	uint64_t entry_work;
	/** Summary of exit: not 0 if an exit has anything to do. */
	uint64_t exit_work;
	/** The guest's image. Behind the hardware while `untrapped`. */
	struct dbgvirt_arm64_regs regs;
	/** DBGVCR32_EL2: the DBGVCR of an AArch32 EL1. Kept for save and restore; no plan loads it. */
	uint64_t dbgvcr32;
	/** OSLSR_EL1: 0x8, or 0xa while the guest's OS Lock is locked. */
	uint64_t oslsr;
	/** The guest's DBGCLAIM tags, 0 to 0xff. */
	uint64_t claim;
	/** private: always 0, what the RAZ registers read */
	uint64_t raz;
	/** private: registers that may differ from what `resident` holds */
	uint64_t dirty;
	/** private: physical CPU this vCPU is loaded on, or NULL */
	const void *loaded;
	/** private: physical CPU that `dirty` speaks of, or NULL */
	const void *resident;
	/** private: the host debugger's image, or NULL */
	const struct dbgvirt_arm64_regs *overlay;
	/** private: tells an initialised structure */
	uint32_t magic;
	/** private: DBGVIRT_ARM64_DEBUG_* */
	uint32_t debug;
	/** enum dbgvirt_owner as of the last plan. */
	uint8_t owner;
	/** The guest accesses the hardware directly (MDCR_EL2.TDA = 0). */
	bool untrapped;
	/** private: the guest wrote a debug register since load */
	bool touched;
};

/**
 * Prepare a vCPU's structure and reset it.
 *
 * @context Any; the structure may hold anything before.
 * @param[in]  caps  the VM's capabilities
 * @param[out] vcpu  written whole
 *
 * @retval DBGVIRT_OK       done
 * @retval DBGVIRT_ERR_NULL `caps` or `vcpu` is NULL
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_vcpu_init(const struct dbgvirt_arm64_caps *caps,
							   struct dbgvirt_arm64_vcpu *vcpu);

/**
 * Reset the guest's debug registers, every row of the table, as at CPU reset.
 * What the host debugger asked for survives (a host debugger may step a reset).
 *
 * @context The vCPU is put.
 * @param[in]     caps  the VM's capabilities
 * @param[in,out] vcpu  vCPU to reset
 *
 * @retval DBGVIRT_OK        done
 * @retval DBGVIRT_ERR_NULL  `caps` or `vcpu` is NULL
 * @retval DBGVIRT_ERR_STATE never initialised, or loaded
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_vcpu_reset(const struct dbgvirt_arm64_caps *caps,
							    struct dbgvirt_arm64_vcpu *vcpu);

/**
 * Say what a host debugger wants from this vCPU; in force from the next load or entry.
 *
 * @context Any but between entry and exit.
 * @source Linux KVM_SET_GUEST_DEBUG; seed 003, option 2 (overlay).
 *
 * @param[in,out] vcpu     vCPU
 * @param[in]     flags    DBGVIRT_ARM64_DEBUG_*; without ENABLE all is off
 * @param[in]     overlay  the host debugger's registers, hardware numbering; must outlive its
 *                         use, and a change of it is announced by calling again. NULL unless
 *                         USE_HW is set
 *
 * @retval DBGVIRT_OK           done
 * @retval DBGVIRT_ERR_NULL     `vcpu` is NULL, or `overlay` is NULL with USE_HW
 * @retval DBGVIRT_ERR_RESERVED unknown flags
 * @retval DBGVIRT_ERR_STATE    never initialised
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int
dbgvirt_arm64_guest_debug(struct dbgvirt_arm64_vcpu *vcpu, uint32_t flags,
			  const struct dbgvirt_arm64_regs *overlay);

/* ---------------------------------------------------------------- regs */

/**
 * The library's table of AArch64 debug registers, ascending.
 *
 * @context Any.
 * @param[out] count  NULL, or receives the number of rows
 * @return First row; `kind` and `visibility` are the library's own numbering.
 */
DBGVIRT_API const struct dbgvirt_sysreg *dbgvirt_arm64_sysreg_table(size_t *count);

/**
 * Carry out a trapped MRS or MSR: from ESR_EL2 to the new register image, the
 * guest's general-purpose register and the outcome.
 *
 * Handles EC 0x18 of op0 = 2 and ID_AA64DFR0/1/2_EL1; other registers get
 * #DBGVIRT_EXIT with #DBGVIRT_REASON_FOREIGN. Only an access that is carried out
 * (#DBGVIRT_RESUME) changes anything; the caller then skips the instruction with
 * dbgvirt_arm64_skip().
 *
 * @context After an exit of this vCPU, MDCR_EL2 as the plans said. Any IRQ state.
 * @source [ARM-DDI0487] D24.2.46 ISS encoding of EC 0x18, D24.3 each register.
 *
 * @param[in]     caps     the VM's capabilities
 * @param[in,out] vcpu     vCPU that trapped
 * @param[in]     esr      ESR_EL2
 * @param[in]     spsr     SPSR_EL2: the Exception level the access came from
 * @param[in,out] x        the guest's X0 to X30; Rt = 31 reads as zero and is never written
 * @param[out]    outcome  what to do; action and reason are written on DBGVIRT_OK
 * @param[out]    trace    NULL, or the access and the decision
 *
 * @retval DBGVIRT_OK           `outcome` is valid
 * @retval DBGVIRT_ERR_NULL     one of `caps`, `vcpu`, `x`, `outcome` is NULL
 * @retval DBGVIRT_ERR_SYNDROME EC is not 0x18
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_trap(const struct dbgvirt_arm64_caps *caps,
						      struct dbgvirt_arm64_vcpu *vcpu, uint64_t esr,
						      uint64_t spsr, uint64_t *x,
						      struct dbgvirt_outcome *outcome,
						      struct dbgvirt_trace *trace);

/**
 * dbgvirt_arm64_trap() for the path of every trap: skips the instruction itself
 * if the access was carried out, and checks no pointer.
 *
 * @context As dbgvirt_arm64_trap().
 * @param[in]     caps     the VM's capabilities
 * @param[in,out] vcpu     vCPU that trapped
 * @param[in]     esr      ESR_EL2
 * @param[in,out] x        the guest's X0 to X30
 * @param[in,out] pc       ELR_EL2, advanced if the outcome is #DBGVIRT_RESUME
 * @param[in,out] spsr     SPSR_EL2, likewise
 * @param[out]    outcome  what to do; action and reason are written on DBGVIRT_OK
 *
 * @retval DBGVIRT_OK           `outcome` is valid
 * @retval DBGVIRT_ERR_SYNDROME EC is not 0x18
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_trap_skip(const struct dbgvirt_arm64_caps *caps,
							   struct dbgvirt_arm64_vcpu *vcpu,
							   uint64_t esr, uint64_t *x, uint64_t *pc,
							   uint64_t *spsr,
							   struct dbgvirt_outcome *outcome);

/** ESR_EL2[31:19] of an access of DBGB/WV/CR<n>_EL1: EC 0x18, IL, op0 = 2, op2[2] = 1. */
#define DBGVIRT_ARM64_ESR_BANK_HIGH 0xc45u
/** op1 and CRn in ESR_EL2, 0 for such an access. */
#define DBGVIRT_ARM64_ESR_BANK_ZERO DBGVIRT_U64(0x1fc00)

/**
 * The short way through dbgvirt_arm64_trap() for DBGB/WV/CR<n>_EL1: arithmetic
 * from ESR to image, to be inlined where the trap is handled. No pointer is checked.
 *
 * The Exception level is not looked at: an access from EL0 is UNDEFINED before
 * it could trap ([ARM-DDI0487] D24.3, access pseudocode of each register).
 *
 * @context As dbgvirt_arm64_trap().
 * @param[in]     caps     the VM's capabilities
 * @param[in,out] vcpu     vCPU that trapped
 * @param[in]     esr      ESR_EL2
 * @param[in,out] x        the guest's X0 to X30
 * @return true: carried out, skip the instruction. false: nothing was changed, ask
 *         dbgvirt_arm64_trap().
 */
static inline bool dbgvirt_arm64_trap_bank(const struct dbgvirt_arm64_caps *caps,
					   struct dbgvirt_arm64_vcpu *vcpu, uint64_t esr,
					   uint64_t *x)
{
	/* op2[1:0] from 18:17 to 5:4, CRm from 4:1 to 3:0. */
	uint64_t index = (esr >> DBGVIRT_ISS_SYS_CRM_SHIFT & 15) +
			 ((esr >> DBGVIRT_ISS_SYS_OP2_SHIFT & 3) << 4);
	uint64_t rt = esr >> DBGVIRT_ISS_SYS_RT_SHIFT & 31;

	if ((uint32_t)esr >> 19 != DBGVIRT_ARM64_ESR_BANK_HIGH ||
	    (esr & DBGVIRT_ARM64_ESR_BANK_ZERO) || !caps->writable[index])
		return false;
	if (esr & DBGVIRT_ISS_SYS_DIR_READ) {
		if (rt != 31)
			x[rt] = vcpu->regs.dbgr[index];
		return true;
	}
	vcpu->regs.dbgr[index] = (rt != 31 ? x[rt] : 0) & caps->writable[index];
	vcpu->written |= (uint64_t)1 << index;
	return true;
}

/**
 * Read a register of the guest by encoding, for save and migration (ONE_REG).
 * Returns the guest's value only, never the host's.
 *
 * @context The vCPU is put, or loaded and between exit and entry: refused while the hardware
 * is ahead of the image.
 * @param[in]  caps      the VM's capabilities
 * @param[in]  vcpu      vCPU
 * @param[in]  encoding  DBGVIRT_SYSREG()
 * @param[out] value     the register
 *
 * @retval DBGVIRT_OK           done
 * @retval DBGVIRT_ERR_NULL     a pointer is NULL
 * @retval DBGVIRT_ERR_ENCODING no such register in this guest, beyond its count included
 * @retval DBGVIRT_ERR_STATE    never initialised, or the guest has the hardware (`untrapped`)
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_reg_get(const struct dbgvirt_arm64_caps *caps,
							 const struct dbgvirt_arm64_vcpu *vcpu,
							 uint32_t encoding, uint64_t *value);

/**
 * Write a register of the guest by encoding, for restore and migration (ONE_REG).
 * Stricter than the guest's own MSR: what MSR would drop, this refuses.
 *
 * @context The vCPU is put.
 * @param[in]     caps      the VM's capabilities
 * @param[in,out] vcpu      vCPU
 * @param[in]     encoding  DBGVIRT_SYSREG()
 * @param[in]     value     the register
 * @param[out]    fault     NULL, or the register and the bits at fault
 *
 * @retval DBGVIRT_OK            done
 * @retval DBGVIRT_ERR_NULL      `caps` or `vcpu` is NULL
 * @retval DBGVIRT_ERR_ENCODING  no such register in this guest
 * @retval DBGVIRT_ERR_RESERVED  `value` sets bits the register does not have
 * @retval DBGVIRT_ERR_INVARIANT a register, or a field, of fixed value would change
 * @retval DBGVIRT_ERR_STATE     never initialised, or the guest has the hardware
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_reg_set(const struct dbgvirt_arm64_caps *caps,
							 struct dbgvirt_arm64_vcpu *vcpu,
							 uint32_t encoding, uint64_t value,
							 struct dbgvirt_fault *fault);

/**
 * Confine a guest's DBGBCR<n>_EL1 to what may be live in hardware: matches at
 * EL1 and EL0 as the guest wrote it, never at EL2 or EL3, and never against a
 * value the hypervisor owns (VMID, CONTEXTIDR_EL2). What cannot be confined is
 * disabled (E = 0). Renumbers LBN where the guest has fewer breakpoints than the hardware.
 *
 * @context Any. Total: every value is accepted.
 * @source [ARM-DDI0487] D2.8.3 tables of HMC, SSC and PMC; D2.8.1 breakpoint types.
 *
 * @param[in] caps  the VM's capabilities
 * @param[in] n     guest's number of the breakpoint, 0 to 15
 * @param[in] bcr   the guest's value
 * @return The value to load.
 */
DBGVIRT_API uint64_t dbgvirt_arm64_bcr_confine(const struct dbgvirt_arm64_caps *caps,
					       unsigned int n, uint64_t bcr);

/**
 * Confine a guest's DBGWCR<n>_EL1, as dbgvirt_arm64_bcr_confine().
 *
 * @context Any. Total.
 * @source [ARM-DDI0487] D2.9.2 tables of HMC, SSC and PAC.
 *
 * @param[in] caps  the VM's capabilities
 * @param[in] wcr   the guest's value
 * @return The value to load.
 */
DBGVIRT_API uint64_t dbgvirt_arm64_wcr_confine(const struct dbgvirt_arm64_caps *caps, uint64_t wcr);

/* ---------------------------------------------------------------- step */

/**
 * Skip an A64 instruction that was emulated: PC + 4, PSTATE.BTYPE and PSTATE.SS cleared.
 *
 * Clearing SS makes the emulated instruction count as the one that was stepped,
 * whoever steps: the exception return then enters active-pending, and the step
 * exception comes before the next instruction. Where nobody steps it has no
 * effect. Call it for MRS/MSR, WFx and SMC that were trapped; not for HVC, whose
 * exception entry has done both.
 *
 * @context Any.
 * @source [ARM-DDI0487] D2.11.3 software step state machine; seed 002; Linux commit
 * "arm64: KVM: Consistently advance singlestep when emulating instructions" (2018).
 *
 * @param[in,out] pc    ELR_EL2
 * @param[in,out] spsr  SPSR_EL2
 */
static inline void dbgvirt_arm64_skip(uint64_t *pc, uint64_t *spsr)
{
	*pc += 4;
	*spsr &= ~(DBGVIRT_SPSR_SS | DBGVIRT_SPSR_BTYPE_MASK);
}

/* ---------------------------------------------------------------- world switch */

/** Where the host runs, and thus what a guest's armed registers could do to it. */
enum dbgvirt_arm64_host {
	/**
	 * Host only at EL2, HCR_EL2.TGE = 0 (Xen, bare-metal hypervisors): the guest's debug
	 * exceptions target EL1 and cannot be taken from EL2, so nothing is disarmed at exit.
	 */
	DBGVIRT_ARM64_HOST_EL2 = 0,
	/** Host kernel at EL2 with HCR_EL2.TGE = 1 (Linux VHE): MDSCR_EL1 acts on the host too. */
	DBGVIRT_ARM64_HOST_VHE = 1,
	/** Host kernel at EL1 (Linux nVHE): breakpoints, watchpoints and MDSCR_EL1 act on it. */
	DBGVIRT_ARM64_HOST_EL1 = 2
};

/** How an EL1 or VHE host is shielded, at exit, from a guest that has the registers untrapped. */
enum dbgvirt_arm64_disarm {
	/**
	 * Lock the CPU's OS Lock at exit, unlock it at entry: two writes, no read, and
	 * everything of the guest's stays where it is.
	 */
	DBGVIRT_ARM64_DISARM_OSLOCK = 0,
	/**
	 * Read the guest's MDSCR_EL1 at exit and write the host's. For CPUs whose OS Lock
	 * does not suppress (QEMU TCG to 7.2 at least), or under an external debugger that
	 * catches OS unlock (EDECR.OSUCE).
	 */
	DBGVIRT_ARM64_DISARM_MDSCR = 1
};

/** Debug registers of one physical CPU. Not shared between CPUs. */
struct dbgvirt_arm64_cpu {
	/** What the hardware holds, where `known` says so. Plans load from here. */
	struct dbgvirt_arm64_regs live;
	/** What the host's own debugger (not of a guest) has programmed into this CPU. */
	struct dbgvirt_arm64_regs host;
	/** private: DBGB/WV/CR registers whose `live` value is what the hardware holds */
	uint64_t known;
	/** private: DBGB/WV/CR registers this CPU has, one bit each */
	uint64_t hw_dbgr;
	/** MDCR_EL2 without the debug traps: HPMN and whatever else the caller wants in it. */
	uint64_t mdcr_base;
	/** private: MDCR_EL2 as it is */
	uint64_t mdcr;
	/** private: the vCPU that is loaded, or NULL */
	const void *loaded;
	/** private: the vCPU whose image the slots hold but for its dirty registers, or NULL */
	const void *resident;
	/** enum dbgvirt_arm64_host */
	uint8_t host_el;
	/** enum dbgvirt_arm64_disarm */
	uint8_t disarm;
	/** private: live.mdscr is what the hardware holds */
	bool mdscr_known;
	/** private: live.mdccint is what the hardware holds */
	bool mdccint_known;
	/** private: OSLSR_EL1.OSLK of the hardware */
	bool locked;
	/** private: the host itself has MDE or SS set */
	bool host_armed;
};

/* Steps of a plan. A backend carries them out in the order of their bits. */

/** Read MDSCR_EL1; its bits of DBGVIRT_MDSCR_EL1_RW_MASK are saved. */
#define DBGVIRT_ARM64_PLAN_SAVE_MDSCR 0x001u
/** Read MDCCINT_EL1. */
#define DBGVIRT_ARM64_PLAN_SAVE_MDCCINT 0x002u
/** Write 1 to OSLAR_EL1. */
#define DBGVIRT_ARM64_PLAN_LOCK 0x004u
/** Write 0 to OSLAR_EL1. Before MDSCR_EL1 is written, because under the lock more of it is writable. */
#define DBGVIRT_ARM64_PLAN_UNLOCK 0x008u
/** Write plan.mdscr_guard to MDSCR_EL1, then ISB: no slot is armed while half written. */
#define DBGVIRT_ARM64_PLAN_GUARD 0x010u
/** Read the registers of plan.save. */
#define DBGVIRT_ARM64_PLAN_SAVE 0x020u
/** Write the registers of plan.load from cpu.live; all value registers before any control register. */
#define DBGVIRT_ARM64_PLAN_LOAD 0x040u
/** Write MDCCINT_EL1 from cpu.live. */
#define DBGVIRT_ARM64_PLAN_LOAD_MDCCINT 0x080u
/** Write MDSCR_EL1 from cpu.live. */
#define DBGVIRT_ARM64_PLAN_LOAD_MDSCR 0x100u
/** Write plan.mdcr to MDCR_EL2. */
#define DBGVIRT_ARM64_PLAN_LOAD_MDCR 0x200u

/**
 * What to do to the hardware. A value that is read goes, without the bits its
 * register does not have, to vcpu.regs and, unless the same plan loads the same
 * register, to cpu.live as well. After the last step
 * an exception return or an ISB makes the plan effective.
 */
struct dbgvirt_arm64_plan {
	/** DBGB/WV/CR registers to read, one bit each, hardware numbering. */
	uint64_t save;
	/** DBGB/WV/CR registers to write, one bit each, hardware numbering. */
	uint64_t load;
	/** Value of the guard step. */
	uint64_t mdscr_guard;
	/** Value for MDCR_EL2. */
	uint64_t mdcr;
	/** DBGVIRT_ARM64_PLAN_*; 0: nothing to do. */
	uint32_t steps;
};

/** Accesses of debug registers a plan makes: BVR, BCR, WVR, WCR, MDSCR, MDCCINT, OSLAR. */
struct dbgvirt_arm64_cost {
	/** MRS */
	unsigned int reads;
	/** MSR */
	unsigned int writes;
	/** MSR of MDCR_EL2, which is the hypervisor's and counted apart. */
	unsigned int mdcr_writes;
};

/**
 * Count what a plan does, for statistics.
 *
 * @context Any.
 * @param[in] plan  a plan the library made
 * @return The accesses a backend makes for it.
 */
DBGVIRT_API struct dbgvirt_arm64_cost
dbgvirt_arm64_plan_cost(const struct dbgvirt_arm64_plan *plan);

/**
 * Owner of the debug registers, as a pure function of what it depends on.
 *
 * @context Any. Total.
 * @source Linux arch/arm64/kvm/debug.c kvm_vcpu_load_debug(), the host > guest > free
 * order; MDSCR_EL1.SS added, because a guest may step its EL0 with KDE clear.
 *
 * @param[in] debugged  a host debugger is at work on the guest
 * @param[in] oslk      the guest's OS Lock is locked
 * @param[in] mdscr     the guest's MDSCR_EL1
 * @param[in] written   the guest wrote a debug register since load
 * @return enum dbgvirt_owner
 */
DBGVIRT_API enum dbgvirt_owner dbgvirt_arm64_owner(bool debugged, bool oslk, uint64_t mdscr,
						   bool written);

/**
 * Take over a physical CPU: the plan writes every implemented register to zero,
 * because cold reset leaves them UNKNOWN. A host that uses them itself says so
 * with dbgvirt_arm64_host_use() afterwards.
 *
 * @context On that CPU, once.
 * @source [ARM-DDI0487] D24.3: DBGBVR, DBGBCR, DBGWVR, DBGWCR reset UNKNOWN; MDCR_EL2 too.
 *
 * @param[in]  caps       capabilities of any VM of this hardware
 * @param[out] cpu        written whole
 * @param[in]  host_el    where the host runs
 * @param[in]  disarm     how an EL1 or VHE host is shielded at exit
 * @param[in]  mdcr_base  MDCR_EL2 without the debug traps
 * @param[out] plan       written whole
 *
 * @retval DBGVIRT_OK           done
 * @retval DBGVIRT_ERR_NULL     `caps`, `cpu` or `plan` is NULL
 * @retval DBGVIRT_ERR_RANGE    `host_el` or `disarm` is no enumerator
 * @retval DBGVIRT_ERR_RESERVED `mdcr_base` holds TDE, TDA, TDOSA, TDRA or TDCC
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int
dbgvirt_arm64_cpu_init(const struct dbgvirt_arm64_caps *caps, struct dbgvirt_arm64_cpu *cpu,
		       enum dbgvirt_arm64_host host_el, enum dbgvirt_arm64_disarm disarm,
		       uint64_t mdcr_base, struct dbgvirt_arm64_plan *plan);

/**
 * Give the host's own debugger the registers of this CPU: the plan writes its
 * image, and disables what a guest left behind in the other slots. Call before
 * the host arms anything, and again with every change.
 *
 * @context On that CPU, IRQs off, no vCPU loaded: a host that arms a register while one
 * is loaded must put it first.
 * @source Seed 000: host use is known from the host's control variables, not by trapping it.
 *
 * @param[in]     caps  capabilities of any VM of this hardware
 * @param[in,out] cpu   physical CPU of an EL1 or VHE host
 * @param[in]     host  what the host wants; nothing armed: MDE and SS clear, all E clear
 * @param[out]    plan  written whole on DBGVIRT_OK
 *
 * @retval DBGVIRT_OK        apply the plan
 * @retval DBGVIRT_ERR_NULL  a pointer is NULL
 * @retval DBGVIRT_ERR_RANGE a slot beyond the hardware's count is enabled, or the host is
 *                           one that never has debug exceptions of its own (HOST_EL2), or
 *                           `caps` was made for a CPU with other counts
 * @retval DBGVIRT_ERR_STATE a vCPU is loaded
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_host_use(const struct dbgvirt_arm64_caps *caps,
							  struct dbgvirt_arm64_cpu *cpu,
							  const struct dbgvirt_arm64_regs *host,
							  struct dbgvirt_arm64_plan *plan);

/**
 * Plan vCPU load: the vCPU begins to run on this physical CPU, the same as before
 * or another (migration). Decides the owner anew, so that a guest that stopped
 * debugging is free again, and includes the first entry.
 *
 * @context On that CPU, IRQs off and PSTATE.D set until the plan is applied and an ISB or
 * exception return made it effective.
 * @source Linux arch/arm64/kvm/debug.c kvm_vcpu_load_debug().
 *
 * @param[in]     caps  the VM's capabilities
 * @param[in,out] cpu   physical CPU
 * @param[in,out] vcpu  vCPU
 * @param[out]    plan  written whole on DBGVIRT_OK
 *
 * @retval DBGVIRT_OK        apply the plan
 * @retval DBGVIRT_ERR_NULL  a pointer is NULL
 * @retval DBGVIRT_ERR_STATE the vCPU was never initialised or is loaded, or the CPU has a vCPU
 * @retval DBGVIRT_ERR_RANGE `caps` was made for a CPU with other counts: the vCPU cannot run here
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_plan_load(const struct dbgvirt_arm64_caps *caps,
							   struct dbgvirt_arm64_cpu *cpu,
							   struct dbgvirt_arm64_vcpu *vcpu,
							   struct dbgvirt_arm64_plan *plan);

/**
 * Plan a guest entry. Needed only when dbgvirt_arm64_entry_needed() says so.
 *
 * @context On that CPU, IRQs off and PSTATE.D set until the guest runs.
 * @param[in]     caps  the VM's capabilities
 * @param[in,out] cpu   physical CPU
 * @param[in,out] vcpu  loaded vCPU
 * @param[out]    plan  written whole on DBGVIRT_OK
 *
 * @retval DBGVIRT_OK        apply the plan
 * @retval DBGVIRT_ERR_NULL  a pointer is NULL
 * @retval DBGVIRT_ERR_STATE the vCPU is not loaded on this CPU
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_plan_entry(const struct dbgvirt_arm64_caps *caps,
							    struct dbgvirt_arm64_cpu *cpu,
							    struct dbgvirt_arm64_vcpu *vcpu,
							    struct dbgvirt_arm64_plan *plan);

/**
 * Plan a guest exit. Needed only when dbgvirt_arm64_exit_needed() says so.
 *
 * @context On that CPU, PSTATE.D set: before the host's debug exceptions can be taken.
 * @param[in]     caps  the VM's capabilities
 * @param[in,out] cpu   physical CPU
 * @param[in,out] vcpu  loaded vCPU
 * @param[out]    plan  written whole on DBGVIRT_OK
 *
 * @retval DBGVIRT_OK        apply the plan
 * @retval DBGVIRT_ERR_NULL  a pointer is NULL
 * @retval DBGVIRT_ERR_STATE the vCPU is not loaded on this CPU
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_plan_exit(const struct dbgvirt_arm64_caps *caps,
							   struct dbgvirt_arm64_cpu *cpu,
							   struct dbgvirt_arm64_vcpu *vcpu,
							   struct dbgvirt_arm64_plan *plan);

/**
 * Plan vCPU put: the vCPU leaves this physical CPU, after its exit. Once the plan
 * is applied the vCPU's image is whole and may be saved, or loaded elsewhere.
 *
 * @context On that CPU, IRQs off and PSTATE.D set until the plan is applied and an ISB or
 * exception return made it effective.
 * @param[in]     caps  the VM's capabilities
 * @param[in,out] cpu   physical CPU
 * @param[in,out] vcpu  loaded vCPU
 * @param[out]    plan  written whole on DBGVIRT_OK
 *
 * @retval DBGVIRT_OK        apply the plan
 * @retval DBGVIRT_ERR_NULL  a pointer is NULL
 * @retval DBGVIRT_ERR_STATE the vCPU is not loaded on this CPU
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_plan_put(const struct dbgvirt_arm64_caps *caps,
							  struct dbgvirt_arm64_cpu *cpu,
							  struct dbgvirt_arm64_vcpu *vcpu,
							  struct dbgvirt_arm64_plan *plan);

/**
 * Whether the next entry has anything to do: one load of a pair and one branch.
 *
 * @context Before each guest entry.
 * @param[in] vcpu  loaded vCPU
 * @return true: call dbgvirt_arm64_plan_entry() and apply the plan.
 */
static inline bool dbgvirt_arm64_entry_needed(const struct dbgvirt_arm64_vcpu *vcpu)
{
	return (vcpu->written | vcpu->entry_work) != 0;
}

/**
 * Whether this exit has anything to do: one load and one branch.
 *
 * @context After each guest exit.
 * @param[in] vcpu  loaded vCPU
 * @return true: call dbgvirt_arm64_plan_exit() and apply the plan.
 */
static inline bool dbgvirt_arm64_exit_needed(const struct dbgvirt_arm64_vcpu *vcpu)
{
	return vcpu->exit_work != 0;
}

/* ---------------------------------------------------------------- saved state */

/** dbgvirt_arm64_state.version of this library. */
#define DBGVIRT_ARM64_STATE_VERSION 0xa6400001u

/** A vCPU's debug state outside the process: saved, migrated. Fields in the byte order of the machine that wrote it. */
struct dbgvirt_arm64_state {
	/** sizeof(struct dbgvirt_arm64_state) of the writer. */
	uint32_t size;
	/** #DBGVIRT_ARM64_STATE_VERSION; written in the other byte order it is no version. */
	uint32_t version;
	/** No flag is defined: must be 0. */
	uint64_t flags;
	/** ID_AA64DFR0_EL1 the guest was promised. */
	uint64_t id_aa64dfr0;
	/** The guest's image, zero beyond its counts. */
	struct dbgvirt_arm64_regs regs;
	/** DBGVCR32_EL2 */
	uint64_t dbgvcr32;
	/** OSLSR_EL1 */
	uint64_t oslsr;
	/** DBGCLAIM tags. */
	uint64_t claim;
	/** Must be 0. */
	uint64_t reserved[6];
};

/**
 * Save a vCPU's debug state.
 *
 * @context The vCPU is put and no host debugger is at work: a migration under one would
 * lose it silently.
 * @param[in]  caps   the VM's capabilities
 * @param[in]  vcpu   vCPU
 * @param[out] state  written whole on DBGVIRT_OK
 *
 * @retval DBGVIRT_OK        done
 * @retval DBGVIRT_ERR_NULL  a pointer is NULL
 * @retval DBGVIRT_ERR_STATE never initialised, loaded, or debugged by the host
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_state_export(const struct dbgvirt_arm64_caps *caps,
							      const struct dbgvirt_arm64_vcpu *vcpu,
							      struct dbgvirt_arm64_state *state);

/**
 * Restore a vCPU's debug state, or refuse it with the vCPU unchanged.
 *
 * A shorter blob is zero-extended if it holds all before `reserved`; a longer one is
 * accepted if its unknown tail is zero.
 *
 * @context The vCPU is put.
 * @source The growth rule of Intel libipt's pt_config with the strictness of Linux
 * kvm_debugregs; field survey 2: nobody checks that the slots in use fit the destination.
 *
 * @param[in]     caps   the VM's capabilities on this machine
 * @param[in,out] vcpu   vCPU
 * @param[in]     blob   saved state, any alignment, not trusted
 * @param[in]     size   bytes at `blob`
 * @param[out]    fault  NULL, or the register and bits at fault
 *
 * @retval DBGVIRT_OK            done
 * @retval DBGVIRT_ERR_NULL      a pointer is NULL
 * @retval DBGVIRT_ERR_SIZE      truncated, or the size field disagrees with `size`
 * @retval DBGVIRT_ERR_VERSION   not this version
 * @retval DBGVIRT_ERR_UNKNOWN   flags, reserved fields or tail not zero
 * @retval DBGVIRT_ERR_CAPACITY  a count the guest was promised, or a register in use, is
 *                              beyond this VM's
 * @retval DBGVIRT_ERR_RESERVED  a register holds bits it does not have
 * @retval DBGVIRT_ERR_INVARIANT a count the guest was promised is below this VM's, or
 *                              OSLSR_EL1 differs in more than OSLK
 * @retval DBGVIRT_ERR_STATE     never initialised, or loaded
 */
DBGVIRT_API DBGVIRT_MUST_CHECK int dbgvirt_arm64_state_import(const struct dbgvirt_arm64_caps *caps,
							      struct dbgvirt_arm64_vcpu *vcpu,
							      const void *blob, size_t size,
							      struct dbgvirt_fault *fault);

#ifdef __cplusplus
}
#endif

#endif /* DBGVIRT_ARM64_H */
