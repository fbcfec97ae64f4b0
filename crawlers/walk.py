"""The account of one site in one crawl: what was asked, what was promised, what was seen."""

from dataclasses import dataclass
from datetime import datetime

from crawlers.step import Step
from extraction.urls import canonical_url
from records import Listing, PageRequest, Site, SiteOutcome


def page_key(request: PageRequest) -> str:
    """What makes two requests the same page: method, canonical address, body."""
    return f"{request.method} {canonical_url(request.url)} {request.body}"


@dataclass(frozen=True, slots=True)
class _ListPage:
    """One page of a list as read: how many items it had, what it promised, which pages follow it."""

    url: str
    items: int
    promised_pages: int
    promised_items: int
    following: frozenset[str]


class SiteWalk:
    """What the spider and the capture middleware know of one site while they walk it."""

    def __init__(self, site: Site, page_budget: int) -> None:
        self.site = site
        self._left = page_budget
        self._budget = page_budget
        self._asked: set[str] = set()
        self._pages: dict[str, _ListPage] = {}
        self._links: set[str] = set()
        self._problems: dict[str, None] = {}
        self.details = 0
        # Set by who hears it from the server (crawlers.refusals).
        self.ask_again_at: datetime | None = None
        self.http_errors = 0
        self.failed_fetches = 0

    def spend(self) -> bool:
        """Takes one request from the budget; False when it is spent."""
        self._left -= 1
        return self._left >= 0

    def is_new(self, key: str) -> bool:
        """True the first time a page is asked for."""
        if key in self._asked:
            return False
        self._asked.add(key)
        return True

    def saw_list(self, step: Step, listing: Listing) -> None:
        """One page of a list was read: its links and what it says of its further pages."""
        self._pages[step.key] = _ListPage(
            url=step.page_url,
            items=len(listing.links),
            promised_pages=listing.promised_pages or 0,
            promised_items=listing.promised_items or 0,
            following=frozenset(page_key(page) for page in listing.next_pages),
        )
        self._links |= {canonical_url(link.url) for link in listing.links}
        if listing.problem:
            self.note(f"list page {step.page_url}: {listing.problem}")

    def missed(self, step: Step, reason: str) -> None:
        """A page was not to be had or not to be read: a problem when lists or the homepage are concerned."""
        if step.role in ("list", "home"):
            what = "list page" if step.role == "list" else "homepage"
            self.note(f"{what} {step.page_url}: {reason}")

    def note(self, problem: str) -> None:
        self._problems[problem] = None

    def outcome(self) -> SiteOutcome:
        """How the site fared; called once, at the end."""
        problems = [*self._problems, *self._broken_promises()]
        if self.site.seeds and not self._pages and not problems and self._left >= 0:
            problems.append("no list was found: the column may have moved, or its platform is not known yet")
        if self._left < 0:
            problems.append(f"page budget of {self._budget} requests spent before the walk was done")
        return SiteOutcome(
            site_id=self.site.site_id,
            listing_healthy=any(page.items for page in self._pages.values()) and not problems,
            list_pages=len(self._pages),
            links_found=len(self._links),
            details=self.details,
            http_errors=self.http_errors,
            failed_fetches=self.failed_fetches,
            budget_spent=self._left < 0,
            problems=tuple(problems),
            ask_again_at=self.ask_again_at,
        )

    def _broken_promises(self) -> list[str]:
        """Lists are told apart by their first pages: those that follow no other page. What follows may
        be shared, as between /column/ and /column/index.html, or come in a chain of next pages."""
        broken = []
        later = frozenset[str]().union(*(page.following for page in self._pages.values()))
        for first in self._pages.keys() - later:
            whole = self._from(first)
            seen = [self._pages[key] for key in whole if key in self._pages]
            pages = max(len(whole), *(page.promised_pages for page in seen))
            promised_items = max(page.promised_items for page in seen)
            items = sum(page.items for page in seen)
            url = self._pages[first].url
            if len(seen) < pages:
                broken.append(f"list {url}: {len(seen)} of {pages} pages seen")
            elif items < promised_items and not any(page.promised_pages for page in seen):
                # Where pages are promised they decide: some lists count items they only link elsewhere.
                broken.append(f"list {url}: {items} of {promised_items} items seen")
        return sorted(broken)

    def _from(self, first: str) -> set[str]:
        """The keys of a whole list: its first page and all that follow."""
        whole, waiting = {first}, [first]
        while waiting:
            page = self._pages.get(waiting.pop())
            fresh = page.following - whole if page else frozenset()
            whole |= fresh
            waiting += fresh
        return whole
