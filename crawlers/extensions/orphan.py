"""Stops a crawl whose parent process was killed. Otherwise it would keep sending requests although nobody
uses the result."""

import logging
import os
import signal

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from twisted.internet.task import LoopingCall

from crawlers.settings import PARENT

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0


class OrphanWatch:
    """Scrapy extension, on where the variable FAZHI_PARENT names the process that waits for this crawl."""

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._watch = LoopingCall(self._look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "OrphanWatch":
        parent = os.environ.get(PARENT)
        if not parent:
            raise NotConfigured
        watch = cls(int(parent))
        crawler.signals.connect(watch.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(watch.spider_closed, signal=signals.spider_closed)
        return watch

    def spider_opened(self) -> None:
        self._watch.start(LOOK_EVERY_SECONDS)

    def spider_closed(self) -> None:
        if self._watch.running:
            self._watch.stop()

    def _look(self) -> None:
        if os.getppid() != self._parent:
            self._watch.stop()
            log.error(
                "the parent process of this crawl has ended: stopping; the next harvest resumes the crawl"
            )
            os.kill(os.getpid(), signal.SIGTERM)  # the only exit that lets requests under way finish
