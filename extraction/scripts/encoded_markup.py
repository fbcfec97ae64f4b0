"""Markup that a page keeps in code and a script unpacks: Base64, percent signs, one within the other. Imports
markup."""

import re
from collections.abc import Iterator
from typing import Any

from extraction.markup.page import Page, read_page
from extraction.scripts.script_code import DECODERS

_LONGEST = 40_000
_CODED = re.compile(r"[\w+/=%.!*'()~-]{40,}")
_IN_QUOTES = re.compile(r"[\"']([\w+/=%.!*()~-]{40,40000})[\"']")
_LINK = re.compile(r"<a\b[^<>]{0,400}\bhref", re.IGNORECASE)
_LAYERS = 3


def encoded_trees(page: Page) -> Iterator[Any]:
    """The parsed pieces of HTML with links that the page holds encoded (Base64, percent signs)."""
    for text in dict.fromkeys(_pieces(page)):
        markup = _decoded(text)
        if markup:
            yield read_page(markup.encode("utf-8", "replace"), page.url, "utf-8").tree


def _pieces(page: Page) -> Iterator[str]:
    for element in page.tree.iter("div", "span", "p", "ul", "td", "textarea", "input", "script"):
        text = element.text or element.get("value") or ""
        if element.tag == "script":
            yield from (match[1] for match in _IN_QUOTES.finditer(text[:_LONGEST]))
        elif len(text) <= _LONGEST and _CODED.fullmatch("".join(text.split())):
            yield "".join(text.split())
        for name, value in element.attrib.items():
            if name.startswith("data-") and len(value) <= _LONGEST and _CODED.fullmatch(value):
                yield value


def _decoded(text: str) -> str:
    """The markup in this code, "" where there is none."""
    layers = {text}
    for _ in range(_LAYERS):
        further = set()
        for one in layers:
            for name in ("atob", "unescape"):
                value = DECODERS[name](one)
                if isinstance(value, str) and value != one:
                    if _LINK.search(value):
                        return value
                    further.add(value)
        layers = further
    return ""
