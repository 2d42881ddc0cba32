/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Does the kernel let ptrace set a hardware breakpoint? Sets one on a function
 * of a child and sees whether the child stops there. Linux, x86-64 and AArch64.
 * Exit code: 0 yes, 1 no.
 */
#include <elf.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int reached;

__attribute__((noinline)) static void target(void)
{
	reached++;
}

#if defined(__x86_64__)

static int set_breakpoint(pid_t child, uintptr_t address)
{
	size_t debugreg = offsetof(struct user, u_debugreg);

	/* DR7: L0, length 1, on execution. */
	return ptrace(PTRACE_POKEUSER, child, debugreg, address) ||
	       ptrace(PTRACE_POKEUSER, child, debugreg + 7 * sizeof(long), 1);
}

#elif defined(__aarch64__)

#include <asm/ptrace.h>

static int set_breakpoint(pid_t child, uintptr_t address)
{
	struct user_hwdebug_state state = { 0 };
	struct iovec io = { &state, offsetof(struct user_hwdebug_state, dbg_regs[1]) };

	/* DBGBCR: all four bytes, at EL0, enabled. */
	state.dbg_regs[0].addr = address;
	state.dbg_regs[0].ctrl = (0xf << 5) | (2 << 1) | 1;
	return (int)ptrace(PTRACE_SETREGSET, child, NT_ARM_HW_BREAK, &io);
}

#else

static int set_breakpoint(pid_t child, uintptr_t address)
{
	(void)child;
	(void)address;
	return -1;
}

#endif

static void run_child(void)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		_exit(1);
	raise(SIGSTOP);
	target();
	_exit(0);
}

int main(void)
{
	pid_t child = fork();
	int status;
	int hit;

	if (child < 0)
		return EXIT_FAILURE;
	if (!child)
		run_child();
	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		return EXIT_FAILURE;
	hit = !set_breakpoint(child, (uintptr_t)target) &&
	      !ptrace(PTRACE_CONT, child, NULL, NULL) && waitpid(child, &status, 0) == child &&
	      WIFSTOPPED(status) && WSTOPSIG(status) == SIGTRAP;
	kill(child, SIGKILL);
	return hit ? EXIT_SUCCESS : EXIT_FAILURE;
}
