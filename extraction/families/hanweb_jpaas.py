"""Hanweb 大汉 jpaas, which replaces jpage since 2023: lists come from a script call, articles are static.

The page names each of its parts in a <script> of unitbuild.js; the part is asked for with the attributes
of that script, and paged by paramJson alone.
"""

import json
import re
from urllib.parse import urlencode

from extraction.families.base import Family, ladder
from extraction.families.static import (
    FILLED_BY_SCRIPT,
    TOO_MANY_PAGES,
    is_article,
    list_pages,
    static_listing,
)
from extraction.listing.items import items_of
from extraction.listing.paging import MOST_PAGES
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, path_of
from extraction.scripts.script_data import count, json_reply, json_value, mapping, query_of, with_query
from records import Listing

# The address has only the year, the rest is a hash.
_ARTICLE = re.compile(r"/art/\d{4}/art_[0-9a-f]{32}\.html")
_UNIT = "AuthorizedRead/unitbuild.js"
_CALL = "/front/page/build/unit"
# Pseudo-JSON with single quotes; `bulidstatic` is spelt as the site spells it.
_PAIR = re.compile(r"[\"'](\w{1,40})[\"']\s{0,9}:\s{0,9}[\"']([^\"']{0,300})[\"']")
_FURNITURE = re.compile(r"导航|菜单|位置|面包屑|头部|底部|nav|menu|head|foot|banner", re.IGNORECASE)
_ROWS = re.compile(r"\brows\\?[\"']?\s{0,9}:\s{0,9}\\?[\"']?(\d{1,4})")
_PER_PAGE = 15


class HanwebJpaas(Family):
    name = "hanweb_jpaas"
    containers = ladder("#zoom", "#Zoom", "div[ergodic=article]", ".art-con", "#pdfshow")
    file_attributes = ("data-value",)  # #pdfshow
    marks = (_UNIT, "jpaas-publish-server", "/art/")

    def matches(self, page: Page) -> bool:
        if _UNIT in page.text or "jpaas-publish-server" in page.text or _CALL in page.url:
            return True
        return _ARTICLE.search(path_of(page.url)) is not None

    def read_listing(self, page: Page) -> Listing:
        if _CALL in page.url:
            return _read_unit(page)
        if _UNIT not in page.text or is_article(page):
            return static_listing(page)
        # Items in the HTML beside the empty list belong to side columns.
        calls = _calls(page)
        return Listing((), list_pages(calls), problem="" if calls else FILLED_BY_SCRIPT)


def _calls(page: Page) -> list[str]:
    """The first page of every part of this page that may be a list."""
    units = []
    for script in page.tree.iter("script"):
        if _UNIT in script.get("src", ""):
            query = dict(_PAIR.findall(script.get("querydata", "")))
            url = absolute_url(page.url, script.get("url", ""))
            if url and query:
                units.append((query.get("tagId", ""), url, query))
    lists = [unit for unit in units if not _FURNITURE.search(unit[0])]
    return [f"{url}?{urlencode(query | {'paramJson': _page_json(1)})}" for _, url, query in lists or units]


def _page_json(number: int) -> str:
    return json.dumps({"pageNo": number, "pageSize": _PER_PAGE}, separators=(",", ":"))


def _read_unit(page: Page) -> Listing:
    """One page of one part. A part without articles is some other part of the page, and no defect."""
    data = mapping(mapping(json_reply(page)).get("data"))
    html = data.get("html")
    if not isinstance(html, str) or "/art/" not in html:
        return Listing(links=())
    links = items_of(html, page.url)
    total = count(data.get("count"))
    printed = _ROWS.search(html)
    rows = int(printed[1]) if printed and int(printed[1]) else _PER_PAGE
    number = count(mapping(json_value(query_of(page.url).get("paramJson", ""))).get("pageNo")) or 1
    if total is None:
        further = [number + 1] if len(links) >= rows else []
        pages = None
    else:
        pages = -(-total // rows)
        further = list(range(2, pages + 1)) if number == 1 else []
    if len(further) > MOST_PAGES:
        return Listing(links, problem=TOO_MANY_PAGES)
    urls = (with_query(page.url, paramJson=_page_json(n)) for n in further)
    return Listing(links, list_pages(urls), pages, total)


HANWEB_JPAAS = HanwebJpaas()
