"""One request a host at a time, and its pause after each, whatever hands the requests out.

Scrapy's slots (2.19) hand out two at once where the process stood still, for longer than the pause, between two looks at
the clock: a stopped process, a sleeping machine, a busy one. What is promised to hosts is therefore kept here.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic


class HostTurns:
    """The turns of all hosts of a crawl."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """The host is this request's while the block lasts: no other is under way, and its pause is over."""
        async with self._locks.setdefault(host, asyncio.Lock()):
            while (left := self._free_at.get(host, 0.0) - monotonic()) > 0:
                await asyncio.sleep(left)
            yield

    def pause(self, host: str, seconds: float) -> None:
        """Nothing more for this host for so long."""
        self._free_at[host] = monotonic() + seconds
