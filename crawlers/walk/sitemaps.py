"""The sitemaps of one site, tried when the search finds no column."""

from collections import deque
from collections.abc import Callable, Iterable

from crawlers.walk.request_context import page_key
from extraction.markup.urls import is_same_site
from records import PageRequest

# A sitemap of sitemaps and the first of those.
_MOST = 4


class Sitemaps:
    """Those that robots.txt names, and those that they name."""

    def __init__(self, homepage: str) -> None:
        self._homepage = homepage
        self._waiting: deque[str] = deque()
        self._asked = 0

    def name(self, urls: Iterable[str]) -> None:
        """Adds sitemaps of the site; those of other sites are ignored."""
        self._waiting.extend(url for url in urls if is_same_site(url, self._homepage))

    def take(self, is_new: Callable[[str], bool]) -> PageRequest | None:
        """The next sitemap to request; None if there is none or enough were requested."""
        while self._waiting and self._asked < _MOST:
            request = PageRequest(self._waiting.popleft(), "sitemap")
            if is_new(page_key(request)):
                self._asked += 1
                return request
        return None
