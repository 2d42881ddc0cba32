#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Builds the one-file initrd; the same sources and compiler give the same bytes.
set -eu

usage()
{
	cat <<USAGE
usage: build-initrd.sh OUTPUT

Compiles init.c and packs it as a newc cpio.gz initrd into the file OUTPUT.

environment:
  CROSS_COMPILE  compiler prefix (default: aarch64-linux-gnu-)
USAGE
}

die()
{
	echo "build-initrd: $1" >&2
	exit 1
}

need()
{
	command -v "$1" >/dev/null || die "missing command: $1 (Debian package: $2)"
}

case ${1-} in
-h | --help)
	usage
	exit 0
	;;
esac
if [ $# -ne 1 ]; then
	usage >&2
	exit 2
fi

output=$1
source_dir=$(cd "$(dirname "$0")" && pwd)
cc=${CROSS_COMPILE-aarch64-linux-gnu-}gcc

need "$cc" gcc-aarch64-linux-gnu
need cpio cpio
need gzip gzip
echo '#include <stdio.h>' | "$cc" -E - >/dev/null 2>&1 ||
	die "missing C library headers for $cc (Debian package: libc6-dev-arm64-cross)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root/dev" "$work/root/proc" "$work/root/sys"

"$cc" -std=c11 -Os -fno-pie -static -s -Wl,--build-id=none \
	-Wall -Wextra -Wpedantic -Wconversion -Wshadow \
	-Wstrict-prototypes -Wmissing-prototypes -Werror \
	-o "$work/root/init" "$source_dir/init.c"

chmod 755 "$work/root" "$work/root/dev" "$work/root/proc" \
	"$work/root/sys" "$work/root/init"
find "$work/root" -exec touch -h -d @0 {} +
(cd "$work/root" && printf '%s\n' . dev proc sys init |
	cpio --quiet --create --format=newc --reproducible --owner=+0:+0) \
	>"$work/initrd"
gzip -9n "$work/initrd"
cat "$work/initrd.gz" >"$output"
