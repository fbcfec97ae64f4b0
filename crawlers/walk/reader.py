"""The process that reads what came, beside the crawl: one heavy page keeps no host waiting, and a page that
no process survives costs itself.

The crawl sends a response once and goes on; the answers come in the order of the responses. The process ends
when the crawl does, however that ends: its socket closes.
"""

import asyncio
import multiprocessing
import pickle
import signal
import socket
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Self

from crawlers.walk.page_reading import Arrived, Reading
from crawlers.walk.reader_watch import stands_still
from crawlers.walk.reading_process import GIGABYTE, OUT_OF_MEMORY, Limits, serve
from extraction.response.response_head import Outcome

# A page that ends so many processes is not read.
MOST_DEATHS = 2
# Sent before they are asked for, so that the process need not wait; what else waits is not copied.
_AHEAD = 4
_BUFFER = 1024 * 1024
# Seconds for a process to end that has closed its socket.
_LAST_SECONDS = 5.0
_A_MOMENT = 0.01


@dataclass(eq=False)
class _Waiting:
    """A response, who waits for its reading, and how many processes ended over it."""

    arrived: Arrived
    answer: asyncio.Future[Reading]
    deaths: int = 0


class Reader:
    """`await reader.read(arrived)`. Without start() the process begins with the first response."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._waiting: deque[_Waiting] = deque()
        self._sent = 0
        self._answered = 0
        self._stood_still = False
        self._begun: tuple[BaseProcess, socket.socket] | None = None
        self._process: BaseProcess | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._work: asyncio.Task[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process that reads, None where there is none."""
        process = self._process or (self._begun and self._begun[0])
        return process.pid if process else None

    def start(self, method: str = "fork") -> None:
        """Begins the process; fork is for a process without threads and open files, and costs nothing."""
        ours, theirs = socket.socketpair()
        also = (ours,) if method == "fork" else ()
        context = multiprocessing.get_context(method)
        # typeshed gives Process to the contexts of one method only, not to what get_context(str) returns.
        process: BaseProcess = context.Process(target=serve, args=(self._limits, theirs, *also))  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        self._begun = process, ours

    async def read(self, arrived: Arrived) -> Reading:
        """What a response says. Raises what reading it raised. Where no process survives it, the outcome is
        other."""
        one = _Waiting(arrived, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        if self._writer:
            self._send(self._writer)
        elif self._work is None or self._work.done():
            self._work = asyncio.create_task(self._go_on())
        return await one.answer

    def close(self) -> None:
        """Ends the process."""
        if self._work:
            self._work.cancel()
        if self._writer:
            self._writer.transport.abort()
        if self._begun:
            self._begun[1].close()
        for process in (self._process, self._begun and self._begun[0]):
            if process:
                process.kill()
                process.join()
        self._begun = self._process = self._writer = None

    async def _go_on(self) -> None:
        """One process after the other, for as long as there is something to read."""
        while self._waiting:
            if self._begun is None:
                self.start("spawn")
            assert self._begun is not None
            (self._process, ours), self._begun = self._begun, None
            stream, self._writer = await asyncio.open_connection(sock=ours, limit=_BUFFER)
            self._sent = 0
            self._send(self._writer)
            watch = asyncio.create_task(self._watch(self._process))
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while True:
                    await self._take(stream)
            watch.cancel()
            self._writer.close()
            self._writer = None
            self._blame(await _end_of(self._process))
            self._process = None

    async def _watch(self, process: BaseProcess) -> None:
        """Kills a process that does nothing for a response that waits."""
        assert process.pid is not None
        self._stood_still = False
        await stands_still(
            process.pid, self._limits.still_seconds, lambda: self._answered if self._sent else None
        )
        self._stood_still = True
        process.kill()

    def _send(self, writer: asyncio.StreamWriter) -> None:
        while self._sent < min(_AHEAD, len(self._waiting)):
            message = pickle.dumps(self._waiting[self._sent].arrived, pickle.HIGHEST_PROTOCOL)
            writer.write(len(message).to_bytes(4) + message)
            self._sent += 1

    async def _take(self, stream: asyncio.StreamReader) -> None:
        size = int.from_bytes(await stream.readexactly(4))
        answer: Reading | Exception = pickle.loads(await stream.readexactly(size))
        one = self._waiting.popleft()
        self._sent -= 1
        self._answered += 1
        assert self._writer is not None
        self._send(self._writer)
        if isinstance(answer, Exception):
            one.answer.set_exception(answer)
        else:
            one.answer.set_result(answer)

    def _blame(self, code: int) -> None:
        """A process ended over the first response that it did not answer. That one gets another chance, as
        somebody may have killed the process; the others lose nothing."""
        if not self._sent:
            return
        first = self._waiting[0]
        first.deaths += 1
        if first.deaths == MOST_DEATHS:
            self._waiting.popleft()
            outcome = Outcome("other", detail=f"the page cannot be read: {self._cause_of_death(code)}")
            first.answer.set_result(Reading(outcome, first.arrived.url))

    def _cause_of_death(self, code: int) -> str:
        if self._stood_still:
            return f"its process stood still for {self._limits.still_seconds:g} s, {MOST_DEATHS} times"
        if code == -signal.SIGPROF:
            return f"it takes more than {self._limits.seconds:g} s"
        if code == OUT_OF_MEMORY:
            return f"it takes more than {self._limits.memory_bytes / GIGABYTE:g} GB of memory"
        return f"its process ended with {code}, {MOST_DEATHS} times"


async def _end_of(process: BaseProcess) -> int:
    """The exit code of a process that ends; the crawl goes on meanwhile."""
    patience = _LAST_SECONDS
    while process.exitcode is None:
        await asyncio.sleep(_A_MOMENT)
        patience -= _A_MOMENT
        if patience < 0:
            process.kill()
    return process.exitcode
