"""Elements that a style sheet within the page hides: `.note{display:none}`."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

# A longer one is a library's.
_LONGEST = 60_000
_NONE = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_DISPLAY = re.compile(r"display\s{0,9}:", re.IGNORECASE)
_ONE = re.compile(r"(?:[a-zA-Z][\w-]{0,20})?([.#][\w-]{1,60})")
_IN_NAME = re.compile(r"[\w-]")
_MOST_RULES, _LONGEST_RULE = 200, 2_000
_OF_CLASS = etree.XPath("//@class[contains(., $name)]/..")
_OF_ID = etree.XPath("//*[@id = $name]")


def hidden_by_sheets(root: Any) -> set[Any]:
    """The elements of a tree that have a class or an id which a sheet of it hides and never shows; not those whose
    own style says how they are displayed."""
    names: set[str] = set()
    for sheet in root.iter("style"):
        text = sheet.text or ""
        if (
            len(text) <= _LONGEST
            and _NONE.search(text)
            and next(sheet.iterancestors("noscript"), None) is None
        ):
            if "/*" in text:
                text = "".join(
                    one.partition("*/")[2] if at else one for at, one in enumerate(text.split("/*"))
                )
            names |= {name for name in _hidden_names(text) if not _is_shown(text, name)}
    named = (element for name in names for element in _of(root, name))
    return {element for element in named if not _DISPLAY.search(element.get("style", ""))}


def _hidden_names(sheet: str) -> Iterator[str]:
    """The classes and ids that rules hide, each alone; not those in blocks like @media, which are for other screens."""
    for found in islice(_NONE.finditer(sheet), _MOST_RULES):
        start = sheet.rfind("{", 0, found.start())
        if start < 0 or sheet.count("{", 0, start) != sheet.count("}", 0, start):
            continue
        selectors = sheet[max(sheet.rfind("}", 0, start), sheet.rfind(";", 0, start)) + 1 : start]
        alone = (_ONE.fullmatch(selector.strip()) for selector in selectors.split(","))
        yield from (one[1] for one in alone if one)


def _is_shown(sheet: str, name: str) -> bool:
    """True where another rule of the sheet displays what has this class or id."""
    at = -1
    for _ in range(_MOST_RULES):
        at = sheet.find(name, at + 1)
        if at < 0:
            return False
        start, end = sheet.find("{", at, at + _LONGEST_RULE), sheet.find("}", at, at + _LONGEST_RULE)
        is_selector = 0 <= start < end and not _IN_NAME.match(sheet, at + len(name))
        if is_selector and "display" in (style := sheet[start:end]) and not _NONE.search(style):
            return True
    return True


def _of(root: Any, name: str) -> list[Any]:
    if name.startswith("."):
        return [one for one in _OF_CLASS(root, name=name[1:]) if name[1:] in one.get("class").split()]
    return list(_OF_ID(root, name=name[1:]))
