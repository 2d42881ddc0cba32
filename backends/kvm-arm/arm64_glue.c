/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "dbgvirt_kvm_arm64.h"

#define KVM_REG_ARM64_SYSREG  0x6030000000130000ULL
#define KVM_REG_ENCODING_MASK 0xffffULL

_Static_assert(sizeof(struct dbgvirt_kvm_arm64_guest_debug_arch) == 512, "uapi layout");
_Static_assert(sizeof(struct dbgvirt_kvm_arm64_debug_exit_arch) == 16, "uapi layout");

static void overlay_from_arch(struct dbgvirt_arm64_regs *overlay,
			      const struct dbgvirt_kvm_arm64_guest_debug_arch *arch)
{
	unsigned int n;

	*overlay = (struct dbgvirt_arm64_regs){ .mdscr = 0 };
	for (n = 0; n < DBGVIRT_ARM64_SLOTS; n++) {
		overlay->dbgr[DBGVIRT_ARM64_DBGBVR(n)] = arch->dbg_bvr[n];
		overlay->dbgr[DBGVIRT_ARM64_DBGBCR(n)] = arch->dbg_bcr[n];
		overlay->dbgr[DBGVIRT_ARM64_DBGWVR(n)] = arch->dbg_wvr[n];
		overlay->dbgr[DBGVIRT_ARM64_DBGWCR(n)] = arch->dbg_wcr[n];
	}
}

int dbgvirt_kvm_arm64_set_guest_debug(struct dbgvirt_arm64_vcpu *vcpu, uint32_t control,
				      const struct dbgvirt_kvm_arm64_guest_debug_arch *arch,
				      struct dbgvirt_arm64_regs *overlay)
{
	const uint32_t known = DBGVIRT_KVM_GUESTDBG_ENABLE | DBGVIRT_KVM_GUESTDBG_SINGLESTEP |
			       DBGVIRT_KVM_GUESTDBG_USE_SW_BP | DBGVIRT_KVM_GUESTDBG_USE_HW;
	uint32_t flags = 0;
	int status;

	if (!vcpu)
		return DBGVIRT_ERR_NULL;
	if (control & ~known)
		return DBGVIRT_ERR_RESERVED;
	if (control & DBGVIRT_KVM_GUESTDBG_ENABLE)
		flags |= DBGVIRT_ARM64_DEBUG_ENABLE;
	if (control & DBGVIRT_KVM_GUESTDBG_SINGLESTEP)
		flags |= DBGVIRT_ARM64_DEBUG_SINGLESTEP;
	if (control & DBGVIRT_KVM_GUESTDBG_USE_HW) {
		if (!arch || !overlay)
			return DBGVIRT_ERR_NULL;
		flags |= DBGVIRT_ARM64_DEBUG_USE_HW;
	}
	status = dbgvirt_arm64_guest_debug(vcpu, flags, overlay);
	if (!status && (flags & DBGVIRT_ARM64_DEBUG_USE_HW))
		overlay_from_arch(overlay, arch);
	return status;
}

int dbgvirt_kvm_arm64_debug_exit(uint64_t esr, uint64_t far,
				 struct dbgvirt_kvm_arm64_debug_exit_arch *exit)
{
	unsigned int ec = (unsigned int)((esr & DBGVIRT_ESR_EC_MASK) >> DBGVIRT_ESR_EC_SHIFT);

	if (!exit)
		return DBGVIRT_ERR_NULL;
	switch (ec) {
	case DBGVIRT_EC_BREAKPOINT_LOWER:
	case DBGVIRT_EC_SOFTSTEP_LOWER:
	case DBGVIRT_EC_WATCHPOINT_LOWER:
	case DBGVIRT_EC_BKPT32:
	case DBGVIRT_EC_BRK64:
		break;
	default:
		return DBGVIRT_ERR_SYNDROME;
	}
	exit->hsr = (uint32_t)esr;
	exit->hsr_high = (uint32_t)(esr >> 32);
	exit->far = ec == DBGVIRT_EC_WATCHPOINT_LOWER ? far : 0;
	return DBGVIRT_OK;
}

uint64_t dbgvirt_kvm_arm64_reg_id(uint32_t encoding)
{
	return KVM_REG_ARM64_SYSREG | (encoding & KVM_REG_ENCODING_MASK);
}

int dbgvirt_kvm_arm64_reg_encoding(uint64_t id, uint32_t *encoding)
{
	if (!encoding)
		return DBGVIRT_ERR_NULL;
	if ((id & ~KVM_REG_ENCODING_MASK) != KVM_REG_ARM64_SYSREG)
		return DBGVIRT_ERR_ENCODING;
	*encoding = (uint32_t)(id & KVM_REG_ENCODING_MASK);
	return DBGVIRT_OK;
}
