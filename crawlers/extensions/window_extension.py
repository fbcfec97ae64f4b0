"""Closes a crawl when its time window ends, in good order, and records which sites were not finished."""

from collections.abc import Iterator
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.task import LoopingCall

from crawlers.spec import WINDOW_CLOSED
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.failures import CrawlEnds
from crawlers.walk.request_context import META_KEY, RequestContext
from records import clock

_EVERY_SECONDS = 0.5


class WindowExtension:
    """Scrapy extension: closes the spider when the specification's window closes. On any end of the crawl,
    fails the requests that still wait in a downloader slot."""

    def __init__(self, crawler: Crawler, spider: ReportsSpider) -> None:
        self._crawler = crawler
        self._spider = spider
        self._begun: set[str] = set()
        self._has_closed = False
        self._watch = LoopingCall(self._look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "WindowExtension":
        assert isinstance(crawler.spider, ReportsSpider)
        ending = cls(crawler, crawler.spider)
        crawler.signals.connect(ending.request_scheduled, signal=signals.request_scheduled)
        crawler.signals.connect(ending.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(ending.spider_closed, signal=signals.spider_closed)
        return ending

    def request_scheduled(self, request: Request) -> None:
        step: RequestContext = request.meta[META_KEY]
        self._begun.add(step.site_id)
        if self._has_closed:
            self._note_unfinished({step.site_id})

    def spider_opened(self) -> None:
        self._watch.start(_EVERY_SECONDS, now=False)

    def spider_closed(self) -> None:
        if self._watch.running:
            self._watch.stop()

    def _look(self) -> None:
        engine = self._crawler.engine
        if engine is None or engine._slot is None:
            return
        closes_at = self._spider.spec.closes_at
        if closes_at and not self._has_closed and clock.now() >= closes_at:
            self._has_closed = True
            left = [step.site_id for step in (*_scheduled(engine), *_waiting(engine))]
            self._note_unfinished({*left, *(self._spider.walks.keys() - self._begun)})
            deferred_from_coro(engine.close_spider_async(reason=WINDOW_CLOSED))
        if engine._slot.closing or not engine.running:
            _end_waiting(engine)

    def _note_unfinished(self, site_ids: set[str]) -> None:
        for site_id in site_ids:
            done = "the walk was done" if site_id in self._begun else "the site's turn came"
            self._spider.walks[site_id].note(f"the crawl's window closed before {done}")


def _scheduled(engine: Any) -> Iterator[RequestContext]:
    """Empties the scheduler and yields the context of each request, which will not be sent."""
    while request := engine._slot.scheduler.next_request():
        yield request.meta[META_KEY]


def _waiting(engine: Any) -> Iterator[RequestContext]:
    for slot in engine.downloader.slots.values():
        for request, _ in slot.queue:
            yield request.meta[META_KEY]


def _end_waiting(engine: Any) -> None:
    """Fails every queued request. Otherwise closing would wait for them, for minutes if a host is slow."""
    for slot in engine.downloader.slots.values():
        while slot.queue:
            request, answer = slot.queue.popleft()
            answer.errback(CrawlEnds(f"the crawl ended before {request.url} was asked"))
