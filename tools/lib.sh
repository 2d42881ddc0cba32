# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Shared by ./dev and the scripts of tools/: packages, progress, logs, verdict.
# Source it after `cd` to the repository root.

LOGS=build/logs
JOBS=${JOBS:-$(nproc)}
STEP=0
STEPS=0
SKIPPED=()

# steps <n>: how many steps are to come.
steps() {
	STEP=0
	STEPS=$1
}

# step <what>: say what begins now.
step() {
	STEP=$((STEP + 1))
	printf '[%d/%d] %s\n' "$STEP" "$STEPS" "$*"
}

# pass <what> and fail <what>: the verdict, always the last line.
pass() {
	printf 'PASS: %s\n' "$*"
	exit 0
}

fail() {
	printf 'FAIL: %s\n' "$*" >&2
	exit 1
}

# skip <what and why>: something was not done; told again before the verdict.
skip() {
	SKIPPED+=("$*")
	printf '      skipped: %s\n' "$*"
}

# logged <log> <command>...: run quietly; on failure show the end of the log.
logged() {
	local log=$LOGS/$1.log
	shift
	mkdir -p "$LOGS"
	"$@" >"$log" 2>&1 && return
	printf '      failed: %s\n' "$*"
	# Of a ctest log, what passed is not news.
	grep -Ev '^ *Start +[0-9]+: | Passed +[0-9.]+ sec|sec\*proc|^\[[0-9]+/[0-9]+\] (Building|Linking)' \
		"$log" | tail -n 40 | sed 's/^/      | /'
	printf '      whole log: %s\n' "$log"
	return 1
}

# missing_packages <package>...: those of them that are not installed.
missing_packages() {
	local package
	for package; do
		dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' ||
			printf '%s ' "$package"
	done
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif [ -t 0 ]; then
		sudo "$@"
	else
		sudo -n "$@"
	fi
}

# install_packages <package>...: with fresh package lists only if the first try
# with the present ones fails.
install_packages() {
	local log=$LOGS/apt.log
	mkdir -p "$LOGS"
	[ "$(id -u)" = 0 ] || command -v sudo >/dev/null || return 1
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
		>"$log" 2>&1 && return
	as_root apt-get update >>"$log" 2>&1
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
		>>"$log" 2>&1
}

# try_packages <package>...: install what is missing; false if that cannot be.
try_packages() {
	local missing
	if ! command -v dpkg-query >/dev/null; then
		printf '      not a Debian system: not checked: %s\n' "$*"
		return 0
	fi
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	MISSING=${missing% }
	[ -z "${DBGVIRT_NO_INSTALL:-}" ] || return 1
	printf '      installing %s\n' "$MISSING"
	# shellcheck disable=SC2086 # a list
	install_packages $missing
}

# need_packages <package>...: the command cannot do without.
need_packages() {
	try_packages "$@" ||
		fail "packages missing and not installable here: $MISSING (log: $LOGS/apt.log)"
}

# want_packages <what for> <package>...: without them something is skipped.
want_packages() {
	local purpose=$1
	shift
	try_packages "$@" || skip "$purpose: not installable here: $MISSING"
}

# sources [<pattern>...]: the repository's own files, tracked or new; outside a
# git checkout every file that is not built.
sources() {
	{
		git -c safe.directory='*' ls-files --cached --others --exclude-standard -- "$@" 2>/dev/null ||
			find . -name .git -prune -o -path ./build -prune -o -type f -print | sed 's|^\./||' |
			matching "$@"
	} | LC_ALL=C sort -u | existing
}

# A file can be deleted and still tracked.
existing() {
	local file
	while IFS= read -r file; do
		[ ! -f "$file" ] || printf '%s\n' "$file"
	done
}

matching() {
	local file pattern
	while IFS= read -r file; do
		[ $# -gt 0 ] || printf '%s\n' "$file"
		for pattern; do
			# shellcheck disable=SC2254 # patterns on purpose
			case $file in $pattern) printf '%s\n' "$file" ;; esac
		done
	done
}

# For the scripts that source this.
# shellcheck disable=SC2034
{
	PACKAGES_BUILD=(build-essential cmake ninja-build pkg-config git)
	PACKAGES_TEST=("${PACKAGES_BUILD[@]}" check python3)
	PACKAGES_CLANG=(clang llvm lld libclang-rt-14-dev)
	PACKAGES_STYLE=(clang-format shellcheck)
	PACKAGES_GUESTS=(qemu-system-arm gcc-aarch64-linux-gnu libc6-dev-arm64-cross cpio gzip)
}
