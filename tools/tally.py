"""Closes a test run: what each suite counted, what was skipped and why, one plain last line.

`tally.py SUITE…` reads target/suites/SUITE.{log,skips,exit}, which tools/suite.sh writes. It fails if a
suite failed or ran no test, and under `CI=true` if anything was skipped.
"""

import os
import re
import sys
from pathlib import Path

SUITES = Path(__file__).resolve().parent.parent / "target" / "suites"

# The closing lines of cargo test, pytest, node's runner, and the plain `N passed, N failed` (or
# `N cases, N checks, N failed`) of any other.
PASSED = [
    r"^test result: \w+\. (\d+) passed",
    r"^(?:=+ )?(?:\d+ failed, )?(\d+) passed.* in [\d.]+s",
    r"^(?:ℹ|#) pass (\d+)$",
    r"^(?:\w+: +)?(\d+) (?:passed|cases), .*?\d+ failed",
]
FAILED = [
    r"^test result: \w+\. \d+ passed; (\d+) failed",
    r"^(?:=+ )?(\d+) (?:failed|error).* in [\d.]+s",
    r"^(?:ℹ|#) fail (\d+)$",
    r"^(?:\w+: +)?\d+ (?:passed|cases), .*?(\d+) failed",
]
SKIPPED = [
    r"^skipped: (needs .+)$",
    r"^(?:ok \d+ - .*|﹣ .*)# (?:SKIP )?(needs .+)$",
]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def count(patterns: list[str], log: str) -> int:
    return sum(
        int(n) for pattern in patterns for n in re.findall(pattern, log, re.MULTILINE)
    )


def main(suites: list[str]) -> int:
    passed = failed = 0
    skips: list[str] = []
    broken: list[str] = []
    for suite in suites:
        path = SUITES / suite
        log = path.with_suffix(".log")
        if not log.exists():
            broken.append(f"{suite}: did not start")
            continue
        text = COLOUR.sub("", log.read_text(encoding="utf-8", errors="replace"))
        ran, fell = count(PASSED, text), count(FAILED, text)
        passed, failed = passed + ran, failed + fell
        found = path.with_suffix(".skips").read_text(encoding="utf-8").splitlines()
        found += [
            reason
            for pattern in SKIPPED
            for reason in re.findall(pattern, text, re.MULTILINE)
        ]
        skips += [f"{reason.strip()} [{suite}]" for reason in found if reason.strip()]
        status = path.with_suffix(".exit").read_text().strip()
        if status != "0" or fell:
            broken.append(
                f"{suite}: failed with status {status}, see target/suites/{suite}.log"
            )
        elif ran == 0 and not found:
            broken.append(f"{suite}: ran no test")
    skips = sorted(set(skips))
    for line in broken:
        print(line)
    for reason in skips:
        print(f"skipped: {reason.removeprefix('skipped: ')}")
    in_ci = os.environ.get("CI") == "true"
    if skips and in_ci:
        print(
            "under CI=true a skip is a failure: bring what it needs, or the test proves nothing"
        )
    # A suite that broke without counting a failure is one failure itself.
    failed = max(failed, len(broken))
    print(
        f"{passed} passed, {failed} failed"
        + (f", {len(skips)} skipped" if skips else "")
    )
    return 1 if failed or (skips and in_ci) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
