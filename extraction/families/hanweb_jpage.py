"""Hanweb 大汉 jpage: lists as XML records inside a script element, further groups by POST to
dataproxy.jsp."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from extraction.families.base import Family, is_named, ladder
from extraction.families.static import EMPTY_LIST, NOT_THE_REPLY, TOO_MANY_PAGES, is_article, static_listing
from extraction.listing.items import record_item
from extraction.listing.paging import MOST_PAGES
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, path_of
from extraction.scripts.script_data import count, pieces, query_of
from records import Link, Listing, PageRequest

_ARTICLE = re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d{1,12}_\d{1,12}\.html")
_COLUMN = re.compile(r"/col/col(\d{1,12})/")
_HREF = re.compile(r"href\s?=\s?(?:\"([^\"]{1,4000})\"|'([^']{1,4000})')")
_TOTAL = re.compile(
    r"<totalrecord>\s{0,9}(\d{1,9})|\btotalRecord[\"']?\s{0,9}:\s{0,9}[\"']?(\d{1,9})", re.IGNORECASE
)
_PER_PAGE = re.compile(r"\bperPage[\"']?\s{0,9}:\s{0,9}[\"']?(\d{1,4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """One jpage unit: its records as links and the address of its next group ("" at the end)."""

    links: tuple[Link, ...]
    records: int
    next_group: str
    total: int | None


class HanwebJpage(Family):
    name = "hanweb_jpage"
    containers = ladder(
        "#zoom",
        "#Zoom",
        "td.bt_content",
        "table#article",
        "div.artile_zw",
        ".main-txt",
    )
    marks = ("dataproxy.jsp", "<datastore>", "/art/")

    def matches(self, page: Page) -> bool:
        text = page.text
        if "dataproxy.jsp" in page.url or "<datastore>" in text:
            return True
        return "dataproxy.jsp" in text or is_named(page, _ARTICLE)

    def read_listing(self, page: Page) -> Listing:
        if is_article(page):
            return Listing(links=())
        units = [_unit(block, page.url) for block in _blocks(page.text)]
        if not units:
            is_reply = _is_reply(page.url)
            return Listing(links=(), problem=NOT_THE_REPLY) if is_reply else static_listing(page)
        unit = _own_unit(units, page.url)
        if unit.total is None and len(units) == 1:
            unit = replace(unit, total=_total(page.text))
        if not unit.links:
            return Listing(links=(), promised_items=unit.total, problem=_why_empty(page.url, unit))
        starts, group = _further_groups(page.url, unit)
        if len(starts) > MOST_PAGES:
            return Listing(unit.links, promised_items=unit.total, problem=TOO_MANY_PAGES)
        requests = tuple(_group_request(page, unit.next_group, first, group) for first in starts)
        return Listing(unit.links, tuple(dict.fromkeys(requests)), promised_items=unit.total)


def _is_reply(url: str) -> bool:
    return "dataproxy.jsp" in path_of(url)


def _blocks(text: str) -> list[str]:
    """The record sets of a page or reply."""
    blocks = list(pieces(text, "<datastore>", "</datastore>"))
    if blocks or "<record>" not in text:
        return blocks
    return [text]


def _unit(block: str, url: str) -> _Unit:
    records = list(pieces(block, "<record>", "</record>"))
    links = (record_item(_markup(record), url) for record in records)
    hrefs = (_HREF.search(group) for group in pieces(block, "<nextgroup>", "</nextgroup>"))
    next_group = next(
        (absolute_url(url, (href[1] or href[2]).replace("&amp;", "&")) for href in hrefs if href), ""
    )
    unique = tuple(dict.fromkeys(link for link in links if link))
    return _Unit(unique, len(records), next_group, _total(block))


def _markup(record: str) -> str:
    markup = record.strip().removeprefix("<![CDATA[").removesuffix("]]>")
    # The parser keeps a row only inside a table.
    return f"<table>{markup}</table>" if markup.lstrip().lower().startswith("<tr") else markup


def _total(text: str) -> int | None:
    match = _TOTAL.search(text)
    return count(match[1] or match[2]) if match else None


def _own_unit(units: list[_Unit], url: str) -> _Unit:
    """The unit whose articles carry the column's number; else the one with the most records."""
    column = _COLUMN.search(url)
    mark = f"/art_{column[1]}_" if column else "\n"
    return max(units, key=lambda unit: (sum(mark in link.url for link in unit.links), unit.records))


def _why_empty(url: str, unit: _Unit) -> str:
    """ "" where an empty record set is in order: nothing published, or a group after the last one."""
    first = count(query_of(url).get("startrecord")) or 1
    return "" if unit.total is not None and unit.total < first else EMPTY_LIST


def _further_groups(url: str, unit: _Unit) -> tuple[list[int] | range, int]:
    """The first records of the groups to ask for after this one, and the size of a group.

    A group is what one reply holds, on most sites three pages of the screen. The list page asks for all
    groups where it prints the total, otherwise each reply asks for the next.
    """
    asked = query_of(url) if _is_reply(url) else {}
    start, end = count(asked.get("startrecord")) or 1, count(asked.get("endrecord")) or unit.records
    group = max(end - start + 1, 1)
    if not unit.next_group or unit.records < group:
        return [], group
    if unit.total is not None and not asked:
        return range(end + 1, unit.total + 1, group), group
    return [end + 1] if unit.total is None or end < unit.total else [], group


def _group_request(page: Page, next_group: str, first: int, group: int) -> PageRequest:
    printed = query_of(next_group)
    column = printed.get("columnid", "")
    headers = (("X-Requested-With", "XMLHttpRequest"), ("Referer", _list_page(page.url, column)))
    if not column.replace(",", "").isdecimal():
        # 医保局 and others encrypt the parameters: only the address as printed is understood.
        return PageRequest(next_group, "list", headers=headers)
    match = _PER_PAGE.search(page.text)
    per_page = query_of(page.url).get("perpage") or (match[1] if match else str(max(group // 3, 1)))
    span = {"startrecord": str(first), "endrecord": str(first + group - 1), "perpage": per_page}
    form = {"col": "1", "appid": "1", "webid": "", "path": "/", "columnid": "", "sourceContentType": "1"}
    form |= {"unitid": "", "webname": "", "permissiontype": "0"}
    form |= {name: value for name, value in printed.items() if name != "page" and name not in span}
    return PageRequest(
        url=f"{next_group.partition('?')[0]}?{urlencode(span)}",
        role="list",
        method="POST",
        body=urlencode(form),
        headers=(("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), *headers),
    )


def _list_page(url: str, column: str) -> str:
    """The list page a browser would name as Referer; some servers (如皋) answer 404 without."""
    if not _is_reply(url):
        return url
    return absolute_url(url, f"/col/col{column}/index.html")


HANWEB_JPAGE = HanwebJpage()
