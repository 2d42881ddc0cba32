#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Fetches Debian's kernel image for a foreign architecture through an apt root
# of its own, so that the machine's package state is neither used nor changed.
set -eu

usage()
{
	cat <<USAGE
usage: fetch-kernel.sh [--arch ARCH] DESTDIR

Puts Debian's kernel image into DESTDIR/Image and the name and version of its
package into DESTDIR/VERSION. An Image that is already there is kept.

  --arch ARCH  Debian architecture (default: arm64)

Mirror, suite and signing key are those of the machine's own apt sources.
Exit status 77: the package cannot be had here (no network, no apt, no dpkg-deb).
USAGE
}

bad_usage()
{
	usage >&2
	exit 2
}

unavailable()
{
	echo "fetch-kernel: $1" >&2
	exit 77
}

first_complaint()
{
	grep -m 1 '^[EW]:' "$work/log" || echo "no reason given"
}

say()
{
	echo "fetch-kernel: $1"
}

arch=arm64
dest=
while [ $# -gt 0 ]; do
	case $1 in
	-h | --help)
		usage
		exit 0
		;;
	--arch)
		[ $# -ge 2 ] || bad_usage
		arch=$2
		shift
		;;
	-*) bad_usage ;;
	*)
		[ -z "$dest" ] || bad_usage
		dest=$1
		;;
	esac
	shift
done
[ -n "$dest" ] || bad_usage

case $arch in
arm64) meta=linux-image-arm64 ;;
armhf) meta=linux-image-armmp-lpae ;;
*) meta=linux-image-$arch ;;
esac

if [ -s "$dest/Image" ]; then
	say "$dest/Image is already there"
	exit 0
fi
for command in apt-get apt-cache dpkg-deb; do
	command -v "$command" >/dev/null || unavailable "missing command: $command"
done

# Prints the machine's binary sources that have a component main, "URI SUITE
# KEYRING" each, from both of apt's formats; KEYRING is "-" when none is named.
apt_sources()
{
	find /etc/apt/sources.list.d -name '*.sources' 2>/dev/null | sort |
		while read -r file; do
			deb822_sources <"$file"
		done
	find /etc/apt/sources.list /etc/apt/sources.list.d -name '*.list' \
		2>/dev/null | sort |
		while read -r file; do
			one_line_sources <"$file"
		done
}

deb822_sources()
{
	awk -v RS= -F '\n' '
	function has(list, word) { return (" " list " ") ~ (" " word " ") }
	{
		split("", field)
		for (i = 1; i <= NF; i++) {
			if ($i ~ /^#/)
				continue
			if (match($i, /^[A-Za-z-]+:/))
				name = tolower(substr($i, 1, RLENGTH - 1))
			else
				RLENGTH = 0
			field[name] = field[name] " " substr($i, RLENGTH + 1)
		}
		if (field["enabled"] ~ /no|false|0/ ||
		    !has(field["types"], "deb") ||
		    !has(field["components"], "main"))
			next
		key = field["signed-by"]
		gsub(/ /, "", key)
		if (key !~ /^\//)
			key = "-"
		uris = split(field["uris"], uri, " ")
		suites = split(field["suites"], suite, " ")
		for (i = 1; i <= uris; i++)
			for (j = 1; j <= suites; j++)
				print uri[i], suite[j], key
	}'
}

one_line_sources()
{
	awk '$1 == "deb" {
		key = "-"
		if (match($0, /signed-by=[^] ]+/))
			key = substr($0, RSTART + 10, RLENGTH - 10)
		sub(/\[[^]]*\]/, "")
		for (i = 4; i <= NF; i++)
			if ($i == "main")
				print $2, $3, key
	}'
}

# The suite named exactly as the release: its updates and security suites are
# not complete archives.
# shellcheck disable=SC1091 # the machine's own file
codename=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME-}")
[ -n "$codename" ] || unavailable "the machine's suite is unknown: no VERSION_CODENAME in /etc/os-release"
source=$(apt_sources | awk -v suite="$codename" '$2 == suite' | head -n 1)
[ -n "$source" ] || unavailable "no source for suite $codename among the machine's apt sources"
# shellcheck disable=SC2086 # three fields without blanks
set -- $source
uri=$1
suite=$2
keyring=$3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
: >"$work/status"

options="arch=$arch"
[ "$keyring" = - ] || options="$options signed-by=$keyring"
echo "deb [$options] $uri $suite main" >"$work/sources.list"
cat >"$work/apt.conf" <<CONF
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "2";
Dir::State "$work/state";
Dir::State::status "$work/status";
Dir::Cache "$work/cache";
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "/dev/null";
CONF
APT_CONFIG=$work/apt.conf
export APT_CONFIG

say "package lists of $suite/$arch from $uri"
# apt-get update succeeds with a warning when it cannot reach the mirror.
apt-get -qq update >"$work/log" 2>&1 || true
if grep -q '^[EW]:' "$work/log"; then
	unavailable "apt-get update failed: $(first_complaint)"
fi

package=$(apt-cache depends "$meta" 2>/dev/null |
	sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -n 1)
[ -n "$package" ] || unavailable "no kernel package $meta in $suite/$arch"

say "downloading $package"
(cd "$work" && apt-get -qq download "$package") >"$work/log" 2>&1 ||
	unavailable "apt-get download failed: $(first_complaint)"

say "extracting the kernel image"
set -- "$work/$package"_*.deb
version=$(dpkg-deb --field "$1" Version)
dpkg-deb --fsys-tarfile "$1" | tar -C "$work" -x --wildcards './boot/vmlinuz-*'
mkdir -p "$dest"
echo "$package $version" >"$dest/VERSION"
# Renamed last: an interrupted run leaves no Image that looks complete.
cat "$work"/boot/vmlinuz-* >"$dest/Image.part"
mv "$dest/Image.part" "$dest/Image"
say "$dest/Image is $package $version"
