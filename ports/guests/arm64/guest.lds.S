/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A flat arm64 Image at the address QEMU's machine "virt" loads one to. */
OUTPUT_ARCH(aarch64)
ENTRY(_start)

SECTIONS
{
	. = 0x40080000;
	.text : { *(.text.start) *(.text .text.*) }
	.rodata : ALIGN(16) { *(.rodata .rodata.*) }
	.data : ALIGN(16) { *(.data .data.*) }
	.bss : ALIGN(16) { bss_start = .; *(.bss .bss.*) *(COMMON) . = ALIGN(16); bss_end = .; }
	image_size = . - 0x40080000;
	/DISCARD/ : { *(.note .note.* .comment .eh_frame .eh_frame_hdr) }
}
