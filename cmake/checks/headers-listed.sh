#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# headers-listed.sh <include folder> <header>...
#
# The headers given to dbgvirt_add_library() are those in the folder, so that
# none is installed without being tested, or the other way round.
set -eu
export LC_ALL=C

include=$1
shift
listed=$(printf '%s\n' "$@" | sort)
present=$(find "$include" -name '*.h' | sort)
[ "$listed" = "$present" ] && exit 0

echo "src/CMakeLists.txt and $include differ; listed:"
echo "$listed"
echo "present:"
echo "$present"
exit 1
