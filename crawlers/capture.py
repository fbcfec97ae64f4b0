"""The border between network and archive: every response becomes evidence before anything else happens
to it. The middleware stands closest to the downloader (settings.py), before redirects, retries and
robots.txt; it also undoes content codings, by the same rules by which stored captures are read."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Response

from crawlers.failures import BudgetSpent, CaptureFailed, detail_of, kind_of
from crawlers.replayed import REPLAYED
from crawlers.spiders.reports import ReportsSpider
from crawlers.step import Step, step_of
from storage.warc import MAX_PAYLOAD_BYTES, undo_content_coding


class CaptureMiddleware:
    """Downloader middleware: writes each response to WARC and capture log, and counts the requests that
    go out against the site's page budget (robots.txt is free)."""

    def __init__(self, spider: ReportsSpider) -> None:
        self._spider = spider
        self._site_ids = {host: site.site_id for site in spider.spec.sites for host in site.hosts}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CaptureMiddleware":
        assert isinstance(crawler.spider, ReportsSpider)
        return cls(crawler.spider)

    def _step(self, request: Request) -> Step:
        return step_of(request, self._site_ids)

    def process_request(self, request: Request) -> None:
        step = self._step(request)
        if step.role != "robots" and not self._spider.walks[step.site_id].spend():
            raise BudgetSpent(request.url)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if REPLAYED in response.flags:
            return response
        log = self._spider.capture_log
        try:
            if "dataloss" not in response.flags:
                log.save(self._step(request), request, response)
                return plain(response)
            log.save_truncated(request, response)
        except OSError as error:
            raise CaptureFailed(f"cannot write the evidence of {request.url}: {error}") from error
        # An exception here would go past the retry middleware.
        retry = get_retry_request(request, spider=self._spider, reason="truncated")
        if retry:
            return retry
        promised = (response.headers.get("Content-Length") or b"").decode("latin-1")
        raise ResponseDataLossError(f"broke off after {len(response.body)} of {promised or 'unknown'} bytes")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Failures of robots.txt, which no errback hears of; the spider logs those of its own requests."""
        step = self._step(request)
        if step.role == "robots":
            self._spider.capture_log.fail(step, request.url, kind_of(exception), detail_of(exception))


def plain(response: Response) -> Response:
    """The response without its content coding. IgnoreRequest where that cannot be undone."""
    coding = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
    if not coding:
        return response
    try:
        return response.replace(body=undo_content_coding(response.body, coding, MAX_PAYLOAD_BYTES))
    except ValueError as error:
        raise IgnoreRequest(str(error)) from error
