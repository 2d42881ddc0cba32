#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Make the Linux guest of the tests, the demonstration and the benchmarks.

set -euo pipefail

usage() {
	cat <<'END'
Usage: tools/linux-guest.sh [FOLDER]

Puts Image, Debian's own arm64 kernel, and initrd, the small init that uses its
debuggers, into FOLDER (default: build/dev/guests/linux-arm64), unless they are
there. Exit status 77 and one line where that cannot be.
END
}

case ${1:-} in
-h | --help) usage && exit ;;
esac
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source=$top/ports/guests/linux
folder=${1:-$top/build/dev/guests/linux-arm64}

skip() {
	printf 'SKIP: %s\n' "$1" >&2
	exit 77
}

for tool in "${CROSS_COMPILE:-aarch64-linux-gnu-}gcc" cpio gzip; do
	command -v "$tool" >/dev/null || skip "the Linux guest needs $tool"
done
mkdir -p "$folder"
[ -s "$folder/Image" ] || "$source/fetch-kernel.sh" "$folder" ||
	skip "Debian's arm64 kernel can't be had here"
if [ ! -s "$folder/initrd" ] || [ "$source/init.c" -nt "$folder/initrd" ]; then
	"$source/build-initrd.sh" "$folder/initrd"
fi
