#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Figures of the arm64 engine: instructions, register accesses, bytes. Nothing is
# timed, so each repeats exactly. bench/goals.txt holds what is to be reached.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/lib.sh
. tools/lib.sh

usage() {
	cat <<'END'
Usage: ./dev bench [--json] [--no-linux]

Prints each figure beside what is to be reached, and fails if one is missed.

  --json      one object {name: number} on standard output, and nothing else there
  --no-linux  leave out the figures of the Linux run
END
}

BUILD=build/release
FIGURES=$BUILD/bench-figures
JSON='' LINUX=1

while [ $# -gt 0 ]; do
	case $1 in
	--json) JSON=1 ;;
	--no-linux) LINUX='' ;;
	--help) usage && exit ;;
	*) usage >&2 && fail "bench: unknown option $1" ;;
	esac
	shift
done

# With --json the progress goes to standard error.
[ -z "$JSON" ] || exec 3>&1 1>&2

build() {
	logged bench-configure cmake --preset release &&
		logged bench-build cmake --build --preset release --target bench-arm64
}

# Semihosting's output comes on QEMU's standard error.
measure_core() {
	timeout 60 qemu-system-aarch64 -nodefaults -M virt -cpu cortex-a57 -m 64 -display none \
		-accel tcg -icount shift=0,sleep=off -semihosting-config enable=on,target=native \
		-kernel "$BUILD/bench/bench-arm64.elf" 2>&1
}

measure_text() {
	aarch64-linux-gnu-size -A "$BUILD/bench/core-Os.o" | awk '
	/^\.text/ { text += $2 }
	/^\.rodata/ { data += $2 }
	END { print "arm64.text.Os", text; print "arm64.rodata.Os", data }'
}

# json_number <file> <member>
json_number() {
	python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$1" "$2"
}

measure_linux() {
	local guest=build/dev/guests/linux-arm64 counters=$BUILD/bench-linux.json
	tools/linux-guest.sh >&2 || return 77
	tools/run-guest.sh "$guest/Image" --initrd "$guest/initrd" --icount \
		--append 'console=ttyAMA0 quiet panic=-1 nokaslr' --json "$counters" \
		>"$LOGS/bench-linux.log" 2>&1 || return
	printf 'arm64.linux.exits %s\n' "$(json_number "$counters" exits)"
	printf 'arm64.linux.moved %s\n' "$(json_number "$counters" moved)"
}

# The figures beside their goals; false if one is missed or absent.
table() {
	awk -v absent="$1" '
	NR == FNR { value[$1] = $2; next }
	/^#/ || NF == 0 { next }
	{
		what = $0
		sub(/^[^ ]+ +[^ ]+ +/, "", what)
		verdict = "reported"
		if (!($1 in value)) {
			verdict = absent ~ $1 ? "skipped" : "ABSENT"
			value[$1] = "-"
		} else if ($2 != "-")
			verdict = value[$1] <= $2 + 0 ? "reached" : "MISSED"
		bad += verdict ~ /^[A-Z]/
		printf "%-26s %9s  at most %4s  %-8s  %s\n", $1, value[$1], $2, verdict, what
	}
	END { exit bad != 0 }' "$FIGURES" bench/goals.txt
}

json() {
	awk '{ printf "%s\"%s\": %s", NR > 1 ? ", " : "{", $1, $2 + 0 } END { print "}" }' "$FIGURES"
}

mkdir -p "$BUILD" "$LOGS"
steps 3
step 'release build of the core for AArch64'
build || fail 'the build'
step 'instructions and accesses'
measure_core >"$FIGURES" || fail 'bench-arm64.elf'
measure_text >>"$FIGURES"
step 'deterministic Linux run'
absent=''
if [ -n "$LINUX" ]; then
	status=0
	measure_linux >>"$FIGURES" || status=$?
	case $status in
	0) ;;
	77) LINUX='' ;;
	*) fail "the Linux run, see $LOGS/bench-linux.log" ;;
	esac
fi
[ -n "$LINUX" ] || absent='arm64.linux.exits arm64.linux.moved'
[ -n "$LINUX" ] || skip 'the Linux run'
status=0
table "$absent" || status=1
[ -z "$JSON" ] || json >&3
[ $status = 0 ] || fail 'a figure is not reached'
pass 'every figure is reached'
