/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Setting up a CPU for the guest, and the ends. */
#include "hyp.h"

#include "fdt.h"
#include "print.h"
#include "semihost.h"

#define HCR_EL2_TWI  (UINT64_C(1) << 13)
#define HCR_EL2_TWE  (UINT64_C(1) << 14)
#define HCR_EL2_TID3 (UINT64_C(1) << 18)
#define HCR_EL2_TSC  (UINT64_C(1) << 19)
#define HCR_EL2_RW   (UINT64_C(1) << 31)
#define HCR_EL2_APK  (UINT64_C(1) << 40)
#define HCR_EL2_API  (UINT64_C(1) << 41)

/* RES1 bits, and no trap. SVE and SME reuse two of the RES1 bits as traps. */
#define CPTR_EL2_RES1 0x33ff
#define CPTR_EL2_TZ   (UINT64_C(1) << 8)
#define CPTR_EL2_TSM  (UINT64_C(1) << 12)

/* EL1PCTEN, EL1PCEN: the guest has the timers. */
#define CNTHCTL_EL2_NO_TRAP 0x3
/* Enable and SRE, Disable FIQ and IRQ bypass. */
#define ICC_SRE_EL2_ALL 0xf
/* RES1 bits of Armv8.0, MMU and caches off. */
#define SCTLR_EL1_RESET 0x30d00800
/* EL1h, DAIF masked. */
#define SPSR_BOOT 0x3c5

#define ID_AA64ISAR1_APA_API_MASK UINT64_C(0xff0)
#define ID_AA64ISAR1_GPA_GPI_MASK UINT64_C(0xff000000)
#define ID_AA64PFR0_GIC_MASK      UINT64_C(0x0f000000)
#define ID_AA64PFR0_SVE_MASK      (UINT64_C(0xf) << 32)
#define ID_AA64PFR1_SME_MASK      UINT64_C(0x0f000000)

struct hyp_cpu hyp_cpus[PORTS_CPUS];
uint32_t hyp_config;

static uint64_t hcr_value(void)
{
	uint64_t hcr = HCR_EL2_RW | HCR_EL2_TSC;

	/*
	 * A guest with all of the hardware's registers may read their counts there. Only
	 * DoubleLock would differ, and OSDLR_EL1 is RAZ/WI with it or without.
	 */
	if (!hyp_caps.may_untrap)
		hcr |= HCR_EL2_TID3;
	if (hyp_config & HYP_CONFIG_TWI)
		hcr |= HCR_EL2_TWI | HCR_EL2_TWE;
	if (READ_SYSREG(id_aa64isar1_el1) & (ID_AA64ISAR1_APA_API_MASK | ID_AA64ISAR1_GPA_GPI_MASK))
		hcr |= HCR_EL2_API | HCR_EL2_APK;
	return hcr;
}

static uint64_t cptr_value(void)
{
	uint64_t cptr = CPTR_EL2_RES1;

	if (READ_SYSREG(id_aa64pfr0_el1) & ID_AA64PFR0_SVE_MASK)
		cptr &= ~CPTR_EL2_TZ;
	if (READ_SYSREG(id_aa64pfr1_el1) & ID_AA64PFR1_SME_MASK)
		cptr &= ~CPTR_EL2_TSM;
	return cptr;
}

static void setup_el2(void)
{
	WRITE_SYSREG(hcr_el2, hcr_value());
	WRITE_SYSREG(cptr_el2, cptr_value());
	WRITE_SYSREG(hstr_el2, 0);
	WRITE_SYSREG(cnthctl_el2, CNTHCTL_EL2_NO_TRAP);
	WRITE_SYSREG(cntvoff_el2, 0);
	WRITE_SYSREG(vpidr_el2, READ_SYSREG(midr_el1));
	WRITE_SYSREG(vmpidr_el2, READ_SYSREG(mpidr_el1));
	if (READ_SYSREG(id_aa64pfr0_el1) & ID_AA64PFR0_GIC_MASK) {
		WRITE_SYSREG(S3_4_C12_C9_5, ICC_SRE_EL2_ALL);
		ISB();
		WRITE_SYSREG(S3_4_C12_C11_0, 0); /* ICH_HCR_EL2 */
	}
	WRITE_SYSREG(sctlr_el1, SCTLR_EL1_RESET);
	ISB();
}

static void boot_first_cpu(struct hyp_cpu *cpu)
{
	void *fdt = *(void *const *)HYP_GUEST_DTB;

	hyp_config = *(const volatile uint32_t *)HYP_CONFIG_ADDR;
	if (!fdt_end_memory(fdt, HYP_GUEST_END))
		hyp_panic("no memory node in the devicetree at", (uint64_t)fdt);
	debug_vm_init();
	cpu->guest_entry = HYP_GUEST_ENTRY;
}

void hyp_cpu_main(uint64_t index, struct frame *frame)
{
	struct hyp_cpu *cpu = &hyp_cpus[index];

	WRITE_SYSREG(tpidr_el2, cpu);
	if (index == 0)
		boot_first_cpu(cpu);
	setup_el2();
	debug_cpu_init(cpu);
	debug_load(cpu);
	cpu->on = true;
	*frame = (struct frame){
		.x[0] = cpu->guest_context,
		.pc = cpu->guest_entry,
		.spsr = SPSR_BOOT,
	};
}

void hyp_shutdown(unsigned int code)
{
	debug_put(hyp_this_cpu());
	stats_print();
	semihost_exit(code);
}

void hyp_panic(const char *what, uint64_t detail)
{
	print("hyp: panic: %s 0x%lx, CPU %u, ESR 0x%lx ELR 0x%lx FAR 0x%lx SPSR 0x%lx\n", what,
	      detail, cpu_index(), READ_SYSREG(esr_el2), READ_SYSREG(elr_el2), READ_SYSREG(far_el2),
	      READ_SYSREG(spsr_el2));
	semihost_exit(HYP_EXIT_PANIC);
}
