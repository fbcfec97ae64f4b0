"""Makes crawl.log safe to read in a terminal: control characters from addresses, headers and pages are shown
as symbols."""

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.log import get_scrapy_root_handler

from records.text.printable import PlainFormatter


class PlainLog:
    """Scrapy extension: each message of crawl.log is one line, and controls in it are shown as pictures."""

    def __init__(self, form: str, date_form: str) -> None:
        self._formatter = PlainFormatter(form, date_form)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PlainLog":
        plain = cls(crawler.settings["LOG_FORMAT"], crawler.settings["LOG_DATEFORMAT"])
        # Not earlier: Scrapy replaces its handler once the extensions are loaded.
        crawler.signals.connect(plain.spider_opened, signal=signals.spider_opened)
        return plain

    def spider_opened(self) -> None:
        if (handler := get_scrapy_root_handler()) is not None:
            handler.setFormatter(self._formatter)
