#!/usr/bin/env python3
"""Prints what one evaluation of a flag costs in C, beside the same call in Rust.

`run.sh` installs our C library, built for release, and generates the projects.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from compare import numbers, verdict

SOURCE = Path(__file__).resolve().parent / "c" / "flags.c"
KINDS = ("boolean", "rule", "rollout")
# What is asked: in words, and the budget in ns.
ROWS = {
    "name": ("by name", 40.0),
    "handle": ("by handle", None),
    "live": ("by handle, following the project", None),
    "details": ("details by handle, freed again", None),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("installed", type=Path, help="where `ffi/install.sh` put our C library")
    parser.add_argument("projects", type=Path, help="the folder of `stageline-bench generate-flags`")
    parser.add_argument("--bench", type=Path, required=True, help="the stageline-bench executable")
    options = parser.parse_args()
    compiler = shutil.which("cc")
    if compiler is None:
        print("\nflags in C: skipped: needs a C compiler")
        return 0
    program = options.installed / "flags"
    library = options.installed / "lib"
    subprocess.run(
        [compiler, "-std=c99", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, SOURCE]
        + [f"-I{options.installed / 'include'}", f"-L{library}", "-lstageline", f"-Wl,-rpath,{library}"],
        check=True,
    )
    for count in (100, 10_000):
        ours = numbers([str(program), str(options.projects / f"flags-{count}"), str(count)])
        rust = numbers([str(options.bench), "flags", str(count)])
        print(f"\nflags in C, {count:,} of them; a boolean, a rule, a rollout; ns each, in brackets in Rust\n")
        for row, (title, budget) in ROWS.items():
            times = [(ours[f"{kind}-{row}"], rust.get(f"{kind}-{row}")) for kind in KINDS]
            cells = "  ".join(f"{c:7.1f} ({'–' if r is None else f'{r:.1f}'})" for c, r in times)
            line = f"{title:34}{cells}"
            if budget is not None:
                line += f"   {verdict(max(c for c, _ in times), budget)} ns"
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
