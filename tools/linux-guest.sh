#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Make the Linux guest of the tests, the demonstration and the benchmarks:
# build/dev/guests/linux-arm64/Image, Debian's own kernel, and initrd, the small
# init that uses its debuggers. Exit code 77 and one line where it can't be had.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "${1:-}" = --help ]; then
	printf 'Usage: tools/linux-guest.sh\n\nMakes build/dev/guests/linux-arm64/Image and initrd; keeps what is there and up to date.\n'
	exit 0
fi

folder=build/dev/guests/linux-arm64
source=ports/guests/linux
mkdir -p "$folder"
[ -s "$folder/Image" ] || "$source/fetch-kernel.sh" "$folder" || exit 77
if [ ! -s "$folder/initrd" ] || [ "$source/init.c" -nt "$folder/initrd" ]; then
	"$source/build-initrd.sh" "$folder/initrd"
fi
