"""The items of a list: links with the date that stands beside them.

What makes a row a row differs on every site (li, tr, div, or a flat run of spans), a date beside the
link does not. So each date is given to the link it stands with, inside the smallest element that holds
both, and links that sit in rows like the dated ones come along without a date.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from lxml import etree

from extraction.listing.candidates import is_candidate
from extraction.markup.page import Page, label_of, read_page
from extraction.markup.urls import absolute_url, canonical_url, is_file_url, is_home, may_be_detail_url
from records import Link

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)日?")
_DATE_AT_END = re.compile(_DATE.pattern + r"[\s\])）】]{0,9}$")
_NOTHING_BUT_DATE = re.compile(r"^[\s\[(（【]{0,9}" + _DATE.pattern + r"[\s\])）】]{0,9}$")
_OPENING_AT_END = re.compile(r"[\s\[(（【]{1,9}$")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "select", "head"})
_INDEX = re.compile(r"/(?:index|default)\.\w{3,5}$")
_ROWS = frozenset({"li", "tr", "dd", "dl", "ul"})
# A row's date stands at most this many elements above the link.
_REACH = 5
_SHORTEST_TITLE = 4
_SHORTEST_DATE = len("2024-3-5")
_SIDE_LINK = re.compile(
    r"^[\[【(（].{0,8}[\])】）]$|^(?:更多|详情|详细|查看|下载|下一页|上一页|尾页|首页|末页)"
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
    found = _items_in(page.tree, page.base)
    if not found:
        hidden = [str(c.text or "") for c in page.tree.iter(etree.Comment)]
        markup = "\n".join(text for text in hidden if "<a " in text)
        if markup:
            found = _items_in(read_page(markup.encode("utf-8", "replace")).tree, page.base)
    return found


def items_of(markup: str, url: str) -> tuple[Link, ...]:
    """The items in a piece of HTML that came inside a reply."""
    return _items_in(read_page(markup.encode("utf-8", "replace"), charset="utf-8").tree, url)


def record_item(markup: str, url: str) -> Link | None:
    """The item in a piece of HTML that is known to be one record of a list: its first link, its last
    date; None where it holds no link."""
    seen = _look(read_page(markup.encode("utf-8", "replace"), charset="utf-8").tree, url)
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


def _items_in(tree: Any, base: str) -> tuple[Link, ...]:
    seen = _look(tree, base)
    _give_dates(seen)
    taken = [a for a in seen.anchors if a.listed_on] or [a for a in seen.anchors if may_be_detail_url(a.url)]
    lists = Counter(_list_of(a) for a in taken if a.listed_on)
    for anchor in seen.anchors:
        if anchor.listed_on is None and (_is_neighbour(anchor, lists) or _is_stray_report(anchor)):
            taken.append(anchor)
    links: dict[str, Link] = {}
    here = _INDEX.sub("/", canonical_url(base))
    for anchor in sorted(taken, key=lambda a: a.place):
        if is_home(anchor.url) or _INDEX.sub("/", canonical_url(anchor.url)) == here:
            continue  # the site's name beside the banner's clock, the column's own name
        earlier = links.get(anchor.url)
        if earlier is None or (anchor.listed_on and not earlier.listed_on):
            links[anchor.url] = Link(anchor.url, anchor.title, anchor.listed_on)
    return tuple(links.values())


def _look(tree: Any, base: str) -> _Seen:
    """All links and dates below tree, in document order."""
    seen = _Seen()
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
            if element.tag == "a":
                anchor = _anchor(element, base, place)
                if anchor:
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


def _anchor(element: Any, base: str, place: int) -> _Anchor | None:
    title = _title(element)
    if len(title) < _SHORTEST_TITLE or _SIDE_LINK.match(title):
        return None
    url = absolute_url(base, element.get("href", ""))
    if not url:
        return None
    return _Anchor(element, url, title, place)


def _title(element: Any) -> str:
    """The full title: the title attribute, because the visible text is cut to the column's width; the
    visible text without its date where the attribute is missing or cut as well."""
    given = " ".join(element.get("title", "").split())
    shown = label_of(element)
    match = _DATE_AT_END.search(shown)
    if match:
        shown = _OPENING_AT_END.sub("", shown[: match.start()]) or shown
    for title in (given, shown):
        if title and not title.endswith(("…", "...", "..")):
            return title
    return given or shown


def _give_dates(seen: _Seen) -> None:
    """Give every date to the link it stands with: inside the smallest element around a link that holds
    a date, innermost elements first."""
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
    is_article = may_be_detail_url(anchor.url) or is_file_url(anchor.url)
    return is_article and is_candidate(anchor.title)
