#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Run the fuzzers that `./dev fuzz` has built; its --help tells the options.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/lib.sh
. tools/lib.sh

FUZZERS=build/fuzz/fuzz
SECONDS_EACH=20
MERGE=''
TARGETS=()

while [ $# -gt 0 ]; do
	case $1 in
	--seconds) SECONDS_EACH=${2:?--seconds needs a number} && shift ;;
	--merge) MERGE=1 ;;
	-*) fail "fuzz: unknown option $1" ;;
	*) TARGETS+=("$1") ;;
	esac
	shift
done

every_target() {
	find "$FUZZERS" -maxdepth 1 -type f -name 'libfuzzer-*' -perm -u+x -printf '%f\n' |
		sed 's/^libfuzzer-//' | sort
}

# fuzz_one <target>: new inputs stay in build/; --merge keeps of them the ones that
# reach a new edge, however often, so that the reviewed corpus stays small.
fuzz_one() {
	local target=$1 fresh=build/fuzz/corpus/$1 seeds=fuzz/corpus/$1
	mkdir -p "$fresh" "$seeds" build/fuzz/artifacts
	[ -x "$FUZZERS/libfuzzer-$target" ] || fail "no fuzz target $target; there are: $(every_target | xargs)"
	logged "fuzz-$target" "$FUZZERS/libfuzzer-$target" -max_total_time="$SECONDS_EACH" \
		-artifact_prefix="build/fuzz/artifacts/$target-" -print_final_stats=1 \
		"$fresh" "$seeds" || return 1
	printf '      %s: %s inputs run\n' "$target" \
		"$(sed -n 's/^stat::number_of_executed_units: *//p' "$LOGS/fuzz-$target.log")"
	[ -z "$MERGE" ] || logged "merge-$target" "$FUZZERS/libfuzzer-$target" -merge=1 -use_counters=0 "$seeds" "$fresh"
}

[ ${#TARGETS[@]} -gt 0 ] || mapfile -t TARGETS < <(every_target)
[ ${#TARGETS[@]} -gt 0 ] || fail 'fuzz: this tree has no fuzz target'
BAD=()
for target in "${TARGETS[@]}"; do
	fuzz_one "$target" || BAD+=("$target")
done
[ ${#BAD[@]} = 0 ] || fail "fuzz: ${BAD[*]} (inputs in build/fuzz/artifacts/)"
pass "fuzz: ${#TARGETS[@]} targets, $SECONDS_EACH s each"
