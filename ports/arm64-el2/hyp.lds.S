/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "config.h"

OUTPUT_ARCH(aarch64)
ENTRY(_start)

SECTIONS
{
	. = HYP_LINK_ADDR;
	.text : { *(.text.start) *(.text .text.*) }
	.rodata : ALIGN(16) { *(.rodata .rodata.*) }
	.data : ALIGN(16) { *(.data .data.*) }
	/* The loader clears it: QEMU's generic loader honours p_memsz. */
	.bss : ALIGN(16) { *(.bss .bss.*) *(COMMON) }
	/DISCARD/ : { *(.note .note.* .comment .eh_frame .eh_frame_hdr) }
}
