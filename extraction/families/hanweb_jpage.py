"""Hanweb 大汉 jpage: lists as XML records inside a script element, further groups by POST to dataproxy.jsp."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from extraction.families.base import Family, ladder
from extraction.families.static import EMPTY_LIST, NOT_THE_REPLY, TOO_MANY_PAGES, is_article, static_listing
from extraction.items import fragment_items
from extraction.page import Page
from extraction.paging import MOST_PAGES
from extraction.replies import count, pieces, query_of
from extraction.urls import absolute_url, path_of
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

    def matches(self, page: Page) -> bool:
        text = page.text
        if "dataproxy.jsp" in page.url or "<datastore>" in text:
            return True
        if "AuthorizedRead/unitbuild.js" in text:  # jpaas, which keeps the old addresses
            return False
        return "dataproxy.jsp" in text or _ARTICLE.search(f"{page.url} {text}") is not None

    def read_listing(self, page: Page) -> Listing:
        is_reply = "dataproxy.jsp" in path_of(page.url)
        if is_article(page):
            return Listing(links=())
        units = [_unit(block, page.url) for block in _blocks(page.text)]
        if is_reply and not units:
            return Listing(links=(), problem=NOT_THE_REPLY)
        if not units:
            return static_listing(page)
        unit = _own_unit(units, page.url)
        total = unit.total
        if total is None and len(units) == 1 and not is_reply:
            total = _total(page.text)
        if not unit.links:
            # After the last group some servers answer with an empty record set: the end, not a defect.
            is_past_end = is_reply and int(query_of(page.url).get("startrecord", "1") or 1) > (total or 0) > 0
            problem = "" if total == 0 or is_past_end else EMPTY_LIST
            return Listing(links=(), promised_items=total, problem=problem)
        groups = _further_groups(page, unit, total, is_reply)
        if groups is None:
            return Listing(unit.links, promised_items=total, problem=TOO_MANY_PAGES)
        return Listing(unit.links, groups, promised_items=total)


def _blocks(text: str) -> list[str]:
    """The record sets of a page or reply."""
    blocks = list(pieces(text, "<datastore>", "</datastore>"))
    if blocks or "<record>" not in text:
        return blocks
    return [text]


def _unit(block: str, url: str) -> _Unit:
    records = [_without_cdata(record) for record in pieces(block, "<record>", "</record>")]
    next_group = ""
    for group in pieces(block, "<nextgroup>", "</nextgroup>"):
        match = _HREF.search(group)
        if match:
            next_group = absolute_url(url, unescape(match[1] or match[2]))
    links = tuple(dict.fromkeys(link for record in records for link in _record_link(record, url)))
    return _Unit(links, len(records), next_group, _total(block))


def _record_link(record: str, url: str) -> tuple[Link, ...]:
    # The first link of a record is its item; a row keeps its table so that the parser keeps the row.
    markup = f"<table>{record}</table>" if record.lstrip().lower().startswith("<tr") else record
    return fragment_items(markup, url)[:1]


def _without_cdata(record: str) -> str:
    return record.strip().removeprefix("<![CDATA[").removesuffix("]]>")


def _total(text: str) -> int | None:
    match = _TOTAL.search(text)
    return count(match[1] or match[2]) if match else None


def _own_unit(units: list[_Unit], url: str) -> _Unit:
    """The unit whose articles carry the column's number; else the one with the most records."""
    column = _COLUMN.search(url)
    mark = f"/art_{column[1]}_" if column else "\n"
    return max(units, key=lambda unit: (sum(mark in link.url for link in unit.links), unit.records))


def _further_groups(
    page: Page, unit: _Unit, total: int | None, is_reply: bool
) -> tuple[PageRequest, ...] | None:
    """Requests for the groups after this one: all of them from the list page where the total is known,
    else the next one. None for an implausible number of groups.

    A group is what one reply holds: three pages of the screen on most sites.
    """
    if not unit.next_group:
        return ()
    asked = query_of(unit.next_group)
    if not asked.get("columnid", "").replace(",", "").isdecimal():
        # 医保局 and others encrypt the parameters: only the address as printed is understood.
        return (PageRequest(unit.next_group, "list", headers=_headers(page.url)),)
    here = query_of(page.url) if is_reply else {}
    start, end = count(here.get("startrecord")) or 1, count(here.get("endrecord")) or unit.records
    group = max(end - start + 1, 1)
    if is_reply and unit.records < group:
        return ()
    if total is None or is_reply:
        starts = [end + 1] if total is None or end < total else []
    else:
        starts = list(range(end + 1, total + 1, group)[: MOST_PAGES + 1])
    if len(starts) > MOST_PAGES:
        return None
    per_page = here.get("perpage") or str(_per_page(page.text, group))
    return tuple(_group_request(page, unit.next_group, asked, first, group, per_page) for first in starts)


def _per_page(text: str, group: int) -> int:
    match = _PER_PAGE.search(text)
    if match and int(match[1]) > 0:
        return int(match[1])
    return group // 3 if group % 3 == 0 else group


def _group_request(
    page: Page, next_group: str, asked: dict[str, str], first: int, group: int, per_page: str
) -> PageRequest:
    span = {"startrecord": str(first), "endrecord": str(first + group - 1), "perpage": per_page}
    form = {"col": "1", "appid": "1", "webid": "", "path": "/", "columnid": "", "sourceContentType": "1"}
    form |= {"unitid": "", "webname": "", "permissiontype": "0"}
    form |= {name: value for name, value in asked.items() if name != "page" and name not in span}
    return PageRequest(
        url=f"{next_group.partition('?')[0]}?{urlencode(span)}",
        role="list",
        method="POST",
        body=urlencode(form),
        headers=_headers(_list_page(page.url, form["columnid"])),
    )


def _list_page(url: str, column: str) -> str:
    """The list page a browser would name as Referer; some servers (如皋) answer 404 without."""
    if "dataproxy.jsp" not in path_of(url):
        return url
    return absolute_url(url, f"/col/col{column}/index.html")


def _headers(referer: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
        ("X-Requested-With", "XMLHttpRequest"),
        ("Referer", referer),
    )


HANWEB_JPAGE = HanwebJpage()
