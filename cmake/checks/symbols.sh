#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# symbols.sh <nm> <archive>...
#
# The archives together need nothing but the four memory functions that a
# compiler may call on its own, and hold no writable data.
set -eu
export LC_ALL=C

nm=$1
shift
allowed='^(memcpy|memset|memmove|memcmp)$'
names=$(mktemp)
trap 'rm -f "$names"' EXIT

# NAME CLASS SECTION
"$nm" -f sysv "$@" | awk -F'|' 'NF == 7 { gsub(/ /, "", $0); $0 = $0; print $1, $3, $7 }' >"$names"
[ -s "$names" ] || { echo "$nm lists nothing in $*"; exit 1; }

defined=$(awk '$2 ~ /^[A-TV-Zv]$/ { print $1 }' "$names" | sort -u)
needed=$(awk '$2 ~ /^[Uw]$/ { print $1 }' "$names" | sort -u)
# The global offset table is a name the linker makes, not a symbol one links.
foreign=$(echo "$needed" | grep -vxF "$defined" | grep -vx '_GLOBAL_OFFSET_TABLE_' |
	grep -Ev "$allowed" || true)
# .L names are the compiler's own constants; .data.rel.ro is constant once loaded.
writable=$(awk '$1 !~ /^\.L/ && $2 ~ /^[DdBbCGgSs]$/ && $3 !~ /^\.data\.rel\.ro/ {
	print $1 " (" $3 ")" }' "$names" | sort -u)

[ -z "$foreign" ] || { echo "undefined, and not a memory function:"; echo "$foreign"; }
[ -z "$writable" ] || { echo "writable data:"; echo "$writable"; }
[ -z "$foreign$writable" ] || exit 1
echo "$(echo "$defined" | wc -l) global symbols; undefined: $(echo "$needed" | grep -E "$allowed" | tr '\n' ' ')"
