#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# header-asm.sh <compiler> <include folder> <header>
#
# Assembler source can include the header, and each plain constant it defines
# is an expression the assembler accepts.
set -eu

compiler=$1 include=$2 header=$3
command -v "$compiler" >/dev/null || { echo "SKIP: $compiler is not installed"; exit 77; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '#include <%s>\n' "$header" >"$folder/constants.S"
constants=$("$compiler" -E -dM -I "$include" "$folder/constants.S" |
	awk '$2 ~ /^DBGVIRT_[A-Z0-9_a-z]+$/ && NF > 2 { print $2 }' | LC_ALL=C sort)
[ -n "$constants" ] || { echo "$header defines no constant"; exit 1; }

echo "$constants" | sed 's/.*/\t.quad &/' >>"$folder/constants.S"
"$compiler" -c -I "$include" -o "$folder/constants.o" "$folder/constants.S"
echo "$(echo "$constants" | wc -l) constants assembled"
