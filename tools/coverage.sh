#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Turn what the tests of build/coverage left behind into an HTML report and one
# line, build/coverage/summary. Only src/ and backends/fake/ count.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

BUILD=build/coverage
BRANCHES=(--rc lcov_branch_coverage=1)

lcov "${BRANCHES[@]}" --capture --directory "$BUILD" --output-file "$BUILD/all.info"
lcov "${BRANCHES[@]}" --extract "$BUILD/all.info" "$PWD/src/*" "$PWD/backends/fake/*" \
	--output-file "$BUILD/core.info"
genhtml --branch-coverage --legend --title dbgvirt --prefix "$PWD" \
	--output-directory "$BUILD/html" "$BUILD/core.info"

lcov "${BRANCHES[@]}" --summary "$BUILD/core.info" 2>&1 |
	awk '/lines|functions|branches/ { sub(/\.+:/, "", $1); printf "%s%s %s", sep, $1, $2; sep = ", " }
	     END { print "" }' >"$BUILD/summary"
