#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Show the library at work: an unmodified Linux kernel whose debuggers use the
# registers that dbgvirt virtualises, and what each switch policy costs.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/lib.sh
. tools/lib.sh

usage() {
	cat <<'END'
Usage: ./dev demo [--own]

Boots Debian's arm64 kernel under the EL2 hypervisor of ports/arm64-el2, shows
every stop its debuggers saw, then exits and register moves of the four switch
policies side by side.

  --own  use the project's own guest; also done where no kernel can be had
END
}

POLICIES=(always-trap eager exit-lazy resident-lazy)
LINUX=build/dev/guests/linux-arm64
OUT=build/demo

own=''
case ${1:-} in
'') ;;
--own) own=1 ;;
--help) usage && exit ;;
*) usage >&2 && fail "demo: unknown option $1" ;;
esac

# guest <policy>: run it, console to a file; the hypervisor's counters to another.
guest() {
	local policy=$1 arguments
	if [ -n "$own" ]; then
		arguments=(build/dev/ports/guests/arm64/breakpoint.bin)
	else
		arguments=("$LINUX/Image" --initrd "$LINUX/initrd"
			--append 'console=ttyAMA0 quiet panic=-1 nokaslr')
	fi
	tools/run-guest.sh "${arguments[@]}" --icount --policy "$policy" --json "$OUT/$policy.json" \
		>"$OUT/$policy.log" 2>&1
}

row() {
	python3 - "$1" "$OUT/$1.json" <<'END'
import json, sys
name, path = sys.argv[1:]
c = json.load(open(path))
traps = sum(c["exits_" + k] for k in ("bank_read", "bank_write", "debug_other", "oslock"))
print(f"{name:16}{c['exits']:8}{traps:13}{c['reads']:10}{c['writes']:11}{c['moved']:9}")
END
}

mkdir -p "$OUT"
steps 7
step 'build (build/dev)'
logged demo-configure cmake --preset dev || fail 'the build'
logged demo-build cmake --build --preset dev || fail 'the build'
step 'the guest'
if [ -z "$own" ] && ! tools/linux-guest.sh; then
	skip "Linux: its kernel can't be had here; the project's own guest instead"
	own=1
fi
for policy in "${POLICIES[@]}"; do
	step "boot under policy $policy"
	guest "$policy" || fail "the guest, see $OUT/$policy.log"
done

# Without the steps a debugger makes to get off a breakpoint.
step "what the guest's debuggers saw, policy resident-lazy"
tr -d '\r' <"$OUT/resident-lazy.log" | grep -E '^(stop: |ok |not ok |info)' |
	grep -v '^stop: step-over' | sed 's/^stop:/    &/; s/^/      /'
tr -d '\r' <"$OUT/resident-lazy.log" | grep -E '^(dbgvirt-guest|guest): ' || fail 'the guest gave no verdict'

printf '\n%-16s%8s%13s%10s%11s%9s\n' policy exits 'debug traps' 'reg reads' 'reg writes' moved
for policy in "${POLICIES[@]}"; do
	row "$policy"
done
printf '\n'
pass 'demo'
