"""Elements that a style sheet within the page hides: `.note{display:none}`."""

import re
from typing import Any

from lxml import etree

_SHEETS = etree.XPath("//style[contains(., 'none') or contains(., 'NONE')][not(ancestor::noscript)]")
# A longer one is a library's.
_LONGEST = 60_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# A rule within @media is one of other screens.
_RULE = re.compile(r"@[^{};]{0,400}(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\})|([^{}@;]{1,2000})\{([^{}]*+)\}")
_NONE = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_DISPLAY = re.compile(r"display\s{0,9}:|visibility\s{0,9}:\s{0,9}visible", re.IGNORECASE)
_ONE = re.compile(r"(?:[a-zA-Z][\w-]{0,20})?([.#][\w-]{1,60})")
_NAME = re.compile(r"[.#][\w-]{1,60}")
_NAMED = etree.XPath(
    "//*[contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))] | //*[@id = $name]"
)


def hidden_by_sheets(root: Any) -> set[Any]:
    """The elements of a tree that have a class or an id which a sheet of it hides and never shows; not those whose
    own style says how they are displayed."""
    none: set[str] = set()
    otherwise: set[str] = set()
    for sheet in _SHEETS(root):
        text = sheet.text or ""
        for found in _RULE.finditer(_COMMENT.sub("", text)) if len(text) <= _LONGEST else ():
            selectors, style = found[1] or "", found[2] or ""
            if _NONE.search(style):
                for selector in map(str.strip, selectors.split(",")):
                    one = _ONE.fullmatch(selector)
                    none |= {one[1]} if one else set()
            elif _DISPLAY.search(style):
                otherwise.update(_NAME.findall(selectors))
    named = (element for name in none - otherwise for element in _of(root, name))
    return {element for element in named if not _DISPLAY.search(element.get("style", ""))}


def _of(root: Any, name: str) -> list[Any]:
    found: list[Any] = _NAMED(root, name=name[1:])
    return [one for one in found if (one.get("id") == name[1:]) == (name[0] == "#") or name[0] == "."]
