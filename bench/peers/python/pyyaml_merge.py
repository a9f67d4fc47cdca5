"""PyYAML with its C loader, and a merge written by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from tree import print_counts, resolve_all


def load(path: Path) -> Any:
    with path.open("rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def merge(below: dict[Any, Any], over: dict[Any, Any]) -> dict[Any, Any]:
    """Maps merge deeply; scalars and lists replace. What does not change is shared, not copied."""
    result = dict(below)
    for key, value in over.items():
        old = result.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        result[key] = merge(old, value) if both else value
    return result


print_counts(resolve_all(Path(sys.argv[1]), load, merge))
