"""PyYAML with its C loader reads one large file."""

from __future__ import annotations

import sys
from typing import Any

import yaml

with open(sys.argv[1], "rb") as file:
    root: Any = yaml.load(file, Loader=yaml.CSafeLoader)

leaves = 0
waiting = [root]
while waiting:
    value = waiting.pop()
    if isinstance(value, dict):
        waiting.extend(value.values())
    elif isinstance(value, list):
        waiting.extend(value)
    else:
        leaves += 1
print(f"leaves {leaves}")
