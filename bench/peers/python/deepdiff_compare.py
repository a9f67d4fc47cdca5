"""DeepDiff compares a pair of documents: deepdiff_compare.py LEFT RIGHT."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from deepdiff import DeepDiff

left, right = (json.loads(Path(file).read_text()) for file in sys.argv[1:3])
times = []
changes = 0
end = time.perf_counter() + 5
while len(times) < 11 and (not times or time.perf_counter() < end):
    start = time.process_time()
    found = DeepDiff(left, right)
    times.append((time.process_time() - start) * 1000)
    changes = sum(len(group) for group in found.values())
times.sort()
print(f"best {times[0]:.4f} median {times[len(times) // 2]:.4f} changes {changes}")
