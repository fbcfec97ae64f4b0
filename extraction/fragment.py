"""The article's fragment, cleaned with BeautifulSoup: elements → visible lines.

Nothing is thrown away here: widgets inside the fragment come out as lines that carry the rule that
takes them out, at their place in the reading order.
"""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from lxml import html

from extraction.lines import BLOCKS, Line, is_unseen
from extraction.text import squeeze

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
    r"(?:相关)?附件(?:下载|列表)?\s?\d{0,2}\s?[:：]?|\d{1,2}\s?[.、．]|已下载\d{0,9}次|[:：、,，;；【】\s]"
)
# A row of a data table is one line; a row whose cells hold running text only lays out the page.
_CELL_LIMIT = 400
_CELL_BREAK = "\x1f"  # ASCII's own unit separator; counts as white space when a page has one


def fragment_lines(container: Any) -> list[Line]:
    """The visible lines of an lxml element in reading order. Cells of a data row are joined by a tab."""
    markup = html.tostring(container, encoding="unicode", with_tail=False)
    soup = BeautifulSoup(markup, "html.parser")
    for tag in soup.find_all(_is_unseen):
        if not tag.decomposed:  # as part of an unseen one around it
            tag.decompose()
    widgets = {id(tag): rule for tag in soup.find_all(True) if (rule := _widget_rule(tag))}
    rows = {id(row) for row in soup.find_all("tr") if _is_data_row(row)}
    return list(_Walk(widgets, rows).lines(soup))


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
                if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                    self.pieces.append((str(node), targets[-1] if targets else ""))
                continue
            widget, row = self.widgets.get(id(node)), id(node) in self.rows
            breaks = row or bool(widget) or (node.name in BLOCKS and not row_depth)
            if breaks:
                yield from self._flush(rules[-1] if rules else "")
            elif row_depth and node.name in ("td", "th") and entering:
                self.pieces.append((_CELL_BREAK, ""))
            elif row_depth and node.name in BLOCKS:
                self.pieces.append((" ", ""))
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


def _is_unseen(tag: Tag) -> bool:
    return is_unseen(tag.name, tag.has_attr("hidden"), str(tag.get("style") or ""))


def _widget_rule(tag: Tag) -> str:
    words = [*(tag.get("class") or []), str(tag.get("id") or "")]
    for word in words:
        rule = _RULE_OF_WORD.get(word.lower())
        if rule and len(squeeze(tag.get_text())) <= _WIDGET_LIMIT:
            return rule
    return ""


def _is_data_row(row: Tag) -> bool:
    if row.find("table") is not None:
        return False
    cells = [squeeze(cell.get_text()) for cell in row.find_all(["td", "th"], recursive=False)]
    return sum(map(bool, cells)) > 1 and all(len(cell) <= _CELL_LIMIT for cell in cells)


def _is_link_list(pieces: list[tuple[str, str]]) -> bool:
    """True for a line made of links to files and nothing but 附件 labels and numbers around them."""
    files = [text for text, target in pieces if FILE_LINK.search(target)]
    others = "".join(text for text, target in pieces if not FILE_LINK.search(target))
    return bool(files) and not _LINK_LIST.sub("", others).strip()
