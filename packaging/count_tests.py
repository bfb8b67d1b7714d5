#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up ctest's JUnit reports: names what failed, what was skipped and why, and the sums.

Usage: count_tests.py REPORT.xml ... [--close PASSED FAILED]
  --close: adds checks that are no ctest tests and prints the sums as the closing line `N passed, N failed, N skipped`
Exit: 0 when nothing failed and something passed.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def outcome(case):
    """`passed`, `failed` or `skipped` and, for a skipped case, the reason its output gives."""
    status = case.get("status", "run")
    if status == "fail" or case.find("failure") is not None:
        return "failed", ""
    if status in ("notrun", "disabled") or case.find("skipped") is not None:
        output = case.findtext("system-out") or ""
        reasons = re.findall(r"Skipped\n(.+)", output)
        return "skipped", reasons[0].strip() if reasons else "no reason given"
    return "passed", ""


def main(arguments):
    extra, closing = [0, 0], "--close" in arguments
    if closing:
        at = arguments.index("--close")
        extra = [int(value) for value in arguments[at + 1 : at + 3]]
        arguments = arguments[:at]
    counts = Counter(passed=extra[0], failed=extra[1])
    reasons = Counter()
    for path in arguments:
        with open(path, encoding="utf-8", errors="replace") as file:
            root = ElementTree.fromstring(CONTROL.sub("?", file.read()))
        for case in root.iter("testcase"):
            kind, reason = outcome(case)
            counts[kind] += 1
            if kind == "failed":
                print(f"failed: {case.get('name')}")
            elif kind == "skipped":
                reasons[reason] += 1
    for reason, count in sorted(reasons.items()):
        print(f"skipped {count}: {reason}")
    line = "{passed} passed, {failed} failed, {skipped} skipped" if closing else "suite: {passed} of {all} tests passed"
    print(line.format(all=counts.total(), passed=counts["passed"], failed=counts["failed"], skipped=counts["skipped"]))
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
