"""The items of a list: links with the dates beside them.

Row markup differs on every site (li, tr, div, a flat run of spans); a date beside the link is common to all.
So each date is assigned to the link beside it, inside the smallest element that contains both, and links in
rows like the dated ones are items without a date.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from lxml import etree

from extraction.listing.candidates import is_candidate
from extraction.listing.item_titles import SHORTEST_TITLE, title_of
from extraction.markup.page import Page, read_page
from extraction.markup.urls import canonical_url, is_file_url, is_home, may_be_detail_url
from extraction.scripts.click_targets import CLICKS, opened_by
from extraction.scripts.page_scripts import scripts_of
from records import Link

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)日?")
_DATE_AT_END = re.compile(_DATE.pattern + r"[\s\])）】]{0,9}$")
_NOTHING_BUT_DATE = re.compile(r"^[\s\[(（【]{0,9}" + _DATE.pattern + r"[\s\])）】]{0,9}$")
_YEAR = re.compile(r"20\d\d|二[〇○零]")
# Short titles in a column that says the rest: 2023年年度报告.
_REPORT_OF_A_YEAR = re.compile(
    r"(?:20\d\d|二[〇○零]..).{0,12}(?:报告|年报|总结|情况)|(?:报告|年报|总结).{0,4}20\d\d"
)
_CLICKS = frozenset(CLICKS)
_SKIPPED = frozenset({"script", "style", "noscript", "template", "select", "head"})
_INDEX = re.compile(r"/(?:index|default)\.\w{3,5}$")
_ROWS = frozenset({"li", "tr", "dd", "dl", "ul"})
# A row's date appears at most this many elements above the link.
_REACH = 5
_SHORTEST_DATE = len("2024-3-5")
_OPENERS = frozenset(
    {
        "li",
        "tr",
        "td",
        "div",
        "p",
        "span",
        "dl",
        "dt",
        "dd",
        "button",
        "input",
        "h3",
        "h4",
        "img",
        "section",
        "article",
    }
)


@dataclass
class _Anchor:
    element: Any
    url: str
    title: str
    place: int
    listed_on: date | None = None


@dataclass
class _Seen:
    """Links and dates in document order; a place counts both."""

    anchors: list[_Anchor] = field(default_factory=list)
    dates: list[tuple[int, date, Any]] = field(default_factory=list)
    dated: set[Any] = field(default_factory=set)  # elements that hold a date somewhere


def list_items(page: Page) -> tuple[Link, ...]:
    """The items of the list on this page, in page order, each address once.

    Dated links and their undated neighbours in the same list (where nothing is dated: every link to an
    article); further, links anywhere on the page that point to an article and whose title may be a
    report's. Where the page shows none, the same is tried on the HTML inside its comments (教育厅 of
    甘肃 keeps the static list there, seen 2025-11).
    """
    found = _items_in(page)
    if not found:
        hidden = [str(c.text or "") for c in page.tree.iter(etree.Comment)]
        markup = "\n".join(text for text in hidden if "<a " in text)
        if markup:
            found = _items_in(read_page(markup.encode("utf-8", "replace"), page.base, "utf-8"))
    return found


def items_of(markup: str, url: str) -> tuple[Link, ...]:
    """The items in a piece of HTML that came inside a reply."""
    return _items_in(read_page(markup.encode("utf-8", "replace"), url, "utf-8"))


def record_item(markup: str, url: str) -> Link | None:
    """The item in a piece of HTML that is known to be one record of a list: its first link, its last
    date; None if it has no link."""
    seen = _look(read_page(markup.encode("utf-8", "replace"), url, "utf-8"))
    if not seen.anchors:
        return None
    day = seen.dates[-1][1] if seen.dates else None
    return Link(seen.anchors[0].url, seen.anchors[0].title, day)


def first_date(text: str) -> date | None:
    """The first possible calendar date written 2024-03-05, 2024/3/5, 2024.3.5 or 2024年3月5日."""
    for match in _DATE.finditer(text):
        day = _calendar_date(match)
        if day:
            return day
    return None


def _items_in(page: Page) -> tuple[Link, ...]:
    seen = _look(page)
    _give_dates(seen)
    taken = [a for a in seen.anchors if a.listed_on] or [a for a in seen.anchors if may_be_detail_url(a.url)]
    lists = Counter(_list_of(a) for a in taken if a.listed_on)
    for anchor in seen.anchors:
        if anchor.listed_on is None and (_is_neighbour(anchor, lists) or _is_stray_report(anchor)):
            taken.append(anchor)
    links: dict[str, Link] = {}
    here = _INDEX.sub("/", canonical_url(page.url))
    for anchor in sorted(taken, key=lambda a: a.place):
        if is_home(anchor.url) or _INDEX.sub("/", canonical_url(anchor.url)) == here:
            continue  # the site's name beside the banner's clock, the column's own name
        earlier = links.get(anchor.url)
        if earlier is None or (anchor.listed_on and not earlier.listed_on):
            links[anchor.url] = Link(anchor.url, anchor.title, anchor.listed_on)
    return tuple(links.values())


def _look(page: Page) -> _Seen:
    """All that opens an item, and all dates, in document order."""
    seen, tree = _Seen(), page.tree
    place = 0
    skip_until: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        place += 1
        if skip_until is not None:
            if event == "end" and element is skip_until:
                skip_until = None
        elif event == "start" and element.tag in _SKIPPED:
            skip_until = element
            continue
        elif event == "start":
            if len(element.attrib) and (anchor := _anchor(page, element, place)):
                seen.anchors.append(anchor)
            if (text := element.text) and len(text) >= _SHORTEST_DATE:
                _note_date(seen, text, element, place)
        if event == "start" or skip_until is not None or element is tree:
            continue
        if (text := element.tail) and len(text) >= _SHORTEST_DATE:
            _note_date(seen, text, element.getparent(), place)
    return seen


def _note_date(seen: _Seen, text: str, owner: Any, place: int) -> None:
    """Remember the date in this run of text, if there is one, and all the elements around it."""
    run = text.strip()
    if not _DATE.search(run):
        return
    # Inside a link a date is mostly part of the title. In a long text it is part of a sentence, unless
    # it ends it.
    if any(e.tag == "a" for e in (owner, *islice(owner.iterancestors(), _REACH))):
        match = _NOTHING_BUT_DATE.search(run)
    else:
        match = _DATE_AT_END.search(run) if len(run) > 40 else _DATE.search(run)
    day = _calendar_date(match) if match else None
    if day is None:
        return
    seen.dates.append((place, day, owner))
    element = owner
    while element is not None and element not in seen.dated:
        seen.dated.add(element)
        element = element.getparent()


def _calendar_date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _anchor(page: Page, element: Any, place: int) -> _Anchor | None:
    """The item that this element opens; None if it opens none or is a row that contains a link."""
    if element.tag in ("a", "area"):
        url = page.absolute(element.get("href", "")) or _address(page, element)
    elif element.tag in _OPENERS and _may_open(page, element) and not _holds_link(page, element):
        url = _address(page, element)
    else:
        return None
    if not url:
        return None
    title = title_of(element)
    return _Anchor(element, url, title, place) if len(title) >= SHORTEST_TITLE else None


def _may_open(page: Page, element: Any) -> bool:
    for name in element.keys():  # noqa: SIM110, SIM118  # of an element, and asked of nearly all of them
        if name in _CLICKS or name.startswith("data-"):
            return True
    return element in scripts_of(page).handlers


def _holds_link(page: Page, element: Any) -> bool:
    return any(page.absolute(link.get("href", "")) for link in islice(element.iter("a"), 3))


def _address(page: Page, element: Any) -> str:
    opened = opened_by(page, element)
    return opened.request.url if opened and opened.request.method == "GET" and opened.kind == "go" else ""


def _give_dates(seen: _Seen) -> None:
    """Assigns every date to the link beside it: inside the smallest element around a link that contains a
    date, innermost elements first."""
    scopes: dict[Any, list[_Anchor]] = defaultdict(list)
    for anchor in seen.anchors:
        scope, steps = anchor.element, 0
        while scope is not None and scope not in seen.dated and steps < _REACH:
            scope, steps = scope.getparent(), steps + 1
        if scope is not None and scope in seen.dated:
            scopes[scope].append(anchor)
    owned: dict[Any, list[tuple[int, date]]] = defaultdict(list)
    for place, day, owner in seen.dates:
        element = owner
        while element is not None and element not in scopes:
            element = element.getparent()
        if element is not None:
            owned[element].append((place, day))
    for scope, anchors in scopes.items():
        _share(scope.tag, anchors, owned[scope])


def _share(tag: str, anchors: list[_Anchor], dates: list[tuple[int, date]]) -> None:
    if not dates:
        return
    if len({anchor.url for anchor in anchors}) == 1:
        # A table may print 成文日期 before 发布日期: the last date of a row is the listed one.
        for anchor in anchors:
            anchor.listed_on = dates[-1][1]
    elif len(dates) == 1:
        # One date, several links: a row with side links (政策原文, 解读). Outside rows that is a
        # breadcrumb above a date line, not an item.
        if tag in _ROWS:
            anchors[0].listed_on = dates[0][1]
    elif dates[0][0] < anchors[0].place and dates[-1][0] < anchors[-1].place:
        for anchor in anchors:
            anchor.listed_on = next((day for place, day in reversed(dates) if place < anchor.place), None)
    else:
        ends = [anchor.place for anchor in anchors[1:]] + [dates[-1][0] + 1]
        for anchor, end in zip(anchors, ends, strict=True):
            anchor.listed_on = next((day for place, day in dates if anchor.place <= place < end), None)


def _list_of(anchor: _Anchor) -> tuple[Any, str] | None:
    """The list this link's row is part of, with the row's tag; None outside li and tr."""
    row = next((e for e in anchor.element.iterancestors() if e.tag in ("li", "tr")), None)
    return None if row is None else (row.getparent(), row.tag)


def _is_neighbour(anchor: _Anchor, lists: Counter[tuple[Any, str] | None]) -> bool:
    place = _list_of(anchor)
    return place is not None and lists[place] > 0 and may_be_detail_url(anchor.url)


def _is_stray_report(anchor: _Anchor) -> bool:
    if is_candidate(anchor.title):
        is_article = may_be_detail_url(anchor.url) or is_file_url(anchor.url)
        return is_article or _YEAR.search(anchor.title) is not None
    return _REPORT_OF_A_YEAR.search(anchor.title) is not None
