"""State shared by all endpoints: the published set, the page cache and the admission queue."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from storage.errors import ArchiveError
from storage.lookup.published import Published
from web.answers import build
from web.page import Site
from web.serving.admission import PATIENCE, Admission, Busy
from web.serving.current import Current
from web.serving.headers import PLAIN, send
from web.serving.kept import Kept
from web.serving.warming import start

WARMING = 900
"""Seconds that rendering ahead may take; after them a new publication is served without it."""

Work = Callable[[Published, duckdb.DuckDBPyConnection], Response]

BUSY = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>请稍候</title>
<link rel="stylesheet" href="/static/fazhi.css"><main id="main" class="wrap"><h1>目前访问较多，请 2 秒后再试。</h1>
<p>报告、政府、台账各页不受影响。需要大量报告时，请<a href="/data">下载整库</a>。</p>
<p lang="en">Too many questions at once: try again in 2 seconds, or <a href="/data">download everything</a>.</p></main>
"""


@dataclass(slots=True)
class Server:
    """The served archive, and how it is served."""

    current: Current
    site: Site
    cache: Path
    admission: Admission
    headers: Mapping[str, str]
    warms: bool = True
    removed_at_end: Path | None = None
    changing: asyncio.Task[None] | None = None
    warming: subprocess.Popen[bytes] | None = None

    def kept(self, published: Published) -> Kept:
        return Kept(self.cache, f"{published.name}-{build()}")

    def tag(self, published: Published) -> str:
        """The ETag shared by all pages of this publication and program version."""
        return f'"{published.name}-{build()}"'

    async def refresh(self) -> None:
        """Switches to a newer set once its pages are rendered or that took too long; at once if the files of
        the served set are gone. A set that cannot be opened is ignored."""
        if self.changing is None and self.current.newer():
            self.changing = asyncio.create_task(self._change_over())
        if not self.current.now.path.exists():
            with suppress(ArchiveError, duckdb.Error):
                await to_thread.run_sync(self.current.change_over)

    async def _change_over(self) -> None:
        old = self.kept(self.current.now).folder.name
        try:
            if self.warms:
                await to_thread.run_sync(self._warm, old, abandon_on_cancel=True)
            with suppress(ArchiveError, duckdb.Error):
                fresh = await to_thread.run_sync(self.current.change_over)
                self.kept(fresh).others_removed()
        finally:
            self.changing = None

    def _warm(self, before: str) -> None:
        self.warming = start(self.current.data, self.cache, self.site, before)
        try:
            self.warming.wait(WARMING)
        except subprocess.TimeoutExpired:
            self.warming.kill()
            self.warming.wait()

    def begin(self) -> None:
        """Renders missing pages ahead, after a fresh start."""
        if self.warms:
            self.warming = start(self.current.data, self.cache, self.site, "")

    def close(self) -> None:
        """Stops running work."""
        if self.warming and self.warming.poll() is None:
            self.warming.kill()
            self.warming.wait()
        self.current.close()
        if self.removed_at_end:
            shutil.rmtree(self.removed_at_end, ignore_errors=True)

    async def work(self, request: Request, do: Work) -> Response:
        """Runs a function in a thread as soon as a place is free; 503 if that would take too long."""
        try:
            async with self.admission.admitted():
                return await to_thread.run_sync(partial(self._with_cursor, do))
        except (Busy, duckdb.OutOfMemoryException):
            headers = {"Retry-After": str(round(PATIENCE)), "Cache-Control": "no-store"}
            return send(BUSY.encode(), "text/html; charset=utf-8", 503, {**self.headers, **headers})

    def _with_cursor(self, do: Work) -> Response:
        with self.current.held() as published, published.cursor() as cursor:
            return do(published, cursor)

    def plain(
        self, body: bytes, media_type: str, headers: Mapping[str, str] | None = None, status: int = 200
    ) -> Response:
        """A response that is not one of our pages."""
        return send(body, media_type, status, {**PLAIN, **(headers or {})})
