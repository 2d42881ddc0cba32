#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# abi.sh <nm> <shared library> <list> <arch>...
#
# The library exports what the reviewed list names. Lines of the list that
# belong to an architecture which is not compiled in do not count.
set -eu
export LC_ALL=C

nm=$1 library=$2 list=$3
shift 3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

absent='^#|^$'
for arch in arm64 arm32 x86; do
	case " $* " in
	*" $arch "*) ;;
	*) absent="$absent|^dbgvirt_${arch}_" ;;
	esac
done
grep -Ev "$absent" "$list" >"$folder/reviewed" || true
"$nm" -D --defined-only "$library" | awk '{ print $NF }' | sort >"$folder/exported"

sort -c "$folder/reviewed" || { echo "$list is not sorted (LC_ALL=C sort)"; exit 1; }
if ! diff -u "$folder/reviewed" "$folder/exported"; then
	echo
	echo "The exported symbols are not those of $list."
	echo "+ is exported but not listed: should it be public? Then add the line."
	echo "- is listed but gone: that breaks callers; remove the line and raise DBGVIRT_ABI."
	exit 1
fi
echo "$(wc -l <"$folder/exported") exported symbols, all reviewed"
