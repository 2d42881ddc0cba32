#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Usage: cli.sh HYPERVISOR GUEST: what tools/run-guest.sh says to wrong calls, and
# what it leaves behind. GUEST needs two CPUs.

set -eu

hypervisor=$1
guest=$2
run_guest=$(dirname "${BASH_SOURCE[0]}")/../../tools/run-guest.sh
command -v qemu-system-aarch64 >/dev/null || {
	echo 'SKIP: qemu-system-aarch64 is missing (Debian package: qemu-system-arm)'
	exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

wrong() {
	printf 'FAIL: %s\n' "$1"
	cat "$work/out" "$work/err"
	exit 1
}

# refuses <status> <pattern> <argument>...: one line, which says why.
refuses() {
	local expected=$1 pattern=$2 status=0
	shift 2
	"$run_guest" --hyp "$hypervisor" "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
	[ "$status" = "$expected" ] || wrong "$*: exit status $status, expected $expected"
	[ "$(wc -l <"$work/err")" = 1 ] || wrong "$*: not one line"
	grep -q -- "$pattern" "$work/err" || wrong "$*: no '$pattern'"
	printf 'ok: %s: %s\n' "$*" "$(cat "$work/err")"
}

printf '\177ELF' >"$work/no-image"
: >"$work/empty"
refuses 2 'no image named'
refuses 2 'no image at' "$work/absent"
refuses 2 'no image at' "$work"
refuses 2 'no arm64 Image' "$work/no-image"
refuses 2 'no arm64 Image' "$work/empty"
refuses 2 'cannot read initrd' "$guest" --initrd "$work/absent"
refuses 2 'unknown policy' "$guest" --policy sometimes
refuses 2 'unknown CPU' "$guest" --cpu cortex-a15
refuses 2 'not within 1 to 4' "$guest" --smp 5
refuses 2 'is not a number' "$guest" --bp many
refuses 2 'needs a value' "$guest" --wp
refuses 2 'unknown option' "$guest" --fast
refuses 2 'no hypervisor at' "$guest" --hyp "$work/absent"

# An Image whose first instruction branches to itself.
{
	printf '\000\000\000\024'
	head -c 52 /dev/zero
	printf 'ARMd\000\000\000\000'
} >"$work/hangs"
refuses 124 'no end within 1 s, killed' "$work/hangs" --timeout 1

"$run_guest" --help >"$work/out" 2>"$work/err"
grep -q '^Usage: ' "$work/out" || wrong '--help: no usage'

"$run_guest" --hyp "$hypervisor" "$guest" --smp 2 --quiet --json "$work/json" \
	>"$work/out" 2>"$work/err" </dev/null || wrong 'the guest fails'
grep -q '^{"policy":"resident-lazy",.*}$' "$work/json" || wrong '--json: no counters'

# Without a second CPU the guest fails its check, and that is the exit status.
status=0
"$run_guest" --hyp "$hypervisor" "$guest" >"$work/out" 2>"$work/err" </dev/null || status=$?
[ "$status" = 1 ] || wrong "a guest that fails: exit status $status, expected 1"
