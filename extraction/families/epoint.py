"""Epoint EWB (徐州, 营口, 许昌): govInfoPub pages whose list a JSON call fills; articles are static.

The call needs the names of project and site, which stand in a script of the site's own.
"""

import json

from extraction.families.base import Family, ladder
from extraction.families.static import NOT_THE_REPLY, TOO_MANY_PAGES, is_article, static_listing
from extraction.listing.items import first_date
from extraction.listing.paging import MOST_PAGES
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, path_of
from extraction.scripts.script_data import (
    count,
    json_reply,
    mapping,
    mappings,
    query_of,
    script_value,
    with_query,
    words,
)
from records import Link, Listing, PageRequest

_SCRIPT = "/js/webBuilderCommon.js"
_CALL = "/rest/lightfrontaction/getgovinfolist"
_MARKS = ("EWB-FRONT", "webBuilderCommon.js", "govInfoPub", "categorynum=", "epoint-article-content")
_PER_PAGE = 50


class Epoint(Family):
    name = "epoint"
    containers = ladder(".epoint-article-content", ".ewb-article-content")
    marks = _MARKS

    def matches(self, page: Page) -> bool:
        return _CALL in page.url or any(mark in page.text or mark in page.url for mark in _MARKS)

    def read_listing(self, page: Page) -> Listing:
        path, query = path_of(page.url), query_of(page.url)
        if path.endswith(_CALL):
            return _read_reply(page)
        if path.endswith(_SCRIPT):
            return Listing((), _first_page(page, query))
        listing = static_listing(page)
        if listing.links or is_article(page) or not query.get("categorynum"):
            return listing
        if here := _first_page(page, query):
            return Listing((), here)
        if "webBuilderCommon.js" not in page.text:
            return listing
        # A script takes no query: it tells the next step which list it is for.
        script = absolute_url(page.url, _SCRIPT)
        return Listing((), (PageRequest(with_query(script, **_column(query)), "list"),))


def _column(query: dict[str, str]) -> dict[str, str]:
    return {"categorynum": query.get("categorynum", ""), "deptcode": query.get("deptcode", "")}


def _first_page(page: Page, query: dict[str, str]) -> tuple[PageRequest, ...]:
    project, site = script_value(page.text, "projectName"), script_value(page.text, "siteGuid")
    if not project or not site:
        return ()
    url = absolute_url(page.url, f"/{project.strip('/')}{_CALL}")
    return (_request(url, _column(query) | {"siteGuid": site}, 0),)


def _request(url: str, column: dict[str, str], number: int) -> PageRequest:
    """A page of the list, counted from 0. The address carries what is asked as well: a reply is read by its
    address alone."""
    body = json.dumps({**column, "pageIndex": number, "pageSize": _PER_PAGE})
    headers = (("Content-Type", "application/json;charset=utf-8"),)
    return PageRequest(with_query(url, **column, pageIndex=str(number)), "list", "POST", body, headers)


def _read_reply(page: Page) -> Listing:
    custom = mapping(mapping(json_reply(page)).get("custom"))
    if "data" not in custom:
        return Listing(links=(), problem=NOT_THE_REPLY)
    links = tuple(
        Link(
            url,
            words(item.get("realtitle")) or words(item.get("title")),
            first_date(words(item.get("infodate"))),
        )
        for item in mappings(custom["data"])
        if (url := absolute_url(page.url, words(item.get("infourl"))))
    )
    query = query_of(page.url)
    number, total = count(query.pop("pageIndex", "")) or 0, count(custom.get("total"))
    pages = None if total is None else -(-total // _PER_PAGE)
    if pages and pages > MOST_PAGES:
        return Listing(links, problem=TOO_MANY_PAGES)
    if pages is None:
        further = range(number + 1, number + 2) if len(links) >= _PER_PAGE else range(0)
    else:
        further = range(1, pages) if number == 0 else range(0)
    url = page.url.partition("?")[0]
    return Listing(links, tuple(_request(url, query, n) for n in further), pages, total)


EPOINT = Epoint()
