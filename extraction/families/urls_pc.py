"""The platform with /pc/list.html addresses (江西 and others): the list is a JSON array in a script, and
what does not fit into it comes from /queryList."""

from typing import Any

from extraction.families.base import Family, ladder
from extraction.families.static import (
    EMPTY_LIST,
    FILLED_BY_SCRIPT,
    NOT_THE_REPLY,
    TOO_MANY_PAGES,
    is_article,
)
from extraction.listing.items import first_date
from extraction.listing.paging import MOST_PAGES
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, path_of
from extraction.scripts.script_data import (
    count,
    form_post,
    json_after,
    json_reply,
    json_value,
    mapping,
    mappings,
    query_of,
    script_value,
    words,
)
from records import Link, Listing, PageRequest

_ARRAY = "articleList"
_CALL = "/queryList"
_PER_PAGE = 15


class UrlsPc(Family):
    name = "urls_pc"
    containers = ladder("div.article-content-body")
    marks = (_ARRAY, "/pc/content/content_")

    def matches(self, page: Page) -> bool:
        return (
            path_of(page.url).endswith(_CALL)
            or (_CALL in page.text and "webSiteCode" in page.text)
            or json_after(page.text, _ARRAY, "[") is not None
            or "/pc/content/content_" in page.url
        )

    def read_listing(self, page: Page) -> Listing:
        if is_article(page):
            return Listing(links=())
        if path_of(page.url).endswith(_CALL):
            return _read_reply(page)
        articles = mappings(json_after(page.text, _ARRAY, "["))
        links = tuple(link for item in articles for link in _link(item, page.url))
        # Without a count the array is the list.
        total = count(script_value(page.text, "total")) if articles else None
        size = count(script_value(page.text, "pageSize")) or _PER_PAGE
        form = _form(page, size)
        if form is None or (articles and (total is None or total <= len(articles))):
            empty = EMPTY_LIST if form is not None or _ARRAY in page.text else FILLED_BY_SCRIPT
            return Listing(links, promised_items=total, problem="" if links else empty)
        pages = -(-(total or 0) // size)
        if pages > MOST_PAGES:
            return Listing(links, problem=TOO_MANY_PAGES)
        first = 2 if len(articles) == size else 1
        url = absolute_url(page.url, script_value(page.text, "queryUrl") or _CALL)
        calls = tuple(_call(url, form, number) for number in range(first, max(pages, 1) + 1))
        return Listing(links, calls, promised_items=total)


def _form(page: Page, size: int) -> dict[str, str] | None:
    """What a call must name besides the page's number; None where the page has no call."""
    site, channel = script_value(page.text, "webSiteCode"), script_value(page.text, "channelCode")
    if _CALL not in page.text or not site or not channel:
        return None
    return {
        "pageSize": str(size),
        "webSiteCode[]": site,
        "channelCode[]": channel,
        "sort": "sortNum",
        "order": "desc",
    }


def _call(url: str, form: dict[str, str], number: int) -> PageRequest:
    return form_post(url, form | {"current": str(number)})


def _read_reply(page: Page) -> Listing:
    data = mapping(mapping(json_reply(page)).get("data"))
    if "results" not in data:
        return Listing(links=(), problem=NOT_THE_REPLY)
    results = mappings(data["results"])
    links = tuple(link for item in results for link in _link(mapping(item.get("source")), page.url))
    form = query_of(page.url)
    number, size = count(form.get("current")) or 1, count(form.get("pageSize")) or _PER_PAGE
    total = count(data.get("total"))
    goes_on = len(results) >= size and (total is None or number * size < total)
    further = (_call(page.url.partition("?")[0], form, number + 1),) if goes_on else ()
    return Listing(links, further, promised_items=total)


def _link(item: dict[str, Any], page_url: str) -> list[Link]:
    # `urls` is JSON inside a JSON string.
    addresses = mapping(json_value(words(item.get("urls"))))
    url = absolute_url(page_url, words(addresses.get("pc")))
    title = words(item.get("title")) or words(item.get("showTitle"))
    return [Link(url, title, first_date(words(item.get("pubDate"))))] if url else []


URLS_PC = UrlsPc()
