#!/usr/bin/env python3
"""Runs every contestant on the same tree and on one large file, and prints CPU time, wall time, memory and ratios.

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
from typing import Callable

PEERS = Path(__file__).resolve().parent / "peers"
RUST_PEERS = PEERS / "target" / "release" / "stageline-peers"
PYTHON = str(PEERS / ".venv" / "bin" / "python")

# Our rows on the tree: what each is for, and its budget.
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
    memory: list[float] = field(default_factory=list)  # MB at most


def main() -> int:
    options = parse_arguments()
    tree = str(options.tree)
    contestants = our_rows(options.bench, tree) + rust_peers(tree) + script_peers(tree)
    readers = file_readers(options.bench, str(options.file))
    if options.only:
        contestants = [c for c in contestants if c.name in options.only]
        readers = [c for c in readers if c.name in options.only]
    try:
        measure(contestants, options.runs, options.patience)
        measure(readers, options.runs, options.patience)
    except KeyboardInterrupt:
        print("interrupted: the tables hold what was measured", file=sys.stderr)
    print_table("tree → every environment and service resolved", contestants, tree_budgets)
    print_table(f"one file of {options.file.stat().st_size / 1e6:.1f} MB → values", readers, file_budgets)
    print("\nothers\n")
    for line in others(options):
        print(line)
    measured = any(map(is_measured, contestants + readers))
    return 1 if problems(contestants) or problems(readers) or not measured else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tree", type=Path, help="the folder that `stageline-bench generate` wrote")
    parser.add_argument("file", type=Path, help="the large file that `stageline-bench generate-file` wrote")
    parser.add_argument("many", type=Path, help="the folder that `stageline-bench generate-many` wrote")
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


def listed(
    program: Path, data: str, list_them: str = "contestants", run: str = "contest"
) -> list[Contestant]:
    """The contestants that a program names itself, a line each: name, tab, description."""
    lines = subprocess.run(
        [program, list_them], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    names = [line.split("\t", 1) for line in lines]
    return [Contestant(name, how, [str(program), run, name, data]) for name, how in names]


def script_peers(tree: str) -> list[Contestant]:
    return [
        node("js-yaml 4", "deepmerge", "js_yaml_merge.js", tree, "js-yaml-4", "deepmerge"),
        node("js-yaml 5", "deepmerge", "js_yaml_merge.js", tree, "js-yaml", "deepmerge"),
        python("PyYAML", "C loader, merged by hand", "pyyaml_merge.py", tree, "yaml.cyaml"),
        python("OmegaConf", "its loader and its merge", "omegaconf_merge.py", tree, "omegaconf"),
    ]


def file_readers(bench: Path, file: str) -> list[Contestant]:
    readers = [Contestant("stageline", "values with spans", [str(bench), "read", file])]
    if RUST_PEERS.exists():
        readers += listed(RUST_PEERS, file, "readers", "read")
    else:
        readers.append(Contestant("Rust peers", "", note="skipped: needs bench/peers, built by setup.sh"))
    return [
        *readers,
        node("js-yaml 4", "load", "js_yaml_read.js", file, "js-yaml-4"),
        node("js-yaml 5", "load", "js_yaml_read.js", file, "js-yaml"),
        python("PyYAML", "C loader", "pyyaml_read.py", file, "yaml.cyaml"),
    ]


def python(name: str, description: str, script: str, data: str, module: str) -> Contestant:
    peer = Contestant(name, description, [PYTHON, str(PEERS / "python" / script), data])
    if not works([PYTHON, "-c", f"import {module}"]):
        peer.note = f"skipped: needs {module} for Python, installed by setup.sh"
    return peer


def node(name: str, description: str, script: str, data: str, *modules: str) -> Contestant:
    peer = Contestant(name, description, ["node", str(PEERS / "node" / script), data, modules[0]])
    if not works(["node", "--version"]):
        peer.note = "skipped: needs node"
    elif not all((PEERS / "node_modules" / needed).exists() for needed in modules):
        peer.note = f"skipped: needs {' and '.join(modules)} for Node, installed by setup.sh"
    return peer


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
        contestant.memory.append(usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


# Telling


def print_table(
    title: str,
    contestants: list[Contestant],
    budgets: Callable[[dict[str, Contestant]], list[str]],
) -> None:
    reference = next((c for c in contestants if c.name == "stageline" and is_measured(c)), None)
    print(f"\n{title}, {os.cpu_count()} cores; times in ms\n")
    head = ("contestant", "how", "runs", "CPU best", "CPU median", "wall median", "× stageline", "MB")
    rows = [head]
    for c in contestants:
        if not is_measured(c):
            continue
        ratio = f"{min(c.cpu) / min(reference.cpu):.2f}" if reference else "–"
        times = (min(c.cpu), median(c.cpu), median(c.wall))
        numbers = (f"{t:,.1f}" if t < 1000 else f"{t:,.0f}" for t in times)
        rows.append((c.name, c.description, str(len(c.cpu)), *numbers, ratio, f"{max(c.memory):.0f}"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        words = (w.ljust(n) if i < 2 else w.rjust(n) for i, (w, n) in enumerate(zip(row, widths)))
        print("  ".join(words).rstrip())
    for c in contestants:
        if not is_measured(c):
            print(f"{c.name.ljust(widths[0])}  {c.note or 'not measured'}")
    print()
    measured = {c.name: c for c in contestants if is_measured(c)}
    for line in problems(contestants) or agreed_counts(contestants) + budgets(measured):
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


def tree_budgets(measured: dict[str, Contestant]) -> list[str]:
    lines = []
    for name, (_, kind, budget) in OURS.items():
        if name in measured:
            times = measured[name].cpu if kind == "cpu" else measured[name].wall
            shown = "CPU" if kind == "cpu" else kind
            lines.append(f"{name}: {min(times):.1f} ms {shown} at best, {verdict(min(times), budget)} ms")
    peers = [c for c in measured.values() if c.name not in OURS]
    if "stageline" in measured and peers:
        fastest = min(peers, key=lambda c: min(c.cpu))
        ratio = min(fastest.cpu) / min(measured["stageline"].cpu)
        lines.append(f"the fastest peer, {fastest.name}, takes {ratio:.2f} × stageline's CPU time")
    return lines


def file_budgets(measured: dict[str, Contestant]) -> list[str]:
    if not {"stageline", "serde_json"} <= measured.keys():
        return []
    ratio = min(measured["stageline"].cpu) / min(measured["serde_json"].cpu)
    return [f"stageline: {ratio:.2f} × serde_json, which keeps no places, {verdict(ratio, 1.72)} ×"]


def others(options: argparse.Namespace) -> list[str]:
    """What is measured inside one process, each with its budget."""
    tree, bench = str(options.tree), str(options.bench)
    lines = []
    reload = numbers([bench, "reload", str(options.many)])
    lines.append(
        f"reload of one changed service file among 10,012 files, and its service resolved: "
        f"{reload['median'] / 1000:.3f} ms median, {verdict(reload['median'] / 1000, 1)} ms"
    )
    spans = numbers([bench, "spans", tree])
    cost = (spans["with"] / spans["without"] - 1) * 100
    lines.append(
        f"places: {spans['with']:.0f} ns a merge with them, {spans['without']:.0f} without: "
        f"{cost:+.0f} %, {verdict(cost, 20)} %"
    )
    survey = numbers([bench, "survey", tree])
    ratio = survey["all"] / survey["pair"]
    lines.append(
        f"survey of ten environments of 200 services: {survey['all']:.1f} ms, two of them {survey['pair']:.1f}: "
        f"{ratio:.1f} ×, {verdict(ratio, 3)} ×; {survey['read']:.1f} ms with every value and place of it read"
    )
    rust = numbers([bench, "resolve", tree])["best"]
    if works([PYTHON, "-c", "import stageline"]):
        script = str(PEERS / "python" / "stageline_resolve.py")
        ours = numbers([PYTHON, script, tree])["best"]
        lines.append(
            f"open and resolve all in Python: {ours:.1f} ms, {ours / rust:.2f} × Rust, "
            f"{verdict(ours / rust, 2)} ×"
        )
        script = str(PEERS / "python" / "stageline_compare.py")
        lines.extend(comparisons(bench, "Python", [PYTHON, script, tree]))
    else:
        lines.append("Python: skipped: needs stageline for Python, built by setup.sh")
    if works(["node", "--version"]) and (PEERS / "node_modules" / "stageline").exists():
        script = str(PEERS / "node" / "stageline_compare.js")
        lines.extend(comparisons(bench, "Node", ["node", script, tree]))
    else:
        lines.append("Node: skipped: needs node, and stageline for Node, built by setup.sh")
    return lines


def comparisons(bench: str, language: str, command: list[str]) -> list[str]:
    """Trees of a project and environments compared in a language, against the same calls in Rust."""
    rust, ours = numbers([bench, "compare", command[-1]]), numbers(command)
    titles = {
        "trees": f"{ours['changes']:,.0f} changes in two trees each of 200 services",
        "whole": f"{ours.get('differences', 0):,.0f} differences of two environments",
        "survey": f"{ours['rows']:,.0f} rows of ten environments at once",
    }
    lines = []
    for name, title in titles.items():
        if name not in ours:
            continue
        ratio = ours[name] / rust[name]
        line = f"{title} in {language}: {ours[name]:.2f} ms, {ratio:.2f} × Rust, {verdict(ratio, 1.5)} ×"
        shown = ours.get(f"{name}-shown")
        lines.append(line if shown is None else f"{line}; {shown:.2f} ms with every one as an object")
    return lines


def numbers(command: list[str]) -> dict[str, float]:
    """The best of three runs of a program that prints pairs of a word and a number."""
    runs = []
    for _ in range(3):
        words = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        runs.append(dict(zip(words[::2], map(float, words[1::2]))))
    return {word: min(run[word] for run in runs) for word in runs[0]}


def verdict(value: float, budget: float) -> str:
    return f"{'within' if value <= budget else 'over'} {budget:g}"


if __name__ == "__main__":
    sys.exit(main())
