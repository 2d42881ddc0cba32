#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# comments.sh <source>
#
# doxygen reads the public headers and complains about every declaration or
# parameter without a comment. It writes no documents. Two kinds of macro need
# none of their own: the fields of a register in *_defs.h, which stand under the
# register's comment, and names that end in _, which are not for callers.
set -eu

command -v doxygen >/dev/null || { echo "SKIP: doxygen is not installed"; exit 77; }
cd "$1"
complaints=$(doxygen docs/Doxyfile.lint 2>&1 |
	grep -v 'No output formats selected' |
	grep -Ev '_defs\.h:.*\(macro definition\).* is not documented' |
	grep -Ev 'Member DBGVIRT_[A-Z0-9_]*_(\(.*\))? \(macro definition\).* is not documented' |
	sed "s|^$PWD/||" || true)
[ -z "$complaints" ] || { echo "$complaints"; exit 1; }
echo "every public declaration has its comment"
