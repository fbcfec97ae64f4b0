"""Limits how many requests are processed at once. A request that would wait too long gets a "try again
later"."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 2
PATIENCE = 2.0


class Busy(Exception):
    """Too many people ask: come back in PATIENCE seconds."""


class Admission:
    """Lets AT_ONCE questions work; the others wait in line, at the most PATIENCE seconds."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._patience = patience

    @asynccontextmanager
    async def admitted(self) -> AsyncIterator[None]:
        """Raises Busy when no place came free in time."""
        try:
            await asyncio.wait_for(self._places.acquire(), self._patience)
        except TimeoutError:
            raise Busy from None
        try:
            yield
        finally:
            self._places.release()
