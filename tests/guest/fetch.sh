#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Usage: fetch.sh SCRIPTS DIR: puts the Linux guest's Image and initrd into DIR.
set -eu

scripts=$1
dir=$2
mkdir -p "$dir"
if ! command -v aarch64-linux-gnu-gcc >/dev/null || ! command -v cpio >/dev/null; then
	echo 'SKIP: the initrd needs aarch64-linux-gnu-gcc and cpio'
	exit 77
fi
"$scripts/build-initrd.sh" "$dir/initrd"
status=0
"$scripts/fetch-kernel.sh" "$dir" || status=$?
[ "$status" != 77 ] || echo 'SKIP: no kernel can be fetched here'
exit "$status"
