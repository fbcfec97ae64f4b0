"""The block of a page that holds its running text, for pages whose platform is not known."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any

from lxml import etree

from extraction.body.surroundings import with_its_like, with_typed_around
from extraction.markup.visible import BLOCKS
from extraction.prose import boilerplate
from extraction.prose.outline import heading_level
from extraction.prose.site_notices import is_site_notice
from extraction.prose.text import Words, bare

# The densest block must hold at least this much running text to be taken for the article.
_DENSE = 80
# What counts as running text: longer than a heading and with a mark inside.
_SHORT = 15
_MARKS = "，。,;；"
# The least of a text that is all whole sentences.
_BRIEF = 30
# Characters that a numbered heading counts for, whatever its length: it is a sign of a text.
_HEADING = 120


# Links are no text, but whole sentences and numbered headings in links are.
_NUMBERED = re.compile(r"\s{0,99}[(（]?[一二三四五六七八九十]{1,3}[)）、]")


def densest_block(root: Any, visible: Container[Any], furniture: Mapping[Any, str] | None = None) -> Any:
    """The block with the most running text in its own text and paragraphs; None if no block has enough.
    visible: the visible elements of the tree; furniture: elements that cannot be the text. A block with
    mostly site notices cannot be the text either."""
    texts = [(block, text) for block, text in _running_texts(root, visible, furniture or {})]
    texts = _without_notices(texts)
    own = _lengths(texts)
    best = _best(own, _DENSE)
    if best is None:
        # A very short text (one or two sentences, a note above a file): only whole sentences count, without
        # those of a footer.
        own = _lengths(
            pair for pair in texts if pair[1][-1] in "。：" and not boilerplate.end_mark(Words(pair[1]))
        )
        best = _best(own, _BRIEF)
    # The lead may be beside a block that has the rest.
    while best is not None and (around := best.getparent()) is not None and around.tag != "body":
        if own[around] + sum(own[beside] for beside in around if beside is not best) < _DENSE:
            break
        best = around
    return None if best is None else with_typed_around(with_its_like(best, own, visible), visible)


def _best(own: Counter[Any], least: float) -> Any:
    """The block with the most running text; None where none has so much."""
    scores: dict[Any, float] = defaultdict(float)
    for block, length in own.items():
        scores[block] += length
        # Paragraphs in blocks of their own: the element around them must be able to win.
        scores[_around(block)] += length * 0.6
    scores.pop(None, None)
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= least else None


def _lengths(texts: Iterable[tuple[Any, str]]) -> Counter[Any]:
    """Characters of running text by block; a paragraph counts for the block around it."""
    own: Counter[Any] = Counter()
    for block, text in texts:
        own[_holder(block)] += len(text) + (_HEADING if heading_level(Words(text)) in (1, 2) else 0)
    return own


def _holder(block: Any) -> Any:
    """The block that a paragraph counts for."""
    parent = block.getparent()
    return parent if block.tag == "p" and parent is not None else block


def _without_notices(texts: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """The texts of blocks that do not speak mostly of their site."""
    said: Counter[Any] = Counter()
    notices: Counter[Any] = Counter()
    for block, text in texts:
        holder = _holder(block)
        said[holder] += len(text)
        notices[holder] += len(text) * is_site_notice(Words(text))
    return [(block, text) for block, text in texts if 2 * notices[_holder(block)] < said[_holder(block)]]


def _running_texts(root: Any, visible: Container[Any], furniture: Mapping[Any, str]) -> list[tuple[Any, str]]:
    """The blocks that hold running text with their own, that of their inline elements included and links left
    out."""
    texts: dict[Any, list[str]] = defaultdict(list)
    open_blocks, holders = [root], [root]
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element not in visible or element in furniture:
                walk.skip_subtree()
                continue
            holders.append(element)
            open_blocks.append(element if element.tag in BLOCKS else open_blocks[-1])
            if (text := element.text) and (element.tag != "a" or "。" in text or _NUMBERED.match(text)):
                texts[open_blocks[-1]].append(text)
            continue
        if event == "end" and element in visible and element not in furniture:
            holders.pop()
            open_blocks.pop()
        if holders[-1].tag != "a" and element is not root and (tail := element.tail):
            texts[open_blocks[-1]].append(tail)
    joined = ((block, bare("".join(pieces))) for block, pieces in texts.items())
    return [
        (block, text)
        for block, text in joined
        if (len(text) > _SHORT and any(mark in text for mark in _MARKS))
        or (len(text) >= 4 and heading_level(Words(text)) in (1, 2))
    ]


def _around(block: Any) -> Any:
    """The element around a block, and around the boxes that hold nothing but it: editors put each
    paragraph into sections of its own, converters into rows."""
    around = block.getparent()
    while (
        around is not None and around.tag != "body" and len(around) == 1 and not (around.text or "").strip()
    ):
        around = around.getparent()
    return around
