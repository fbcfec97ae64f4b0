"""The one spider: from the homepages of any number of sites to their report pages.

It knows how to walk; how a page is read is the family's business (extraction.families). Callbacks see
what the capture middleware has already written down.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.capture_log import CaptureLog, content_type
from crawlers.courtesy import Courtesy
from crawlers.failures import BudgetSpent, CaptureFailed, CrawlEnds, NotFetched, Stopped, detail_of, kind_of
from crawlers.settings import seconds_between_requests
from crawlers.spec import CrawlSpec
from crawlers.step import META_KEY, Step
from crawlers.trip import trip_of
from crawlers.walk import SiteWalk, page_key
from extraction.article import article_pages
from extraction.attachments import read_attachments
from extraction.candidates import is_candidate
from extraction.errors import NotAPage
from extraction.families import recognise
from extraction.navigation import page_role, read_navigation
from extraction.page import Page, read_page
from records import Listing, PageRequest

DEEPEST = 4
# A known column may have child columns of its own, but is not a second homepage.
COLUMN_DEPTH = DEEPEST - 1
# Reports first: when a budget runs out, it was not spent on menus.
PRIORITIES = {
    "detail": 300,
    "detail_page": 290,
    "home": 250,
    "list": 200,
    "attachment": 150,
    "catalogue": 100,
}


class ReportsSpider(scrapy.Spider):
    """Walks the sites of a specification; walks holds the account of each, capture_log the evidence."""

    name = "reports"

    def __init__(self, spec: CrawlSpec, capture_log: CaptureLog, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.spec = spec
        self.capture_log = capture_log
        self.courtesy = Courtesy(seconds_between_requests(spec.delay, spec.via))
        self.walks = {site.site_id: SiteWalk(site, spec.page_budget) for site in spec.sites}

    async def start(self) -> AsyncIterator[Request]:
        for walk in self.walks.values():
            for seed in walk.site.seeds:
                role = "home" if seed == walk.site.homepage else "list"
                for request in self._ask(
                    walk, PageRequest(seed, role), depth=0 if role == "home" else COLUMN_DEPTH
                ):
                    yield request
        for extra in self.spec.extra:
            page = PageRequest(extra.url, extra.role)
            for request in self._ask(self.walks[extra.site_id], page, depth=COLUMN_DEPTH):
                yield request

    def _ask(
        self,
        walk: SiteWalk,
        page: PageRequest,
        depth: int,
        found_on: str = "",
        title: str = "",
        is_later_page: bool = False,
        bonus: int = 0,
    ) -> Iterator[Request]:
        """The request for a page that was not asked for before."""
        key = page_key(page)
        if not walk.is_new(key):
            return
        step = Step(
            site_id=walk.site.site_id,
            role=page.role,
            page_url=page.url,
            key=key,
            found_on=found_on,
            link_title=title,
            depth=depth,
            is_later_page=is_later_page,
        )
        yield Request(
            page.url,
            method=page.method,
            body=page.body.encode(),
            headers=dict(page.headers),
            callback=self.read,
            errback=self.missed,
            meta={META_KEY: step},
            priority=PRIORITIES.get(page.role, 0) - depth + bonus,
            # is_new() is the filter. Scrapy's own would also drop redirects to pages seen before, such
            # as the one to itself by which some firewalls set their cookie.
            dont_filter=True,
        )

    def read(self, response: Response) -> Iterator[Request]:
        """Callback of every page: counts it and follows what it leads to."""
        step: Step = response.meta[META_KEY]
        walk = self.walks[step.site_id]
        if response.status != 200:
            walk.http_errors += response.status >= 400
            walk.missed(step, f"status {response.status}")
            return
        if step.role in ("detail_page", "attachment"):
            return
        walk.details += step.role == "detail"
        try:
            page = read_page(response.body, response.url, content_type(response)[1])
        except NotAPage as error:
            walk.missed(step, str(error))
            return
        if step.role == "detail":
            yield from self._read_detail(walk, step, page)
        elif step.is_later_page:
            listing = recognise(page).read_listing(page)
            yield from self._read_list(walk, step, page, listing)
            yield from self._ask_candidates(walk, step, page, listing)
        else:
            yield from self._read_column(walk, step, page)

    def _read_detail(self, walk: SiteWalk, step: Step, page: Page) -> Iterator[Request]:
        """A column is often named like the reports in it, so its link looks like a report's. Else the text
        may go on elsewhere: on further pages, in a frame, in files."""
        if page_role(page) == "list":
            listing = recognise(page).read_listing(page)
            if _has_candidates(listing):
                yield from self._read_list(walk, step, page, listing)
                yield from self._ask_candidates(walk, step, page, listing)
                return
        for part in article_pages(page):
            yield from self._ask(walk, part, step.depth, page.url, step.link_title)
        for file in read_attachments(page):
            # Scrapy sends the page as Referer: without one some servers answer with an error page and
            # status 200 (VSB).
            yield from self._ask(walk, PageRequest(file.url, "attachment"), step.depth, page.url, file.name)

    def _read_column(self, walk: SiteWalk, step: Step, page: Page) -> Iterator[Request]:
        """A homepage, a catalogue or the first page of a list: what it lists, and the columns it leads to."""
        listing = recognise(page).read_listing(page)
        has_candidates = _has_candidates(listing)
        # The boxes of news on a homepage prove nothing about the lists behind them.
        if step.role != "home" and (has_candidates or (step.role == "list" and page_role(page) == "list")):
            yield from self._read_list(walk, step, page, listing)
        # Columns before items: a column's link often has the title of a report.
        if step.depth < DEEPEST:
            yield from self._follow_navigation(walk, step, page)
        yield from self._ask_candidates(walk, step, page, listing)

    def _follow_navigation(self, walk: SiteWalk, step: Step, page: Page) -> Iterator[Request]:
        for rank, request in enumerate(read_navigation(page)):
            # Best first, a better link on a deep page after a worse one nearer to the homepage.
            yield from self._ask(walk, request, step.depth + 1, page.url, bonus=-min(rank, 50))

    def _read_list(self, walk: SiteWalk, step: Step, page: Page, listing: Listing) -> Iterator[Request]:
        """Accounts for one page of a list and asks for the pages that follow it."""
        walk.saw_list(step, listing)
        bonus = 10 if _has_candidates(listing) else 0
        for further in listing.next_pages:
            yield from self._ask(walk, further, step.depth, page.url, is_later_page=True, bonus=bonus)

    def _ask_candidates(self, walk: SiteWalk, step: Step, page: Page, listing: Listing) -> Iterator[Request]:
        for link in listing.links:
            if is_candidate(link.title):
                yield from self._ask(walk, PageRequest(link.url, "detail"), step.depth, page.url, link.title)

    def missed(self, failure: Failure) -> None:
        """Errback of every page: what did not come, and why."""
        request: Request = failure.request  # type: ignore[attr-defined]
        step: Step = request.meta[META_KEY]
        error = failure.value
        assert error is not None
        if isinstance(error, CaptureFailed):
            self.logger.critical("%s", error)
            raise CloseSpider("capture_failed")
        if isinstance(error, BudgetSpent | CrawlEnds | Stopped):
            return
        walk = self.walks[step.site_id]
        walk.failed_fetches += 1
        walk.missed(step, f"{kind_of(error)}: {detail_of(error)}")
        trip = trip_of(request)
        self.capture_log.fail(
            step,
            request.url,
            kind_of(error),
            detail_of(error),
            error.capture_id if isinstance(error, NotFetched) else "",
            trip.requested_at if trip else None,
        )


def _has_candidates(listing: Listing) -> bool:
    return any(is_candidate(link.title) for link in listing.links)
