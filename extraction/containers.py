"""Where the article stands on an HTML page: by its family, else the densest block, else the whole page."""

from functools import lru_cache
from typing import Any

from lxml.cssselect import CSSSelector

from extraction.density import densest_block
from extraction.families import family
from extraction.families.base import Family
from extraction.fragment import FILE_LINK
from extraction.lines import element_lines, iter_visible
from extraction.page import Page

# A recognised container with less text than this may be a shell whose text stands elsewhere.
_THIN = 60


def find_container(page: Page, recognised: Family) -> tuple[Any, bool]:
    """The lxml element that holds the article (the whole tree when nothing stands out), and whether a
    family's selector named it."""
    visible = dict.fromkeys(iter_visible(page.tree))  # in page order: the result must not vary
    thin = None
    for selector in dict.fromkeys((*recognised.containers, *family("generic").containers)):
        found = [element for element in _compiled(selector)(page.tree) if element in visible]
        if found:
            best = max(found, key=_text_length)
            if _text_length(best) >= _THIN:
                return best, True
            if thin is None and (_text_length(best) or _holds_documents(best)):
                thin = best
    if thin is not None and _holds_documents(thin):
        return thin, True
    dense = densest_block(visible)
    if dense is None:
        return (page.tree, False) if thin is None else (thin, True)
    return dense, dense is thin


@lru_cache(maxsize=256)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _holds_documents(container: Any) -> bool:
    """True for what stands for a text: a link to a file, a scan, an embedded reader."""
    return any(
        element.tag in ("img", "iframe", "embed", "object")
        or (element.tag == "a" and FILE_LINK.search(element.get("href", "")) is not None)
        for element in container.iter()
    )


def _text_length(element: Any) -> int:
    above, _ = element_lines(element)
    return sum(len(line.text) for line in above)
