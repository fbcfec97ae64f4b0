"""Finds the text of pages that show none because a script inserts it: in script literals, templates or form
fields. Only plain markup is read; otherwise the page stays without text."""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from lxml import etree

from extraction.body.containers import shows_text
from extraction.markup.lines import too_much
from extraction.markup.page import Page
from extraction.prose.site_notices import is_site_notice
from extraction.prose.text import Words, bare
from extraction.scripts.literals import plain_literal
from extraction.unshown.hidden_text import continuing
from extraction.unshown.json_articles import unfolded

# Elements that hold markup as it will be shown.
_HOLDERS = ("template", "noscript", "xmp", "noembed", "noframes")
_TEMPLATE_TYPES = re.compile(r"text/(?:template|html|plain|x-[\w.-]+)|x-tmpl|x-handlebars\S*", re.IGNORECASE)
_LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`([^`\\]*(?:\\.[^`\\]*)*)`", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Fewer characters are a message, not a text.
_SHORTEST = 60
# A longer script is a library.
_LONGEST_SCRIPT = 400_000


def as_shown(page: Page) -> Page:
    """The page as its reader sees it in the end: with the article that its JSON, a template or a script
    holds, and with hidden blocks that go on with the text. The page itself where nothing is missing."""
    page = unfolded(page)
    if not page.is_html or too_much(page) is not None:
        return page
    is_there = shows_text(page)
    if page.visible.hidden and (hidden := continuing(page, is_there)):
        page = page.showing(hidden)
        is_there = True
    if is_there:
        return page
    best = max(_sources(page), key=lambda source: source[0], default=None)
    if best is None:
        return page
    return page.with_markup(best[1], best[2])


def _sources(page: Page) -> Iterator[tuple[int, Any, str]]:
    """What may be the text: its length, the element that holds it, and its markup."""
    for element in page.tree.iter("script", "textarea", "input", "iframe", *_HOLDERS, "div", "span"):
        for markup in _held(element):
            length = _length(markup)
            if length >= _SHORTEST:
                yield length, element, markup


def _held(element: Any) -> Iterator[str]:
    if element.tag == "script":
        text = element.text or ""
        if _TEMPLATE_TYPES.fullmatch(element.get("type", "").strip()):
            yield text
        elif len(text) <= _LONGEST_SCRIPT:
            yield _joined(list(_written(text)))
    elif element.tag == "textarea":
        yield unescape("".join(element.itertext()))
    elif element.tag == "input":
        if element.get("type", "").lower() == "hidden":
            yield unescape(element.get("value", ""))
    elif element.tag == "iframe":
        yield element.get("srcdoc", "")
    elif element.tag in _HOLDERS:
        # Some of these hold raw text for the parser, others elements.
        yield _inner_markup(element) if len(element) else unescape(element.text or "")
    else:
        yield from (
            value for name, value in element.items() if name.startswith("data-") and len(value) > _SHORTEST
        )


def _written(script: str) -> Iterator[str]:
    """The literals of a script that hold Chinese, in their order: parts of what it will write."""
    if "\\u" not in script and "%u" not in script and "%E" not in script and not _HAN.search(script):
        return
    for found in _LITERAL.finditer(script):
        literal = plain_literal(found[1] or found[2] or found[3] or "")
        if _HAN.search(literal):
            yield literal


def _joined(literals: list[str]) -> str:
    """The parts put together; the longest alone where it holds most: the others are titles and names."""
    longest = max(literals, key=len, default="")
    return longest if 2 * len(longest) > sum(map(len, literals)) else "".join(literals)


def _length(markup: str) -> int:
    """Characters of prose in a piece of markup; 0 for what is no prose or speaks of the site."""
    if not any(mark in markup for mark in "。；"):
        return 0
    text = bare(unescape(_TAG.sub("", markup)))
    if not _HAN.search(text) or is_site_notice(Words(text[:400])):
        return 0
    return len(_HAN.findall(text))


def _inner_markup(element: Any) -> str:
    children = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return escape(element.text or "", quote=False) + "".join(children)
