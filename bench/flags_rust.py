#!/usr/bin/env python3
"""Prints what one evaluation of a flag costs in Rust, beside the engines that people embed there, and what loading costs.

All are asked the same of the same flags, each given them in its own form; whoever answers otherwise fails. Then they
take turns, so that a disturbance of the machine meets everyone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from statistics import median

from compare import PEERS, verdict

ENGINES = PEERS / "target" / "release" / "stageline-flag-peers"
KINDS = ("boolean", "rule", "rollout")
LOADS = 15
# Our rows: how we are asked, in words, and the budgets of the kinds in ns.
OURS = {
    "name": ("stageline, by name", (25.0, 40.0, 40.0)),
    "handle": ("stageline, by handle", (15.0, 25.0, 25.0)),
    "live": ("stageline, by handle, following the project", None),
    "details": ("stageline, details by handle", (25.0, 35.0, 35.0)),
}
DETAILS_MORE = 10.0  # ns that details may take more than a value, as the budgets above have it
MANY_MORE = 15.0  # % that 10,000 flags may take more than 100
THREADS_MORE = 15.0  # % that each of two threads may take more than one alone


@dataclass
class Contestant:
    name: str
    title: str
    times: list[str]  # the command that takes times
    answers: list[str]
    load: list[str]  # without the number of rounds and what follows it
    definition: list[str] = field(default_factory=list)  # what follows the number of rounds
    row: str = "name"  # which of our rows it is held against
    note: str = ""
    turns: list[dict[str, float]] = field(default_factory=list)

    def best(self, word: str) -> float:
        return min(turn[word] for turn in self.turns)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the definitions are written")
    parser.add_argument("--bench", type=Path, required=True, help="the stageline-bench executable")
    parser.add_argument("--turns", type=int, default=5, help="turns that each takes")
    options = parser.parse_args()
    if options.turns < 1:
        parser.error("--turns must be at least 1")
    measured = {}
    for count in (100, 10_000):
        contestants = take_part(options.bench, options.folder, count)
        check(contestants)
        measure(contestants, options.turns)
        print_table(count, options.turns, contestants)
        measured[count] = contestants
    for line in growth(measured[100][0], measured[10_000][0]):
        print(line)
    for line in loading(measured[10_000], options.turns):
        print(line)
    print(threads(options.bench))
    everyone = measured[100] + measured[10_000]
    return 1 if any(c.note.startswith("failed") for c in everyone) else 0


# Who takes part


def take_part(bench: Path, folder: Path, count: int) -> list[Contestant]:
    many = str(count)
    ours = [str(bench)]
    contestants = [
        Contestant(
            "stageline",
            OURS["name"][0],
            [*ours, "flags", many],
            [*ours, "flag-answers", many],
            [*ours, "load-flags", many],
        )
    ]
    if not ENGINES.exists():
        note = "skipped: needs bench/peers/flags, built by setup.sh with Rust 1.95"
        return [*contestants, Contestant("Rust peers", "Rust peers", [], [], [], note=note)]
    peers = [str(ENGINES)]
    for line in output([*peers, "contestants"]).splitlines():
        name, how, imports = line.split("\t")
        file = folder / f"{name}-{many}.json"
        file.write_text(output([*peers, "definition", name, many]))
        contestants.append(
            Contestant(
                name,
                f"{name.removesuffix('-details').removesuffix('-client')}{', ' + how if how else ''}",
                [*peers, "times", name, many, str(file)],
                [*peers, "answers", name, many, str(file)],
                [*peers, "load", name],
                [str(file)],
                "details" if name.endswith("-details") else "name",
            )
        )
        if imports != "-":
            # The name ties it to the peer, whose every answer it must give.
            contestants.append(
                Contestant(
                    name,
                    "  its definition, imported by stageline",
                    [*ours, "flags", many, imports, str(file)],
                    [*ours, "flag-answers", many, imports, str(file)],
                    [],
                )
            )
    return contestants


# Asking


def check(contestants: list[Contestant]) -> None:
    """Everyone answers as the flags say; what we import answers as its origin does, to every single key."""
    told: dict[str, str] = {}
    for c in contestants:
        if c.note:
            continue
        try:
            answers = output(c.answers)
        except subprocess.CalledProcessError as error:
            c.note = f"failed: {complaint(error)}"
            continue
        wrong = mistakes(answers)
        if wrong:
            c.note = f"failed: answers otherwise: {wrong}"
        elif told.setdefault(c.name, answers) != answers:
            c.note = f"failed: answers otherwise than {c.name}"


def mistakes(answers: str) -> str:
    """The first kind and plan whose answers are not what the flags say."""
    shares = {"boolean-pro": 1.0, "boolean-free": 1.0, "rule-pro": 1.0, "rule-free": 0.0}
    shares |= {"rollout-pro": 0.25, "rollout-free": 0.25}
    found = {}
    for line in answers.splitlines():
        word, on, asked, _ = line.split()
        found[word] = (int(on), int(asked))
    if found.keys() != shares.keys():
        return f"told of {', '.join(found)}"
    for word, share in shares.items():
        on, asked = found[word]
        # Hashes scatter like chance: 4.5 times its deviation, which is nothing for all and for none.
        if asked == 0 or abs(on - share * asked) > 4.5 * sqrt(share * (1 - share) * asked):
            return f"{word}: {on} of {asked} are on"
    return ""


def measure(contestants: list[Contestant], turns: int) -> None:
    for _ in range(turns):
        for c in contestants:
            if c.note:
                continue
            try:
                words = output(c.times).split()
            except subprocess.CalledProcessError as error:
                c.note = f"failed: {complaint(error)}"
                continue
            c.turns.append(dict(zip(words[::2], map(float, words[1::2]))))


def output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def complaint(error: subprocess.CalledProcessError) -> str:
    return (error.stderr.strip().splitlines() or [f"exit status {error.returncode}"])[-1]


# Telling


def print_table(count: int, turns: int, contestants: list[Contestant]) -> None:
    print(f"\nflags in Rust, {count:,} of them; ns each, the best of {turns} turns; × stageline, asked the same way\n")
    print(f"{'':46}" + "".join(f"{kind:>10}{'':10}" for kind in (*KINDS, "all, each")).rstrip())
    ours = contestants[0]
    for c in contestants:
        if c.note:
            print(f"{c.title:46} {c.note}")
        elif c is ours:
            for row in OURS:
                print(our_row(ours, row, count))
        else:
            print(f"{c.title:46}{cells(c, 'name', ours, c.row)}".rstrip())
    spread = [median(t[w] for t in c.turns) / c.best(w) - 1 for c in contestants for w in (c.turns or [{}])[0]]
    if spread:
        print(f"\nthe median turn is {median(spread) * 100:.0f} % above the best")


def our_row(ours: Contestant, row: str, count: int) -> str:
    title, budgets = OURS[row]
    told = f"{title:46}{cells(ours, row)}"
    if budgets is None:
        return told.rstrip()
    within = [f"{kind} {verdict(ours.best(f'{kind}-{row}'), budget)}" for kind, budget in zip(KINDS, budgets)]
    if row == "name" and count == 10_000:
        within.append(f"all {verdict(ours.best('all'), 40)}")
    if row == "details":
        more = max(ours.best(f"{kind}-details") - ours.best(f"{kind}-handle") for kind in KINDS)
        within.append(f"what they add {verdict(more, DETAILS_MORE)}")
    return f"{told}  {', '.join(within)} ns"


def cells(c: Contestant, row: str, ours: Contestant | None = None, against: str = "name") -> str:
    """Times of a row, each with its ratio to ours."""
    told = ""
    pairs = [(f"{kind}-{row}", f"{kind}-{against}") for kind in KINDS]
    # All at once is asked in one way only.
    if row == "name":
        pairs.append(("all", "all"))
    for word, our_word in pairs:
        if word not in c.turns[0]:
            continue
        time = c.best(word)
        ratio = "" if ours is None or not ours.turns else f"{short(time / ours.best(our_word))} ×"
        told += f"{short(time):>10}{ratio:>10}"
    return f"{told:80}"


def short(number: float) -> str:
    return f"{number:,.1f}" if number < 1000 else f"{number:,.0f}"


def growth(few: Contestant, many: Contestant) -> list[str]:
    if few.note or many.note:
        return []
    lines = []
    for row in ("name", "handle"):
        more = [(many.best(f"{kind}-{row}") / few.best(f"{kind}-{row}") - 1) * 100 for kind in KINDS]
        told = ", ".join(f"{kind} {each:+.0f} %" for kind, each in zip(KINDS, more))
        lines.append(f"{OURS[row][0]}, 10,000 flags against 100: {told}; the most is {verdict(max(more), MANY_MORE)} %")
    return ["", *lines]


def loading(contestants: list[Contestant], turns: int) -> list[str]:
    """CPU time of loading a definition, less what starting the process and reading the file costs."""
    able = [c for c in contestants if c.load and not c.note and not c.name.endswith("-details")]
    spent: dict[str, tuple[list[float], list[float]]] = {c.name: ([], []) for c in able}
    for _ in range(turns):
        for c in able:
            for rounds, times in zip((0, LOADS), spent[c.name]):
                times.append(cpu([*c.load, str(rounds), *c.definition]))
    lines = ["", f"loading 10,000 flags, ms of CPU time each, {LOADS} times in a process, the best of {turns} turns", ""]
    own = None
    for c in able:
        none, all_of_them = map(min, spent[c.name])
        time = (all_of_them - none) / LOADS
        if c.name == "stageline":
            own = time
            lines.append(f"{'stageline, YAML with places':46}{time:>10.1f}{'':10}  {verdict(time, 30)} ms")
        else:
            ratio = f"{time / own:.1f} ×" if own else ""
            lines.append(f"{c.title + ', JSON':46}{time:>10.1f}{ratio:>10}")
    return lines


def cpu(command: list[str]) -> float:
    """Milliseconds of user and system time of a process."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise subprocess.CalledProcessError(child.returncode, command)
    return (usage.ru_utime + usage.ru_stime) * 1000


def threads(bench: Path) -> str:
    words = output([str(bench), "flag-threads"]).split()
    times = dict(zip(words[::2], map(float, words[1::2])))
    more = (times["both"] / times["alone"] - 1) * 100
    return (
        f"\na rollout by a handle that follows the project: {times['alone']:.1f} ns on one thread, {times['both']:.1f} on "
        f"the slower of two: {more:+.0f} %, {verdict(more, THREADS_MORE)} %"
    )


if __name__ == "__main__":
    sys.exit(main())
