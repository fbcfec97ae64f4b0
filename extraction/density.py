"""The block of a page that holds its running text, for pages whose platform is not known."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from typing import Any

from extraction import boilerplate
from extraction.fragment import FILE_LINK
from extraction.text import bare
from extraction.visible import BLOCKS

# The densest block must hold at least this much running text to be taken for the article.
_DENSE = 80
# What counts as running text: longer than a heading and with a mark inside.
_SHORT = 15
_MARKS = "，。,;；"
# The least of a text that is all whole sentences.
_BRIEF = 30
_TYPED_TAGS = (
    "p div table tbody tr td ul ol li dl dt dd pre blockquote section center hr br font b strong span"
)
_TYPED = frozenset(_TYPED_TAGS.split())


def densest_block(visible: Collection[Any]) -> Any:
    """The block whose own text and paragraphs hold the most running text; None where no block holds
    enough. visible are the visible elements of a tree in document order."""
    own = _running_text(visible)
    best = _best(own, _DENSE)
    if best is None:
        # A text of a sentence or two, a note that carries a file: only whole sentences count, and nothing
        # that a site's foot says.
        own = _running_text(
            visible, lambda text: text.endswith(("。", "：")) and not boilerplate.end_mark(text)
        )
        best = _best(own, _BRIEF)
        return None if best is None else _with_typed_around(_with_its_like(best, own, visible), visible)
    # The lead may stand beside a block that holds the rest.
    while (around := best.getparent()) is not None and around.tag != "body":
        if own[around] + sum(own[beside] for beside in around if beside is not best) < _DENSE:
            break
        best = around
    return _with_typed_around(_with_its_like(best, own, visible), visible)


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


def _with_its_like(best: Any, own: Counter[Any], visible: Collection[Any]) -> Any:
    """The element around a block and its neighbours of the same make (tag and class) that hold running text
    too: paragraphs in boxes, items or rows of their own, a text in several boxes."""
    inner = best
    while (around := inner.getparent()) is not None and around.tag != "body":
        beside = [child for child in around if child is not inner and child in visible]
        like = [
            child for child in beside if (child.tag, child.get("class")) == (inner.tag, inner.get("class"))
        ]
        if any(own[element] for child in like for element in child.iter()):
            best = around
        elif beside:
            break
        inner = around
    return best


def _with_typed_around(best: Any, visible: Collection[Any]) -> Any:
    """The element around a block where the author has typed beside it too: a title above Word's section,
    a signature in a table, footnotes. What a template adds behind them is told by its words later."""
    inner = best
    while (around := inner.getparent()) is not None and around.tag not in ("body", "form"):
        children = [child for child in around if child is inner or (child in visible and _words(child))]
        at = children.index(inner)
        bare_text = bare((around.text or "") + "".join(child.tail or "" for child in around))
        beside = children[max(at - 1, 0) : at] + children[at + 1 : at + 2]
        if boilerplate.furniture(bare_text) or (beside and not any(map(_is_typed, beside))):
            break
        if beside or bare_text:
            best = around
        inner = around
    return best


def _is_typed(element: Any) -> bool:
    """True for what editors write: no class of a template, no link but to a note or a file, no furniture."""
    if element.tag not in _TYPED or element.get("id") or not element.get("class", "Mso").startswith("Mso"):
        return False
    if boilerplate.furniture(_words(element)):
        return False
    targets = [link.get("href", "#") for link in element.iter("a")]
    return all(target.startswith("#") or FILE_LINK.search(target) for target in targets)


def _words(element: Any) -> str:
    return bare("".join(element.itertext()))


def _running_text(
    visible: Collection[Any], counts: Callable[[str], bool] = lambda text: True
) -> Counter[Any]:
    """Characters of running text by block, the text of its inline elements included and links left out;
    a paragraph counts for the block around it."""
    blocks: dict[Any, Any] = {}
    texts: dict[Any, list[str]] = defaultdict(list)
    for element in visible:
        parent = element.getparent()
        block = blocks[element] = element if element.tag in BLOCKS else blocks.get(parent, element)
        if element.tag != "a":
            texts[block].append((element.text or "") + "".join(child.tail or "" for child in element))
    own: Counter[Any] = Counter()
    for block, pieces in texts.items():
        text = bare("".join(pieces))
        if len(text) > _SHORT and any(mark in text for mark in _MARKS) and counts(text):
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
