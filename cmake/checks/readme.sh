#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# readme.sh <compiler> <source>: the example of README.md compiles as it stands.
set -eu

compiler=$1 source=$2

example() {
	sed -n '/<!-- example begins -->/,/<!-- example ends -->/p' "$source/README.md" |
		sed '/^<!--/d; /^```/d'
}

[ "$(example | wc -l)" -gt 10 ] || { echo 'README.md has no example between its marks'; exit 1; }
{
	cat <<'END'
#include "surroundings.h"
int example(struct run *run, struct dbgvirt_arm64_config config, uint64_t hpmn)
{
	struct dbgvirt_arm64_caps caps;
	struct dbgvirt_arm64_cpu cpu;
	struct dbgvirt_arm64_vcpu vcpu;
	struct dbgvirt_arm64_plan plan;
	struct dbgvirt_outcome outcome;
END
	example
	echo '}'
} | "$compiler" -std=c11 -Wall -Wextra -Wconversion -Werror -fsyntax-only "-I$source/include" \
	"-I$source/backends/kvm-arm" "-I$source/tests/readme" -x c -
