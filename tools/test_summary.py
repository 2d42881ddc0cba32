#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
"""Tell what failed and what was skipped, and why, from ctest's JUnit files.

Usage: test_summary.py [--counts] JUNIT.XML...

With --counts: three numbers, passed, failed and skipped. A file that is not
there counts as nothing: whoever ran the build says that it failed.
"""
import os
import sys
import xml.etree.ElementTree as ET


def reason(case):
    """The test's own line "SKIP: ...", or what ctest noted."""
    output = case.findtext("system-out") or ""
    for line in output.splitlines():
        if line.startswith("SKIP:"):
            return line[5:].strip()
    return "no reason given"


def main(arguments):
    counts_only = "--counts" in arguments
    count = {"run": 0, "fail": 0, "notrun": 0}
    for path in (a for a in arguments if not a.startswith("--") and os.path.exists(a)):
        build = os.path.basename(os.path.dirname(path))
        for case in ET.parse(path).getroot().iter("testcase"):
            status = "fail" if case.get("status") in ("fail", "error") else case.get("status")
            status = status if status in count else "notrun"
            count[status] += 1
            if counts_only or status == "run":
                continue
            if status == "fail":
                print(f"failed:  {build}: {case.get('name')}")
            else:
                print(f"skipped: {build}: {case.get('name')}: {reason(case)}")
    if counts_only:
        print(count["run"], count["fail"], count["notrun"])


main(sys.argv[1:])
