"""Redirects: followed a few times, to themselves only as often as a cookie may need."""

from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Response
from w3lib.url import safe_url_string

from crawlers.middlewares.refusals import RefusalMiddleware
from crawlers.walk.failures import NotFetched
from crawlers.walk.request_context import META_KEY, RequestContext
from extraction.markup.urls import canonical_url
from extraction.response.response_head import Outcome
from records.url import without_final_dot

# Redirects of a page to itself: a firewall sets its cookie with the first and accepts the second (司法部,
# 2026); more is a loop.
MOST_LOOPS = 2
_LOOPS_KEY = "fazhi_loops"
_LONGEST_STUB = 4096


class BoundedRedirectMiddleware(RedirectMiddleware):
    """Downloader middleware in place of Scrapy's: raises NotFetched for what leads nowhere."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        target = redirect_target(request, response)
        if not target:
            return response
        if canonical_url(target) == canonical_url(request.url):
            loops = request.meta.get(_LOOPS_KEY, 0)
            if loops == MOST_LOOPS:
                self._give_up(request)
            request.meta[_LOOPS_KEY] = loops + 1
        elif request.meta.get("redirect_times", 0) >= self.max_redirect_times:
            raise NotFetched("http_error", f"more than {self.max_redirect_times} redirects: {request.url}")
        answer = super().process_response(request, response)
        if isinstance(answer, Request) and (plain := without_final_dot(answer.url)) != answer.url:
            return answer.replace(url=plain)
        return answer

    def _give_up(self, request: Request) -> None:
        outcome = Outcome("blocked", "cookie_loop", f"redirects to itself: {request.url}")
        listener = self.crawler.get_downloader_middleware(RefusalMiddleware)
        step: RequestContext = request.meta[META_KEY]
        if listener and step.role != "robots":
            listener.record_outcome(request, outcome)
        raise NotFetched(outcome.word, outcome.detail)


class BoundedRefreshMiddleware(MetaRefreshMiddleware):
    """Downloader middleware in place of Scrapy's: only short pages without a text of their own send on, and
    none to itself (such a page waits for something)."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        if len(response.body) > _LONGEST_STUB:
            return response
        answer = super().process_response(request, response)
        if isinstance(answer, Request) and canonical_url(answer.url) == canonical_url(request.url):
            return response
        return answer


def redirect_target(request: Request, response: Response) -> str:
    """The absolute address a response sends on to, "" for none."""
    location = response.headers.get("Location")
    if location is None or response.status not in (301, 302, 303, 307, 308):
        return ""
    return without_final_dot(urljoin(request.url, safe_url_string(location)))
