"""The one spider: from the homepages or known columns of any number of sites to their report pages.

It knows how to walk; how a page is read is the family's business (extraction.families), what is looked
at next that of the site's search (crawlers.walk.discovery) and lists (crawlers.walk.list_account). Callbacks see what the
capture middleware has already written down.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import cache
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
from crawlers.walk.request_context import (
    CAPTURE_KEY,
    META_KEY,
    Step,
    first_step,
    further_step,
    page_key,
    part_step,
    request_for,
    step_to,
)
from crawlers.walk.response_cache import outcome_of, page_of
from crawlers.walk.site_walk import SiteWalk, walks_of
from crawlers.walk.wire_timing import trip_of
from extraction.body.article import article_pages
from extraction.body.attachments import read_attachments
from extraction.families import recognise
from extraction.families.static import is_article
from extraction.listing.candidates import are_reports, is_candidate, may_be_report
from extraction.listing.leftovers import left_over
from extraction.markup.errors import NotAPage
from extraction.markup.page import Page
from extraction.markup.sitemaps import sitemap_urls
from extraction.markup.stub_pages import redirect_target
from extraction.navigation import Survey, is_report_text, leads_of_sitemap, own_score, survey
from records import COLUMN_OF_REPORTS, Listing, PageRequest


class ReportsSpider(scrapy.Spider):
    """Walks the sites of a specification; walks holds the account of each, capture_log the evidence."""

    name = "reports"

    def __init__(self, spec: CrawlSpec, capture_log: CaptureLog, **kwargs: Any) -> None:
        super().__init__(**kwargs)
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
        """The request for a page that was not asked for before."""
        if walk.is_new(page_key(page)):
            yield self._request(page, first_step(walk.site.site_id, page, found_on, title))

    def _request(self, page: PageRequest, step: Step) -> Request:
        return request_for(page, step, self.read, self.missed)

    def _search_on(self, walk: SiteWalk) -> Iterator[Request]:
        taken = walk.search.take() or walk.next_sitemap()
        if taken:
            yield self._request(*taken)

    def _walk_on(self, walk: SiteWalk, step: Step) -> Iterator[Request]:
        """After every page: the next one of its list, the next one of the search, a search where a column
        is not what it was."""
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

    def read(self, response: Response) -> Iterator[Request]:
        """Callback of every page: judges the response, counts it and follows its links."""
        step: Step = response.meta[META_KEY]
        walk = self.walks[step.site_id]
        outcome = outcome_of(response.meta, response)
        if step.role == "sitemap":
            self._read_sitemap(walk, step, response)
        elif outcome.kind == "moved":
            yield from self._follow_home(walk, step, response, outcome.detail)
        elif not outcome.is_page:
            walk.http_errors += response.status >= 400
            self._fail(walk, step, response, outcome.word, outcome.detail)
        elif step.role == "detail_page" or step.role == "attachment":
            return
        else:
            try:
                page = page_of(response.meta, response)
            except NotAPage as error:
                # A report may be linked as the file it is.
                if step.role == "detail":
                    walk.details.read(step)
                else:
                    self._fail(walk, step, response, "wrong_type", str(error))
            else:
                yield from self._read_page(walk, step, page)
        yield from self._walk_on(walk, step)

    def _read_sitemap(self, walk: SiteWalk, step: Step, response: Response) -> None:
        """The columns that a sitemap lists wait in the search, the sitemaps that it lists after it."""
        pages, maps = sitemap_urls(response.body) if response.status == 200 else ([], [])
        walk.sitemaps.name(maps)
        for lead in leads_of_sitemap(pages, walk.site.homepage):
            walk.search.offer(lead.request, step_to(lead, step, response.url))

    def _fail(self, walk: SiteWalk, step: Step, response: Response, word: str, detail: str) -> None:
        """Handles a response that is not the requested page."""
        self.capture_log.fail(step, response.url, word, detail, response.meta.get(CAPTURE_KEY, ""))
        walk.failed(step, word, detail)

    def _follow_home(self, walk: SiteWalk, step: Step, response: Response, detail: str) -> Iterator[Request]:
        """A homepage that went elsewhere is followed, once."""
        self.capture_log.fail(step, response.url, "moved", detail, response.meta.get(CAPTURE_KEY, ""))
        walk.moved(detail)
        try:
            page = page_of(response.meta, response)
        except NotAPage:
            return
        if response.status == 200 and response.url != step.page_url:
            yield from self._read_page(walk, step, page)
        elif target := redirect_target(page):
            again = PageRequest(target, "catalogue")
            walk.search.offer(again, replace(step, role="catalogue", page_url=target, key=page_key(again)))

    def _read_page(self, walk: SiteWalk, step: Step, page: Page) -> Iterator[Request]:
        if step.list_key:
            family = recognise(page)
            one = walk.called(step, family.name)
            yield from self._read_list_page(walk, one, step, page, family.read_listing(page))
        elif step.role == "detail":
            walk.details.read(step)
            yield from self._read_detail(walk, step, page)
        else:
            yield from self._read_column(walk, step, page)

    def _read_detail(self, walk: SiteWalk, step: Step, page: Page) -> Iterator[Request]:
        """A column is often named like the reports in it, so its link looks like a report's. Else the text
        may go on elsewhere: on further pages, in a frame, in files."""
        files = read_attachments(page)
        if not is_article(page) and not walk.is_open(step.page_url):
            seen = survey(page)
            own = {file.url for file in files}
            if seen.role == "list" and are_reports(one for one in seen.listing.links if one.url not in own):
                named = replace(step, role="list", trail=(step.link_title,), score=COLUMN_OF_REPORTS)
                yield from self._follow(walk, named, page, seen)
                return
        for part in article_pages(page):
            yield from self._ask(walk, part, page.url, step.link_title)
        for file in files:
            yield from self._ask(walk, PageRequest(file.url, "attachment"), page.url, file.name)

    def _read_column(self, walk: SiteWalk, step: Step, page: Page) -> Iterator[Request]:
        """A homepage, a catalogue or the first page of a list: what it lists, and where it leads."""
        if step.role != "home" and (score := own_score(page)) > max(step.score, COLUMN_OF_REPORTS - 1):
            step = replace(step, score=score)
        seen = survey(page, step.trail, step.score)
        name = step.trail[-1] if step.trail else ""
        may_be_one = is_candidate(name) or is_called_a_column(step)
        if seen.role == "detail" or (may_be_one and is_report_text(page, seen)):
            title = page.meta("ArticleTitle") or name
            if is_candidate(title) or is_called_a_column(step):
                # What looked like a column is a report: it is asked for again as what it is, so that its
                # capture is read as one.
                again = PageRequest(step.page_url, "detail")
                yield self._request(again, first_step(step.site_id, again, step.found_on, title))
            return
        yield from self._follow(walk, step, page, seen)

    def _follow(self, walk: SiteWalk, step: Step, page: Page, seen: Survey) -> Iterator[Request]:
        # The boxes of news on a homepage prove nothing about the lists behind them.
        is_list = seen.role == "list" or (step.role == "list" and not step.is_search)
        if is_list or (
            seen.role == "catalogue" and is_called_a_column(step) and holds_more(page, seen.listing)
        ):
            one = walk.open_list(step, seen.family, page.meta("ColumnName"))
            one.is_column = one.is_column or not is_list
            yield from self._read_list_page(walk, one, step, page, seen.listing)
        else:
            yield from self._ask_candidates(walk, page, seen.listing)
        if step.is_search:
            for lead in seen.leads:
                walk.search.offer(lead.request, step_to(lead, step, page.url))

    def _read_list_page(
        self, walk: SiteWalk, one: ListWalk, step: Step, page: Page, listing: Listing
    ) -> Iterator[Request]:
        """Accounts for one page of a list. What comes next is decided after it (_walk_on)."""
        if step.is_guess and not one.guessed(listing):
            return
        telling = is_called_a_column(one.first)
        left = cache(lambda: left_over(page, listing.links, telling))
        if title := open_report(left()) if one.is_column or telling else None:
            # The newest report is on the column's page itself.
            again = PageRequest(step.page_url, "detail")
            if walk.is_new(f"detail {step.key}"):
                yield self._request(again, first_step(step.site_id, again, step.found_on, title.text))
            others = tuple(other for other in left() if other.kind not in ("text", "row") or other.url)
            left = cache(lambda: others)
        one.saw(listing, {page_key(further): further for further in listing.next_pages}, left)
        if step.key == one.first.key and walk.is_alias(one):
            return
        if one.is_column and one.candidates:
            walk.search.found(step)
        elif listing.problem and step.score >= COLUMN_OF_REPORTS:
            walk.unreadable(step, listing.problem)
        yield from self._ask_candidates(walk, page, listing, one)
        if one.is_column and not one.met_known:
            yield from self._open_parts(walk, one, page, listing)

    def _open_parts(self, walk: SiteWalk, one: ListWalk, page: Page, listing: Listing) -> Iterator[Request]:
        """The parts of a column (those of a year) are lists of their own."""
        for name, part in listing.parts:
            if walk.is_new(page_key(part)):
                yield self._request(part, part_step(one.first, part, name, page.url))

    def _ask_candidates(
        self, walk: SiteWalk, page: Page, listing: Listing, one: ListWalk | None = None
    ) -> Iterator[Request]:
        telling = one is not None and is_called_a_column(one.first)
        for link in listing.links:
            if may_be_report(link, telling) and walk.is_wanted(link.url):
                yield from self._ask(walk, PageRequest(link.url, "detail"), page.url, link.title)

    def missed(self, failure: Failure) -> Iterator[Request]:
        """Errback of every page: what did not come, and why."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        step: Step = request.meta[META_KEY]
        error = failure.value
        assert error is not None
        if isinstance(error, CaptureFailed):
            self.logger.critical("%s", error)
            raise CloseSpider("capture_failed")
        if isinstance(error, BudgetSpent | CrawlEnds):
            return
        walk = self.walks[step.site_id]
        walk.failed_fetches += not isinstance(error, Stopped)
        kind, detail = kind_of(error), detail_of(error)
        if not isinstance(error, Stopped):
            # Of a host that is left alone it is said once why.
            trip = trip_of(request)
            capture_id = error.capture_id if isinstance(error, NotFetched) else ""
            requested_at = trip.requested_at if trip else None
            self.capture_log.fail(step, request.url, kind, detail, capture_id, requested_at)
        walk.failed(step, kind, detail)
        yield from self._walk_on(walk, step)
