#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# freestanding.sh <cmake> <source> <build> <preset> <arches>
#
# Configure, build and test one freestanding preset in a folder of its own.
set -eu

cmake=$1 source=$2 build=$3 preset=$4 arches=$5
for tool in clang llvm-ar llvm-nm ninja; do
	command -v "$tool" >/dev/null || { echo "SKIP: $tool is not installed"; exit 77; }
done

cd "$source"
"$cmake" --preset "$preset" -B "$build" "-DDBGVIRT_ARCHES=$arches"
"$cmake" --build "$build"
ctest --test-dir "$build" -L freestanding --no-tests=error --output-on-failure
