#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# header.sh <compiler> <include folder> <header>
#
# A header compiles alone, twice in a row, without a warning; as C++11 if the
# compiler's name ends in ++, else as C11.
set -eu

compiler=$1 include=$2 header=$3
command -v "$compiler" >/dev/null || { echo "SKIP: $compiler is not installed"; exit 77; }

case $compiler in
*++) language='-x c++ -std=c++11' ;;
*) language='-x c -std=c11' ;;
esac
# shellcheck disable=SC2086 # two words
printf '#include <%s>\n#include <%s>\nextern int not_empty;\n' "$header" "$header" |
	"$compiler" $language -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror \
		-I "$include" -
