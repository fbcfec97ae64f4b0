"""Scrapy's handler of http and https, with timing, pauses and limits."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, DownloadFailedError
from scrapy.http import Response
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawlers.spiders.reports import ReportsSpider
from crawlers.transport.host_turns import HostTurns
from crawlers.transport.lease_keeper import LeaseKeeper
from crawlers.transport.lenient_http import HeadTooLong, LenientFactory
from crawlers.transport.old_tls import fetch_with_old_tls
from crawlers.transport.resolver import refused_address
from crawlers.walk.courtesy import Courtesy
from crawlers.walk.failures import NotFetched
from crawlers.walk.wire_timing import WIRE_TIMING_KEY, WireTiming
from records import clock


class Downloads(HTTP11DownloadHandler):
    """Sends each request in its host's turn, stores its timing in request.meta, and sets the host's next
    pause from its response time. A host whose TLS is too old for Scrapy's handler is fetched through old_tls
    from then on."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        assert isinstance(crawler.spider, ReportsSpider)
        fence = crawler.spider.spec.fence
        self._lease = LeaseKeeper(fence, crawler.spider.capture_log) if fence else None
        # Checked again when the connection is made, which may take a while.
        before = self._lease.check if self._lease else None
        # Twisted's types want a class here.
        self._pool._factory = partial(LenientFactory, before_request=before)  # type: ignore[assignment]
        if crawler.spider.spec.via:
            # All hosts share the connections to a proxy; there is one request a host all the same.
            self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS")
        self._courtesy: Courtesy = crawler.spider.courtesy
        self._turns = HostTurns()
        self._old_tls: set[str] = set()
        self._modern_tls: set[str] = set()
        # Differences between two instants must be true although somebody sets the clock meanwhile.
        self._zero = clock.now() - timedelta(seconds=monotonic())

    async def download_request(self, request: Request) -> Response:
        host: str = request.meta["download_slot"]
        async with self._turns.turn(host):
            return await self._send(request, host)

    async def _send(self, request: Request, host: str) -> Response:
        # It may have been stopped while this request waited for its turn.
        self._courtesy.check(host)
        if self._lease:
            self._lease.begin(request)
        request.meta[WIRE_TIMING_KEY] = WireTiming(self._now())
        took = 0.0
        try:
            response = await self._fetch(request, host)
            timing: WireTiming = request.meta[WIRE_TIMING_KEY]
            took = (self._now() - timing.requested_at).total_seconds()
            request.meta[WIRE_TIMING_KEY] = replace(timing, took=took)
        finally:
            self._pause(host, took)
            if self._lease:
                self._lease.end(request)
        return response

    def _now(self) -> datetime:
        return self._zero + timedelta(seconds=monotonic())

    def _pause(self, host: str, took: float) -> None:
        engine = self._crawler.engine
        assert engine is not None
        slot = engine.downloader.slots[host]
        slot.delay = self._courtesy.pause_after(host, took)
        slot.lastseen = monotonic()
        self._turns.pause(host, slot.delay)

    async def _fetch(self, request: Request, host: str) -> Response:
        try:
            if host in self._old_tls and request.url.startswith("https:"):
                return await self._fetch_old(request)
            response = await super().download_request(request)
        except CannotResolveHostError as error:
            if address := refused_address(host):
                raise NotFetched("private_address", f"{host} is {address}") from error
            raise
        except DownloadFailedError as error:
            if too_long := _reason(error, HeadTooLong):
                raise DownloadCancelledError(str(too_long)) from error
            if host in self._modern_tls or not (request.url.startswith("https:") and _is_handshake(error)):
                raise
            await asyncio.sleep(self._courtesy.pause_after(host, 0))
            if self._lease:
                self._lease.check()
            request.meta[WIRE_TIMING_KEY] = WireTiming(self._now())
            response = await self._fetch_old(request)
            self._old_tls.add(host)
            return response
        if request.url.startswith("https:"):
            self._modern_tls.add(host)
        return response

    async def _fetch_old(self, request: Request) -> Response:
        response, protocol = await fetch_with_old_tls(request, self._default_maxsize)
        request.meta[WIRE_TIMING_KEY] = replace(request.meta[WIRE_TIMING_KEY], tls=protocol)
        return response


def _is_handshake(error: DownloadFailedError) -> bool:
    """True where a connection ended before anything was answered, which is how a handshake fails."""
    cause = error.__cause__
    if _reason(error, SSL.Error):
        return True
    return isinstance(cause, ResponseFailed) and getattr(cause, "response", None) is None


def _reason(error: DownloadFailedError, kind: type[Exception]) -> BaseException | None:
    """The first of the reasons behind a failed response that is of this kind."""
    reasons: list[Failure] = getattr(error.__cause__, "reasons", [])
    return next((reason.value for reason in reasons if isinstance(reason.value, kind)), None)
