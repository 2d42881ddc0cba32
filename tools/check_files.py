#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
"""Rules that hold for every file; names come one a line on standard input.

  licence    the SPDX line is among the first three, unless .reuse/dep5 has the file
  guard      a public header is guarded by DBGVIRT_<NAME>_H
  include    the core includes no file by a path that leads out of its folder
  platform   the core has no #if on architecture, system or compiler
"""
import fnmatch
import re
import sys

LICENCE = "SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause"
PLATFORM = re.compile(r"^\s*#\s*(el)?if.*\b(__(x86_64|i386|aarch64|arm|riscv|linux|KERNEL|XEN)_*|_WIN32)\b")
UPWARD = re.compile(r'^\s*#\s*include\s*["<]\.\./')


def exempt_patterns():
    with open(".reuse/dep5", encoding="utf-8") as dep5:
        return [line.split(":", 1)[1].strip() for line in dep5 if line.startswith("Files:")]


def complaints(path, exempt):
    if path.startswith("LICENSES/") or any(fnmatch.fnmatch(path, p) for p in exempt):
        return
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = file.read().splitlines()
    if not any(LICENCE in line for line in lines[:3]):
        yield 1, "no licence line (" + LICENCE + ")"
    if path.startswith("include/"):
        guard = "DBGVIRT_" + re.sub(r"\W", "_", path.rsplit("/", 1)[1]).upper()
        if "#ifndef " + guard not in lines:
            yield 1, "no guard " + guard
    if path.startswith(("src/", "include/")):
        for number, line in enumerate(lines, 1):
            if UPWARD.match(line):
                yield number, "includes past its folder: name the module in USES instead"
            if PLATFORM.match(line):
                yield number, "#if on a platform: one file for each architecture instead"


def main():
    exempt = exempt_patterns()
    found = False
    for path in sys.stdin.read().splitlines():
        for number, text in complaints(path, exempt):
            print(f"{path}:{number}: {text}")
            found = True
    return 1 if found else 0


sys.exit(main())
