#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# static-table.sh <compiler> <source>
#
# DBGVIRT_SYSREG_STATIC_CHECK() accepts a sound table and stops the compiler at
# each broken one, with the row's name in the diagnostic.
set -eu

compiler=$1 source=$2

compiles() {
	"$compiler" -std=c11 -fsyntax-only "-DCASE=$1" "-I$source/include" \
		"$source/tests/table/broken.c" 2>&1
}

# refused <case> <pattern in the diagnostic>
refused() {
	if output=$(compiles "$1"); then
		echo "case $1 compiles, and must not"
		exit 1
	fi
	if ! echo "$output" | grep -q "$2"; then
		echo "$output"
		echo "case $1 is refused, but not with: $2"
		exit 1
	fi
	echo "case $1 is refused: $2"
}

compiles SOUND
refused ORDER 'PMCR_EL0: encodings not strictly ascending'
refused DUPLICATE 'PMCR_AGAIN: encodings not strictly ascending'
refused RESET 'PMUSERENR_EL0: reset outside the writable bits'
refused HOLE 'undeclared.*dbgvirt_key_PMEVCNTR_1\|dbgvirt_key_PMEVCNTR_1.*undeclared'
refused BEGINS_AT_1 'undeclared.*dbgvirt_key_PMEVCNTR_0\|dbgvirt_key_PMEVCNTR_0.*undeclared'
