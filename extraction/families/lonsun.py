"""龙讯 Lonsun (安徽): /public/column/<unit>, articles /public/<unit>/<id>.html, lists from
site/label/8888."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import (
    FILLED_BY_SCRIPT,
    TOO_MANY_PAGES,
    is_article,
    list_pages,
    static_listing,
)
from extraction.listing.items import list_items
from extraction.listing.paging import MOST_PAGES
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, is_home, path_of
from extraction.scripts.script_data import call_in, count, query_of, script_value, with_query
from records import Listing

_ADDRESS = re.compile(r"/public/(?:column/)?\d{1,12}(?:/\d{1,12}\.html)?")
_LABEL = "site/label/8888"
_MARKS = (_LABEL, "labelName=publicInfoList", "j-fontContent", "xxgk_navli")
_NOTHING = "暂无相关信息"
# What the call must name, where the script puts it together from values of its own. `file` is the template
# and differs from site to site.
_FIELDS = ("labelName", "siteId", "pageSize", "organId", "type", "catId", "file")
_FIXED = {"IsAjax": "1", "dataType": "html", "action": "list", "isDate": "true", "dateFormat": "yyyy-MM-dd"}


class Lonsun(Family):
    name = "lonsun"
    containers = ladder(".j-fontContent", ".ls-article-info", "div.wzcon", ".wenzhang_main", ".gzk-article")
    marks = (*_MARKS, "/public/")

    def matches(self, page: Page) -> bool:
        return (
            _LABEL in page.url
            or any(mark in page.text for mark in _MARKS)
            or _ADDRESS.search(path_of(page.url)) is not None
        )

    def read_listing(self, page: Page) -> Listing:
        if _LABEL in page.url:
            return _read_fragment(page)
        if _LABEL not in page.text or is_article(page) or is_home(page.url):
            return static_listing(page)
        call = _call(page)
        if not call:
            return Listing((), problem=FILLED_BY_SCRIPT)
        pages = count(script_value(page.text, "pageCount"))
        if pages and pages > MOST_PAGES:
            return Listing((), problem=TOO_MANY_PAGES)
        urls = (with_query(call, pageIndex=str(n)) for n in range(1, (pages or 1) + 1))
        return Listing((), list_pages(urls), pages)


def _call(page: Page) -> str:
    """The list's call with all it needs; "" where the page does not say which list."""
    url = absolute_url(page.url, call_in(page.text, f"/{_LABEL}"))
    said = {name: value for name in _FIELDS if (value := script_value(page.text, name))}
    fields = _FIXED | query_of(page.url) | said | query_of(url)
    return with_query(url, **fields) if url and fields.get("labelName") and fields.get("organId") else ""


def _read_fragment(page: Page) -> Listing:
    """One page of the list; the one after the last says that there is nothing."""
    links = list_items(page)
    query = query_of(page.url)
    number, size = count(query.get("pageIndex")) or 1, count(query.get("pageSize")) or 15
    further = [with_query(page.url, pageIndex=str(number + 1))] if len(links) >= size else []
    is_empty = _NOTHING in page.text and not links
    return Listing(links, list_pages(further), promised_items=0 if is_empty and number == 1 else None)


LONSUN = Lonsun()
