"""The article's fragment, cleaned with BeautifulSoup: elements → visible lines.

Nothing is thrown away here: widgets inside the fragment come out as lines that carry the rule that
takes them out, at their place in the reading order.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from lxml import etree

from extraction.lines import Line
from extraction.text import bare, squeeze
from extraction.visible import BLOCKS, BREAK, LINK_MARKS, Visible, lines_of

# Class and id words of widgets that editors' templates put inside the article's container.
_WIDGETS = {
    "share": "share bdsharebuttonbox bdshare-button-style0-16 social-share jiathis_style fenxiang",
    "print": "print dayin fontsize font-size zihao ziti",
    "qr code": "qrcode ewm erweima qr-code",
    "pager": "pagination page-nav pagebar pre-next prev-next shangxia sxp",
    "related": "related xgwz xglj xgyd relevant relateddoc",
    "attachment": "fj-a gu-download",
}
_RULE_OF_WORD = {word: rule for rule, words in _WIDGETS.items() for word in words.split()}
# A widget is small; an element of this many characters that bears a widget's name holds the article.
_WIDGET_LIMIT = 300
FILE_LINK = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|pptx?)(?:$|[?#])|/downfile\.jsp|/download\.jsp|downloadfile|/filedownload\b",
    re.IGNORECASE,
)
_LINK_LIST = re.compile(
    r"(?:相关)?附件(?:下载|列表)?\s?\d{0,2}\s?[:：]?|\d{1,2}\s?[.、．]|已下载\d{0,9}次|下载次数\s?[:：]?\s?\d{0,9}次?|[(（]\s?\d[\d.]{0,8}\s?[KMGkmg]?[Bb]?\s?[)）]|[:：、,，;；【】\s]"
)
# A row of a data table is one line; a row whose cells hold running text only lays out the page.
_CELL_LIMIT = 400
# Elements nest, so that each would count the same text again: what is longer than this is not blank.
_LONGEST_BLANK = 30_000
_CELL_BREAK = "\x1f"  # ASCII's unit separator, white space when a page has one
# The tags that cleaning decides on, beside the widgets'. Of blocks only their breaks matter.
_KEPT = frozenset(("a", "table", "tr", "td", "th"))
_LINKS_AND_TABLES = etree.XPath(
    f"descendant-or-self::*[{' or '.join(f'self::{tag}' for tag in sorted(_KEPT))}]"
)
_NAMES = etree.XPath("descendant-or-self::*/@class | descendant-or-self::*/@id", smart_strings=False)


def fragment_lines(visible: Visible, container: Any) -> list[Line]:
    """The lines of a visible lxml element in reading order. Cells of a data row are joined by a tab."""
    elements = [element for element in _elements_to_clean(container) if element in visible.starts]
    if not elements:
        return [Line(text) for text, _ in lines_of(visible.inside(container))]
    soup = BeautifulSoup(_skeleton(visible, container, elements), "html.parser", multi_valued_attributes=None)
    tags = [node for node in soup.descendants if isinstance(node, Tag)]
    widgets = {id(tag): rule for tag in tags if (rule := _widget_rule(tag))}
    rows = {id(tag) for tag in tags if tag.name == "tr" and _is_data_row(tag)}
    return list(_Walk(widgets, rows).lines(soup))


def _elements_to_clean(container: Any) -> list[Any]:
    """Links, tables with their rows and cells, and whatever bears a widget's name, in document order."""
    names = {word for value in set(_NAMES(container)) for word in value.lower().split()}
    if names.isdisjoint(_RULE_OF_WORD):
        found: list[Any] = _LINKS_AND_TABLES(container)
        return found
    return [element for element in container.iter("*") if element.tag in _KEPT or _widget_words(element)]


def _skeleton(visible: Visible, container: Any, elements: Sequence[Any]) -> str:
    """The container's visible text as HTML with only the tags of these elements: of a page pasted from Word,
    one tag in ten. BeautifulSoup takes ten times longer for a tag than lxml takes for it here."""
    tags: dict[int, list[str]] = defaultdict(list)  # by the piece that they stand before
    filled = [element for element in elements if visible.starts[element] < visible.ends[element]]
    for element in reversed(filled):
        tags[visible.ends[element]].append(f"</{_tag_name(element)}>")
    for element in filled:
        named = ((name, element.get(name)) for name in ("href", "class", "id"))
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in named if value)
        tags[visible.starts[element]].append(f"<{_tag_name(element)}{attributes}>")
    parts: list[str] = []
    for at, piece in enumerate(visible.inside(container), visible.starts[container]):
        parts += tags.get(at, ())
        if piece not in LINK_MARKS:
            parts.append(escape(piece, quote=False))
    return "".join((*parts, *tags[visible.ends[container]]))


def _tag_name(element: Any) -> str:
    """Of the elements that are no link and no part of a table only the breaks matter."""
    return str(element.tag) if element.tag in _KEPT else "div" if element.tag in BLOCKS else "span"


class _Walk:
    """One pass over a soup in document order. Explicit stack: real pages nest thousands deep."""

    def __init__(self, widgets: dict[int, str], rows: set[int]) -> None:
        self.widgets = widgets
        self.rows = rows
        self.pieces: list[tuple[str, str]] = []  # (text, link target or "")

    def lines(self, soup: Tag) -> Iterator[Line]:
        rules: list[str] = []
        targets: list[str] = []
        row_depth = 0
        for entering, node in _events(soup):
            if not isinstance(node, Tag):
                text, *others = str(node).split(BREAK) if not row_depth else (str(node),)
                target = targets[-1] if targets else ""
                self.pieces.append((text, target))
                for text in others:
                    yield from self._flush(rules[-1] if rules else "")
                    self.pieces.append((text, target))
                continue
            widget, row = self.widgets.get(id(node)), id(node) in self.rows
            breaks = row or bool(widget) or (node.name in BLOCKS and not row_depth)
            if breaks:
                yield from self._flush(rules[-1] if rules else "")
            elif row_depth and node.name in ("td", "th") and entering:
                self.pieces.append((_CELL_BREAK, ""))
            row_depth += (1 if entering else -1) * row
            if widget:
                rules.append(widget) if entering else rules.pop()
            if node.name == "a":
                targets.append(str(node.get("href") or "#")) if entering else targets.pop()
        yield from self._flush("")

    def _flush(self, rule: str) -> Iterator[Line]:
        before, *cells = map(squeeze, "".join(text for text, _ in self.pieces).split(_CELL_BREAK))
        text = "\t".join(filter(None, (before, *cells)))
        if text:
            written = [(piece, target) for piece, target in self.pieces if piece.strip()]
            if not rule and _is_link_list(written):
                rule = "attachment"
            linked = all(target for _, target in written)
            yield Line(text, "body", rule, linked, tuple(cells))
        self.pieces.clear()


def _events(root: Tag) -> Iterator[tuple[bool, PageElement]]:
    stack: list[tuple[bool, PageElement]] = [(True, root)]
    while stack:
        entering, node = stack.pop()
        yield entering, node
        if entering and isinstance(node, Tag):
            stack.append((False, node))
            stack.extend((True, child) for child in reversed(node.contents))


def _widget_words(element: Any) -> list[str]:
    """The words in the class or id of an lxml or BeautifulSoup element that name a widget."""
    words = [*(element.get("class") or "").split(), element.get("id") or ""]
    return [word for word in words if word.lower() in _RULE_OF_WORD]


def _widget_rule(tag: Tag) -> str:
    words = _widget_words(tag)
    return _RULE_OF_WORD[words[0].lower()] if words and _is_shorter(tag, _WIDGET_LIMIT) else ""


def _is_data_row(row: Tag) -> bool:
    if row.find(["table", "tr"]) is not None:
        return False
    cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.name in ("td", "th")]
    filled = sum(1 for cell in cells if not _is_shorter(cell, 0))
    return filled > 1 and all(_is_shorter(cell, _CELL_LIMIT) for cell in cells)


def _is_shorter(tag: Tag, limit: int) -> bool:
    """True where the tag shows at most this many characters, white space left out."""
    length = 0
    for text in tag.strings:
        length += len(bare(text)) if len(text) < _LONGEST_BLANK else limit + 1
        if length > limit:
            return False
    return True


def _is_link_list(pieces: list[tuple[str, str]]) -> bool:
    """True for a line made of links to files and nothing but 附件 labels and numbers around them."""
    files = [text for text, target in pieces if FILE_LINK.search(target)]
    others = "".join(text for text, target in pieces if not FILE_LINK.search(target))
    return bool(files) and not _LINK_LIST.sub("", others).strip()
