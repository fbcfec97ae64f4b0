"""The account of one site in one crawl: what was asked, what was promised, what was seen."""

from dataclasses import dataclass, field

from crawlers.step import Step
from extraction.urls import canonical_url
from records import Listing, PageRequest, Site, SiteOutcome


def page_key(request: PageRequest) -> str:
    """What makes two requests the same page: method, canonical address, body."""
    return f"{request.method} {canonical_url(request.url)} {request.body}"


@dataclass
class _List:
    """One list over all its pages, by their keys. A page that another list of the site brought counts
    for both: /column/ and /column/index.html share their later pages."""

    expected: set[str] = field(default_factory=set)
    promised_pages: int = 0
    promised_items: int = 0


class SiteWalk:
    """What the spider and the capture middleware know of one site while they walk it."""

    def __init__(self, site: Site, page_budget: int) -> None:
        self.site = site
        self._left = page_budget
        self._budget = page_budget
        self._asked: set[str] = set()
        self._lists: dict[str, _List] = {}
        self._items: dict[str, int] = {}
        self._links: set[str] = set()
        self._problems: dict[str, None] = {}
        self.details = 0
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
        whole = self._lists.setdefault(step.list_url or step.page_url, _List())
        whole.expected |= {step.key, *map(page_key, listing.next_pages)}
        whole.promised_pages = max(whole.promised_pages, listing.promised_pages or 0)
        whole.promised_items = max(whole.promised_items, listing.promised_items or 0)
        self._items[step.key] = len(listing.links)
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
        if self._left < 0:
            problems.append(f"page budget of {self._budget} requests spent before the walk was done")
        return SiteOutcome(
            site_id=self.site.site_id,
            listing_healthy=any(self._items.values()) and not problems,
            list_pages=len(self._items),
            links_found=len(self._links),
            details=self.details,
            http_errors=self.http_errors,
            failed_fetches=self.failed_fetches,
            budget_spent=self._left < 0,
            problems=tuple(problems),
        )

    def _broken_promises(self) -> list[str]:
        broken = []
        for url, whole in self._lists.items():
            seen = whole.expected & self._items.keys()
            promised = max(whole.promised_pages, len(whole.expected))
            items = sum(self._items[key] for key in seen)
            if len(seen) < promised:
                broken.append(f"list {url}: {len(seen)} of {promised} pages seen")
            elif not whole.promised_pages and items < whole.promised_items:
                # Where pages are promised they decide: some lists count items they only link elsewhere.
                broken.append(f"list {url}: {items} of {whole.promised_items} items seen")
        return broken
