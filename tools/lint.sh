#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Static checks, each a function; `./dev lint --help` tells their names. Expects
# build/dev to be configured where clang-tidy is to run.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/lib.sh
. tools/lib.sh

# The binary that formats: other versions of clang-format break lines elsewhere.
formatter() {
	local name
	for name in clang-format-14 clang-format; do
		if "$name" --version 2>/dev/null | grep -q 'version 14\.'; then
			printf '%s\n' "$name"
			return
		fi
	done
	return 1
}

format() {
	local binary differing
	binary=$(formatter) || { skip 'format: clang-format 14 is not installed' && return 77; }
	differing=$(sources '*.c' '*.h' | xargs -r "$binary" --dry-run 2>&1 |
		sed -n 's/^\([^:]*\):[0-9]*:[0-9]*: warning:.*/\1/p' | uniq -c)
	[ -n "$differing" ] || return 0
	printf 'places that ./dev format would change:\n%s\n' "$differing"
	return 1
}

shell() {
	command -v shellcheck >/dev/null || { skip 'shell: shellcheck is not installed' && return 77; }
	sources dev .ci/run '*.sh' | xargs -r shellcheck --external-sources
}

files() {
	sources | python3 tools/check_files.py
}

tidy() {
	sources 'src/*.c' 'backends/*.c' | grep -Fxf <(compiled) |
		xargs -r -n 4 -P "$JOBS" clang-tidy --quiet -p build/dev 2>/dev/null
}

# What this machine compiles: the rest has no compile command.
compiled() {
	python3 -c 'import json, os
for entry in json.load(open("build/dev/compile_commands.json")):
    print(os.path.relpath(entry["file"]))'
}

cppcheck_core() {
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr -I include \
		--enable=warning,performance,portability \
		-I src/common -I src/regs -I src/worldswitch -j "$JOBS" src backends
}

comments() {
	cmake/checks/comments.sh .
}

spelling() {
	command -v codespell >/dev/null || { skip 'spelling: codespell is not installed' && return 77; }
	sources '*.c' '*.h' '*.S' '*.md' '*.sh' '*.cmake' '*.txt' dev |
		grep -v '^LICENSES/' | xargs -r codespell
}

# sparse ends with 0 even after a warning.
sparse_core() {
	local output
	command -v sparse >/dev/null || { skip 'sparse: not installed' && return 77; }
	output=$(sources 'src/*.c' | while read -r file; do
		sparse -std=c11 -Wsparse-all -Wno-declaration-after-statement -I include \
			-I src/common -I src/regs -I src/worldswitch "$file" 2>&1
	done) || true
	[ -z "$output" ] || { printf '%s\n' "$output" && return 1; }
}

run() {
	local name
	for name; do
		case $name in
		form) run format shell files ;;
		all) run form tidy cppcheck comments spelling sparse ;;
		format | shell | files | tidy | comments | spelling) check "$name" "$name" ;;
		cppcheck | sparse) check "$name" "${name}_core" ;;
		*) fail "lint: no check $name" ;;
		esac
	done
}

BAD=()

# check <name> <function>: 77 is a check that said why it cannot run.
check() {
	local result=0
	"$2" || result=$?
	case $result in
	0) printf '      %s: done\n' "$1" ;;
	77) ;;
	*)
		printf '      %s: FAILED\n' "$1"
		BAD+=("$1")
		;;
	esac
}

if [ "${1:-}" = formatter ]; then
	formatter
	exit
fi
run "${@:-all}"
[ ${#BAD[@]} = 0 ]
