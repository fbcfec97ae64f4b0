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

from extraction.markup.lines import Line
from extraction.markup.table_rows import CELL_BREAK, pieces_in_rows
from extraction.markup.visible import BREAK, LINK_MARKS, Visible
from extraction.prose.text import bare, squeeze

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
# Elements nest, so that each would count the same text again: what is longer than this is not blank.
_LONGEST_BLANK = 30_000
_NAMES = etree.XPath("descendant-or-self::*/@class | descendant-or-self::*/@id", smart_strings=False)


def fragment_lines(visible: Visible, container: Any) -> list[Line]:
    """The lines of a visible lxml element in reading order. Cells of a data row are joined by a tab."""
    pieces = pieces_in_rows(visible, container)
    elements = [element for element in _elements_to_clean(container) if element in visible.starts]
    if not elements:
        runs = (run for run in "".join(pieces).split(BREAK) if not run.isspace())
        return [line for line in map(_line, runs) if line]
    markup = _skeleton(pieces, visible, container, elements)
    return list(_lines(BeautifulSoup(markup, "html.parser", multi_valued_attributes=None)))


def _elements_to_clean(container: Any) -> list[Any]:
    """Links, and whatever bears a widget's name, in document order."""
    names = {word for value in set(_NAMES(container)) for word in value.lower().split()}
    if names.isdisjoint(_RULE_OF_WORD):
        return list(container.iter("a"))
    return [element for element in container.iter("*") if element.tag == "a" or _widget_words(element)]


def _skeleton(pieces: list[str], visible: Visible, container: Any, elements: Sequence[Any]) -> str:
    """The container's visible text as HTML with only the tags of these elements: of a page pasted from Word,
    one tag in fifty. BeautifulSoup takes ten times longer for a tag than lxml takes for it here."""
    tags: dict[int, list[str]] = defaultdict(list)  # by the piece that they stand before
    filled = [element for element in elements if visible.starts[element] < visible.ends[element]]
    for element in reversed(filled):
        tags[visible.ends[element]].append("</a>" if element.tag == "a" else "</span>")
    for element in filled:
        named = ((name, element.get(name)) for name in ("href", "class", "id"))
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in named if value)
        tags[visible.starts[element]].append(f"<{'a' if element.tag == 'a' else 'span'}{attributes}>")
    parts: list[str] = []
    for at, piece in enumerate(pieces, visible.starts[container]):
        parts += tags.get(at, ())
        if piece not in LINK_MARKS:
            parts.append(escape(piece, quote=False))
    return "".join((*parts, *tags[visible.ends[container]]))


def _lines(soup: Tag) -> Iterator[Line]:
    """One pass over a soup in document order."""
    widgets = {id(tag): rule for tag in soup.find_all(True) if (rule := _widget_rule(tag))}
    pieces: list[tuple[str, str]] = []  # (text, link target or "")
    rules, targets = [""], [""]
    for entering, node in _events(soup):
        if isinstance(node, Tag):
            if id(node) in widgets:
                yield from filter(None, (_cleaned_line(pieces, rules[-1]),))
                pieces.clear()
                rules.append(widgets[id(node)]) if entering else rules.pop()
            if node.name == "a":
                targets.append(str(node.get("href") or "#")) if entering else targets.pop()
            continue
        for at, run in enumerate(str(node).split(BREAK)):
            if at:
                yield from filter(None, (_cleaned_line(pieces, rules[-1]),))
                pieces.clear()
            pieces.append((run, targets[-1]))
    yield from filter(None, (_cleaned_line(pieces, ""),))


def _cleaned_line(pieces: list[tuple[str, str]], rule: str) -> Line | None:
    written = [(text, target) for text, target in pieces if text and not text.isspace()]
    line = _line("".join(text for text, _ in pieces)) if written else None
    if line is None or not (rule or any(target for _, target in written)):
        return line
    rule = rule or ("attachment" if _is_link_list(written) else "")
    return line._replace(rule=rule, linked=all(target for _, target in written))


def _line(run: str) -> Line | None:
    """What stands between two breaks, cells of a data row apart; None where nothing does."""
    before, *cells = map(squeeze, run.split(CELL_BREAK))
    text = "\t".join(filter(None, (before, *cells)))
    return Line(text, cells=tuple(cells)) if text else None


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
    return _RULE_OF_WORD[words[0].lower()] if words and _is_small(tag) else ""


def _is_small(tag: Tag) -> bool:
    """True where the tag shows no more characters, white space left out, than a widget may."""
    length = 0
    for number, text in enumerate(tag.strings):
        length += len(bare(text)) if len(text) < _LONGEST_BLANK else _WIDGET_LIMIT + 1
        # Widgets within widgets: each would count the same texts again, blank ones too.
        if length > _WIDGET_LIMIT or number > _WIDGET_LIMIT:
            return False
    return True


def _is_link_list(pieces: list[tuple[str, str]]) -> bool:
    """True for a line made of links to files and nothing but 附件 labels and numbers around them."""
    files = [text for text, target in pieces if FILE_LINK.search(target)]
    others = "".join(text for text, target in pieces if not FILE_LINK.search(target))
    return bool(files) and not _LINK_LIST.sub("", others).strip()
