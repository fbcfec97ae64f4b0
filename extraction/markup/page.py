"""Bytes of one response → a Page: decoded once, parsed once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lxml import etree

from extraction.markup.bounds import bounded, is_harmless
from extraction.markup.encoding import REPLACEMENT, declared_charset, decode
from extraction.markup.errors import NotAPage
from extraction.markup.style_sheets import hidden_by_sheets
from extraction.markup.treeless import flatten, strip_tags
from extraction.markup.urls import absolute_url
from extraction.markup.visible import HIDDEN_STYLE, UNSEEN, Visible, read_visible
from extraction.markup.watched_words import watched_words_in

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP or Office document"),
    (b"\xd0\xcf\x11\xe0", "old Office document"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"RIFF", "RIFF media"),
    (b"{\\rtf", "RTF document"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|div|p|br|span|table|tr|td|ul|ol|li|a|h[1-6]|script|iframe)\b",
    re.IGNORECASE,
)
# Templates leave {{header}} before the page.
_JSON = re.compile(r"\s{0,999}(?:\{\s{0,99}(?:[\"'}]|\w{1,40}\s{0,9}:)|\[\s{0,99}[\[{\"\d\]])")
_CLOSE_OF_DOCUMENT = re.compile(rb"</(?:html|body)\s{0,99}>", re.IGNORECASE)
_NO_MEMORY = etree.ErrorTypes.ERR_NO_MEMORY
_OF_CLASS = etree.XPath("//@class[contains(., $name)]/..")
# The largest real page seen has 3,000; a million of them would take a minute.
_MOST_TAGS = 60_000
# Some systems write Chinese in numbers; words are looked for in the text as well as in the tree.
_MANY_ENTITIES = 50
_HAN_ENTITY = re.compile(
    r"&#(?:x([4-9][0-9a-f]{3})|(1999[0-9]|[2-3][0-9]{4}|40[0-8][0-9]{2}|4[0-9]{4}));", re.IGNORECASE
)


@dataclass(frozen=True, eq=False)
class Page:
    """One response, decoded. A page is equal to itself only, so that what was found on it can be kept by it.

    text is without byte order mark and NUL characters; encoding is the codec that was used, declared the
    first charset that HTTP, <meta> or the XML declaration named ("" for none); replacements counts the
    U+FFFD in text. is_html is False for plain text and JSON.
    """

    url: str
    payload: bytes
    text: str
    encoding: str
    declared: str
    replacements: int
    is_html: bool

    @cached_property
    def utf8(self) -> bytes:
        """The text in UTF-8, as the parser gets it."""
        return self.text.encode("utf-8", "replace")

    @cached_property
    def words(self) -> frozenset[str]:
        """The watched words that stand in the markup."""
        return watched_words_in(self.utf8)

    def holds(self, words: frozenset[str]) -> bool:
        """True where one of these watched words appears in the markup."""
        return not words.isdisjoint(self.words)

    @cached_property
    def _parsed(self) -> tuple[Any, bool]:
        # lxml drops what follows the first </html>, and templates that include templates have two.
        # The closing tags of html and body are optional, so leaving all of them out loses nothing.
        markup = self.utf8 if is_harmless(self.utf8) else bounded(self.text).encode("utf-8", "replace")
        markup = _CLOSE_OF_DOCUMENT.sub(b"", markup)
        tree, is_whole = _parse(markup)
        if is_whole:
            return tree, False
        return _parse(flatten(markup.decode()).encode("utf-8", "replace"))[0], True

    @property
    def tree(self) -> Any:
        """The document as an lxml element (`<html>`), parsed on first use; empty for empty input."""
        return self._parsed[0]

    @property
    def is_flattened(self) -> bool:
        """True for a page nested so deep that the tree holds its innermost elements' text without them."""
        return self._parsed[1]

    @cached_property
    def has_too_many_tags(self) -> bool:
        """True for a page whose elements are not looked at one by one."""
        return self.is_html and self.text.count("<") > _MOST_TAGS

    @cached_property
    def visible(self) -> Visible:
        """What a reader sees of the page."""
        return strip_tags(self.text) if self.has_too_many_tags else read_visible(self.tree)

    def showing(self, hidden: Iterable[Any]) -> "Page":
        """The page when a script has shown these of its elements, and those around them. The tree is shared,
        and changed."""
        by_sheets = hidden_by_sheets(self.tree)
        for element in (one for inner in hidden for one in (inner, *inner.iterancestors())):
            element.attrib.pop("hidden", None)
            if style := element.get("style"):
                element.set("style", HIDDEN_STYLE.sub("", style))
            if element in by_sheets:
                element.set("style", f"{element.get('style', '')};display:revert")
        return self._with_tree()

    def with_markup(self, element: Any, markup: str) -> "Page":
        """The page with this markup in place of one of its elements (at its end, where that appears in an
        element that is never shown). The tree is shared, and changed."""
        block = etree.Element("div", {"id": "zoom"})
        body = _parse(f"<html><body><div>{markup}</div></body></html>".encode("utf-8", "replace"))[0].find(
            "body"
        )
        block.extend(list(body) if body is not None else ())
        around = element.getparent()
        if around is None or any(above.tag in UNSEEN for above in element.iterancestors()):
            place = self.tree.find("body")
            (self.tree if place is None else place).append(block)
        else:
            block.tail = element.tail
            around.replace(element, block)
        return self._with_tree()

    def _with_tree(self) -> "Page":
        page = replace(self)
        page.__dict__["_parsed"] = self._parsed
        return page

    @cached_property
    def base(self) -> str:
        """The address that relative links resolve against: <base href> where there is one, else url."""
        hrefs = (absolute_url(self.url, element.get("href", "")) for element in self.tree.iter("base"))
        return next((href for href in hrefs if href), self.url)

    def absolute(self, href: str) -> str:
        """The address that a link of this page leads to, as a browser resolves it: a query in the page's own
        encoding; "" for none."""
        if self.encoding == "utf-8":  # without naming it, as others do: an address is resolved once
            return absolute_url(self.base, href)
        return absolute_url(self.base, href, self.encoding)

    def meta(self, name: str) -> str:
        """The first non-empty content of `<meta name=…>`, letter case ignored, white space folded; ""
        for none."""
        return next(filter(None, (" ".join(one.split()) for one in self._metas.get(name.lower(), ()))), "")

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            if name := element.get("name") or element.get("property") or element.get("itemprop"):
                found.setdefault(name.strip().lower(), []).append(element.get("content", ""))
        return found


def _parse(markup: bytes) -> tuple[Any, bool]:
    """The tree, and whether it holds the whole document. Raises MemoryError, which libxml2 calls an error of
    the document."""
    # Bytes with a given encoding: an encoding named inside the document cannot disagree any more. Not
    # lxml.html's parser: its element classes make walking four times slower.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        raise
    # libxml2 stops, without raising, where elements nest 2048 deep.
    fatal = parser.error_log.filter_from_fatals()
    if any(entry.type == _NO_MEMORY for entry in fatal):
        raise MemoryError
    if tree is None:  # nothing in it: empty, blank or only comments
        return etree.fromstring("<html><body/></html>"), True
    return tree, not fatal


def label_of(element: Any) -> str:
    """What a link or small element shows, white space folded; at most some hundred characters, because
    an element that is never closed holds the rest of the page."""
    if not len(element):  # as nearly every link
        return " ".join((element.text or "")[:400].split())
    shown: list[str] = []
    length = 0
    for run in runs_within(element):
        shown.append(run[:400])
        length += len(shown[-1])
        if length > 400:
            break
    return " ".join("".join(shown).split())


def runs_within(element: Any) -> Iterator[str]:
    """The runs of text in an element; those of a link end where the next one begins, as in a browser: one
    that is never closed holds all that follow."""
    following = next(element.iterdescendants("a"), None) if element.tag == "a" else None
    if following is None:
        yield from element.itertext()
        return
    for event, one in etree.iterwalk(element, events=("start", "end", "comment")):
        if one is following:
            return
        run = one.text if event == "start" else one.tail if one is not element else ""
        if run:
            yield run


def elements_of_class(tree: Any, name: str) -> list[Any]:
    """The elements that have this word in their class."""
    return [element for element in _OF_CLASS(tree, name=name) if name in element.get("class").split()]


def read_page(payload: bytes, url: str = "", charset: str = "") -> Page:
    """The page in these bytes. charset is what HTTP declared, "" for none.

    Raises NotAPage, and nothing else, for bytes that are neither HTML nor text.
    """
    reason = _what_else(payload, charset)
    if reason:
        raise NotAPage(f"neither HTML nor text ({reason})" + (f": {url}" if url else ""))
    text, encoding = decode(payload, charset)
    if text.count("&#") > _MANY_ENTITIES:
        text = _HAN_ENTITY.sub(_character, text)
    text = (text.replace("\x00", "") if b"\x00" in payload else text).removeprefix("\ufeff")
    return Page(
        url=url,
        payload=payload,
        text=text,
        encoding=encoding,
        declared=declared_charset(payload, charset),
        replacements=text.count(REPLACEMENT),
        is_html=_JSON.match(text) is None and _TAG.search(text) is not None,
    )


def _character(entity: re.Match[str]) -> str:
    return chr(int(entity[1], 16) if entity[1] else int(entity[2]))


def _what_else(payload: bytes, charset: str) -> str:
    """What these bytes are when they are not a page; "" when they may be one."""
    for signature, name in _SIGNATURES:
        if payload.startswith(signature):
            return name
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")) or charset.lower().startswith("utf-16"):
        return ""
    head = payload[:4096]
    controls = len(head) - len(head.translate(None, _CONTROL))
    # A stray NUL happens in real pages; one byte in twenty does not.
    return "binary data" if controls > 8 and controls * 20 > len(head) else ""
