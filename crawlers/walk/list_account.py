"""The state of one list: what its pages promised, what they contained, and when to stop reading it."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from crawlers.walk.list_end import EMPTY_PART, PageSeen, end_of, states_empty, unread_items
from crawlers.walk.request_context import RequestContext
from extraction.families.static import EMPTY_LIST
from extraction.listing.candidates import is_report_like, may_be_report, reports_of, years_of_reports
from extraction.markup.page_numbers import asks_for_first
from extraction.markup.urls import canonical_url, host_of, path_of
from records import COLUMN_OF_REPORTS, ColumnSeen, LeftOver, Listing, PageRequest, UnreadItem

# More pages than any column of reports has: a longer list has no end.
MOST_PAGES = 200
# Successive pages without new items, after which the list is taken to have no end.
_MOST_BARREN = 2


class ListWalk:
    """One list, page by page, in the order of its pages.

    is_column: True for a column of reports, whatever it shows now. expected: how many candidates it had when
    it was last healthy, 0 for unknown. known: the addresses that earlier crawls have seen, None for a list
    that is to be read to its end. call: the first request that returned candidates, if the list's own page
    has none.
    """

    def __init__(
        self,
        first: RequestContext,
        family: str,
        is_column: bool = False,
        expected: int = 0,
        known: Set[str] | None = None,
        call: PageRequest | None = None,
    ) -> None:
        self.first = first
        self.family = family
        self.is_column = is_column
        self.expected = expected
        self.items: set[str] = set()
        self.candidates: set[str] = set()
        self.pages = 0
        self.problem = ""
        self.ended_by = ""
        self.open_end = False
        self.ordered = True
        self.is_whole = True
        self.has_shrunk = False
        self.met_known = False
        self.call = call
        self.first_page: tuple[Set[str], int, int] = (frozenset(), 0, 0)
        self._known = known
        self._responses = 0
        self._promised_pages = 0
        self._promised_items = 0
        self._barren = 0
        self._repeats = 0
        self._pages: list[PageSeen] = []
        self._years: set[int] = set()
        self._reports: set[str] = set()
        self._doubt = ""
        self._seen: set[Set[str]] = set()
        self._is_shell = False
        self._last: PageRequest | None = None
        self._asked = {first.key}
        self._waiting: deque[PageRequest] = deque()
        self._guesses: deque[tuple[PageRequest, ...]] = deque()
        self._series: deque[PageRequest] = deque()
        self._in_series = 0

    def saw(
        self,
        listing: Listing,
        further: Mapping[str, PageRequest],
        left: Sequence[LeftOver] = (),
    ) -> None:
        """One page was read; further are the pages it names, by key, left is what else it says about more:
        kept where the list is a column, or may turn out to be one on a further page."""
        self._pages.append(PageSeen((), listing.links, bool(further), len(listing.parts)))
        self._account_for(listing, further, left)
        if self.is_column or self._waiting or self._series or self._guesses:
            self._pages[-1] = replace(self._pages[-1], left=tuple(left))

    def _account_for(
        self, listing: Listing, further: Mapping[str, PageRequest], left: Sequence[LeftOver]
    ) -> None:
        urls = frozenset(canonical_url(link.url) for link in listing.links)
        if self._in_series and self.ends_series(bool(urls - self.items)):
            if urls and not self._promised_items:
                self.fail("a page repeats an earlier one: the server ignores which page is asked for")
            return
        fresh = urls - self.items
        self._count(listing, urls, fresh)
        if listing.problem and not (listing.problem == EMPTY_LIST and states_empty(listing.links, left)):
            self.fail(listing.problem)
        if self._goes_round(urls, fresh):
            self.stop()
            return
        self._waiting.extend(request for key, request in further.items() if key not in self._asked)
        self._asked |= further.keys()
        if self._responses == 1 and not further:
            self._guesses.extend(listing.guesses)
            self._series.extend(listing.series)
        telling = self.first.score >= COLUMN_OF_REPORTS
        candidates = {canonical_url(link.url) for link in listing.links if may_be_report(link, telling)}
        self.is_column = self.is_column or (telling and bool(candidates))
        self.candidates |= candidates
        if self._in_series and 0 < self._promised_items <= len(self.items):
            self._series.clear()
        self._is_shell = self._is_shell or (
            self._responses == 1 and bool(further or listing.series) and not urls
        )
        if self._is_shell and candidates and self.call is None:
            self.call = self._last
        if self._known is not None and candidates and _falls(listing) and candidates <= self._known:
            # The list is sorted newest first: everything newer than these known items was on the pages
            # already read.
            self.is_whole = self.is_whole and not self._waiting and not self._guesses
            self.met_known = True
            self.stop()

    def _count(self, listing: Listing, urls: Set[str], fresh: Set[str]) -> None:
        self._responses += 1
        # A shell page lists the others but is not one itself; an empty page does not count towards the
        # promised pages.
        self.pages += bool(listing.links)
        self.items |= urls
        reports = reports_of(listing.links, self.first.score >= COLUMN_OF_REPORTS)
        self._years |= years_of_reports(reports)
        self._reports |= {canonical_url(link.url) for link in reports}
        self.is_column = self.is_column or any(map(is_report_like, listing.links))
        self.ordered = self.ordered and _falls(listing)
        self._promised_pages = max(self._promised_pages, listing.promised_pages or 0)
        self._promised_items = max(self._promised_items, listing.promised_items or 0)
        if self._responses == 1:
            self.first_page = (urls, self._promised_pages, self._promised_items)

    def _goes_round(self, urls: Set[str], fresh: Set[str]) -> bool:
        """True if further pages would bring no new items."""
        if urls and urls in self._seen:
            if urls == self.first_page[0] and not self._repeats and self._may_be_first():
                self._repeats += 1
                return False
            self.fail("a page repeats an earlier one: the server ignores which page is asked for")
            return True
        self._seen.add(urls)
        self._barren = self._barren + 1 if urls and not fresh else 0
        if self._barren >= _MOST_BARREN:
            self.fail("page after page brings nothing new: the list has no end")
        elif self._responses >= MOST_PAGES:
            self.fail(f"more than {MOST_PAGES} pages: the list has no end")
        else:
            return False
        return True

    def _may_be_first(self) -> bool:
        """True if the page requested last may be the first one, requested by its number; the next page shows
        whether the server uses the number."""
        if self._last is None:
            return False
        return self._last.method == "POST" or (asks_for_first(self._last) and bool(self._waiting))

    def next_page(self) -> tuple[PageRequest, bool] | None:
        """The next page to request, and whether it is only a guess; None at the end."""
        if self._waiting:
            self._last = self._waiting.popleft()
            return self._last, False
        if self._series:
            self._in_series += 1
            self._last = self._series.popleft()
            return self._last, False
        return (self._guesses[0][0], True) if self._guesses else None

    def ends_series(self, is_more: bool) -> bool:
        """Ends the series at the first page without new items, and returns True then. If that is already the
        first page, the call was probably misread: the list fails."""
        if not self._in_series or is_more:
            return False
        if self._in_series == 1:
            self.fail("what its control for more brings cannot be read")
        self._series.clear()
        self._in_series = 0
        return True

    def guessed(self, listing: Listing | None) -> bool:
        """Takes the result of a guess (None: no page). True if it was right: the page belongs to the list,
        and the others of its series are requested."""
        series = self._guesses.popleft()
        fresh = (
            [link.url for link in listing.links if canonical_url(link.url) not in self.items]
            if listing
            else []
        )
        places = {_place(url) for url in self.items}
        if any(_place(url) in places for url in fresh):
            self._guesses.clear()
            self._waiting.extend(series[1:])
            return True
        return False

    def fail(self, problem: str) -> None:
        """The list is not healthy; the first reason is kept."""
        self.problem = self.problem or problem

    def stop(self) -> None:
        """Requests no further page."""
        self._waiting.clear()
        self._guesses.clear()
        self._series.clear()

    def close(self, was_asked: Callable[[str], bool] = lambda url: False) -> None:
        """Ends the walk of this list and judges it: was it read to its end, and does it still have its
        earlier items? was_asked says whether an address was requested."""
        self.stop()
        expected, now = self.expected, len(self.candidates)
        if self.is_whole and self.problem in ("", self._doubt):
            asked = {canonical_url(key.split(" ")[1]) for key in self._asked}
            end = end_of(
                self._pages,
                len(self.items),
                self._promised_pages,
                self._promised_items,
                lambda url: canonical_url(url) in asked or was_asked(url),
            )
            self.problem = self._doubt = end.problem
            self.ended_by, self.open_end = end.by, end.is_open
        if self.is_whole and expected and (not now or (expected >= 4 and now * 2 < expected)):
            self.has_shrunk = True
            self.problem = f"held {expected} reports, now {now}: redesigned?"
        elif not self.items and self.ended_by != EMPTY_PART:
            self.fail("nothing in it")

    def unread(self, was_asked: Callable[[str], bool]) -> list[UnreadItem]:
        """What its pages name and do not open."""
        return unread_items(self._pages, self.first.page_url, was_asked)

    @property
    def must_be_known(self) -> bool:
        """True for a column that later crawls must read: it has candidates, it may have some but could not be
        read, or its end is proved."""
        return (
            bool(self.candidates)
            or self.ended_by != ""
            or (self.problem != "" and self.first.score >= COLUMN_OF_REPORTS)
        )

    def column(self) -> ColumnSeen:
        """The record of this list for the archive. Pages that an early stop did not read are assumed
        unchanged."""
        candidates = len(self.candidates)
        ended_by = "" if self.problem else self.ended_by
        return ColumnSeen(
            url=self.first.page_url,
            title=self.first.trail[-1] if self.first.trail else "",
            score=self.first.score,
            trail=self.first.trail,
            family=self.family,
            pages=self.pages,
            items=len(self.items),
            candidates=candidates if self.is_whole else max(candidates, self.expected),
            ordered=self.ordered and bool(self.items),
            problem=self.problem,
            ended_by=ended_by,
            call=self.call,
            oldest_on=self._oldest_on(),
            years=len(self._years),
            report_years=tuple(sorted(self._years)),
            report_urls=tuple(sorted(self._reports)) if ended_by else (),
            open_end=self.open_end and not self.problem,
        )

    def _oldest_on(self) -> date | None:
        """The earliest day of its items; None where one has no day."""
        days = [link.listed_on for page in self._pages for link in page.links]
        return min((day for day in days if day), default=None) if all(days) else None


def _falls(listing: Listing) -> bool:
    """True if every item has a date and the dates never increase."""
    days = [link.listed_on for link in listing.links if link.listed_on]
    return len(days) == len(listing.links) and days == sorted(days, reverse=True)


def _place(url: str) -> str:
    """Host and first folder: what the articles of one list share."""
    return f"{host_of(url)}/{path_of(url).lstrip('/').partition('/')[0]}"
