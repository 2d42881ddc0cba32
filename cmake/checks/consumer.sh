#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# consumer.sh <cmake> <source> <build> install|find_package|pkg-config|add_subdirectory
#
# Install into the build folder, then build and run tests/consumer/ as someone
# who has only the installed files, or who adds the source folder.
set -eu

cmake=$1 source=$2 build=$3 way=$4
work=$build/consumer/$way
prefix=$build/consumer/prefix
rm -rf "$work"

build_with_cmake() {
	"$cmake" -G Ninja -S "$source/tests/consumer" -B "$work" "-DWAY=$way" "$@"
	"$cmake" --build "$work"
	"$work/consumer"
}

# Wherever the install puts libraries: lib, lib64, lib/<triplet>.
build_with_pkg_config() {
	command -v pkg-config >/dev/null || { echo "SKIP: pkg-config is not installed"; exit 77; }
	PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name dbgvirt.pc)")
	export PKG_CONFIG_PATH
	mkdir -p "$work"
	# shellcheck disable=SC2046 # words on purpose
	cc -o "$work/consumer" "$source/tests/consumer/main.c" $(pkg-config --cflags --libs dbgvirt)
	"$work/consumer"
}

case $way in
install)
	rm -rf "$prefix"
	"$cmake" --install "$build" --prefix "$prefix"
	;;
find_package) build_with_cmake "-DCMAKE_PREFIX_PATH=$prefix" ;;
add_subdirectory) build_with_cmake "-DDBGVIRT_SOURCE=$source" ;;
pkg-config) build_with_pkg_config ;;
*) echo "unknown way: $way"; exit 1 ;;
esac
