"""Ends a crawl whose lease was lost: at once, before another request; requests under way are logged."""

import logging
import os
import sys

from scrapy import Request

from crawlers.lease_file import ENDED, LeaseLost, LeaseWatch, ShardLease
from crawlers.walk.capture_log import CaptureLog

log = logging.getLogger(__name__)


class LeaseKeeper:
    """Checks the lease before every request. After the lease is lost another machine may already crawl the
    same hosts, so the process ends at once, without a summary."""

    def __init__(self, fence: ShardLease, capture_log: CaptureLog) -> None:
        self._watch = LeaseWatch(fence)
        self._capture_log = capture_log
        self._under_way: dict[int, Request] = {}

    def begin(self, request: Request) -> None:
        """Call it before a request is sent."""
        self.check()
        self._under_way[id(request)] = request

    def end(self, request: Request) -> None:
        self._under_way.pop(id(request), None)

    def check(self) -> None:
        """Returns while the lease is held; otherwise ends the process."""
        try:
            self._watch.check()
        except LeaseLost as error:
            # Logged for the proof of courtesy: they may have reached their hosts.
            for request in self._under_way.values():
                self._capture_log.attempt(request, error)
            log.error("%s", error)
            print(error, file=sys.stderr, flush=True)
            logging.shutdown()
            os._exit(ENDED)
