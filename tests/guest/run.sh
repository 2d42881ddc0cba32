#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# One test: a guest under the demonstration hypervisor, and what is expected of it.

set -eu

usage() {
	cat <<'END'
Usage: run.sh [EXPECTATION]... -- IMAGE [OPTION of tools/run-guest.sh]...

  --fails         the guest notices: its verdict is FAIL. Without this it must
                  be PASS, and the exit status 0
  --line TEXT     the output has this line
  --most KEY=N    the counter KEY of the JSON line is at most N; repeatable
  --cost NAME=N   the line "cost: NAME ..." says at most N; repeatable
  --needs FILE    skip the test if FILE is absent; repeatable
END
}

skip() {
	printf 'SKIP: %s\n' "$1"
	exit 77
}

wrong() {
	printf 'FAIL: %s\n' "$1"
	exit 1
}

fails='' line=''
most=() cost=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	case $1 in
	--fails) fails=1 ;;
	--line) line=$2 && shift ;;
	--most) most+=("$2") && shift ;;
	--cost) cost+=("$2") && shift ;;
	--needs)
		[ -s "$2" ] || skip "$2 is not there"
		shift
		;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done
[ $# -ge 2 ] || { usage >&2 && exit 2; }
shift
command -v qemu-system-aarch64 >/dev/null ||
	skip 'qemu-system-aarch64 is missing (Debian package: qemu-system-arm)'

run_guest=$(dirname "${BASH_SOURCE[0]}")/../../tools/run-guest.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
"$run_guest" "$@" </dev/null | tr -d '\r' >"$log" || status=$?
cat "$log"

# Both kinds of guest end with a verdict; without one the guest did not get there.
verdict=$(sed -n 's/^\(dbgvirt-\)\{0,1\}guest: \(PASS\|FAIL\).*/\2/p' "$log")
if [ -n "$fails" ]; then
	[ "$verdict" = FAIL ] || wrong "the guest's verdict is '$verdict', expected FAIL"
else
	[ "$verdict" = PASS ] || wrong "the guest's verdict is '$verdict', expected PASS"
	[ "$status" = 0 ] || wrong "exit status $status"
fi
if [ -n "$line" ]; then
	grep -Fxq -- "$line" "$log" || wrong "no line '$line'"
fi
# at_most <name>=<limit> <value>
at_most() {
	[ -n "$2" ] || wrong "no value of ${1%=*}"
	[ "$2" -le "${1#*=}" ] || wrong "${1%=*} is $2, expected at most ${1#*=}"
	printf 'limit: %s is %s, at most %s\n' "${1%=*}" "$2" "${1#*=}"
}
# The first occurrence of a counter is the sum over all CPUs.
for limit in ${most[@]+"${most[@]}"}; do
	at_most "$limit" "$(sed -n 's/^dbgvirt-json: //p' "$log" |
		grep -o "\"${limit%=*}\":[0-9]*" | head -n 1 | cut -d: -f2)"
done
for limit in ${cost[@]+"${cost[@]}"}; do
	at_most "$limit" "$(sed -n "s/^cost: ${limit%=*} //p" "$log")"
done
