"""Counts the outcomes of the pages that a site's lists name as reports, and the items never requested."""

from collections import Counter

from crawlers.walk.request_context import RequestContext
from extraction.listing.candidates import is_report_like
from records import Link, UnreadItem

# Why an item is not requested: it leads to another host, or robots.txt forbids it.
_NEVER_ASKED = ("off_domain", "private_address", "too_large", "robots")
# So many reports with the same outcome show a problem of the site.
_TELLING = 3


class DetailAccount:
    """arrived: number of pages received; unopened: items whose page was not requested, with the reason."""

    def __init__(self) -> None:
        self.arrived = 0
        self.unopened: list[UnreadItem] = []
        self._words: Counter[str] = Counter()

    def read(self, step: RequestContext) -> None:
        """A page arrived."""
        self.arrived += 1
        self._count(step, "ok")

    def failed(self, step: RequestContext, word: str, detail: str) -> None:
        """A page could not be fetched."""
        self._count(step, word)
        if word in _NEVER_ASKED and step.link_title:
            self.unopened.append(UnreadItem(step.link_title, step.found_on, f"{word}: {detail}"))

    def verdict(self) -> str:
        """The outcome of most of the site's reports; ok if there are too few to tell."""
        word, times = max(self._words.items(), key=lambda pair: pair[1], default=("ok", 0))
        return word if times >= _TELLING and 2 * times > self._words.total() else "ok"

    def _count(self, step: RequestContext, word: str) -> None:
        # News and notices come from the same lists, and say nothing of how reports fare.
        if not step.link_title or is_report_like(Link(step.page_url, step.link_title)):
            self._words[word] += 1
