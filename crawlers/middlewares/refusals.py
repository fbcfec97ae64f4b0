"""Handles hosts that ask for a pause or refuse: Retry-After, refusals, firewall challenges."""

from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.capture_log import content_type
from crawlers.walk.failures import detail_of, kind_of
from crawlers.walk.request_context import META_KEY, RequestContext
from extraction.markup.errors import NotAPage
from extraction.markup.page import read_page
from extraction.response.response_head import OK, Outcome, judge_head
from extraction.response.response_outcome import judge_refusal
from records import clock

# A host that asks for a longer pause (seconds) gets no further request in this crawl.
LONGEST_RETRY_AFTER = 120.0
# Failures that mean that the host does not answer.
NO_ANSWER = ("timeout", "dns", "refused", "tls")
# A challenge is short: a longer response is a page.
_LONGEST_CHALLENGE = 60_000
# Seconds: thirty years. A date of the year 9999 must not lead beyond the calendar.
_LONGEST_WISH = 999_999_999.0


class RefusalMiddleware:
    """Downloader middleware: respects Retry-After, refusals and challenges."""

    def __init__(self, spider: ReportsSpider) -> None:
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RefusalMiddleware":
        assert isinstance(crawler.spider, ReportsSpider)
        return cls(crawler.spider)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        seconds = retry_after(response)
        if seconds is not None and seconds <= LONGEST_RETRY_AFTER:
            retry = get_retry_request(request, spider=self._spider, reason="retry_after")
            if retry:
                hold(self._spider.crawler, host_of(request), seconds)
                return retry
        step: RequestContext = request.meta[META_KEY]
        if step.role != "robots" or seconds is not None:
            self.record_outcome(request, _refusal(step, response, seconds is not None), seconds)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Stops a host that does not answer, before all pages of a list are tried."""
        kind, host = kind_of(exception), host_of(request)
        if kind in NO_ANSWER and self._spider.courtesy.was_silent(host):
            self._spider.courtesy.stop_host(host, Outcome(kind, detail=detail_of(exception)))

    def record_outcome(self, request: Request, outcome: Outcome, seconds: float | None = None) -> None:
        """Records the outcome of a request. seconds is the server's Retry-After."""
        step: RequestContext = request.meta[META_KEY]
        host = host_of(request)
        if self._spider.courtesy.answered(host, step.role, outcome) or seconds is not None:
            self._spider.courtesy.stop_host(host, outcome)
            walk = self._spider.walks[step.site_id]
            walk.note(f"{host} is not contacted again in this crawl: {outcome.word}: {outcome.detail}")
            if seconds is not None:
                walk.ask_again_at = clock.now() + timedelta(seconds=seconds)


def hold(crawler: Crawler, host: str, seconds: float) -> None:
    """The host gets its next request no sooner than so long after its last response."""
    assert crawler.engine is not None
    # None where the answer did not come from the network.
    if slot := crawler.engine.downloader.slots.get(host):
        slot.delay = max(slot.delay, seconds)


def _refusal(step: RequestContext, response: Response, has_retry_after: bool) -> Outcome:
    """How the fetch ended, as far as the host is concerned: of a page only whether it is a challenge. It is
    known before the host gets its next request, whatever waits to be read."""
    media_type, charset = content_type(response)
    asked = (step.page_url, response.url, response.status, media_type, response.body, step.role)
    if known := judge_head(*asked, has_retry_after):
        return known
    if len(response.body) > _LONGEST_CHALLENGE:
        return OK
    try:
        return judge_refusal(read_page(response.body, response.url, charset))
    except NotAPage:
        return OK


def host_of(request: Request) -> str:
    """The host of a request, in lower case: courtesy counts per host, whatever the port."""
    return (urlsplit(request.url).hostname or "").lower()


def retry_after(response: Response) -> float | None:
    """The seconds an overloaded server asks to wait (Retry-After); None if it does not say."""
    header = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if response.status not in (429, 503) or not header:
        return None
    if header.isascii() and header.isdecimal():
        return float(header[:9])
    try:
        moment = parsedate_to_datetime(header)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return min(max(0.0, (moment - clock.now()).total_seconds()), _LONGEST_WISH)
