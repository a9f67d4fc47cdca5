#!/usr/bin/env python3
"""Prints what one evaluation of a flag costs in Python, beside the packages that people use there.

`setup.sh` installs our package, built for release, and the peers.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from compare import PEERS, PYTHON, numbers, verdict, works

SCRIPT = PEERS / "python" / "flags.py"
KINDS = ("boolean", "rule", "rollout")
# Who is asked: the row's title, the module it needs, and its budget in ns if it has one.
ROWS = {
    "stageline": ("stageline, handle, prepared context", "stageline", 100.0),
    "stageline-name": ("stageline, by name, prepared context", "stageline", None),
    "stageline-dict": ("stageline, handle, a dict of three", "stageline", 300.0),
    "stageline-details": ("stageline, details", "stageline", None),
    "stageline-openfeature": ("stageline through openfeature-sdk", "stageline.openfeature", None),
    "eppo": ("eppo-server-sdk", "eppo_client", None),
    "growthbook": ("growthbook, prepared context", "growthbook", None),
    "yggdrasil": ("yggdrasil-engine", "yggdrasil_engine", None),
    "flagd-core": ("openfeature-flagd-core", "openfeature.contrib.tools.flagd.core", None),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("projects", type=Path, help="the folder of `stageline-bench generate-flags`")
    options = parser.parse_args()
    failed = False
    for count in (100, 10_000):
        print(f"\nflags in Python, {count:,} of them; ns each, the best of 100 rounds\n")
        print(f"{'':40}" + "".join(f"{kind:>10}" for kind in KINDS))
        for peer, (title, module, budget) in ROWS.items():
            if not works([PYTHON, "-c", f"import {module}"]):
                print(f"{title:40} skipped: needs {module} for Python, installed by setup.sh")
                continue
            try:
                times = numbers([PYTHON, str(SCRIPT), peer, str(options.projects), str(count)])
            except subprocess.CalledProcessError as error:
                print(f"{title:40} failed: {(error.stderr.strip().splitlines() or ['no word'])[-1]}")
                failed = True
                continue
            told = "".join(f"{times[kind]:>10,.0f}" for kind in KINDS)
            if budget is not None:
                told += f"   the slowest {verdict(max(times[kind] for kind in KINDS), budget)} ns"
            print(f"{title:40}{told}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
