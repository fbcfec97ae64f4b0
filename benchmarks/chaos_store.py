"""The way to an object store, which can be hurt: it passes bytes on, refuses, dawdles, or breaks off in the
middle."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Harm = Literal["", "refuses", "dawdles", "cuts uploads", "cuts answers"]

DAWDLES_SECONDS = 1.5
REFUSAL = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
METHODS = (b"PUT ", b"GET ", b"HEAD ", b"POST ", b"DELETE ")
CHUNK = 65536


class Way:
    """A relay to a port of this machine. harm is what it does to requests, hurt how many it did it to."""

    def __init__(self, port: int) -> None:
        self.harm: Harm = ""
        self.hurt = 0
        self._to = port
        self._server: asyncio.Server

    async def listen(self) -> int:
        """Begins; the port it is at."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        found: int = self._server.sockets[0].getsockname()[1]
        return found

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, to = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:  # the store itself is down
            writer.close()
            return
        both = [
            asyncio.create_task(self._up(reader, to, writer)),
            asyncio.create_task(self._down(there, writer)),
        ]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for one in both:
            one.cancel()
        await asyncio.gather(*both, return_exceptions=True)
        to.close()
        writer.close()

    async def _up(
        self, reader: asyncio.StreamReader, to: asyncio.StreamWriter, back: asyncio.StreamWriter
    ) -> None:
        uploads = False
        while chunk := await reader.read(CHUNK):
            begins = chunk.startswith(METHODS)
            if begins and self.harm == "refuses":
                self.hurt += 1
                back.write(REFUSAL)
                await back.drain()
                return
            if begins and self.harm == "dawdles":
                self.hurt += 1
                await asyncio.sleep(DAWDLES_SECONDS)
            uploads = chunk.startswith(b"PUT ") if begins else uploads
            head, end, body = chunk.partition(b"\r\n\r\n") if begins else (b"", b"", chunk)
            if uploads and body and self.harm == "cuts uploads":
                self.hurt += 1
                to.write(head + end + body[: len(body) // 2])
                await to.drain()
                return
            to.write(chunk)
            await to.drain()

    async def _down(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await there.read(CHUNK):
            if self.harm == "cuts answers":
                self.hurt += 1
                writer.write(chunk[: len(chunk) // 2])
                await writer.drain()
                return
            writer.write(chunk)
            await writer.drain()


@contextmanager
def way_to(port: int) -> Iterator[tuple[Way, int]]:
    """A relay to this port while the block lasts, and the port it is at."""
    way, loop = Way(port), asyncio.new_event_loop()
    running = threading.Thread(target=loop.run_forever, daemon=True)
    running.start()
    try:
        yield way, asyncio.run_coroutine_threadsafe(way.listen(), loop).result(10)
    finally:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(loop.stop)
        running.join(10)
