"""开普 Kaipu UCAP: static .shtml lists whose second page is _2, and JSON from /common/search/<channel>."""

import re
from dataclasses import replace

from extraction.families.base import Family, is_named, ladder
from extraction.families.static import (
    EMPTY_LIST,
    NOT_THE_REPLY,
    TOO_MANY_PAGES,
    is_article,
    list_pages,
    numbered,
    static_listing,
)
from extraction.listing.items import first_date, list_items
from extraction.listing.paging import MOST_PAGES, pager_call
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, path_of
from extraction.scripts.script_data import (
    call_in,
    count,
    json_reply,
    mapping,
    mappings,
    query_of,
    with_query,
    words,
)
from records import Link, Listing

_CALLS = ("/common/search/", "/searchList/")
_TAG = re.compile(r"<ucap(?:title|content)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"/c\d{1,12}/\d{6}/(?:[0-9a-f]{32}|c\d\d_\d{1,12})\.shtml")


class Ucap(Family):
    name = "ucap"
    containers = ladder(
        "ucapcontent",
        "#UCAP-CONTENT",
        "#zoomcon",
        ".article-content",
        ".article_content",
        ".detail-news",
        ".pages_content",
        "#detailContent",
    )

    headings = ("ucaptitle", "h1")
    json_labels = {"publishedTimeStr": "发布日期"}

    # Editors' and browsers' letter cases: no page with another one was seen.
    marks = (*_CALLS, ".shtml", "ucap", "UCAP", "Ucap", "channelId", "channelid", "ChannelId", "CHANNELID")

    def matches(self, page: Page) -> bool:
        text = page.text
        return (
            any(call in text or call in page.url for call in _CALLS)
            or _TAG.search(text) is not None
            or is_named(page, _ARTICLE)
            or (page.is_html and page.meta("channelId") != "")
        )

    def read_listing(self, page: Page) -> Listing:
        if any(call in path_of(page.url) for call in _CALLS):
            return _read_reply(page)
        call = pager_call(page)
        if call is None or call.pages > MOST_PAGES:
            listing = static_listing(page)
            return listing if listing.links or is_article(page) else _first_call(page, listing)
        further = range(2, call.pages + 1) if call.current == 0 else range(0)
        urls = numbered(page, call.stem, call.extension, further)
        return static_listing(page, urls, call.pages, call.items, has_shell=True)


def _first_call(page: Page, listing: Listing) -> Listing:
    """The call by which the page fills its list, where it has one."""
    urls = [absolute_url(page.url, call_in(page.text, call)) for call in _CALLS]
    found = [url for url in urls if url and path_of(url).rstrip("/").rpartition("/")[2]]
    return replace(listing, next_pages=list_pages(found), problem="") if found else listing


def _read_reply(page: Page) -> Listing:
    """One page of /common/search/: JSON, or a fragment of HTML with _isJson=false."""
    query = query_of(page.url)
    number = count(query.get("page", "1")) or 1
    if query.get("_isJson") == "false":
        # No count: the page after the last is an empty fragment, which is the end and no defect.
        links = list_items(page)
        if not links:
            return Listing((), promised_items=0 if number == 1 else None)
        return Listing(links, list_pages([with_query(page.url, page=str(number + 1))]))
    data = mapping(mapping(json_reply(page)).get("data"))
    if "results" not in data:
        return Listing(links=(), problem=NOT_THE_REPLY)
    links = tuple(
        Link(url, words(item.get("title")), first_date(words(item.get("publishedTimeStr"))))
        for item in mappings(data["results"])
        if (url := absolute_url(page.url, words(item.get("url"))))  # addresses begin with //
    )
    total, rows = count(data.get("total")), count(data.get("rows"))
    pages = None if total is None or not rows else -(-total // rows)
    if pages and pages > MOST_PAGES:
        return Listing(links, promised_items=total, problem=TOO_MANY_PAGES)
    problem = EMPTY_LIST if not data["results"] and total != 0 else ""
    urls = (with_query(page.url, page=str(n)) for n in range(2, (pages or 0) + 1) if number == 1)
    return Listing(links, list_pages(urls), pages, total, problem)


UCAP = Ucap()
