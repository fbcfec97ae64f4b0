"""The end of a crawl: one summary, written when the spider closes. A crawl without a summary was
interrupted."""

import json

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.spiders.reports import ReportsSpider
from records import CrawlSummary, clock
from records.jsonlines import to_json


class SummaryWriter:
    """Scrapy extension: counts callbacks that raised and writes summary.json, whole or not at all."""

    def __init__(self, spider: ReportsSpider) -> None:
        self._spider = spider
        self._started_at = clock.now()
        self._exceptions = 0
        self._first_error = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SummaryWriter":
        assert isinstance(crawler.spider, ReportsSpider)
        writer = cls(crawler.spider)
        crawler.signals.connect(writer.spider_error, signal=signals.spider_error)
        crawler.signals.connect(writer.spider_closed, signal=signals.spider_closed)
        return writer

    def spider_error(self, failure: Failure, response: Response) -> None:
        self._exceptions += 1
        if not self._first_error:
            self._first_error = f"{response.url}: {type(failure.value).__name__}: {failure.value}"

    def spider_closed(self, reason: str) -> None:
        spider = self._spider
        spider.capture_log.close()
        summary = CrawlSummary(
            crawl_id=spider.spec.crawl_id,
            started_at=self._started_at,
            finished_at=clock.now(),
            finish_reason=reason,
            captures=spider.capture_log.captures,
            callback_exceptions=self._exceptions,
            sites=tuple(walk.outcome() for walk in spider.walks.values()),
            first_error=self._first_error,
            resumed=spider.spec.resume,
        )
        path = spider.spec.data.crawl(spider.spec.crawl_id) / "summary.json"
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(to_json(summary), ensure_ascii=False, indent=2), encoding="utf-8")
        unfinished.replace(path)
