"""Where the article stands on an HTML page: by its family, else the densest block, else the whole page."""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import Any

from lxml.cssselect import CSSSelector

from extraction.families import family
from extraction.families.base import Family
from extraction.fragment import FILE_LINK
from extraction.page import Page
from extraction.text import bare
from extraction.visible import BLOCKS, Visible

# A recognised container with less text than this may be a shell whose text stands elsewhere.
_THIN = 60
# The densest block must hold at least this much running text to be taken for the article.
_DENSE = 80
# The words of a selector that stand in a page as they are: ids, classes, values of attributes.
_VALUES = re.compile(r"[#.]([\w-]+)|=[\"']?([\w-]+)")


def find_container(page: Page, recognised: Family) -> tuple[Any, bool]:
    """The lxml element that holds the article (the whole tree when nothing stands out), and whether a
    family's selector named it."""
    length = page.visible.text_length
    thin = None
    for selector in dict.fromkeys((*recognised.containers, *family("generic").containers)):
        found = _select(page, selector)
        if found:
            best = max(found, key=length)
            if length(best) >= _THIN:
                return best, True
            thin = best if thin is None and length(best) else thin
    if thin is not None and any(_holds_document(element) for element in thin.iter()):
        return thin, True
    dense = _densest_block(page.visible)
    if dense is None:
        return (page.tree, False) if thin is None else (thin, True)
    return dense, dense is thin


def _select(page: Page, selector: str) -> list[Any]:
    """The visible elements a CSS selector finds. Most pages hold none of a selector's words, which is told
    a hundred times faster than by looking at every element."""
    words, find = _compiled(selector)
    if not all(word in page.text for word in words):
        return []
    return [element for element in find(page.tree) if element in page.visible.starts]


@lru_cache(maxsize=256)
def _compiled(selector: str) -> tuple[tuple[str, ...], CSSSelector]:
    words = (name or value for name, value in _VALUES.findall(selector))
    return tuple(words), CSSSelector(selector, translator="html")


def _holds_document(element: Any) -> bool:
    """True for what stands for a text: a link to a file, a scan, an embedded reader."""
    return element.tag in ("img", "iframe", "embed", "object") or (
        element.tag == "a" and FILE_LINK.search(element.get("href", "")) is not None
    )


def _densest_block(visible: Visible) -> Any:
    """The block whose own text and paragraphs hold the most running text (text with a comma or a full
    stop); None where no block holds enough."""
    own: Counter[Any] = Counter()
    blocks: dict[Any, Any] = {}
    for element in visible.starts:
        around = element.getparent()
        blocks[element] = element if element.tag in BLOCKS else blocks.get(around, element)
        if length := _running_text(element):
            block = blocks[element]
            outer = block.getparent()
            own[outer if block.tag == "p" and outer is not None else block] += length
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
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    if len(own) <= 15:
        return 0
    own = bare(own)
    return len(own) if len(own) > 15 and any(mark in own for mark in "，。,;；") else 0
