"""What tests put in the place of files and of the clock.

    from stageline.testing import fixed_clock, override_flags

    with override_flags(flags, search=True), fixed_clock(noon) as clock:
        ...
        clock.advance(timedelta(hours=1))

It counts for the whole process, in every thread, also for handles and contexts that were there
before, and ends with the block. With pytest, fixtures do the same: see `stageline.testing.plugin`.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

from stageline import Flags
from stageline._stageline import _give_flags, _stop_clock

__all__ = ["FixedClock", "FlagOverrides", "fixed_clock", "override_flags"]

_LOCK = threading.Lock()
_overrides: list[FlagOverrides] = []
_clocks: list[FixedClock] = []


def override_flags(
    flags: Flags, values: Mapping[str, Any] | None = None, /, **more: Any
) -> FlagOverrides:
    """A block in which flags of an environment have these values, whoever asks.

    A text that names a variant is that variant. Details have the reason `STATIC` and are set in
    `override`; flags that require such a flag are answered accordingly. Of blocks within each other
    the inner one counts. `Flags.with_override` does so for flags of its own.

    Raises `UnknownNameError` (`E_UNKNOWN_FLAG`) with the nearest names, and `LoadError`
    (`E_TYPE`) for a value of a kind that the flag never has.
    """
    return FlagOverrides(flags, {**(values or {}), **more})


def fixed_clock(at: datetime) -> FixedClock:
    """A block in which the clock of flags stands still at a time, which must have a zone.

    Contexts that were given a time of their own keep it. Raises `UsageError` (`E_USAGE`).
    """
    return FixedClock(at)


class FlagOverrides:
    """Values that flags have for the time of a block. Made by `override_flags`."""

    def __init__(self, flags: Flags, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            flags.with_override(name, value)
        self._flags = flags
        self._values = dict(values)

    def set(self, name: str, value: Any) -> None:
        """Gives another flag a value, or one another value. Raises as `override_flags`."""
        self._flags.with_override(name, value)
        with _LOCK:
            self._values[name] = value
            _give()

    def remove(self, name: str) -> None:
        """Gives a flag no value any longer: a block around this one counts, or the files."""
        with _LOCK:
            self._values.pop(name, None)
            _give()

    def __enter__(self) -> FlagOverrides:
        with _LOCK:
            _overrides.append(self)
            _give()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with _LOCK:
            _overrides.remove(self)
            _give()


class FixedClock:
    """A clock that moves when it is told to. Made by `fixed_clock`."""

    def __init__(self, at: datetime) -> None:
        self._now = at

    @property
    def now(self) -> datetime:
        """The time that it shows."""
        return self._now

    def set(self, at: datetime) -> None:
        """Shows another time, which must have a zone. Raises `UsageError` (`E_USAGE`)."""
        with _LOCK:
            before, self._now = self._now, at
            try:
                _stop()
            except BaseException:
                self._now = before
                raise

    def advance(self, by: timedelta) -> None:
        """Shows a later time."""
        self.set(self._now + by)

    def __enter__(self) -> FixedClock:
        with _LOCK:
            _clocks.append(self)
            try:
                _stop()
            except BaseException:
                _clocks.remove(self)
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with _LOCK:
            _clocks.remove(self)
            _stop()


def _give() -> None:
    _give_flags(
        [
            (block._flags.environment, name, value)
            for block in _overrides
            for name, value in block._values.items()
        ]
    )


def _stop() -> None:
    _stop_clock(_clocks[-1]._now if _clocks else None)
