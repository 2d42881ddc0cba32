/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * PID 1 of a one-file initrd: drives every user that an unmodified arm64 Linux
 * kernel has for the debug registers, and says on the console what it saw.
 *
 * Each group of checks runs in a worker process, so that a stray SIGTRAP or a
 * hang under a faulty hypervisor ends that worker and not PID 1. Each ptrace
 * check traces a fresh child that ends by itself; breakpoints that never fire
 * therefore make the check fail at once instead of leaving it waiting.
 */
#define _GNU_SOURCE

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <asm/ptrace.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* DBGBCR<n>_EL1 and DBGWCR<n>_EL1, as far as user_hwdebug_state takes them. */
#define CTRL_E          (1u << 0)
#define CTRL_EL0        (2u << 1)
#define CTRL_LSC(kind)  ((uint32_t)(kind) << 3)
#define CTRL_BAS(bytes) (((1u << (bytes)) - 1) << 5)
#define LSC_LOAD        1u
#define LSC_STORE       2u

#define SLOTS_MIN     2 /* the architecture's minimum, for both kinds */
#define SLOTS_MAX     16
#define HITS_MAX      16
#define STOPS_MAX     64 /* bounds a step that stays where it is */
#define GROUP_SECONDS 5
#define INSN_SIZE     4u

#define SLOT_CALLS  4 /* calls of the target, or stores, per slot */
#define SLOT_HITS   3 /* of them seen; the slot is then disabled */
#define PERF_HITS   7
#define PERF_ROUNDS 5

/* ------------------------------------------------------------------------ */
/* Code and data to be watched                                               */
/* ------------------------------------------------------------------------ */

/*
 * In assembly because the checks compare exact PCs: a function's address is
 * its one interesting instruction. The sequence to step stops itself with
 * SIGSTOP first, so that stepping needs no breakpoint to get started.
 */
__asm__(".pushsection .text\n"
	".globl target, row, stop_and_step, step_begin\n"
	".globl load1, load2, load4, load8, store1, store2, store4, store8\n"
	".balign 64\n"
	"target:		nop\n"
	"			ret\n"
	"row:		.rept 16\n"
	"			nop\n"
	"			.endr\n"
	"			ret\n"
	"load1:		ldrb	w1, [x0]\n"
	"			ret\n"
	"load2:		ldrh	w1, [x0]\n"
	"			ret\n"
	"load4:		ldr	w1, [x0]\n"
	"			ret\n"
	"load8:		ldr	x1, [x0]\n"
	"			ret\n"
	"store1:		strb	wzr, [x0]\n"
	"			ret\n"
	"store2:		strh	wzr, [x0]\n"
	"			ret\n"
	"store4:		str	wzr, [x0]\n"
	"			ret\n"
	"store8:		str	xzr, [x0]\n"
	"			ret\n"
	"stop_and_step:	mov	x1, #19\n"          /* SIGSTOP */
	"			mov	x8, #129\n" /* kill */
	"			svc	#0\n"
	"step_begin:	mov	x2, #2\n"                  /* 0 */
	"1:			subs	x2, x2, #1\n"      /* 1 */
	"			b.ne	1b\n"              /* 2 */
	"			str	x2, [sp, #-16]!\n" /* 3 */
	"			ldr	x2, [sp], #16\n"   /* 4 */
	"			mrs	x4, midr_el1\n"    /* 5 */
	"			mov	x5, x30\n"         /* 6 */
	"			bl	3f\n"              /* 7 */
	"			mov	x30, x5\n"         /* 8 */
	"			mov	x8, #173\n"        /* 9: getppid */
	"			svc	#0\n"              /* 10 */
	"			cbz	xzr, 2f\n"         /* 11 */
	"			nop\n"                     /* 12 */
	"2:			ret\n"                     /* 13 */
	"3:			ret\n"                     /* 14 */
	".popsection\n");

extern void target(void);
extern void row(void);
extern void stop_and_step(pid_t self);
extern const char step_begin[];

typedef void accessor(volatile void *address);
extern accessor load1, load2, load4, load8, store1, store2, store4, store8;

/*
 * Where a step from instruction 0 stops, in instructions from step_begin: two
 * turns of a loop, a store and a load, an ID register that the kernel emulates
 * and skips, a call, a system call, a taken branch.
 *
 * The system call stops twice at the same PC: the kernel reports a step on its
 * way out, and the CPU's own step is still pending on return to EL0 because
 * the SVC completed with SPSR_EL1.SS clear.
 */
static const unsigned char step_path[] = {
	1, 2, 1, 2, 3, 4, 5, 6, 7, 14, 8, 9, 10, 11, 11, 13,
};

#define STEP_BY_KERNEL 13 /* index into step_path */
#define STEP_BYTES     (15 * INSN_SIZE)

static const struct {
	unsigned int bytes;
	accessor *load;
	accessor *store;
} widths[] = {
	{ 1, load1, store1 },
	{ 2, load2, store2 },
	{ 4, load4, store4 },
	{ 8, load8, store8 },
};

/* A page of its own: nothing else the program touches shares its checks. */
static _Alignas(4096) unsigned char watched[4096];

static uint64_t code_address(void (*code)(void))
{
	return (uint64_t)(uintptr_t)code;
}

static uint64_t accessor_address(accessor *access)
{
	return (uint64_t)(uintptr_t)access;
}

static uint64_t watched_address(unsigned int offset)
{
	return (uint64_t)(uintptr_t)&watched[offset];
}

/* ------------------------------------------------------------------------ */
/* Report                                                                    */
/* ------------------------------------------------------------------------ */

struct tally {
	unsigned int checks;
	unsigned int failures;
};

static struct tally own_tally;

/* Shared with the workers as soon as there is memory to share. */
static struct tally *tally = &own_tally;

/*
 * One result line. @detail is what was seen when @ok, else "got ..., expected
 * ...".
 */
static void __attribute__((format(printf, 3, 4)))
check(bool ok, const char *what, const char *detail, ...)
{
	char text[160];
	va_list args;

	va_start(args, detail);
	vsnprintf(text, sizeof(text), detail, args);
	va_end(args);

	tally->checks++;
	if (ok) {
		printf("ok %u - %s (%s)\n", tally->checks, what, text);
	} else {
		tally->failures++;
		printf("not ok %u - %s: %s\n", tally->checks, what, text);
	}
}

static void check_count(const char *what, const char *unit, uint64_t got, uint64_t expected)
{
	if (got == expected)
		check(true, what, "%" PRIu64 " %s", got, unit);
	else
		check(false, what, "got %" PRIu64 " %s, expected %" PRIu64, got, unit, expected);
}

/* The worker cannot go on; its group ends with this result. */
static void __attribute__((noreturn)) give_up(const char *what)
{
	check(false, what, "got %s, expected success", strerror(errno));
	exit(EXIT_SUCCESS);
}

/* ------------------------------------------------------------------------ */
/* Tracee                                                                    */
/* ------------------------------------------------------------------------ */

/* What the child does between its first stop and its exit. */
struct work {
	void (*run)(const struct work *work);
	unsigned int times;
	unsigned int offset; /* first byte of watched[] to access */
	unsigned int bytes;  /* of watched[] to access */
	unsigned int width;  /* index into widths[] */
	bool load, store;
};

/* One wait for the tracee; signal 0: it has ended. */
struct event {
	int signal;
	int code;      /* si_code */
	uint64_t addr; /* si_addr */
	uint64_t pc;
	int status; /* exit status, or -1 when killed */
};

static void work_calls(const struct work *work)
{
	for (unsigned int i = 0; i < work->times; i++)
		target();
}

static void work_row(const struct work *work)
{
	(void)work;
	row();
}

static void work_walk(const struct work *work)
{
	unsigned int end = work->offset + work->bytes;
	unsigned int step = widths[work->width].bytes;

	for (unsigned int i = 0; i < work->times; i++) {
		for (unsigned int at = work->offset; at < end; at += step) {
			if (work->load)
				widths[work->width].load(&watched[at]);
			if (work->store)
				widths[work->width].store(&watched[at]);
		}
	}
}

static void work_steps(const struct work *work)
{
	(void)work;
	stop_and_step(getpid());
}

static struct event wait_event(pid_t pid)
{
	struct event event = { .status = -1 };
	struct user_pt_regs regs;
	struct iovec iov = { &regs, sizeof(regs) };
	siginfo_t info;
	int status;

	if (waitpid(pid, &status, 0) != pid)
		give_up("waitpid");
	if (WIFEXITED(status))
		event.status = WEXITSTATUS(status);
	if (!WIFSTOPPED(status))
		return event;

	if (ptrace(PTRACE_GETSIGINFO, pid, 0, &info) < 0)
		give_up("PTRACE_GETSIGINFO");
	if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &iov) < 0)
		give_up("PTRACE_GETREGSET NT_PRSTATUS");

	event.signal = WSTOPSIG(status);
	event.code = info.si_code;
	event.addr = (uint64_t)(uintptr_t)info.si_addr;
	event.pc = regs.pc;
	return event;
}

static struct event resume(pid_t pid, int request)
{
	if (ptrace(request, pid, 0, 0) < 0)
		give_up("resuming the tracee");
	return wait_event(pid);
}

/* A child stopped before its work; it dies with the worker. */
static pid_t tracee_start(const struct work *work)
{
	pid_t pid = fork();

	if (pid < 0)
		give_up("fork");
	if (pid == 0) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		work->run(work);
		_exit(EXIT_SUCCESS);
	}
	if (wait_event(pid).signal != SIGSTOP ||
	    ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_EXITKILL) < 0)
		give_up("starting the tracee");
	return pid;
}

static void tracee_end(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void pin(pid_t pid, int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET((size_t)cpu, &set);
	if (sched_setaffinity(pid, sizeof(set), &set) < 0)
		give_up("sched_setaffinity");
}

/* ------------------------------------------------------------------------ */
/* Debug register slots through ptrace                                       */
/* ------------------------------------------------------------------------ */

struct slots {
	int note; /* NT_ARM_HW_BREAK or NT_ARM_HW_WATCH */
	unsigned int count;
	struct user_hwdebug_state state;
};

static void slots_read(pid_t pid, struct slots *slots)
{
	struct iovec iov = { &slots->state, sizeof(slots->state) };

	memset(&slots->state, 0, sizeof(slots->state));
	if (ptrace(PTRACE_GETREGSET, pid, slots->note, &iov) < 0)
		give_up("PTRACE_GETREGSET");
	slots->count = slots->state.dbg_info & 0xff;
	if (slots->count > SLOTS_MAX)
		slots->count = SLOTS_MAX;
}

static void slots_write(pid_t pid, struct slots *slots)
{
	struct iovec iov = { &slots->state,
			     offsetof(struct user_hwdebug_state, dbg_regs) +
				     slots->count * sizeof(slots->state.dbg_regs[0]) };

	if (ptrace(PTRACE_SETREGSET, pid, slots->note, &iov) < 0)
		give_up("PTRACE_SETREGSET");
}

static void slots_arm(struct slots *slots, unsigned int n, uint64_t addr, uint32_t ctrl)
{
	slots->state.dbg_regs[n].addr = addr;
	slots->state.dbg_regs[n].ctrl = ctrl | CTRL_EL0 | CTRL_E;
}

static struct slots slots_of(int note)
{
	static const struct work nothing = { .run = work_calls };
	struct slots slots = { .note = note };
	pid_t pid = tracee_start(&nothing);

	slots_read(pid, &slots);
	tracee_end(pid);
	memset(slots.state.dbg_regs, 0, sizeof(slots.state.dbg_regs));
	return slots;
}

/* ------------------------------------------------------------------------ */
/* Comparing stops with a plan                                               */
/* ------------------------------------------------------------------------ */

/*
 * One expected stop. The CPU may report any address from @addr on for @span
 * bytes: of an access wider than the watchpoint, the architecture lets it
 * choose among the bytes accessed.
 */
struct hit {
	unsigned int slot;
	uint64_t pc;
	uint64_t addr;
	unsigned int span;
};

struct plan {
	const char *what;
	struct work work;
	struct slots slots;
	unsigned int hit_count;
	struct hit hits[HITS_MAX];
	bool disable_after_last;
	int cpu_count; /* above 1: change the CPU after each stop */
};

static void plan_hit(struct plan *plan, unsigned int slot, uint64_t pc, uint64_t addr)
{
	if (plan->hit_count < HITS_MAX)
		plan->hits[plan->hit_count++] =
			(struct hit){ .slot = slot, .pc = pc, .addr = addr, .span = 1 };
}

static void print_stop(const struct plan *plan, const struct event *event, const struct hit *want)
{
	if (plan->slots.note == NT_ARM_HW_BREAK)
		printf("stop: ptrace-breakpoint pc=0x%" PRIx64, event->pc);
	else
		printf("stop: ptrace-watchpoint addr=0x%" PRIx64 " pc=0x%" PRIx64, event->addr,
		       event->pc);
	if (!want)
		printf(" expected=none\n");
	else
		printf(" expected=0x%" PRIx64 "\n", want->addr);
}

static bool hit_matches(const struct event *event, const struct hit *want)
{
	return event->signal == SIGTRAP && event->code == TRAP_HWBKPT && event->pc == want->pc &&
	       event->addr >= want->addr && event->addr - want->addr < want->span;
}

/* Gets the tracee past the instruction whose slot has just hit. */
static bool step_over(pid_t pid, struct plan *plan, const struct hit *hit)
{
	uint32_t *ctrl = &plan->slots.state.dbg_regs[hit->slot].ctrl;
	uint64_t next = hit->pc + INSN_SIZE;
	struct event event;

	*ctrl &= ~CTRL_E;
	slots_write(pid, &plan->slots);
	event = resume(pid, PTRACE_SINGLESTEP);
	printf("stop: step-over pc=0x%" PRIx64 " expected=0x%" PRIx64 "\n", event.pc, next);

	*ctrl |= CTRL_E;
	if (event.signal)
		slots_write(pid, &plan->slots);
	return event.signal == SIGTRAP && event.code == TRAP_TRACE && event.pc == next;
}

static void plan_disable(pid_t pid, struct plan *plan)
{
	for (unsigned int n = 0; n < plan->slots.count; n++)
		plan->slots.state.dbg_regs[n].ctrl &= ~CTRL_E;
	slots_write(pid, &plan->slots);
}

/* The result line of a plan that ran to the end of its tracee's work. */
static void check_ended(const struct plan *plan, const struct event *event, unsigned int seen)
{
	if (event->status == EXIT_SUCCESS)
		check_count(plan->what, "stops", seen, plan->hit_count);
	else
		check(false, plan->what, "got exit status %d after %u stops, expected %d",
		      event->status, seen, EXIT_SUCCESS);
}

/* The result line of a plan that met an event other than the planned one. */
static void check_mismatch(const struct plan *plan, const struct event *event, unsigned int seen)
{
	const struct hit *want = &plan->hits[seen];

	if (seen == plan->hit_count)
		check(false, plan->what, "got one more stop at pc=0x%" PRIx64 ", expected %u",
		      event->pc, plan->hit_count);
	else
		check(false, plan->what,
		      "got signal=%d code=%d addr=0x%" PRIx64 " pc=0x%" PRIx64
		      ", expected %d %d 0x%" PRIx64 " 0x%" PRIx64,
		      event->signal, event->code, event->addr, event->pc, SIGTRAP, TRAP_HWBKPT,
		      want->addr, want->pc);
}

static void plan_run(struct plan *plan)
{
	pid_t pid = tracee_start(&plan->work);
	struct event event;
	unsigned int seen;

	slots_write(pid, &plan->slots);
	for (seen = 0;; seen++) {
		const struct hit *want = &plan->hits[seen];
		bool surplus = seen == plan->hit_count;

		event = resume(pid, PTRACE_CONT);
		if (!event.signal) {
			check_ended(plan, &event, seen);
			return;
		}
		print_stop(plan, &event, surplus ? NULL : want);
		if (surplus || !hit_matches(&event, want)) {
			check_mismatch(plan, &event, seen);
			break;
		}
		if (!step_over(pid, plan, want)) {
			check(false, plan->what,
			      "got a wrong stop stepping over hit %u, expected pc=0x%" PRIx64,
			      seen + 1, want->pc + INSN_SIZE);
			break;
		}
		if (plan->disable_after_last && seen + 1 == plan->hit_count)
			plan_disable(pid, plan);
		if (plan->cpu_count > 1)
			pin(pid, (int)(seen + 1) % plan->cpu_count);
	}
	tracee_end(pid);
}

/* ------------------------------------------------------------------------ */
/* Breakpoints                                                               */
/* ------------------------------------------------------------------------ */

static void check_slot_count(const char *what, const struct slots *slots)
{
	printf("info %s info=0x%x slots=%u\n", what, slots->state.dbg_info, slots->count);
	if (slots->count >= SLOTS_MIN)
		check(true, what, "%u slots", slots->count);
	else
		check(false, what, "got %u slots, expected at least %u", slots->count, SLOTS_MIN);
}

static void breakpoint_slot(const struct slots *slots, unsigned int n, const char *what,
			    int cpu_count)
{
	uint64_t pc = code_address(target);
	struct plan plan = {
		.what = what,
		.work = { .run = work_calls, .times = SLOT_CALLS },
		.slots = *slots,
		.disable_after_last = true,
		.cpu_count = cpu_count,
	};

	slots_arm(&plan.slots, n, pc, CTRL_BAS(4));
	for (unsigned int i = 0; i < SLOT_HITS; i++)
		plan_hit(&plan, n, pc, pc);
	plan_run(&plan);
}

/*
 * The kernel hands out hardware registers in the order in which it installs
 * breakpoints, so a lone one always lands in DBGBVR0_EL1. Only all slots at
 * once reach all registers. They sit on neighbouring instructions: the step
 * over each ends on the next, where the step must win over the breakpoint.
 */
static void breakpoint_row(const struct slots *slots)
{
	struct plan plan = {
		.what = "breakpoints in all slots at once",
		.work = { .run = work_row },
		.slots = *slots,
	};

	for (unsigned int n = 0; n < slots->count; n++) {
		uint64_t pc = code_address(row) + n * INSN_SIZE;

		slots_arm(&plan.slots, n, pc, CTRL_BAS(4));
		plan_hit(&plan, n, pc, pc);
	}
	plan_run(&plan);
}

static void group_breakpoints(int cpu)
{
	struct slots slots = slots_of(NT_ARM_HW_BREAK);
	char what[64];

	(void)cpu;
	check_slot_count("NT_ARM_HW_BREAK", &slots);
	for (unsigned int n = 0; n < slots.count; n++) {
		snprintf(what, sizeof(what), "breakpoint in slot %u, then disabled", n);
		breakpoint_slot(&slots, n, what, 1);
	}
	breakpoint_row(&slots);
}

/* ------------------------------------------------------------------------ */
/* Watchpoints                                                               */
/* ------------------------------------------------------------------------ */

static void watchpoint_slot(const struct slots *slots, unsigned int n, const char *what)
{
	unsigned int offset = n * 8;
	struct plan plan = {
		.what = what,
		.work = { .run = work_walk,
			  .times = SLOT_CALLS,
			  .offset = offset,
			  .bytes = 8,
			  .width = 3,
			  .store = true },
		.slots = *slots,
		.disable_after_last = true,
	};

	slots_arm(&plan.slots, n, watched_address(offset), CTRL_LSC(LSC_STORE) | CTRL_BAS(8));
	for (unsigned int i = 0; i < SLOT_HITS; i++)
		plan_hit(&plan, n, accessor_address(store8), watched_address(offset));
	plan_run(&plan);
}

static void watchpoint_row(const struct slots *slots)
{
	struct plan plan = {
		.what = "watchpoints in all slots at once",
		.work = { .run = work_walk,
			  .times = 1,
			  .width = 3,
			  .bytes = (slots->count + 1) * 8,
			  .store = true },
		.slots = *slots,
	};

	for (unsigned int n = 0; n < slots->count; n++) {
		slots_arm(&plan.slots, n, watched_address(n * 8),
			  CTRL_LSC(LSC_STORE) | CTRL_BAS(8));
		plan_hit(&plan, n, accessor_address(store8), watched_address(n * 8));
	}
	plan_run(&plan);
}

/* Stores to each of 24 bytes hit on the @length watched ones only. */
static void watchpoint_bytes(const struct slots *slots, unsigned int length, unsigned int offset)
{
	char what[64];
	struct plan plan = {
		.what = what,
		.work = { .run = work_walk, .times = 1, .bytes = 24, .store = true },
		.slots = *slots,
	};

	snprintf(what, sizeof(what), "watchpoint of %u bytes at +%u, byte stores", length, offset);
	slots_arm(&plan.slots, 0, watched_address(8 + offset),
		  CTRL_LSC(LSC_STORE) | CTRL_BAS(length));
	for (unsigned int i = 0; i < length; i++)
		plan_hit(&plan, 0, accessor_address(store1), watched_address(8 + offset + i));
	plan_run(&plan);
}

/* Loads and stores of the watched width, on it and on both sides of it. */
static void watchpoint_kind(const struct slots *slots, uint32_t lsc, unsigned int width)
{
	static const char *const names[] = { NULL, "read", "write", "access" };
	unsigned int length = widths[width].bytes;
	uint64_t addr = watched_address(8);
	char what[64];
	struct plan plan = {
		.what = what,
		.work = { .run = work_walk,
			  .times = 1,
			  .width = width,
			  .offset = 8 - length,
			  .bytes = 3 * length,
			  .load = true,
			  .store = true },
		.slots = *slots,
	};

	snprintf(what, sizeof(what), "%s watchpoint, width %u", names[lsc], length);
	slots_arm(&plan.slots, 0, addr, CTRL_LSC(lsc) | CTRL_BAS(length));
	if (lsc & LSC_LOAD)
		plan_hit(&plan, 0, accessor_address(widths[width].load), addr);
	if (lsc & LSC_STORE)
		plan_hit(&plan, 0, accessor_address(widths[width].store), addr);
	plan_run(&plan);
}

static void watchpoint_inside(const struct slots *slots)
{
	struct plan plan = {
		.what = "watchpoint of 1 byte inside a wider store",
		.work = { .run = work_walk, .times = 1, .width = 3, .bytes = 24, .store = true },
		.slots = *slots,
	};

	slots_arm(&plan.slots, 0, watched_address(8 + 5), CTRL_LSC(LSC_STORE) | CTRL_BAS(1));
	plan_hit(&plan, 0, accessor_address(store8), watched_address(8));
	plan.hits[0].span = 8;
	plan_run(&plan);
}

static void group_watchpoints(int cpu)
{
	struct slots slots = slots_of(NT_ARM_HW_WATCH);
	char what[64];

	(void)cpu;
	check_slot_count("NT_ARM_HW_WATCH", &slots);
	for (unsigned int n = 0; n < slots.count; n++) {
		snprintf(what, sizeof(what), "watchpoint in slot %u, then disabled", n);
		watchpoint_slot(&slots, n, what);
	}
	watchpoint_row(&slots);
	for (unsigned int length = 1; length <= 8; length *= 2)
		for (unsigned int at = 0; at < 8; at += length)
			watchpoint_bytes(&slots, length, at);
	for (uint32_t lsc = LSC_LOAD; lsc <= (LSC_LOAD | LSC_STORE); lsc++)
		for (unsigned int i = 0; i < ARRAY_SIZE(widths); i++)
			watchpoint_kind(&slots, lsc, i);
	watchpoint_inside(&slots);
}

/* ------------------------------------------------------------------------ */
/* Software step                                                             */
/* ------------------------------------------------------------------------ */

static uint64_t step_pc(unsigned int insn)
{
	return (uint64_t)(uintptr_t)step_begin + insn * INSN_SIZE;
}

/* How many stops agree with step_path before the first that does not. */
static unsigned int step_agreeing(const struct event *stops, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count && i < ARRAY_SIZE(step_path); i++)
		if (stops[i].pc != step_pc(step_path[i]) ||
		    stops[i].code != (i == STEP_BY_KERNEL ? SI_USER : TRAP_TRACE))
			break;
	return i;
}

/*
 * Steps until the sequence's last instruction or the tracee's end; returns the
 * number of stops. A PC beside the sequence ends it too, or a step that went
 * astray would take the checks through libc.
 */
static unsigned int step_collect(pid_t pid, struct event *stops)
{
	uint64_t last = step_pc(step_path[ARRAY_SIZE(step_path) - 1]);
	unsigned int count;

	for (count = 0; count < STOPS_MAX; count++) {
		struct event event = resume(pid, PTRACE_SINGLESTEP);

		if (event.signal != SIGTRAP)
			break;
		printf("stop: ptrace-step pc=0x%" PRIx64, event.pc);
		if (count < ARRAY_SIZE(step_path))
			printf(" expected=0x%" PRIx64 "\n", step_pc(step_path[count]));
		else
			printf(" expected=none\n");
		stops[count] = event;
		if (event.pc == last || event.pc - step_pc(0) > STEP_BYTES)
			return count + 1;
	}
	return count;
}

static void check_steps(const char *what)
{
	static const struct work work = { .run = work_steps };
	struct event stops[STOPS_MAX];
	pid_t pid = tracee_start(&work);
	struct event event = resume(pid, PTRACE_CONT);
	unsigned int count = 0;
	char name[128];

	if (event.pc == step_pc(0))
		count = step_collect(pid, stops);
	tracee_end(pid);

	snprintf(name, sizeof(name), "%s, number of stops", what);
	check_count(name, "stops", count, ARRAY_SIZE(step_path));
	snprintf(name, sizeof(name), "%s, list of PCs", what);
	check_count(name, "PCs in order", step_agreeing(stops, count), ARRAY_SIZE(step_path));
}

static void group_steps(int cpu)
{
	(void)cpu;
	check_steps("PTRACE_SINGLESTEP");
}

/* ------------------------------------------------------------------------ */
/* perf events                                                               */
/* ------------------------------------------------------------------------ */

struct perf_target {
	pid_t pid; /* as perf_event_open(2) takes it */
	int cpu;
	uint32_t type; /* HW_BREAKPOINT_* */
	uint64_t addr;
	bool kernel;
};

static int perf_open(const struct perf_target *target)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT,
		.size = sizeof(attr),
		.bp_type = target->type,
		.bp_addr = target->addr,
		.bp_len = target->type == HW_BREAKPOINT_X ? HW_BREAKPOINT_LEN_4 :
							    HW_BREAKPOINT_LEN_8,
		.exclude_kernel = !target->kernel,
		.exclude_hv = 1,
	};

	return (int)syscall(SYS_perf_event_open, &attr, target->pid, target->cpu, -1, 0UL);
}

static void trigger_store(void)
{
	store8(watched);
	store8(watched + 8);
	load8(watched);
}

static void trigger_syscall(void)
{
	syscall(SYS_getppid);
}

/*
 * The count of PERF_HITS triggers while enabled and one more when disabled; a
 * negative errno if there is no such event.
 */
static int64_t perf_count(const struct perf_target *target, void (*trigger)(void))
{
	int fd = perf_open(target);
	int64_t count = 0;

	if (fd < 0)
		return -errno;
	for (unsigned int i = 0; i < PERF_HITS; i++)
		trigger();
	ioctl(fd, PERF_EVENT_IOC_DISABLE, 0);
	trigger();
	if (read(fd, &count, sizeof(count)) != sizeof(count))
		count = -errno;
	close(fd);
	return count;
}

static void check_perf_count(const char *what, int64_t count)
{
	if (count < 0)
		check(false, what, "got %s, expected an event", strerror((int)-count));
	else
		check_count(what, "hits", (uint64_t)count, PERF_HITS);
}

/* Address of a kernel function, 0 if /proc/kallsyms does not tell. */
static uint64_t kernel_symbol(const char *name)
{
	FILE *symbols = fopen("/proc/kallsyms", "r");
	uint64_t found = 0;
	char line[256];

	if (!symbols)
		return 0;
	while (!found && fgets(line, sizeof(line), symbols)) {
		char *end;
		uint64_t addr = strtoull(line, &end, 16);

		/* " T name\n": modules add more, the kernel's own do not. */
		if (strlen(end) > 3 && !strncmp(end + 3, name, strlen(name)) &&
		    end[3 + strlen(name)] == '\n')
			found = addr;
	}
	fclose(symbols);
	return found;
}

/* The handler that getppid(2) reaches; set before the workers start. */
static uint64_t getppid_handler;

/*
 * Kernel addresses take a system-wide event, one per CPU, so the caller must
 * be pinned to @cpu for the count to be its own.
 *
 * An interrupt that is taken when the kernel is about to step over its own
 * breakpoint makes Linux 6.1 end the step in the interrupt handler and hit a
 * second time. Only such a surplus earns another round.
 */
static void check_perf_kernel(const char *what, int cpu)
{
	struct perf_target kernel = {
		.pid = -1,
		.cpu = cpu,
		.type = HW_BREAKPOINT_X,
		.addr = getppid_handler,
		.kernel = true,
	};
	int64_t count = 0;

	if (!getppid_handler) {
		check(false, what, "got no handler in /proc/kallsyms, expected one");
		return;
	}
	for (unsigned int i = 0; i < PERF_ROUNDS; i++) {
		count = perf_count(&kernel, trigger_syscall);
		if (count <= PERF_HITS)
			break;
	}
	check_perf_count(what, count);
}

static void group_perf(int cpu)
{
	struct perf_target data = {
		.cpu = -1,
		.type = HW_BREAKPOINT_W,
		.addr = watched_address(0),
	};
	struct perf_target code = {
		.cpu = -1,
		.type = HW_BREAKPOINT_X,
		.addr = code_address(target),
	};

	check_perf_count("perf user watchpoint", perf_count(&data, trigger_store));
	check_perf_count("perf user breakpoint", perf_count(&code, target));
	printf("info __arm64_sys_getppid address=0x%" PRIx64 "\n", getppid_handler);
	check_perf_kernel("perf kernel breakpoint", cpu);
}

/* ------------------------------------------------------------------------ */
/* Several CPUs                                                              */
/* ------------------------------------------------------------------------ */

static int cpu_online_count(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) < 0)
		return 1;
	return CPU_COUNT(&set);
}

static void group_cpu(int cpu)
{
	struct slots breakpoints = slots_of(NT_ARM_HW_BREAK);
	struct slots watchpoints = slots_of(NT_ARM_HW_WATCH);
	char what[64];

	snprintf(what, sizeof(what), "cpu %d: breakpoint, then disabled", cpu);
	breakpoint_slot(&breakpoints, 0, what, 1);
	snprintf(what, sizeof(what), "cpu %d: watchpoint, then disabled", cpu);
	watchpoint_slot(&watchpoints, 0, what);
	snprintf(what, sizeof(what), "cpu %d: PTRACE_SINGLESTEP", cpu);
	check_steps(what);
	snprintf(what, sizeof(what), "cpu %d: perf kernel breakpoint", cpu);
	check_perf_kernel(what, cpu);
}

/* @cpu is the last one: the task visits all CPUs up to it. */
static void group_migration(int cpu)
{
	struct slots slots = slots_of(NT_ARM_HW_BREAK);

	breakpoint_slot(&slots, 0, "breakpoint follows a task across CPUs", cpu + 1);
}

/* ------------------------------------------------------------------------ */
/* PID 1                                                                     */
/* ------------------------------------------------------------------------ */

/*
 * False when the worker has not ended in time. Needs SIGCHLD blocked: an end
 * just before the wait then stays pending instead of being missed.
 */
static bool worker_wait(pid_t worker, int *status)
{
	const struct timespec limit = { .tv_sec = GROUP_SECONDS };
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	while (waitpid(worker, status, WNOHANG) != worker)
		if (sigtimedwait(&child, NULL, &limit) < 0 && errno == EAGAIN)
			return false;
	return true;
}

static void run_group(const char *name, void (*group)(int), int cpu)
{
	int status = 0;
	pid_t worker = fork();

	if (worker < 0) {
		check(false, name, "got %s, expected a worker", strerror(errno));
		return;
	}
	if (worker == 0) {
		pin(0, cpu);
		group(cpu);
		exit(EXIT_SUCCESS);
	}
	if (!worker_wait(worker, &status)) {
		kill(worker, SIGKILL);
		check(false, name, "got no end in %d s, expected one", GROUP_SECONDS);
	} else if (WIFSIGNALED(status)) {
		check(false, name, "got killed by signal %d, expected an exit", WTERMSIG(status));
	}
}

static void console_open(void)
{
	int fd;

	mkdir("/dev", 0755);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	fd = open("/dev/console", O_RDWR);
	if (fd >= 0) {
		dup2(fd, STDIN_FILENO);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
	}
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
}

static void setting_write(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, value, strlen(value)) < 0)
		printf("info %s unchanged\n", path);
	if (fd >= 0)
		close(fd);
}

static void kernel_settings(void)
{
	mkdir("/proc", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mkdir("/sys", 0755);
	mount("sysfs", "/sys", "sysfs", 0, NULL);

	/* 2 would hide kernel addresses even from root. */
	setting_write("/proc/sys/kernel/kptr_restrict", "0");
	/* No time stamps: two runs are to print the same text. */
	setting_write("/sys/module/printk/parameters/time", "0");
}

static void __attribute__((noreturn)) finish(void)
{
	printf("1..%u\n", tally->checks);
	if (tally->failures)
		printf("dbgvirt-guest: FAIL %u of %u\n", tally->failures, tally->checks);
	else
		printf("dbgvirt-guest: PASS\n");
	/* The UART sends by interrupt; power off would cut the last lines. */
	tcdrain(STDOUT_FILENO);
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

static void tally_share(void)
{
	void *shared = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (shared == MAP_FAILED)
		check(false, "shared tally", "got %s, expected memory", strerror(errno));
	else
		tally = shared;
}

int main(void)
{
	sigset_t child;
	int cpu_count;

	console_open();
	kernel_settings();
	tally_share();
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);

	cpu_count = cpu_online_count();
	getppid_handler = kernel_symbol("__arm64_sys_getppid");
	printf("info cpus=%d\n", cpu_count);

	run_group("breakpoints", group_breakpoints, 0);
	run_group("watchpoints", group_watchpoints, 0);
	run_group("software step", group_steps, 0);
	run_group("perf", group_perf, 0);
	for (int cpu = 0; cpu_count > 1 && cpu < cpu_count; cpu++)
		run_group("cpu", group_cpu, cpu);
	if (cpu_count > 1)
		run_group("migration", group_migration, cpu_count - 1);
	finish();
}
