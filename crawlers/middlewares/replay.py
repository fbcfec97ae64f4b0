"""Resumes interrupted crawls: their captures are replayed, not fetched again.

The walk is a function of the responses it gets. Replaying them reaches the point of interruption, and from
there the network is used: the capture log serves as the frontier. Responses are replayed in the order of
their capture, so retries and redirects are repeated too; nothing is captured twice.
"""

import json
import logging
from collections import defaultdict, deque
from collections.abc import Iterator
from pathlib import Path

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawlers.spec import CrawlSpec
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.capture_log import read_known
from crawlers.walk.request_context import CAPTURE_KEY
from records import Capture
from records.jsonlines import from_json
from storage.evidence.crawl_logs import open_log, stored
from storage.evidence.warc import StoredPayload, WarcDamaged, read_headers, read_request_body, read_stored
from storage.paths import DataDir

log = logging.getLogger(__name__)

REPLAYED = "replayed"
"""The flag of a response that comes from evidence: it is not to be written down again."""

# Content codings: already undone in a replayed body.
_CODINGS = ("content-encoding", "content-length", "transfer-encoding")

Key = tuple[str, str, bytes]


class ReplayMiddleware:
    """Downloader middleware, the last before the network: replays the responses of interrupted crawls."""

    def __init__(self, spec: CrawlSpec) -> None:
        self._data = spec.data
        self._waiting: dict[Key, deque[Capture]] = defaultdict(deque)
        self._originals: dict[str, StoredPayload] = {}
        for crawl_id in spec.resume:
            self._take(crawl_id)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ReplayMiddleware":
        assert isinstance(crawler.spider, ReportsSpider)
        if not crawler.spider.spec.resume:
            raise NotConfigured
        return cls(crawler.spider.spec)

    def _take(self, crawl_id: str) -> None:
        captures = list(_captures(self._data, crawl_id))
        revisited = {capture.revisit_of for capture in captures}
        known = self._data.known(crawl_id)
        for one in (*captures, *(read_known(known) if known.exists() else ())):
            if one.capture_id in revisited:
                self._originals[one.capture_id] = one
        for capture in captures:
            self._waiting[self._key_of(capture)].append(capture)

    def _key_of(self, capture: Capture) -> Key:
        body = b""
        if capture.method != "GET":
            try:
                body = read_request_body(self._data, capture)
            except WarcDamaged as error:  # cut off by the kill: it is requested again
                log.info("%s", error)
                return capture.capture_id, "", b""
        return capture.method, capture.url, body

    def process_request(self, request: Request) -> Response | None:
        waiting = self._waiting.get((request.method, request.url, request.body))
        if not waiting:
            return None
        capture = waiting.popleft()
        original = self._originals.get(capture.revisit_of) if capture.revisit_of else capture
        if original is None or not original.warc_file:
            return None
        try:
            body = read_stored(self._data, original)
            headers = Headers()
            for name, value in read_headers(self._data, capture):
                if name.lower() not in _CODINGS:
                    headers.appendlist(name, value)
        except WarcDamaged as error:
            log.warning("replaying a stored response failed, requesting it again: %s", error)
            return None
        request.meta[CAPTURE_KEY] = capture.capture_id
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        # An unmodified page reads as the page.
        status = 200 if capture.status == 304 else capture.status
        return kind(request.url, status=status, headers=headers, body=body, flags=[REPLAYED])


def _captures(data: DataDir, crawl_id: str) -> Iterator[Capture]:
    """The captures of a crawl as far as they were written down; the last line may be cut off."""
    path: Path = data.crawl(crawl_id) / "captures.jsonl"
    if stored(path) is None:
        return
    with open_log(path) as lines:
        for line in lines:
            try:
                values = json.loads(line)
            except ValueError:
                continue
            yield from_json(Capture, values)
