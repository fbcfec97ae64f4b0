"""Visible lines of a page in reading order, and what counts as visible.

Visible is every character outside the elements in UNSEEN, outside comments and outside elements that
are hidden by the `hidden` attribute or by an inline `display: none`. Style sheets are not read: text
hidden by a class counts as visible.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from extraction.page import Page
from extraction.text import bare, squeeze

# Elements whose content browsers do not show as text of the page. The last row is obsolete or holds raw
# text, which parsers disagree on.
_UNSEEN = (
    "head title script style noscript template iframe object embed textarea svg math canvas audio video "
    "noembed noframes xmp plaintext"
)

_BLOCKS = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol "
    "option optgroup p pre section select summary table tbody td tfoot th thead tr ul ucapcontent "
    "ucaptitle publishtime"
)
UNSEEN, BLOCKS = frozenset(_UNSEEN.split()), frozenset(_BLOCKS.split())

_HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line. place is above, body or below (where it stands to the article's container);
    rule is not empty when it has already been taken out; linked means that every character of it is
    link text; cells are those of the table row it is, empty ones too (none for a line that is no row)."""

    text: str
    place: str = "body"
    rule: str = ""
    linked: bool = False
    cells: tuple[str, ...] = ()


def is_unseen(tag: str, hidden: bool, style: str) -> bool:
    """True for an element whose content is not visible."""
    return tag in UNSEEN or hidden or bool(style and _HIDDEN_STYLE.search(style))


def text_lines(text: str) -> list[Line]:
    """The lines of a plain-text page; blank ones are left out."""
    return [Line(squeezed) for line in text.splitlines() if (squeezed := squeeze(line))]


def element_lines(root: Any, container: Any = None) -> tuple[list[Line], list[Line]]:
    """The visible lines before and after `container` in an lxml tree; its own content is left out.
    Without a container everything counts as before."""
    above: list[Line] = []
    below: list[Line] = []
    target, place = above, "above"
    pieces: list[tuple[str, bool]] = []

    def flush() -> None:
        text = squeeze("".join(piece for piece, _ in pieces))
        if text:
            linked = all(in_link or not piece.strip() for piece, in_link in pieces)
            target.append(Line(text, place, linked=linked))
        pieces.clear()

    links = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element is container or _unseen(element):
                walk.skip_subtree()
                continue
            if element.tag in BLOCKS:
                flush()
            links += element.tag == "a"
            pieces.append((element.text or "", links > 0))
        elif event == "end":
            if element is container:
                flush()
                target, place = below, "below"
            elif not _unseen(element):
                links -= element.tag == "a"
                if element.tag in BLOCKS:
                    flush()
        if event != "start" and element is not root:
            pieces.append((element.tail or "", links > 0))
    flush()
    return above, below


def visible_text(page: Page) -> str:
    """Everything a reader sees on the page, without white space: what kept and removed text add up to."""
    if not page.is_html:
        return bare(page.text)
    above, _ = element_lines(page.tree)
    return bare("".join(line.text for line in above))


def iter_visible(root: Any) -> Iterator[Any]:
    """The visible elements below (and with) an lxml element, in document order."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _unseen(element):
            walk.skip_subtree()
        else:
            yield element


def _unseen(element: Any) -> bool:
    return is_unseen(element.tag, "hidden" in element.attrib, element.get("style", ""))
