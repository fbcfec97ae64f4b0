"""Elements that a style sheet within the page hides: `.note{display:none}`."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

# A longer one is a library's.
_LONGEST = 60_000
# One literal word to begin with is found several times faster than words in any case.
_NONE = re.compile(r"isplay\s{0,9}:\s{0,9}[nN][oO][nN][eE]")
_NONE_IN_CAPITALS = re.compile(r"ISPLAY\s{0,9}:\s{0,9}[nN][oO][nN][eE]")
_DISPLAY = re.compile(r"display\s{0,9}:", re.IGNORECASE)
_ONE = re.compile(r"(?:[a-zA-Z][\w-]{0,20})?([.#][\w-]{1,60})")
_IN_NAME = re.compile(r"[\w-]")
_MOST_RULES, _LONGEST_RULE = 200, 2_000


def hidden_by_sheets(root: Any) -> set[Any]:
    """The elements of a tree that have a class or an id which a sheet of it hides and never shows; not those
    whose own style says how they are displayed."""
    names: set[str] = set()
    for sheet in root.iter("style"):
        text = sheet.text or ""
        if len(text) <= _LONGEST and _hides(text) and next(sheet.iterancestors("noscript"), None) is None:
            if "/*" in text:
                text = "".join(
                    one.partition("*/")[2] if at else one for at, one in enumerate(text.split("/*"))
                )
            names |= {name for name in _hidden_names(text) if not _is_shown(text, name)}
    return {element for element in _named(root, names) if not _DISPLAY.search(element.get("style", ""))}


def _hides(style: str) -> bool:
    return (_NONE.search(style) or _NONE_IN_CAPITALS.search(style)) is not None


def _hidden_names(sheet: str) -> Iterator[str]:
    """The classes and ids that rules hide, each alone; not those in blocks like @media, which are for other
    screens."""
    counted = depth = 0  # of blocks open at this place
    for found in islice(chain(_NONE.finditer(sheet), _NONE_IN_CAPITALS.finditer(sheet)), _MOST_RULES):
        start = sheet.rfind("{", 0, found.start())
        if start < 0:
            continue
        if start < counted:
            counted = depth = 0
        depth += sheet.count("{", counted, start) - sheet.count("}", counted, start)
        counted = start
        if depth:
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
        if is_selector and "display" in (style := sheet[start:end]) and not _hides(style):
            return True
    return True


def _named(root: Any, names: set[str]) -> Iterator[Any]:
    """The elements that have one of these classes (.name) or ids (#name)."""
    if not names:
        return
    classes = {name[1:] for name in names if name.startswith(".")}
    ids = {name[1:] for name in names if name.startswith("#")}
    for element in root.iter("*"):
        given = element.get("class")
        if (given and not classes.isdisjoint(given.split())) or (ids and element.get("id") in ids):
            yield element
