"""One request per host at a time, with the host's pause after each.

Scrapy's slots (2.19) send two requests at once if the process paused for longer than the host's pause (a
stopped process, a sleeping or busy machine). The promise to hosts is therefore kept here.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic


class HostTurns:
    """One lock and one pause per host."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Context manager: waits until no other request to the host is under way and its pause is over."""
        async with self._locks.setdefault(host, asyncio.Lock()):
            while (left := self._free_at.get(host, 0.0) - monotonic()) > 0:
                await asyncio.sleep(left)
            yield

    def pause(self, host: str, seconds: float) -> None:
        """Delays the host's next request by so many seconds."""
        self._free_at[host] = monotonic() + seconds
