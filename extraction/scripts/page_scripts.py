"""The scripts of one page: their functions, their variables, and the elements that they listen to. Imports
markup."""

import re
from functools import lru_cache
from typing import Any

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from extraction.markup.page import Page
from extraction.scripts.script_code import Function, block, functions, variables
from extraction.scripts.script_values import Value

# Scripts of the page itself; libraries pasted into one are passed over.
_LONGEST = 60_000
_MOST_SCRIPTS = 60
_HANDLER = re.compile(
    r"""
    (?:\$|jQuery)\(\s{0,4}(?:\"([^\"\n]{1,120})\"|'([^'\n]{1,120})')\s{0,4}\)\s{0,4}\.\s{0,4}(?:  # $('selector').
    click|change  # click(
    |on\(\s{0,4}[\"'](?:click|change)[\"']\s{0,4},  # on('click',
    |bind\(\s{0,4}[\"'](?:click|change)[\"']\s{0,4},  # bind('click',
    |(?=on\()  # on('.inner', …
    )\s{0,4}\(?\s{0,4}(?:[\"']([^\"'\n]{1,80})[\"']\s{0,4},\s{0,4})?  # an inner selector
    (?:function\s{0,4}\w{0,20}\s{0,4}\([\w,\s]{0,60}\)|\(?[\w,\s]{0,30}\)?\s{0,4}=>)\s{0,4}\{  # a function begins
    |(?:querySelector(?:All)?|getElementById)\(\s{0,4}[\"']([^\"'\n]{1,80})[\"']\s{0,4}\)  # or without a library
    (?:\.forEach\([^{]{0,60}\{[^{]{0,60})?\s{0,4}\.\s{0,4}  # for each of them
    (?:onclick\s{0,4}=|addEventListener\(\s{0,4}[\"']click[\"']\s{0,4},)\s{0,4}  # onclick = or addEventListener('click',
    (?:function\s{0,4}\([\w,\s]{0,60}\)|\(?[\w,\s]{0,30}\)?\s{0,4}=>)\s{0,4}\{  # a function begins
    """,
    re.VERBOSE,
)


class Scripts:
    """What the scripts of one page define."""

    def __init__(self, page: Page) -> None:
        self.page = page
        texts = [e.text or "" for e in page.tree.iter("script")][:_MOST_SCRIPTS]
        self.text = "\n".join(text for text in texts if 0 < len(text) <= _LONGEST)[: 2 * _LONGEST]
        self.functions: dict[str, Function] = (
            functions(self.text) if "function" in self.text or "=>" in self.text else {}
        )
        self.variables: dict[str, Value] = {}
        for name, value in variables(self.text):
            self.variables.setdefault(name, value)
        self.handlers = self._handlers()

    def _handlers(self) -> dict[Any, str]:
        """The elements that a script listens to, and the text of what it then does."""
        found: dict[Any, str] = {}
        for match in _HANDLER.finditer(self.text) if "click" in self.text or "change" in self.text else ():
            selector = match[1] or match[2] or match[4] or ""
            if match[4] and "getElementById" in match[0]:
                selector = f"#{match[4]}"
            body = block(self.text, match.end() - 1)
            for element in _selected(self.page.tree, f"{selector} {match[3] or ''}".strip()) if body else ():
                found.setdefault(element, body)
        return found


@lru_cache(maxsize=2)
def scripts_of(page: Page) -> Scripts:
    """The page's scripts, looked at once."""
    return Scripts(page)


def _selected(tree: Any, selector: str) -> list[Any]:
    try:
        return list(CSSSelector(selector)(tree))[:400]
    except (SelectorError, etree.XPathError, AssertionError):
        return []
