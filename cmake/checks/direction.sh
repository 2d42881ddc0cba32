#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# direction.sh <cmake> <source> <build> <case>
#
# Builds the three-module project of tests/direction/ with the functions the
# library is built with:
#   declared    a module includes a header of a module it names: compiles
#   undeclared  the same without naming it: must not compile
#   upward      a module names a higher one: must not configure
set -eu

cmake=$1 source=$2 build=$3 case=$4
rm -rf "$build"
mkdir -p "$build"
log=$build/log

must_fail_with() {
	grep -q "$1" "$log" && { echo "refused as it should be: $1"; exit 0; }
	echo "failed, but not with: $1"
	exit 1
}

if ! "$cmake" -G Ninja -S "$source/tests/direction" -B "$build" "-DCASE=$case" >"$log" 2>&1; then
	cat "$log"
	[ "$case" = upward ] && must_fail_with 'not a lower module'
	exit 1
fi
if ! "$cmake" --build "$build" >"$log" 2>&1; then
	cat "$log"
	[ "$case" = undeclared ] && must_fail_with 'low.h.*\(No such file\|not found\)'
	exit 1
fi
[ "$case" = declared ] || { echo "case $case built, and must not"; exit 1; }
