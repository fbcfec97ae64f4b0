"""The one spider: from the homepages or known columns of any number of sites to their report pages.

The spider only walks. crawlers.walk.page_reading reads each page, in another process (crawlers.walk.reader).
What is requested next is decided by the site's search (crawlers.walk.discovery) and its lists
(crawlers.walk.list_account). Every response that a callback sees is already stored by the capture middleware.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any

import scrapy
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.settings import seconds_between_requests
from crawlers.spec import CrawlSpec
from crawlers.walk.capture_log import CaptureLog
from crawlers.walk.courtesy import Courtesy
from crawlers.walk.failures import (
    BudgetSpent,
    CaptureFailed,
    CrawlEnds,
    NotFetched,
    Stopped,
    detail_of,
    kind_of,
)
from crawlers.walk.list_account import ListWalk
from crawlers.walk.list_signs import holds_more, is_called_a_column, open_report
from crawlers.walk.page_reading import Arrived, Reading, read_head
from crawlers.walk.reader import Reader
from crawlers.walk.request_context import (
    CAPTURE_KEY,
    META_KEY,
    RequestContext,
    first_step,
    further_step,
    page_key,
    part_step,
    request_for,
    step_to,
)
from crawlers.walk.site_walk import SiteWalk, walks_of
from crawlers.walk.wire_timing import wire_timing_of
from extraction.listing.candidates import is_candidate, may_be_report
from records import COLUMN_OF_REPORTS, Listing, PageRequest


class ReportsSpider(scrapy.Spider):
    """Walks the sites of a specification. walks has the state of each site, capture_log writes the
    evidence."""

    name = "reports"

    def __init__(
        self, spec: CrawlSpec, capture_log: CaptureLog, reader: Reader | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.reader = reader or Reader()
        self.spec = spec
        self.capture_log = capture_log
        self.courtesy = Courtesy(seconds_between_requests(spec.delay, spec.via))
        self.walks = walks_of(spec, capture_log.known)

    async def start(self) -> AsyncIterator[Request]:
        for walk in self.walks.values():
            for page, step in walk.beginning():
                yield self._request(page, step)
            for request in self._search_on(walk):
                yield request
        for extra in self.spec.extra:
            for request in self._ask(self.walks[extra.site_id], PageRequest(extra.url, extra.role)):
                yield request

    def _ask(
        self, walk: SiteWalk, page: PageRequest, found_on: str = "", title: str = ""
    ) -> Iterator[Request]:
        """The request for a page, unless it was requested before."""
        if walk.is_new(page_key(page)):
            yield self._request(page, first_step(walk.site.site_id, page, found_on, title))

    def _request(self, page: PageRequest, step: RequestContext) -> Request:
        return request_for(page, step, self.read, self.missed)

    def _search_on(self, walk: SiteWalk) -> Iterator[Request]:
        taken = walk.search.take() or walk.next_sitemap()
        if taken:
            yield self._request(*taken)

    def _walk_on(self, walk: SiteWalk, step: RequestContext) -> Iterator[Request]:
        """The requests after a page: the next page of its list, the next page of the search, and a new search
        if a column has changed."""
        if page := walk.behind(step):
            yield self._request(*page)
        elif one := walk.lists.get(step.list_key or step.key):
            yield from self._next_page(walk, one)
        if step.is_search:
            walk.search.under_way = False
        if walk.must_search and (home := walk.homepage()):
            walk.search.offer(*home)
        yield from self._search_on(walk)

    def _next_page(self, walk: SiteWalk, one: ListWalk) -> Iterator[Request]:
        """The pages of a list come one after the other, so that a list without an end is noticed. Those of
        a column are due; those of another list may hold a report and wait for their turn."""
        following = one.next_page()
        if following is None:
            one.close(walk.was_asked)
            return
        page, is_guess = following
        step = further_step(one.first, page, is_guess=is_guess, is_search=not one.is_column)
        if one.is_column:
            walk.is_new(step.key)
            yield self._request(page, step)
        else:
            walk.search.offer(page, step, one.pages)

    async def read(self, response: Response) -> Iterable[Request]:
        """Callback of every page: has it read, counts it and follows its links."""
        step: RequestContext = response.meta[META_KEY]
        walk = self.walks[step.site_id]
        # The pages of a site are processed in the order of their arrival, however long one takes to read.
        async with walk.in_turn:
            arrived = Arrived.of(step, response)
            reading = read_head(arrived) or await self.reader.read(arrived)
            return _kept(self._take_in(walk, step, response, reading))

    def _take_in(
        self, walk: SiteWalk, step: RequestContext, response: Response, reading: Reading
    ) -> Iterator[Request]:
        if step.role == "sitemap" and reading.outcome.is_page:
            walk.sitemaps.name(reading.maps)
            self._offer_leads(walk, step, reading)
        elif reading.outcome.kind == "moved":
            yield from self._follow_home(walk, step, response, reading)
        elif not reading.outcome.is_page:
            walk.http_errors += response.status >= 400
            self._fail(walk, step, response, reading.outcome.word, reading.outcome.detail)
        elif step.role == "detail_page" or step.role == "attachment":
            return
        elif not reading.not_a_page:
            yield from self._take_in_page(walk, step, reading)
        elif step.role == "detail":
            # A report may be linked as the file it is.
            walk.details.read(step)
        else:
            self._fail(walk, step, response, "wrong_type", reading.not_a_page)
        yield from self._walk_on(walk, step)

    def _offer_leads(self, walk: SiteWalk, step: RequestContext, reading: Reading) -> None:
        for lead in reading.leads:
            walk.search.offer(lead.request, step_to(lead, step, reading.url))

    def _fail(self, walk: SiteWalk, step: RequestContext, response: Response, word: str, detail: str) -> None:
        """Handles a response that is not the requested page."""
        self.capture_log.fail(step, response.url, word, detail, response.meta.get(CAPTURE_KEY, ""))
        walk.failed(step, word, detail)

    def _follow_home(
        self, walk: SiteWalk, step: RequestContext, response: Response, reading: Reading
    ) -> Iterator[Request]:
        """A homepage that went elsewhere is followed, once."""
        detail = reading.outcome.detail
        self.capture_log.fail(step, response.url, "moved", detail, response.meta.get(CAPTURE_KEY, ""))
        walk.moved(detail)
        if reading.listing or reading.is_report:
            yield from self._take_in_page(walk, step, reading)
        elif target := reading.target:
            again = PageRequest(target, "catalogue")
            walk.search.offer(again, replace(step, role="catalogue", page_url=target, key=page_key(again)))

    def _take_in_page(self, walk: SiteWalk, step: RequestContext, reading: Reading) -> Iterator[Request]:
        if step.list_key:
            assert reading.listing is not None
            one = walk.called(step, reading.family)
            yield from self._read_list_page(walk, one, step, reading, reading.listing)
        elif step.role == "detail":
            walk.details.read(step)
            yield from self._take_in_detail(walk, step, reading)
        elif not reading.is_report:
            yield from self._follow(walk, replace(step, score=reading.score), reading)
        elif is_candidate(reading.title) or reading.score >= COLUMN_OF_REPORTS:
            # What looked like a column is a report: it is requested again with the role of a report, so
            # that its capture is read as one.
            again = PageRequest(step.page_url, "detail")
            yield self._request(again, first_step(step.site_id, again, step.found_on, reading.title))

    def _take_in_detail(self, walk: SiteWalk, step: RequestContext, reading: Reading) -> Iterator[Request]:
        if reading.listing and not walk.is_open(step.page_url):
            named = replace(step, role="list", trail=(step.link_title,), score=reading.score)
            yield from self._follow(walk, named, reading)
            return
        for part in reading.parts:
            yield from self._ask(walk, part, reading.url, step.link_title)
        for file in reading.files:
            yield from self._ask(walk, PageRequest(file.url, "attachment"), reading.url, file.name)

    def _follow(self, walk: SiteWalk, step: RequestContext, reading: Reading) -> Iterator[Request]:
        """What a page lists, and where it leads."""
        assert reading.listing is not None
        # The boxes of news on a homepage prove nothing about the lists behind them.
        is_list = reading.role == "list" or (step.role == "list" and not step.is_search)
        may_be_one = reading.role == "catalogue" and is_called_a_column(step)
        if is_list or (may_be_one and holds_more(reading.left)):
            one = walk.open_list(step, reading.family, reading.column_name)
            one.is_column = one.is_column or not is_list
            yield from self._read_list_page(walk, one, step, reading, reading.listing)
        else:
            yield from self._ask_candidates(walk, reading.url, reading.listing)
        if step.is_search:
            self._offer_leads(walk, step, reading)

    def _read_list_page(
        self, walk: SiteWalk, one: ListWalk, step: RequestContext, reading: Reading, listing: Listing
    ) -> Iterator[Request]:
        """Accounts for one page of a list. What comes next is decided after it (_walk_on)."""
        if step.is_guess and not one.guessed(listing):
            return
        left = reading.left
        if title := open_report(left) if one.is_column or is_called_a_column(one.first) else None:
            # The newest report is on the column's page itself.
            again = PageRequest(step.page_url, "detail")
            if walk.is_new(f"detail {step.key}"):
                yield self._request(again, first_step(step.site_id, again, step.found_on, title.text))
            left = tuple(other for other in left if other.kind not in ("text", "row") or other.url)
        one.saw(listing, {page_key(further): further for further in listing.next_pages}, left)
        if step.key == one.first.key and walk.is_alias(one):
            return
        if one.is_column and one.candidates:
            walk.search.found(step)
        elif listing.problem and step.score >= COLUMN_OF_REPORTS:
            walk.unreadable(step, listing.problem)
        yield from self._ask_candidates(walk, reading.url, listing, one)
        if one.is_column and not one.met_known:
            yield from self._open_parts(walk, one, reading.url, listing)

    def _open_parts(
        self, walk: SiteWalk, one: ListWalk, found_on: str, listing: Listing
    ) -> Iterator[Request]:
        """The parts of a column (those of a year) are lists of their own."""
        for name, part in listing.parts:
            if walk.is_new(page_key(part)):
                yield self._request(part, part_step(one.first, part, name, found_on))

    def _ask_candidates(
        self, walk: SiteWalk, found_on: str, listing: Listing, one: ListWalk | None = None
    ) -> Iterator[Request]:
        telling = one is not None and is_called_a_column(one.first)
        for link in listing.links:
            if may_be_report(link, telling) and walk.is_wanted(link.url):
                yield from self._ask(walk, PageRequest(link.url, "detail"), found_on, link.title)

    async def missed(self, failure: Failure) -> Iterable[Request]:
        """Errback of every page: records the failure and continues the walk."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        step: RequestContext = request.meta[META_KEY]
        error = failure.value
        assert error is not None
        if isinstance(error, CaptureFailed):
            self.logger.critical("%s", error)
            raise CloseSpider("capture_failed")
        if isinstance(error, BudgetSpent | CrawlEnds):
            return []
        walk = self.walks[step.site_id]
        async with walk.in_turn:
            walk.failed_fetches += not isinstance(error, Stopped)
            kind, detail = kind_of(error), detail_of(error)
            if not isinstance(error, Stopped):
                # For a stopped host the reason is logged only once.
                timing = wire_timing_of(request)
                capture_id = error.capture_id if isinstance(error, NotFetched) else ""
                requested_at = timing.requested_at if timing else None
                self.capture_log.fail(step, request.url, kind, detail, capture_id, requested_at)
            walk.failed(step, kind, detail)
            return _kept(self._walk_on(walk, step))

    def closed(self, reason: str) -> None:
        """Scrapy calls it when the crawl is over."""
        self.reader.close()


def _kept(made: Iterator[Request]) -> Iterable[Request]:
    """All requests of a callback, made at once. What it raises comes after those that it had made before."""
    requests: list[Request] = []
    try:
        for request in made:
            requests.append(request)  # noqa: PERF402  # list.extend would say no better what stays
    except Exception as error:
        return _before(requests, error)
    return requests


def _before(requests: list[Request], error: Exception) -> Iterator[Request]:
    yield from requests
    raise error
