"""The account of the pages that a site's lists call reports: how they fared, and which were never asked for."""

from collections import Counter

from crawlers.walk.request_context import Step
from extraction.listing.candidates import is_report_like
from records import Link, UnreadItem

# An item that is not asked for: it leads to another host, robots.txt closes it.
_NEVER_ASKED = ("off_domain", "private_address", "too_large", "robots")
# Reports that fare alike before that says something of their site.
_TELLING = 3


class DetailAccount:
    """arrived counts the pages that came; unopened are items whose page was not asked for, with the reason."""

    def __init__(self) -> None:
        self.arrived = 0
        self.unopened: list[UnreadItem] = []
        self._words: Counter[str] = Counter()

    def read(self, step: Step) -> None:
        """A page arrived."""
        self.arrived += 1
        self._count(step, "ok")

    def failed(self, step: Step, word: str, detail: str) -> None:
        """A page was not to be had."""
        self._count(step, word)
        if word in _NEVER_ASKED and step.link_title:
            self.unopened.append(UnreadItem(step.link_title, step.found_on, f"{word}: {detail}"))

    def verdict(self) -> str:
        """What most of the site's reports ended in; ok where they are too few to say."""
        word, times = max(self._words.items(), key=lambda pair: pair[1], default=("ok", 0))
        return word if times >= _TELLING and 2 * times > self._words.total() else "ok"

    def _count(self, step: Step, word: str) -> None:
        # News and notices come from the same lists, and say nothing of how reports fare.
        if not step.link_title or is_report_like(Link(step.page_url, step.link_title)):
            self._words[word] += 1
