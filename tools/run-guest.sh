#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Runs an unchanged EL1 image under the demonstration hypervisor of
# ports/arm64-el2, in QEMU. The memory layout and the configuration word are
# read from that port's config.h.

set -eu

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
config_h=$top/ports/arm64-el2/config.h

usage() {
	cat <<'END'
Usage: run-guest.sh IMAGE [OPTION]...

Boots IMAGE, an arm64 Image (Linux, or a guest of ports/guests/arm64), at EL1
under the demonstration hypervisor. When the guest powers off, the hypervisor
prints what it counted, as a table and as one line "dbgvirt-json: {...}".

  --initrd FILE    initial RAM disk
  --append STRING  kernel command line
  --cpu MODEL      QEMU's CPU model (default: cortex-a57)
  --smp N          CPUs, 1 to 4 (default: 1)
  --gic 2|3        version of the interrupt controller (default: 3)
  --policy NAME    when registers move: resident-lazy (default), always-trap,
                   exit-lazy (as Linux KVM to 6.1), eager
  --bp N, --wp N   breakpoints, watchpoints the guest sees, 1 to 15
                   (default: as many as the CPU has)
  --twi            trap WFI and WFE: more exits
  --put-every-exit at every exit save the vCPU, run another VM, restore the vCPU
  --no-load        a hypervisor that forgets to load registers: guests must notice
  --step-bug       a hypervisor that loses single-step stops
  --icount         time is instructions: every run is the same
  --timeout S      give up after S seconds (default: 60)
  --json FILE      write the counters there too, as JSON
  --quiet          no table
  --hyp ELF        the hypervisor (default: build/dev/ports/hyp-arm64.elf,
                   which is built if it is not there)

Exit status: the guest's (0 for power-off, 98 for a reset, 99 if the hypervisor
panics), 2 for a wrong call, 124 after a timeout.
END
}

die() {
	printf 'run-guest: %s\n' "$1" >&2
	exit 2
}

# constant <name>: a #define of config.h.
constant() {
	local value
	value=$(awk -v name="$1" '$1 == "#define" && $2 == name { print $3 }' "$config_h")
	[ -n "$value" ] || die "$config_h does not define $1"
	printf '%s\n' "$value"
}

# number <option> <value> <least> <most>
number() {
	case $2 in
	'' | *[!0-9]*) die "$1: '$2' is not a number" ;;
	esac
	if [ "$2" -lt "$3" ] || [ "$2" -gt "$4" ]; then
		die "$1: $2 is not within $3 to $4"
	fi
}

image='' initrd='' append='' cpu=cortex-a57 smp=1 gic=3 policy=resident-lazy
bp=0 wp=0 icount='' limit=60 json='' hyp='' word=0
flags=()

parse() {
	while [ $# -gt 0 ]; do
		case $1 in
		--initrd | --append | --cpu | --smp | --gic | --policy | --bp | --wp | --timeout | --json | --hyp)
			[ $# -ge 2 ] || die "$1 needs a value"
			parse_value "$1" "$2"
			shift
			;;
		--twi) flags+=(HYP_CONFIG_TWI) ;;
		--put-every-exit) flags+=(HYP_CONFIG_PUT_EVERY_EXIT) ;;
		--no-load) flags+=(HYP_CONFIG_NO_LOAD) ;;
		--step-bug) flags+=(HYP_CONFIG_STEP_BUG) ;;
		--quiet) flags+=(HYP_CONFIG_QUIET) ;;
		--icount) icount=1 ;;
		-h | --help) usage && exit 0 ;;
		-*) die "unknown option $1 (see --help)" ;;
		*)
			[ -z "$image" ] || die "more than one image: $image, $1"
			image=$1
			;;
		esac
		shift
	done
}

parse_value() {
	case $1 in
	--initrd) initrd=$2 ;;
	--append) append=$2 ;;
	--cpu) cpu=$2 ;;
	--policy) policy=$2 ;;
	--json) json=$2 ;;
	--hyp) hyp=$2 ;;
	--smp) number "$1" "$2" 1 4 && smp=$2 ;;
	--gic) number "$1" "$2" 2 3 && gic=$2 ;;
	--bp) number "$1" "$2" 1 15 && bp=$2 ;;
	--wp) number "$1" "$2" 1 15 && wp=$2 ;;
	--timeout) number "$1" "$2" 1 86400 && limit=$2 ;;
	esac
}

# Into word: the values of enum dbgvirt_arm64_policy.
policy_number() {
	case $policy in
	resident-lazy) word=0 ;;
	always-trap) word=1 ;;
	exit-lazy) word=2 ;;
	eager) word=3 ;;
	*) die "unknown policy '$policy': resident-lazy, always-trap, exit-lazy or eager" ;;
	esac
}

# AArch64 CPUs of machine "virt" that have been tried.
check_cpu() {
	case $cpu in
	cortex-a53 | cortex-a57 | cortex-a72 | cortex-a76 | neoverse-n1 | max) ;;
	*) die "unknown CPU '$cpu': cortex-a53, cortex-a57, cortex-a72, cortex-a76, neoverse-n1 or max" ;;
	esac
}

# QEMU would start what is not an arm64 Image at another address, or in another way.
check_image() {
	[ -n "$image" ] || die 'no image named (see --help)'
	[ -f "$image" ] || die "no image at $image"
	[ -r "$image" ] || die "cannot read $image"
	[ "$(od -An -tx1 -j56 -N4 "$image" 2>/dev/null | tr -d ' \n')" = 41524d64 ] ||
		die "$image is no arm64 Image (no magic number at byte 56)"
	[ -z "$initrd" ] || [ -r "$initrd" ] || die "cannot read initrd $initrd"
}

find_hypervisor() {
	command -v qemu-system-aarch64 >/dev/null ||
		die 'qemu-system-aarch64 is missing (Debian package: qemu-system-arm)'
	if [ -z "$hyp" ]; then
		hyp=$top/build/dev/ports/hyp-arm64.elf
		[ -f "$hyp" ] || build_hypervisor
	fi
	[ -f "$hyp" ] || die "no hypervisor at $hyp"
}

build_hypervisor() {
	printf 'run-guest: building %s\n' "$hyp" >&2
	(cd "$top" && cmake --preset dev && cmake --build --preset dev --target ports) >/dev/null ||
		die 'the hypervisor does not build'
}

# Into word. Each constant by an assignment of its own: only that fails as a whole.
config_word() {
	local flag value
	policy_number
	for flag in ${flags[@]+"${flags[@]}"}; do
		value=$(constant "$flag")
		word=$((word | value))
	done
	value=$(constant HYP_CONFIG_BP_SHIFT)
	word=$((word | bp << value))
	value=$(constant HYP_CONFIG_WP_SHIFT)
	word=$((word | wp << value))
}

command_line() {
	local machine=virt,virtualization=on,gic-version=$gic address ram
	address=$(constant HYP_CONFIG_ADDR)
	ram=$(constant HYP_RAM_MIB)
	[ -z "$icount" ] || machine=$machine,dtb-randomness=off
	# shellcheck disable=SC2054 # QEMU's commas
	qemu=(qemu-system-aarch64 -nodefaults -no-reboot -M "$machine" -accel tcg -cpu "$cpu"
		-smp "$smp" -m "$ram" -display none -serial stdio
		-semihosting-config enable=on,target=native
		-device "loader,file=$hyp,cpu-num=0"
		-device "loader,addr=$address,data=$word,data-len=4"
		-kernel "$image")
	# The real-time clock is the one thing a guest reads that -icount leaves to the host.
	[ -z "$icount" ] || qemu+=(-icount 'shift=0,sleep=off' -rtc 'base=2020-01-01,clock=vm')
	[ -z "$initrd" ] || qemu+=(-initrd "$initrd")
	[ -z "$append" ] || qemu+=(-append "$append")
}

run() {
	local log status=0
	log=$(mktemp)
	# shellcheck disable=SC2064 # the name as it is now
	trap "rm -f '$log'" EXIT
	set -o pipefail
	# KILL, because QEMU comments on TERM. timeout's own status is then 137.
	timeout --foreground --signal=KILL "$limit" "${qemu[@]}" | tee "$log" || status=$?
	if [ "$status" = 137 ]; then
		printf 'run-guest: no end within %s s, killed\n' "$limit" >&2
		exit 124
	fi
	if [ -n "$json" ]; then
		tr -d '\r' <"$log" | sed -n 's/^dbgvirt-json: //p' >"$json"
		[ -s "$json" ] || die "no counters: the guest did not power off"
	fi
	exit "$status"
}

parse "$@"
check_cpu
config_word
check_image
find_hypervisor
command_line
run
