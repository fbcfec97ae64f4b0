"""Find the article's element on an HTML page: by the family's selectors, else the densest block, else the
whole page."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

from lxml.cssselect import CSSSelector

from extraction.body.container_lines import FILE_LINK
from extraction.body.density import densest_block
from extraction.body.page_furniture import furniture_elements
from extraction.families import family, marks_of, recognise
from extraction.families.base import Family
from extraction.families.marks import selector_words
from extraction.markup.page import Page, elements_of_class

# A recognised container with less text than this may be a shell whose text appears elsewhere.
_THIN = 60


class Container(NamedTuple):
    """The lxml element that contains the article; the whole tree if no block reads as a text.

    named: a family's selector found it. has_text: False where no block of the page reads as a text.
    furniture: elements that cannot be text, with their rules; filled only where no selector found a text.
    """

    element: Any
    named: bool
    has_text: bool = True
    furniture: Mapping[Any, str] = {}


def shows_text(page: Page) -> bool:
    """False for a page on which nothing reads as an article's text."""
    return find_container(page, recognise(page)).has_text


@lru_cache(maxsize=2)  # called for the article, its files and its further pages
def find_container(page: Page, recognised: Family) -> Container:
    """The element that contains the article: by the family's selectors, else the densest block, else the
    whole page."""
    length = page.visible.text_length
    thin = None
    for selector in dict.fromkeys((*recognised.containers, *family("generic").containers)):
        found = _select(page, selector)
        if found:
            size, best = max(((length(element), element) for element in found), key=itemgetter(0))
            if size >= _THIN:
                return Container(best, True)
            if thin is None and (size or _holds_documents(best)):
                thin = best
    if thin is not None and _holds_documents(thin):
        return Container(thin, True, has_text=False)
    furniture = furniture_elements(page.tree, page.visible.starts)
    dense = densest_block(page.tree, page.visible.starts, furniture)
    if dense is None:
        is_thin = thin is not None
        return Container(thin if is_thin else page.tree, is_thin, False, furniture)
    return Container(dense, dense is thin, True, furniture)


def _select(page: Page, selector: str) -> list[Any]:
    """The visible elements a CSS selector finds, without those inside one of them. Most pages contain none of
    a selector's words; that check is a hundred times faster than running the selector."""
    words, find = _compiled(selector)
    if not words <= marks_of(page):
        return []
    outermost: list[Any] = []
    starts, ends, end = page.visible.starts, page.visible.ends, 0
    for element in find(page.tree):
        if element in starts and (not outermost or starts[element] >= end):
            outermost.append(element)
            end = ends[element]
    return outermost


@lru_cache(maxsize=256)
def _compiled(selector: str) -> tuple[frozenset[str], Callable[[Any], list[Any]]]:
    words = frozenset(selector_words(selector))
    if (name := selector.removeprefix(".")).replace("-", "").replace("_", "").isalnum() and name != selector:
        return words, partial(elements_of_class, name=name)  # the same elements, found in a third of the time
    return words, CSSSelector(selector, translator="html")


def _holds_documents(container: Any) -> bool:
    """True for an element that replaces a text: a link to a file, a scan, an embedded reader."""
    return any(
        element.tag in ("img", "iframe", "embed", "object")
        or (element.tag == "a" and FILE_LINK.search(element.get("href", "")) is not None)
        for element in container.iter()
    )
