"""What a reader sees of a page, walked once: its text in reading order and where each element appears.

Visible is every character outside the elements in UNSEEN, outside comments and outside elements that
are hidden by the `hidden` attribute, by an inline `display: none`, or by a rule `.class{display:none}` of a
style sheet in the page that no other rule of it takes back. Other style sheets are not read.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from extraction.markup.style_sheets import hidden_by_sheets
from extraction.prose.text import squeeze

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

# Separators between runs of text: three white-space characters, so that a page containing one loses no text.
BREAK, _LINK, _LINK_END = "\u2028", "\x1c", "\x1d"
_BREAK_IN_LINK = (_LINK_END, BREAK, _LINK)
LINK_MARKS = frozenset((_LINK, _LINK_END))
_BRIEF = 100  # characters of a run that is worth keeping
# A link goes on over the end of the pieces, and before their beginning.
_LINKED = re.compile(f"^[^{_LINK}{_LINK_END}]*{_LINK_END}|{_LINK}[^{_LINK_END}]*(?:{_LINK_END}|$)")

_BLOCK_STYLE = re.compile(r"display\s{0,9}:\s{0,9}(?:block|flex|table|grid|list-item)", re.IGNORECASE)
HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_STYLED = etree.XPath("//@style[contains(., 'isplay') or contains(., 'ISPLAY')]/.. | //@hidden/..")


@dataclass(frozen=True)
class Visible:
    """The visible text of a tree, in pieces: runs of text and the marks between them. starts and ends say
    for each visible element, in document order, where its content lies in pieces; hidden are the outermost
    elements that an attribute hides."""

    pieces: list[str]
    starts: dict[Any, int]
    ends: dict[Any, int]
    hidden: tuple[Any, ...] = ()

    def text_length(self, element: Any) -> int:
        """Visible characters below an element, white space left out."""
        return sum(map(len, "".join(self.inside(element)).split()))

    def is_filled(self, element: Any) -> bool:
        """True for a visible element with something in it."""
        return self.starts.get(element, 0) < self.ends.get(element, 0)

    def runs(self) -> Iterator[tuple[str, bool]]:
        """The runs of text, and whether each is a link's."""
        is_linked = False
        for piece in self.pieces:
            if piece in LINK_MARKS:
                is_linked = piece == _LINK
            else:
                yield piece, is_linked

    def inside(self, element: Any) -> list[str]:
        """The pieces of an element."""
        return self.pieces[self.starts[element] : self.ends[element]]

    def around(self, element: Any) -> tuple[list[str], list[str]]:
        """The pieces before and after an element; all of them before where it is not in the tree."""
        if element not in self.starts:
            return self.pieces, []
        return self.pieces[: self.starts[element]], self.pieces[self.ends[element] :]


def read_visible(root: Any, shown: Collection[Any] = ()) -> Visible:
    """The visible pieces of an lxml tree, by one walk.

    shown: hidden elements that count as visible all the same. The root and the body do so too: templates hide
    them until the page has loaded.
    """
    styled = _STYLED(root)
    hidden = {element for element in styled if _is_hidden(element)} | hidden_by_sheets(root)
    hidden.difference_update((root, *shown))
    skipped: list[Any] = []
    pieces: list[str] = []
    write = pieces.append
    starts: dict[Any, int] = {}
    ends: dict[Any, int] = {}
    links = 0
    unseen: Any = None  # whose end comes next
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in UNSEEN or (hidden and element in hidden):
                walk.skip_subtree()
                unseen = element
                if element in hidden:
                    skipped.append(element)
                continue
            starts[element] = len(pieces)
            if tag in BLOCKS:
                pieces.extend(_BREAK_IN_LINK) if links else write(BREAK)
            elif tag == "a":
                if not links:
                    write(_LINK)
                links += 1
            if text := element.text:
                write(text)
            continue
        if event == "end":
            if element is unseen:
                unseen = None
            else:
                if tag in BLOCKS:
                    pieces.extend(_BREAK_IN_LINK) if links else write(BREAK)
                elif tag == "a":
                    links -= 1
                    if not links:
                        write(_LINK_END)
                ends[element] = len(pieces)
        if (tail := element.tail) and element is not root:
            write(tail)
    _break_blocks(root, styled, pieces, starts, ends)
    return Visible(pieces, starts, ends, tuple(skipped))


def _break_blocks(
    root: Any, styled: Collection[Any], pieces: list[str], starts: dict[Any, int], ends: dict[Any, int]
) -> None:
    """Puts the breaks into pieces that a style or `pre` makes."""
    for element in styled:
        is_filled = starts.get(element, 0) < ends.get(element, 0)
        if is_filled and element.tag == "span" and _BLOCK_STYLE.search(element.get("style", "")):
            pieces[starts[element]] = BREAK + pieces[starts[element]]
            pieces[ends[element] - 1] += BREAK
    for element in filter(starts.__contains__, root.iter("pre")):  # its line ends are seen
        for at in range(starts[element], ends[element]):
            pieces[at] = pieces[at].replace("\n", BREAK)


def runs_of(root: Any) -> Iterator[tuple[str, bool]]:
    """The visible runs of text and whether each is a link's, met one by one: for those whom the first of them
    can be enough."""
    hidden = {element for element in _STYLED(root) if _is_hidden(element)} | hidden_by_sheets(root)
    links = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            links += element.tag == "a"
            if element.tag in UNSEEN or element in hidden:
                walk.skip_subtree()
            elif text := element.text:
                yield text, links > 0
            continue
        links -= event == "end" and element.tag == "a"
        if (tail := element.tail) and element is not root:
            yield tail, links > 0


def _is_hidden(element: Any) -> bool:
    if element.tag in ("html", "body"):
        return False
    return element.get("hidden") is not None or HIDDEN_STYLE.search(element.get("style", "")) is not None


def lines_of(pieces: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The lines that pieces make, white space squeezed and blank ones left out, and whether all of a line is
    link text."""
    for run in "".join(pieces).split(BREAK):
        if not run or run.isspace():
            continue
        linked = False
        if _LINK in run or _LINK_END in run:
            linked = not _LINKED.sub("", run).strip()
            run = run.replace(_LINK, "").replace(_LINK_END, "")
        if text := _squeezed(run) if len(run) <= _BRIEF else squeeze(run):
            yield text, linked


@lru_cache(maxsize=4096)  # the menus and the foot of a site are the same on each of its pages
def _squeezed(run: str) -> str:
    return squeeze(run)
