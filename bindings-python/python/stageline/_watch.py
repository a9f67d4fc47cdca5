"""The events of a watch for asyncio. Loaded when somebody first asks for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from stageline._stageline import Watch, WatchEvent

# Files are read when nothing has changed for about as long, so this is not felt.
_PAUSE = 0.05


async def events(watch: Watch) -> AsyncIterator[WatchEvent]:
    """Looks from time to time: no thread waits, so none keeps the loop or process from ending."""
    while True:
        is_stopped = watch.is_stopped
        event = watch.wait(0)
        if event is not None:
            yield event
        elif is_stopped:
            return
        else:
            await asyncio.sleep(_PAUSE)
