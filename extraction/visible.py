"""What a reader sees of a page, walked once: runs of text in reading order and where each element stands.

Visible is every character outside the elements in UNSEEN, outside comments and outside elements that
are hidden by the `hidden` attribute or by an inline `display: none`. Style sheets are not read: text
hidden by a class counts as visible.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from lxml import etree

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
_MAYBE_HIDDEN = etree.XPath(
    "descendant-or-self::*/@style[contains(., 'none') or contains(., 'NONE') or contains(., 'None')]/.."
    " | descendant-or-self::*/@hidden/.."
)

Piece = tuple[str, bool] | None
"""A run of text and whether it is link text; None between two blocks."""


def unseen(root: Any) -> set[Any]:
    """The elements of an lxml tree that are hidden or whose content is never shown."""
    found = {element for element in _MAYBE_HIDDEN(root) if _is_hidden(element)}
    found.update(root.iter(*UNSEEN))
    return found


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style", "")) is not None


@dataclass(frozen=True)
class Visible:
    """The visible text of a tree. starts and ends say for each visible element, in document order, where
    its content lies in pieces."""

    pieces: list[Piece]
    starts: dict[Any, int]
    ends: dict[Any, int]

    def text_length(self, element: Any) -> int:
        """Visible characters below an element, white space left out."""
        return self._lengths[self.ends[element]] - self._lengths[self.starts[element]]

    def around(self, element: Any) -> tuple[list[Piece], list[Piece]]:
        """The pieces before and after an element; all of them before where it is not in the tree."""
        if element not in self.starts:
            return self.pieces, []
        return self.pieces[: self.starts[element]], self.pieces[self.ends[element] :]

    @cached_property
    def _lengths(self) -> list[int]:
        sizes = (sum(map(len, piece[0].split())) if piece else 0 for piece in self.pieces)
        return list(accumulate(sizes, initial=0))


def read_visible(root: Any) -> Visible:
    """Walk an lxml tree, once."""
    skipped = unseen(root)
    pieces: list[Piece] = []
    starts: dict[Any, int] = {}
    ends: dict[Any, int] = {}
    links = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element in skipped:
                walk.skip_subtree()
                continue
            starts[element] = len(pieces)
            tag = element.tag
            if tag in BLOCKS:
                if pieces and pieces[-1] is not None:
                    pieces.append(None)
            elif tag == "a":
                links += 1
            if text := element.text:
                pieces.append((text, links > 0))
            continue
        if event == "end" and element not in skipped:
            tag = element.tag
            if tag in BLOCKS:
                if pieces and pieces[-1] is not None:
                    pieces.append(None)
            elif tag == "a":
                links -= 1
            ends[element] = len(pieces)
        if element is not root and (tail := element.tail):
            pieces.append((tail, links > 0))
    return Visible(pieces, starts, ends)


def runs(pieces: Iterable[Piece]) -> Iterator[list[tuple[str, bool]]]:
    """The pieces of each block: what stands between two breaks."""
    run: list[tuple[str, bool]] = []
    for piece in pieces:
        if piece is not None:
            run.append(piece)
        elif run:
            yield run
            run = []
    if run:
        yield run
