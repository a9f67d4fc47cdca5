"""Fixtures for pytest: `pytest_plugins = ["stageline.testing.plugin"]` in the top `conftest.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import pytest

from stageline import testing

__all__ = ["fixed_clock", "override_flags"]


@pytest.fixture
def override_flags() -> Iterator[Callable[..., testing.FlagOverrides]]:
    """`stageline.testing.override_flags`, which counts until the test ends."""
    with ExitStack() as blocks:

        def override(*arguments: Any, **values: Any) -> testing.FlagOverrides:
            return blocks.enter_context(testing.override_flags(*arguments, **values))

        yield override


@pytest.fixture
def fixed_clock() -> Iterator[Callable[[datetime], testing.FixedClock]]:
    """`stageline.testing.fixed_clock`, which stands still until the test ends."""
    with ExitStack() as blocks:
        yield lambda at: blocks.enter_context(testing.fixed_clock(at))
