"""Where the article stands on an HTML page: by its family, else the densest block, else the whole page."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lxml.cssselect import CSSSelector

from extraction.families import family
from extraction.families.base import Family
from extraction.fragment import FILE_LINK
from extraction.lines import BLOCKS, element_lines, iter_visible
from extraction.page import Page
from extraction.text import bare

# A recognised container with less text than this may be a shell whose text stands elsewhere.
_THIN = 60
# The densest block must hold at least this much running text to be taken for the article.
_DENSE = 80


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
            thin = best if thin is None and _text_length(best) else thin
    if thin is not None and any(_holds_document(element) for element in thin.iter()):
        return thin, True
    dense = _densest_block(visible)
    if dense is None:
        return (page.tree, False) if thin is None else (thin, True)
    return dense, dense is thin


@lru_cache(maxsize=256)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _holds_document(element: Any) -> bool:
    """True for what stands for a text: a link to a file, a scan, an embedded reader."""
    return element.tag in ("img", "iframe", "embed", "object") or (
        element.tag == "a" and FILE_LINK.search(element.get("href", "")) is not None
    )


def _text_length(element: Any) -> int:
    above, _ = element_lines(element)
    return sum(len(line.text) for line in above)


def _densest_block(visible: Iterable[Any]) -> Any:
    """The block whose own text and paragraphs hold the most running text (text with a comma or a full
    stop); None where no block holds enough."""
    own: Counter[Any] = Counter()
    for element in visible:
        if length := _running_text(element):
            block = element
            while block.tag not in BLOCKS and block.getparent() is not None:
                block = block.getparent()
            own[block.getparent() if block.tag == "p" and block.getparent() is not None else block] += length
    scores: dict[Any, float] = defaultdict(float)
    for block, length in own.items():
        scores[block] += length
        # Sections in blocks of their own: the element around them must be able to win.
        scores[block.getparent()] += length * 0.6
    scores.pop(None, None)
    if not scores:
        return None
    best = max(scores, key=scores.__getitem__)
    if scores[best] < _DENSE:
        return None
    # The lead may stand beside a block that holds the rest.
    while (around := best.getparent()) is not None and around.tag != "body":
        if own[around] + sum(own[beside] for beside in around if beside is not best) < _DENSE:
            break
        best = around
    return best


def _running_text(element: Any) -> int:
    """Characters of the element's own text, its links left out, if it reads like sentences."""
    if element.tag == "a":
        return 0
    own = bare((element.text or "") + "".join(child.tail or "" for child in element))
    return len(own) if len(own) > 15 and any(mark in own for mark in "，。,;；") else 0
