/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "console.h"

#include <stdbool.h>
#include <stdint.h>

#include "cpu.h"

/* QEMU hw/arch/virt.c a15memmap[VIRT_UART]; PL011 TRM (DDI 0183) 3.2. */
#define UART_BASE    0x09000000
#define UART_DR      0x00
#define UART_FR      0x18
#define UART_FR_TXFF 0x20

/*
 * Lamport's bakery, because it needs loads and stores only: with the MMU off all
 * memory is Device memory, where an exclusive access need not work
 * ([ARM-DDI0487] B2.9.2).
 */
static struct {
	volatile bool choosing;
	volatile unsigned int ticket;
} queue[PORTS_CPUS];

static unsigned int next_ticket(void)
{
	unsigned int i, highest = 0;

	for (i = 0; i < PORTS_CPUS; i++)
		if (queue[i].ticket > highest)
			highest = queue[i].ticket;
	return highest + 1;
}

static bool goes_before(unsigned int other, unsigned int self)
{
	unsigned int ticket = queue[other].ticket;

	return ticket &&
	       (ticket < queue[self].ticket || (ticket == queue[self].ticket && other < self));
}

void console_lock(void)
{
	unsigned int i, self = cpu_index();

	queue[self].choosing = true;
	cpu_barrier();
	queue[self].ticket = next_ticket();
	cpu_barrier();
	queue[self].choosing = false;
	cpu_barrier();
	for (i = 0; i < PORTS_CPUS; i++) {
		while (queue[i].choosing)
			;
		while (goes_before(i, self))
			;
	}
	cpu_barrier();
}

void console_unlock(void)
{
	cpu_barrier();
	queue[cpu_index()].ticket = 0;
}

static volatile uint32_t *uart(unsigned int offset)
{
	return (volatile uint32_t *)(uintptr_t)(UART_BASE + offset);
}

void console_putc(char c)
{
	while (*uart(UART_FR) & UART_FR_TXFF)
		;
	*uart(UART_DR) = (unsigned char)c;
}
