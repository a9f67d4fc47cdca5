#!/usr/bin/env python3
"""Runs every contestant on the same tree, in turns, and prints CPU time, wall time and ratios.

Each run is a process of its own; its CPU time is user plus system time of the whole process, as
the kernel accounts it to the parent that waits for it. All contestants must print the same counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

PEERS = Path(__file__).resolve().parent / "peers"
RUST_PEERS = PEERS / "target" / "release" / "stageline-peers"
PYTHON = str(PEERS / ".venv" / "bin" / "python")

# Our rows: what each is for, and its budget.
OURS = {
    "stageline": ("one thread, with spans", "cpu", 60.0),
    "stageline-two-cores": ("two threads: read its wall time", "wall", 35.0),
}


@dataclass
class Contestant:
    name: str
    description: str
    command: list[str] = field(default_factory=list)
    note: str = ""  # why there is no measurement, if there is none
    counts: str = ""
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


def main() -> int:
    options = parse_arguments()
    tree = str(options.tree)
    contestants = our_rows(options.bench, tree) + rust_peers(tree) + script_peers(tree)
    if options.only:
        contestants = [c for c in contestants if c.name in options.only]
    try:
        measure(contestants, options.runs, options.patience)
    except KeyboardInterrupt:
        print("interrupted: the table holds what was measured", file=sys.stderr)
    print_table(contestants)
    return 1 if problems(contestants) or not any(map(is_measured, contestants)) else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tree", type=Path, help="the folder that `stageline-bench generate` wrote")
    parser.add_argument("--bench", type=Path, required=True, help="the stageline-bench executable")
    parser.add_argument("--runs", type=int, default=11, help="runs of each contestant, at most")
    parser.add_argument(
        "--patience",
        type=float,
        default=15.0,
        help="seconds after which a contestant that has run twice runs no more",
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these contestants alone")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    return options


# Who takes part


def our_rows(bench: Path, tree: str) -> list[Contestant]:
    rows = listed(bench, tree)
    present = {row.name for row in rows}
    for name, (description, _, _) in OURS.items():
        if name not in present:
            rows.append(Contestant(name, description, note=f"absent: {bench.name} has no such row"))
    return rows


def rust_peers(tree: str) -> list[Contestant]:
    if not RUST_PEERS.exists():
        return [Contestant("Rust peers", "", note="skipped: needs bench/peers, built by setup.sh")]
    return listed(RUST_PEERS, tree)


def listed(program: Path, tree: str) -> list[Contestant]:
    """The contestants that a program names itself, a line each: name, tab, description."""
    lines = subprocess.run(
        [program, "contestants"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    names = [line.split("\t", 1) for line in lines]
    return [Contestant(name, how, [str(program), "contest", name, tree]) for name, how in names]


def script_peers(tree: str) -> list[Contestant]:
    def python(name: str, description: str, script: str, module: str) -> Contestant:
        peer = Contestant(name, description, [PYTHON, str(PEERS / "python" / script), tree])
        if not works([PYTHON, "-c", f"import {module}"]):
            peer.note = f"skipped: needs {module} for Python, installed by setup.sh"
        return peer

    def node(name: str, description: str, module: str) -> Contestant:
        script = str(PEERS / "node" / "js_yaml_merge.js")
        peer = Contestant(name, description, ["node", script, tree, module])
        if not works(["node", "--version"]):
            peer.note = "skipped: needs node"
        elif not all((PEERS / "node_modules" / needed).exists() for needed in (module, "deepmerge")):
            peer.note = f"skipped: needs {module} and deepmerge for Node, installed by setup.sh"
        return peer

    return [
        node("js-yaml 4", "deepmerge", "js-yaml-4"),
        node("js-yaml 5", "deepmerge", "js-yaml"),
        python("PyYAML", "C loader, merged by hand", "pyyaml_merge.py", "yaml.cyaml"),
        python("OmegaConf", "its loader and its merge", "omegaconf_merge.py", "omegaconf"),
    ]


def works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


# Measuring


def measure(contestants: list[Contestant], runs: int, patience: float) -> None:
    """Takes turns, so that a disturbance of the machine meets everyone; slow ones run less often."""
    for _ in range(runs):
        for contestant in contestants:
            spent = sum(contestant.wall) / 1000
            done = len(contestant.wall) >= 2 and spent > patience
            if not contestant.note and not done:
                run_once(contestant)


def run_once(contestant: Contestant) -> None:
    started = time.perf_counter()
    child = subprocess.Popen(
        contestant.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    # Both pipes hold far more than the one line that a contestant prints.
    _, status, usage = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    output, complaint = child.communicate()
    counts = output.strip()
    if child.returncode != 0 or not counts:
        last = (complaint.strip().splitlines() or [f"exit status {child.returncode}"])[-1]
        contestant.note = f"failed: {last}"
    elif contestant.counts not in ("", counts):
        contestant.note = f"failed: two runs differ: {contestant.counts}; {counts}"
    else:
        contestant.counts = counts
        contestant.cpu.append((usage.ru_utime + usage.ru_stime) * 1000)
        contestant.wall.append(elapsed * 1000)


# Telling


def print_table(contestants: list[Contestant]) -> None:
    reference = next((c for c in contestants if c.name == "stageline" and is_measured(c)), None)
    print(f"\ntree → every environment and service resolved, {os.cpu_count()} cores; times in ms\n")
    head = ("contestant", "how", "runs", "CPU best", "CPU median", "wall median", "× stageline")
    rows = [head]
    for c in contestants:
        if not is_measured(c):
            continue
        ratio = f"{min(c.cpu) / min(reference.cpu):.2f}" if reference else "–"
        times = (min(c.cpu), median(c.cpu), median(c.wall))
        numbers = (f"{t:,.1f}" if t < 1000 else f"{t:,.0f}" for t in times)
        rows.append((c.name, c.description, str(len(c.cpu)), *numbers, ratio))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        words = (w.ljust(n) if i < 2 else w.rjust(n) for i, (w, n) in enumerate(zip(row, widths)))
        print("  ".join(words).rstrip())
    for c in contestants:
        if not is_measured(c):
            print(f"{c.name.ljust(widths[0])}  {c.note or 'not measured'}")
    print()
    for line in problems(contestants) or agreed_counts(contestants) + budgets(contestants):
        print(line)


def is_measured(contestant: Contestant) -> bool:
    return bool(contestant.cpu) and not contestant.note


def agreed_counts(contestants: list[Contestant]) -> list[str]:
    counts = next((c.counts for c in contestants if is_measured(c)), None)
    return [f"all counted: {counts}"] if counts else ["nothing was measured"]


def problems(contestants: list[Contestant]) -> list[str]:
    """What makes the comparison worthless: a contestant that fails, or does other work."""
    lines = [f"{c.name} {c.note}" for c in contestants if c.note.startswith("failed")]
    if len({c.counts for c in contestants if is_measured(c)}) > 1:
        lines.append("the contestants do not agree on the work:")
        lines += [f"  {c.name}: {c.counts}" for c in contestants if is_measured(c)]
    return lines


def budgets(contestants: list[Contestant]) -> list[str]:
    measured = {c.name: c for c in contestants if is_measured(c)}
    lines = []
    for name, (_, kind, budget) in OURS.items():
        if name in measured:
            times = measured[name].cpu if kind == "cpu" else measured[name].wall
            verdict = "within" if min(times) <= budget else "over"
            shown = "CPU" if kind == "cpu" else kind
            lines.append(f"{name}: {min(times):.1f} ms {shown} at best, {verdict} {budget:.0f}")
    peers = [c for c in measured.values() if c.name not in OURS]
    if "stageline" in measured and peers:
        fastest = min(peers, key=lambda c: min(c.cpu))
        ratio = min(fastest.cpu) / min(measured["stageline"].cpu)
        lines.append(f"the fastest peer, {fastest.name}, takes {ratio:.2f} × stageline's CPU time")
    return lines


if __name__ == "__main__":
    sys.exit(main())
