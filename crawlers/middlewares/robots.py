"""robots.txt by RFC 9309: requested once per crawl and origin, before any other page, and obeyed."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawlers.middlewares.refusals import hold, host_of
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.failures import CaptureFailed, CrawlEnds, NotFetched, Stopped, detail_of, kind_of
from crawlers.walk.request_context import META_KEY, RequestContext
from extraction.response.response_outcome import judge_response

PRODUCT_TOKEN = "fazhi"
MAX_ROBOTS_BYTES = 500 * 1024
MOST_REDIRECTS = 5
# Redirects that cannot be followed make the file unavailable: everything is allowed then (RFC 9309, 2.3.1.2).
_RECEIVED = "robots_bytes"
_UNAVAILABLE = ("off_domain", "private_address", "http_error", "blocked:cookie_loop")


@dataclass(frozen=True, slots=True)
class Robots:
    """What an origin allows. kind is not empty where its file could not be read and all is refused."""

    rules: Protego | None = None
    kind: str = ""
    detail: str = ""

    def check(self, url: str) -> None:
        """Raises NotFetched for an address that must not be requested."""
        if self.kind:
            raise NotFetched(self.kind, f"robots.txt cannot be read: {self.detail}")
        if self.rules and not self.rules.can_fetch(url, PRODUCT_TOKEN):
            raise NotFetched("robots", "Forbidden by robots.txt")


def read_robots(url: str, status: int, body: bytes) -> Robots:
    """What a response to a request for robots.txt allows: the rules of the file; everything if there is none
    (4xx); nothing if the server fails (5xx) or asks for a pause (429)."""
    if status == 429 or status >= 500:
        outcome = judge_response(url, url, status, "", body, "robots")
        # An error of the server is no refusal of its own: the standard makes it one.
        kind = "robots" if outcome.kind == "http_error" else outcome.word
        return Robots(kind=kind, detail=outcome.detail)
    if status != 200:
        return Robots()
    text = body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "ignore")
    return Robots(Protego.parse(text))


class RobotsMiddleware:
    """Downloader middleware. The file is a capture like every other response."""

    def __init__(self, crawler: Crawler, spider: ReportsSpider) -> None:
        self._crawler = crawler
        self._spider = spider
        self._by_origin: dict[str, asyncio.Future[Robots]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        assert isinstance(crawler.spider, ReportsSpider)
        made = cls(crawler, crawler.spider)
        crawler.signals.connect(made.received, signal=signals.bytes_received)
        return made

    def received(self, data: bytes, request: Request) -> None:
        """Stops the download of an overlong robots.txt: only its beginning is read (RFC 9309 2.5)."""
        if _RECEIVED in request.meta:
            request.meta[_RECEIVED] += len(data)
            if request.meta[_RECEIVED] > MAX_ROBOTS_BYTES:
                raise StopDownload(fail=False)

    async def process_request(self, request: Request) -> None:
        step: RequestContext = request.meta[META_KEY]
        if step.role != "robots":
            (await self._robots_of(request, step.site_id)).check(request.url)

    async def _robots_of(self, request: Request, site_id: str) -> Robots:
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        if origin not in self._by_origin:
            waiting = self._by_origin[origin] = asyncio.get_running_loop().create_future()
            try:
                waiting.set_result(await self._fetch(f"{origin}/robots.txt", site_id))
            except BaseException as error:
                # Whoever waits for the same file must not wait for ever.
                waiting.set_exception(error)
                waiting.exception()
                raise
        return await asyncio.shield(self._by_origin[origin])

    async def _fetch(self, url: str, site_id: str) -> Robots:
        step = RequestContext(site_id=site_id, role="robots", page_url=url)
        meta = {META_KEY: step, "redirect_ttl": MOST_REDIRECTS, "max_retry_times": 1, _RECEIVED: 0}
        request = Request(url, callback=NO_CALLBACK, meta=meta, dont_filter=True)
        engine = self._crawler.engine
        assert engine is not None
        try:
            response: Response = await engine.download_async(request)
        except (CaptureFailed, CrawlEnds):
            raise
        except Exception as error:  # whatever it is, it says how the file could not be read
            kind, detail = kind_of(error), detail_of(error)
            if not isinstance(error, Stopped):
                self._spider.capture_log.fail(step, url, kind, detail)
            return Robots() if kind in _UNAVAILABLE else Robots(kind=kind, detail=detail)
        robots = read_robots(url, response.status, response.body)
        if robots.rules:
            self._spider.walks[site_id].sitemaps.name(robots.rules.sitemaps)
        if robots.rules and (seconds := robots.rules.crawl_delay(PRODUCT_TOKEN)):
            host = host_of(request)
            self._spider.courtesy.slow_down(host, seconds)
            hold(self._crawler, host, self._spider.courtesy.pause_after(host, 0))
        return robots
