"""The end of a crawl whose lease was lost: at once, before another request, with what was under way written down."""

import logging
import os
import sys

from scrapy import Request

from crawlers.fence import ENDED, Fence, LeaseLost, LeaseWatch
from crawlers.walk.capture_log import CaptureLog

log = logging.getLogger(__name__)


class LeaseKeeper:
    """Asked before every request. A crawl that lost its lease may be another's already: it takes in nothing more,
    and leaves no summary."""

    def __init__(self, fence: Fence, capture_log: CaptureLog) -> None:
        self._watch = LeaseWatch(fence)
        self._capture_log = capture_log
        self._under_way: dict[int, Request] = {}

    def begin(self, request: Request) -> None:
        """Before a request is sent."""
        self.check()
        self._under_way[id(request)] = request

    def end(self, request: Request) -> None:
        self._under_way.pop(id(request), None)

    def check(self) -> None:
        """Returns while the lease holds; otherwise the process ends here."""
        try:
            self._watch.check()
        except LeaseLost as error:
            # The proof of courtesy counts them: they may have reached their hosts.
            for request in self._under_way.values():
                self._capture_log.attempt(request, error)
            log.error("%s", error)
            print(error, file=sys.stderr, flush=True)
            logging.shutdown()
            os._exit(ENDED)
