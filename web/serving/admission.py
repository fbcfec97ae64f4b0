"""Limits how many requests are processed at once. A request that would wait too long gets a "try again
later"."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 2
PATIENCE = 2.0


class Busy(Exception):
    """Too many requests: try again in PATIENCE seconds."""


class Admission:
    """Processes at most AT_ONCE requests at a time; others wait up to PATIENCE seconds."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._patience = patience

    @asynccontextmanager
    async def admitted(self) -> AsyncIterator[None]:
        """Raises Busy if no place became free in time."""
        try:
            await asyncio.wait_for(self._places.acquire(), self._patience)
        except TimeoutError:
            raise Busy from None
        try:
            yield
        finally:
            self._places.release()
