"""The block of a page that holds its running text, for pages whose platform is not known."""

from collections import Counter, defaultdict
from collections.abc import Container
from typing import Any

from lxml import etree

from extraction.text import bare
from extraction.visible import BLOCKS

# The densest block must hold at least this much running text to be taken for the article.
_DENSE = 80
# What counts as running text: longer than a heading and with a mark inside.
_SHORT = 15
_MARKS = "，。,;；"


def densest_block(root: Any, visible: Container[Any]) -> Any:
    """The block whose own text and paragraphs hold the most running text; None where no block holds
    enough. visible are the visible elements of the tree."""
    own = _running_text(root, visible)
    scores: dict[Any, float] = defaultdict(float)
    for block, length in own.items():
        scores[block] += length
        # Paragraphs in blocks of their own: the element around them must be able to win.
        scores[_around(block)] += length * 0.6
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


def _running_text(root: Any, visible: Container[Any]) -> Counter[Any]:
    """Characters of running text by block, the text of its inline elements included and links left out;
    a paragraph counts for the block around it."""
    texts: dict[Any, list[str]] = defaultdict(list)
    open_blocks, holders = [root], [root]
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element not in visible:
                walk.skip_subtree()
                continue
            holders.append(element)
            open_blocks.append(element if element.tag in BLOCKS else open_blocks[-1])
            if element.tag != "a" and (text := element.text):
                texts[open_blocks[-1]].append(text)
            continue
        if event == "end" and element in visible:
            holders.pop()
            open_blocks.pop()
        if holders[-1].tag != "a" and element is not root and (tail := element.tail):
            texts[open_blocks[-1]].append(tail)
    own: Counter[Any] = Counter()
    for block, pieces in texts.items():
        text = bare("".join(pieces))
        if len(text) > _SHORT and any(mark in text for mark in _MARKS):
            parent = block.getparent()
            own[parent if block.tag == "p" and parent is not None else block] += len(text)
    return own


def _around(block: Any) -> Any:
    """The element around a block, and around the boxes that hold nothing but it: editors put each
    paragraph into sections of its own, converters into rows."""
    around = block.getparent()
    while (
        around is not None and around.tag != "body" and len(around) == 1 and not (around.text or "").strip()
    ):
        around = around.getparent()
    return around
