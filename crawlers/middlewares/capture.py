"""The border between network and archive: every response is stored before anything else happens to it.

The middleware is the closest to the downloader (settings.py), before redirects, retries and robots.txt; it
also undoes content codings, by the same rules by which stored captures are read.
"""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

from crawlers.middlewares.conditional import WHOLE_KEY, ask_if_modified, stored_response, unmodified
from crawlers.middlewares.replay import REPLAYED
from crawlers.settings import MAX_FILE_BYTES
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.failures import PROXY_ERRORS, BudgetSpent, CaptureFailed, NotFetched, kind_of
from crawlers.walk.request_context import CAPTURE_KEY, META_KEY, RequestContext
from storage.evidence.warc import TooLarge, WarcDamaged, decoded
from storage.evidence.warc_writer import KnownCapture


class CaptureMiddleware:
    """Downloader middleware: writes each response to WARC and capture log, and counts the requests that
    go out against the site's page budget (robots.txt is free)."""

    def __init__(self, spider: ReportsSpider) -> None:
        self._spider = spider
        self._log = spider.capture_log

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CaptureMiddleware":
        assert isinstance(crawler.spider, ReportsSpider)
        return cls(crawler.spider)

    def process_request(self, request: Request) -> None:
        step: RequestContext = request.meta[META_KEY]
        request.meta.pop(CAPTURE_KEY, None)
        if step.role == "robots":
            return
        if not self._spider.walks[step.site_id].spend():
            raise BudgetSpent(request.url)
        ask_if_modified(request, self._log.known.get(request.url))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if REPLAYED in response.flags:
            return response
        if "download_stopped" in response.flags:  # the beginning of a robots.txt that is longer than is read
            self._log.save_truncated(request, response, "length")
            return response
        if self._spider.spec.via and (error := _proxy_error(response)):
            return self._again(request, error)
        known = unmodified(request, response)
        try:
            plain, is_whole = _decoded(request, response)
            if not is_whole:
                self._log.save_truncated(request, response)
                promised = (response.headers.get("Content-Length") or b"").decode("latin-1")
                length = f"{len(response.body)} of {promised or 'unknown'} bytes"
                return self._again(request, ResponseDataLossError(f"broke off after {length}"))
            request.meta[CAPTURE_KEY] = self._log.save(request.meta[META_KEY], request, response, known)
        except OSError as error:
            raise CaptureFailed(f"cannot write the evidence of {request.url}: {error}") from error
        if isinstance(plain, NotFetched):
            plain.capture_id = request.meta[CAPTURE_KEY]
            raise plain
        return self._from_archive(request, known, response) if known else plain

    def _from_archive(self, request: Request, known: KnownCapture, response: Response) -> Request | Response:
        try:
            return stored_response(self._spider.spec.data, known, response)
        except WarcDamaged as error:
            self._spider.logger.error("asked again, because what is stored cannot be read: %s", error)
            again = request.copy()
            again.meta[WHOLE_KEY] = True
            return again

    def _again(self, request: Request, error: Exception) -> Request:
        """The same request again, up to the usual number of retries. Not raised as an exception, which would
        bypass the retry middleware."""
        self._log.attempt(request, error)
        retry = get_retry_request(request, spider=self._spider, reason=kind_of(error))
        if retry is None:
            raise error
        return retry

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Logs a request without a response, whether it is retried or not."""
        self._log.attempt(request, exception)


def _decoded(request: Request, response: Response) -> tuple[Response | NotFetched, bool]:
    """The response without its content coding (or the reason why it cannot be decoded), and whether it is
    whole."""
    coding = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
    if "dataloss" in response.flags or not coding:
        return response, "dataloss" not in response.flags
    limit = request.meta.get("download_maxsize", MAX_FILE_BYTES)
    try:
        body, is_whole = decoded(response.body, coding, limit)
    except TooLarge as error:
        return NotFetched("too_large", str(error)), True
    except ValueError as error:
        return NotFetched("wrong_type", str(error)), True
    # Some servers never end a coded body as they should, and browsers do not mind.
    is_whole = is_whole or body[-32:].rstrip().lower().endswith(b"</html>")
    return response.replace(body=body), is_whole


def _proxy_error(response: Response) -> Exception | None:
    """The error that the proxy itself reports (X-Proxy-Error), "" for none: such a response does not come
    from the site."""
    word = (response.headers.get("X-Proxy-Error") or b"").decode("latin-1").strip().lower()
    if response.status not in (502, 504) or word not in PROXY_ERRORS:
        return None
    return PROXY_ERRORS[word](f"the proxy reports: {word}: {response.url}")
