#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# A table of what this machine has; `./dev doctor --help` tells more.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/lib.sh
. tools/lib.sh

LACKING=()
ABSENT=0

row() {
	printf '%-24s %-8s %-26s %-38s %s\n' "$1" "$2" "${3:--}" "$4" "${5:-}"
}

# missing <need> <name> <what for> <package>
missing() {
	row "$2" "$([ "$1" = need ] && echo MISSING || echo absent)" '' "$3" "$4"
	ABSENT=$((ABSENT + 1))
	[ "$1" != need ] || LACKING+=("$4")
}

version_of() {
	{ "$1" --version 2>/dev/null || "$1" -V 2>/dev/null || true; } |
		grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1 || true
}

# tool <need|want> <program> <what for> <package>
tool() {
	if command -v "$2" >/dev/null; then
		row "$2" ok "$(version_of "$2")" "$3" "$4"
	else
		missing "$@"
	fi
}

# found <name> <what was found or nothing> <what for> <package or hint>
found() {
	if [ -n "$2" ]; then
		row "$1" ok "$2" "$3" "$4"
	else
		missing want "$1" "$3" "$4"
	fi
}

check_library() {
	pkg-config --modversion check 2>/dev/null || true
}

# Built here because only the running kernel can tell.
ptrace_breakpoints() {
	local probe=build/doctor/probe_ptrace
	mkdir -p build/doctor
	cc -O1 -o "$probe" tools/probe_ptrace.c 2>/dev/null && timeout 10 "$probe" 2>/dev/null && uname -m
	return 0
}

kvm_device() {
	[ ! -r /dev/kvm ] || [ ! -w /dev/kvm ] || echo /dev/kvm
}

fuzzer_runtime() {
	find /usr/lib/llvm-14/lib/clang -name 'libclang_rt.fuzzer-*.a' 2>/dev/null |
		sed 's|.*/||' | head -n 1
}

# Where tools/run-guest.sh keeps what it boots.
guest_kernel() {
	cat build/dev/guests/linux-arm64/VERSION 2>/dev/null
}

row NAME STATE VERSION 'WHAT FOR' PACKAGE
tool need gcc 'build' build-essential
tool need cmake 'build' cmake
tool need ninja 'build' ninja-build
tool need pkg-config 'tests: finds Check; consumer test' pkg-config
tool need python3 'tests: summary, file rules' python3
tool need git 'checks: which files are ours' git
if [ -n "$(check_library)" ]; then
	row check ok "$(check_library)" 'unit tests' check
else
	missing need check 'unit tests' check
fi
tool want g++ 'headers as C++' build-essential
tool want clang 'freestanding targets, headers, fuzzing' clang
tool want llvm-nm 'undefined symbols of those targets' llvm
tool want ld.lld 'linking for other targets' lld
found fuzzer-runtime "$(fuzzer_runtime)" 'fuzzing' libclang-rt-14-dev
tool want qemu-system-aarch64 'demo, guest tests' qemu-system-arm
tool want aarch64-linux-gnu-gcc 'demo, guest tests' gcc-aarch64-linux-gnu
tool want cpio "Linux guest's initrd" cpio
found 'guest kernel' "$(guest_kernel)" 'Linux guest' 'tools/linux-guest.sh'
tool want clang-format 'format' clang-format
tool want clang-tidy 'lint' clang-tidy
tool want cppcheck 'lint' cppcheck
tool want shellcheck 'lint' shellcheck
tool want doxygen 'check of the comments' doxygen
tool want codespell 'lint, optional' codespell
tool want sparse 'lint, optional' sparse
tool want lcov 'coverage' lcov
found 'ptrace breakpoints' "$(ptrace_breakpoints)" 'this CPU as an oracle' '(the kernel)'
found kvm "$(kvm_device)" 'guests on this CPU' '(the kernel)'

[ ${#LACKING[@]} = 0 ] || fail "required and missing: ${LACKING[*]}"
pass "everything required is here, $ABSENT optional things are absent"
