"""The state of one site in one crawl: requested, promised and seen pages."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime

from crawlers.spec import CrawlSpec, KnownColumn
from crawlers.walk.detail_account import DetailAccount
from crawlers.walk.discovery import Search
from crawlers.walk.list_account import ListWalk
from crawlers.walk.request_context import RequestContext, first_step, page_key
from crawlers.walk.sitemaps import Sitemaps
from extraction.markup.urls import canonical_url
from records import PageRequest, Site, SiteOutcome

# Outcomes that mean "the column has moved", not "the site cannot be read".
_GONE = ("http_error", "soft_404", "redirected_home")
# Failures of an https home page after which http is tried.
_NO_HTTPS = ("refused", "tls", "timeout", "http_error")


def walks_of(spec: CrawlSpec, known: Iterable[str]) -> dict[str, "SiteWalk"]:
    """The accounts of a crawl's sites; known are the addresses that earlier crawls have seen."""
    seen = frozenset(map(canonical_url, known)) if spec.columns else frozenset()
    columns: dict[str, list[KnownColumn]] = defaultdict(list)
    for column in spec.columns:
        columns[column.site_id].append(column)
    return {
        site.site_id: SiteWalk(site, spec.page_budget, columns[site.site_id], seen) for site in spec.sites
    }


class SiteWalk:
    """The state of one site during its walk, for the spider and the middlewares.

    columns: learnt in earlier crawls. known: the addresses of this site (or of all) that earlier crawls have
    seen. ask_again_at: set by the refusals middleware. in_turn: lock, held while a response is
    processed.
    """

    def __init__(
        self,
        site: Site,
        page_budget: int,
        columns: Iterable[KnownColumn] = (),
        known: Set[str] = frozenset(),
    ) -> None:
        self.site = site
        self.columns = {page_key(PageRequest(column.url, "list")): column for column in columns}
        self.lists: dict[str, ListWalk] = {}
        self.search = Search(self.is_new)
        self.sitemaps = Sitemaps(site.homepage)
        self.in_turn = asyncio.Lock()
        self.ask_again_at: datetime | None = None
        self.details = DetailAccount()
        self.http_errors = 0
        self.failed_fetches = 0
        self._known = known
        self._calls: dict[str, KnownColumn] = {}
        self._left = page_budget
        self._budget = page_budget
        self._asked: set[str] = set()
        self._problems: dict[str, None] = {}
        self._kept: list[str] = []
        self._unreadable: dict[str, None] = {}
        self._https_word = ""
        self._has_searched = False
        self._has_moved = False
        self._lost_column = False

    def spend(self) -> bool:
        """Takes one request from the budget; False when it is spent."""
        self._left -= 1
        return self._left >= 0

    def is_new(self, key: str) -> bool:
        """True for the first request of a page."""
        if key in self._asked:
            return False
        self._asked.add(key)
        return True

    def was_asked(self, url: str) -> bool:
        """True for an address that this crawl or an earlier one requested."""
        return page_key(PageRequest(url, "")) in self._asked or canonical_url(url) in self._known

    def is_open(self, url: str) -> bool:
        """True for the first page of a list that is being read."""
        return page_key(PageRequest(url, "list")) in self.lists

    def is_wanted(self, url: str) -> bool:
        """False for a known page in a crawl that only looks for new ones. When a known page is fetched again
        is decided by the schedule, not by its list."""
        return not self.columns or canonical_url(url) not in self._known

    def beginning(self) -> Iterator[tuple[PageRequest, RequestContext]]:
        """The first requests: the known columns, and the seeds that a person named. A home page among the
        seeds goes into the search."""
        named = (
            KnownColumn(self.site.site_id, seed) for seed in self.site.seeds if seed != self.site.homepage
        )
        for column in (*self.columns.values(), *named):
            page, step = self._first(column)
            if not self.is_new(step.key):
                continue
            if column.call and not column.whole:
                self._calls[page_key(column.call)] = column
                called = first_step(self.site.site_id, column.call, found_on=column.url)
                yield column.call, replace(called, list_key=step.key, trail=column.trail, score=column.score)
            else:
                yield page, step
        if self.site.homepage in self.site.seeds and (home := self.homepage()):
            self.search.offer(*home)

    def _first(self, column: KnownColumn) -> tuple[PageRequest, RequestContext]:
        page = PageRequest(column.url, "list")
        step = first_step(self.site.site_id, page)
        return page, replace(step, trail=column.trail, score=column.score)

    def called(self, step: RequestContext, family: str) -> ListWalk:
        """The state of the list that this step is a page of; created here if a script call was requested in
        place of the list's own page."""
        if step.key in self._calls and step.list_key not in self.lists:
            return self.open_list(self._first(self._calls[step.key])[1], family)
        return self.lists[step.list_key]

    def behind(self, step: RequestContext) -> tuple[PageRequest, RequestContext] | None:
        """The list's own page, if its script call was requested first and did not return only known items:
        the list then starts again from its own page. None for every other step."""
        column = self._calls.pop(step.key, None)
        one = self.lists.get(step.list_key)
        if column is None:
            return None
        if one and one.met_known:
            one.is_whole = False
            return None
        self.lists.pop(step.list_key, None)
        return self._first(column)

    def homepage(self) -> tuple[PageRequest, RequestContext] | None:
        """The start of the search; None if the site has no home page or the search has begun."""
        if self._has_searched or not self.site.homepage:
            return None
        self._has_searched = True
        request = PageRequest(self.site.homepage, "home")
        step = RequestContext(
            self.site.site_id, "home", request.url, page_key(request), score=100, is_search=True
        )
        return request, step

    def next_sitemap(self) -> tuple[PageRequest, RequestContext] | None:
        """The sitemap to ask for where the search has ended and found no column of reports; None
        otherwise."""
        if (
            not self._has_searched
            or self.search.under_way
            or any(one.is_column for one in self.lists.values())
        ):
            return None
        request = self.sitemaps.take(self.is_new)
        if request is None:
            return None
        self.search.under_way = True
        return request, replace(first_step(self.site.site_id, request), is_search=True)

    def open_list(self, step: RequestContext, family: str, name: str = "") -> ListWalk:
        """The account of the list that begins on this page; name is what the page calls itself."""
        column = self.columns.get(step.key)
        known = self._known if column and not column.whole else None
        is_column = column is not None or not step.is_search
        if not step.trail and name:
            step = replace(step, trail=(name,))
        call = column.call if column else None
        one = ListWalk(step, family, is_column, column.expected if column else 0, known, call)
        self.lists[step.key] = one
        return one

    def is_alias(self, one: ListWalk) -> bool:
        """True, and the list forgotten, where its first page shows what that of another list shows, as
        /column/ and /column/index.html do."""
        if not one.first_page[0] or one.first.key in self.columns:
            return False
        if any(other.first_page == one.first_page for other in self.lists.values() if other is not one):
            del self.lists[one.first.key]
            return True
        return False

    def moved(self, detail: str) -> None:
        """The homepage is elsewhere now."""
        self._has_moved = True
        self.note(f"homepage {self.site.homepage}: moved: {detail}")

    def failed(self, step: RequestContext, word: str, detail: str) -> None:
        """Handles a page that could not be fetched. It is a problem of the site only if it is the home page
        or belongs to a column."""
        one = self.lists.get(step.list_key)
        column = self.columns.get(step.key)
        if step.key in self._calls:
            pass  # the list's own page is requested next, and shows what is wrong
        elif one and step.is_guess:
            one.guessed(None)
        elif one and word in _GONE and one.ends_series(is_more=False):
            pass
        elif step.role == "detail":
            self.details.failed(step, word, detail)
        elif step.role == "home" and self._by_http(step, word):
            pass
        elif one and one.is_column:
            one.fail(f"{step.page_url}: {word}: {detail}")
            self._kept.append(word)
        elif column and word in _GONE:
            self._lost_column = True
            self.note(f"list {step.page_url}: held {column.expected} reports, now {word}: redesigned?")
        elif step.role == "home" or (step.role == "list" and not step.is_search):
            what = "homepage" if step.role == "home" else "list page"
            self.note(f"{what} {step.page_url}: {word}: {detail}")
            self._kept.append(self._https_word or word)
        elif step.is_search and word.startswith("blocked"):
            self._kept.append(word)

    def _by_http(self, step: RequestContext, word: str) -> bool:
        """Requests the home page by http if https failed, and returns True then (慈溪: https 410, http 200).
        Some hosts never had https."""
        if step.page_url.startswith("http:") or word not in _NO_HTTPS:
            return False
        self._https_word = word
        request = PageRequest("http" + step.page_url.removeprefix("https"), "home")
        self.search.offer(request, replace(step, page_url=request.url, key=page_key(request)))
        return True

    def unreadable(self, step: RequestContext, problem: str) -> None:
        """A page that is named like a column of reports lists nothing that can be read."""
        self._unreadable.setdefault(f"list {step.page_url}: {problem}")

    def note(self, problem: str) -> None:
        self._problems.setdefault(problem)

    @property
    def must_search(self) -> bool:
        """True if a column is lost or has shrunk and the site may still be contacted."""
        lost = self._lost_column or any(one.has_shrunk for one in self.lists.values())
        return lost and not any(word.startswith("blocked") for word in self._kept)

    def outcome(self) -> SiteOutcome:
        """How the site fared; called once, at the end."""
        columns = [one for one in self.lists.values() if one.is_column]
        problems = self._all_problems(columns)
        unread = (item for one in columns for item in one.unread(self.was_asked))
        is_healthy = bool(columns) and not problems
        return SiteOutcome(
            site_id=self.site.site_id,
            listing_healthy=is_healthy,
            list_pages=sum(one.pages for one in columns),
            links_found=len(frozenset[str]().union(*(one.items for one in columns))),
            details=self.details.arrived,
            http_errors=self.http_errors,
            failed_fetches=self.failed_fetches,
            budget_spent=self._left < 0,
            problems=tuple(problems),
            whole=all(one.is_whole for one in columns),
            verdict=self._verdict(is_healthy, bool(problems)),
            ask_again_at=self.ask_again_at,
            unread_items=tuple(dict.fromkeys([*self.details.unopened, *unread])),
            columns=tuple(
                one.column() for one in columns if one.must_be_known or one.first.key in self.columns
            ),
        )

    def _all_problems(self, columns: Sequence[ListWalk]) -> list[str]:
        """What was noted on the way, and what is wrong with the columns at the end; closes the columns."""
        problems = [*self._problems]
        for one in columns:
            one.close(self.was_asked)
        if not any(one.items for one in columns):
            for one in columns:
                one.fail("nothing in it")
        problems += [f"list {one.first.page_url}: {one.problem}" for one in columns if one.problem]
        asked_whole = bool(self.site.seeds or self.columns)
        if asked_whole and not columns:
            problems += self._unreadable
        if asked_whole and not columns and not problems and self._left >= 0:
            problems.append("no list was found: the column may have moved, or its platform is not known yet")
        if self._left < 0:
            problems.append(f"page budget of {self._budget} requests spent before the walk was done")
        return problems

    def _verdict(self, is_healthy: bool, has_problems: bool) -> str:
        """What keeps the site from being read: the first thing in the way of its homepage and its columns,
        else what most of its reports ended in."""
        if self._has_moved:
            return "moved"
        if not is_healthy and self._kept:
            return self._kept[0]
        if has_problems:
            return "degraded"
        return self.details.verdict()
