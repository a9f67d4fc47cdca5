"""stageline's Python package compares every service in two environments, and all environments at once, in a tree
that is resolved; prints what it found and the best times in milliseconds."""

from __future__ import annotations

import sys
import time
from typing import Callable

import stageline

ROUNDS = 31

snapshot = stageline.Project.open(sys.argv[1]).snapshot()
first, second = snapshot.environments[:2]
pairs = [
    (first.service(name).resolve(), second.service(name).resolve())
    for name in snapshot.service_names
]


def trees() -> int:
    return sum(len(stageline.diff(left, right)) for left, right in pairs)


def listed() -> int:
    """The same with every change as an object, and its path as text."""
    found = [stageline.diff(left, right).changes for left, right in pairs]
    return sum(len([change.path for change in changes]) for changes in found)


def survey() -> int:
    return len(snapshot.compare(snapshot.environment_names).rows)


def best(round: Callable[[], int]) -> tuple[int, float]:
    shortest = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        found = round()
        shortest = min(shortest, (time.process_time() - started) * 1000)
    return found, shortest


changes, in_trees = best(trees)
_, in_lists = best(listed)
rows, in_survey = best(survey)
print(
    f"changes {changes} trees {in_trees:.4f} trees-shown {in_lists:.4f} rows {rows} survey {in_survey:.4f}"
)
