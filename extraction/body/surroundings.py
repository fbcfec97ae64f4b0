"""What belongs to a text beside the block that holds most of it."""

from collections import Counter
from collections.abc import Container
from typing import Any

from extraction.body.container_lines import FILE_LINK
from extraction.prose import boilerplate
from extraction.prose.text import Words, bare

# Elements that editors make.
_TYPED_TAGS = (
    "p div table tbody tr td ul ol li dl dt dd pre blockquote section center hr br font b strong span"
)
_TYPED = frozenset(_TYPED_TAGS.split())


def with_its_like(best: Any, own: Counter[Any], visible: Container[Any]) -> Any:
    """The parent of a block and its siblings with the same tag and class that hold running text: a text split
    into boxes, list items or rows. own: running text by block."""
    inner = best
    while (around := inner.getparent()) is not None and around.tag != "body":
        make = (inner.tag, inner.get("class"))
        beside = [child for child in around if child is not inner and child in visible]
        like = [child for child in beside if (child.tag, child.get("class")) == make]
        if any(own[element] for child in like for element in child.iter()):
            best = around
        elif beside:
            break
        inner = around
    return best


def with_typed_around(best: Any, visible: Container[Any]) -> Any:
    """The ancestor of a block that contains more text typed by the author: a title above Word's section, a
    signature in a table, footnotes. Lines that a template adds after them are removed later, by their
    words."""
    inner = best
    while (around := inner.getparent()) is not None and around.tag not in ("body", "form"):
        children = [child for child in around if child is inner or (child in visible and _words(child))]
        at = children.index(inner)
        beside = children[max(at - 1, 0) : at] + children[at + 1 : at + 2]
        loose = bare((around.text or "") + "".join(child.tail or "" for child in around))
        if boilerplate.furniture(Words(loose)) or (beside and not any(map(_is_typed, beside))):
            break
        if beside or loose:
            best = around
        inner = around
    return best


def _is_typed(element: Any) -> bool:
    """True for what editors write: no class of a template, no link but to a note or a file, no furniture."""
    if element.tag not in _TYPED or element.get("id") or not element.get("class", "Mso").startswith("Mso"):
        return False
    if boilerplate.furniture(Words(_words(element))):
        return False
    targets = [link.get("href", "#") for link in element.iter("a")]
    return all(target.startswith("#") or FILE_LINK.search(target) for target in targets)


def _words(element: Any) -> str:
    return bare("".join(element.itertext()))
