"""What a visitor can press on a page: whether an element is a control, where it leads, whether it is switched
off.

Imports markup.
"""

import re
from itertools import islice
from typing import Any

from extraction.markup.page import Page, label_of
from extraction.markup.urls import absolute_url, is_file_url, path_of

_OFF = re.compile(
    r"""(?:^|[\s_-])(?=\w)(?:
    # The page that is shown.
    curr|currentpage|active|on|now|selected|this|thisclass|thispage|\w{0,12}cur(?:rent)?
    # A control that does nothing.
    |disabled?|no-?next|none|unable|off|gray|grey|hover|forbid|\w{1,12}_d|\w{0,12}disabled
    )(?:$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
PAGER = re.compile(
    r"""
    (?:^|[\s_-])
    \w{0,20}(?:pag(?:e|er|es|ing|ination|ebar|elist|enav|enum)|fenye|laypage|turnpage)\w{0,12}
    (?:$|[\s_-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
ELSEWHERE = re.compile(
    r"""
    swiper|slick|banner|slid|carousel|focus|lunbo  # pictures that change
    |calendar|rili|datepicker|fontsize|video|player|share|bdshare|weather
    """,
    re.IGNORECASE | re.VERBOSE,
)
# goPage(3), turn_page(2), loadMore(): with any prefix.
_CALL = re.compile(r"(?:page|more|fenye|next|turn|pagi)\w{0,16}+\s{0,9}+\(", re.IGNORECASE)
_POSTBACK = re.compile(r"__doPostBack\(.{0,80}(?:page|pager|next|more|lnk|grid)", re.IGNORECASE)
_DATA_PAGE = re.compile(
    r"(?:data-)?(?:p|pn|pg|page\w{0,8}|curpage|nextpage|pageindex|current\w{0,8}|index)", re.IGNORECASE
)
_CLICKS = (
    "onclick",
    "ng-click",
    "@click",
    "v-on:click",
    "data-onclick",
    "ontouchend",
    "onmousedown",
    "data-click",
)
_REACH = 4
_LAST_NUMBER = re.compile(r"(?<=[/_.a-z-])\d{1,4}(?=(?:\.\w{2,6})?/?$)", re.IGNORECASE)
_PAGE_TAIL = re.compile(r"(?:[-_/]?(?:p|pg|page|list|index|lists|pages|more)?[-_/]?\d{1,4})", re.IGNORECASE)


def target_of(page: Page, element: Any) -> str:
    """Where pressing this element leads by its own attributes; "" where only a script knows."""
    for one in (element, *_wrapped(element)):
        url = absolute_url(page.base, one.get("href", "")) if one.tag in ("a", "area") else ""
        if url:
            return url
    return ""


def _wrapped(element: Any) -> list[Any]:
    """The link inside a row of one link, or around an element."""
    inside = [child for child in element if child.tag == "a"][:1]
    above = element.getparent()
    return inside + ([above] if above is not None and above.tag == "a" else [])


def control_label(element: Any) -> str:
    """The label of a control; a long string for an input that is no control."""
    if element.tag == "input":
        if element.get("type", "").lower() not in ("button", "submit", "image"):
            return "\0" * 99
        return " ".join((element.get("value") or element.get("alt") or element.get("title") or "").split())
    return label_of(element)


def is_innermost(element: Any, label: str) -> bool:
    """True unless a child of the element shows the same."""
    return not any(isinstance(child.tag, str) and label_of(child) == label for child in element)


def row_of(element: Any, label: str) -> Any:
    """The element that contains this number's neighbours."""
    above = element.getparent()
    for _ in range(2):
        if above is None or _has_many(above) or label_of(above) != label:
            break
        above = above.getparent()
    return above


def _has_many(element: Any) -> bool:
    """True for an element with more children than a number's wrapping has; lxml counts them one by one."""
    return next(islice(element.iterchildren(), 3, None), None) is not None


def is_pressable(element: Any) -> bool:
    """True for links, buttons, and what a script listens to by an attribute."""
    if element.tag in ("button", "input"):
        return True
    for one in (element, element.getparent()):
        if one is None:
            continue
        if one.tag in ("a", "button", "area") or any(one.get(name) for name in _CLICKS):
            return True
        if any(name.startswith("data-") and _DATA_PAGE.fullmatch(name) for name in one.attrib):
            return True
    return any(child.tag in ("a", "button") for child in element)


def has_data(element: Any) -> bool:
    """True for an element, or one around it, with an attribute data-…."""
    return any(
        name.startswith("data-")
        for one in (element, element.getparent())
        if one is not None
        for name in one.attrib
    )


def is_off(element: Any) -> bool:
    """True for a control that shows where one is, or that is switched off."""
    for one in (element, element.getparent(), *(c for c in element if isinstance(c.tag, str))):
        if one is not None and (
            _OFF.search(one.get("class", ""))
            or "disabled" in one.attrib
            or one.get("aria-disabled") == "true"
            or one.get("aria-current")
        ):
            return True
    return False


def context_of(element: Any) -> str:
    """The classes and ids of an element and of those around it."""
    words = []
    for _ in range(_REACH):
        if element is None or element.tag in ("body", "html"):
            break
        words += [element.get("class", ""), element.get("id", "")]
        element = element.getparent()
    return " ".join(words)


def calls_a_page(element: Any) -> bool:
    """True for a control whose script or data name a page: goPage(2), data-page="2", a postback of a
    pager."""
    for one in (element, *_wrapped(element)):
        for name, value in one.attrib.items():
            if name in _CLICKS or name == "href" and value.lstrip()[:11].lower() == "javascript:":
                if _CALL.search(value[:400]) or _POSTBACK.search(value[:400]):
                    return True
            elif name.startswith("data-") and _DATA_PAGE.fullmatch(name) and value.strip().isdecimal():
                return True
    return False


def is_sibling_page(page: Page, url: str) -> bool:
    """True for an address that differs from this page's in a number at the end of its name or in its
    query."""
    if not url or is_file_url(url):
        return False
    here, there = page.url.partition("#")[0], url
    if path_of(here).rstrip("/") == path_of(there).rstrip("/"):
        return here.partition("?")[2] != there.partition("?")[2]
    folder = path_of(here).rpartition("/")[0]
    path = path_of(there)
    if _LAST_NUMBER.sub("", path_of(here)) == _LAST_NUMBER.sub("", path):
        return True
    if not path.startswith(folder + "/"):
        return False
    name = path[len(folder) + 1 :]
    stem = re.sub(r"\.\w{2,6}$", "", name)
    own = re.sub(r"\.\w{2,6}$", "", path_of(here).rpartition("/")[2])
    rest = stem[len(own) :] if own and stem.startswith(own) else stem
    return len(rest) <= 14 and _PAGE_TAIL.fullmatch(rest.rstrip("/")) is not None
