"""Hanweb 大汉 xxgk, its disclosure catalogue: a shell whose list /module/xxgk/search.jsp writes, by POST."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import (
    EMPTY_LIST,
    FILLED_BY_SCRIPT,
    TOO_MANY_PAGES,
    is_article,
    static_listing,
)
from extraction.listing.items import list_items
from extraction.listing.paging import MOST_PAGES, printed_counts
from extraction.markup.page import Page
from extraction.markup.stub_pages import frame_sources
from extraction.markup.urls import absolute_url, path_of
from extraction.scripts.script_data import call_in, count, form_post, query_of, script_value
from records import Listing, PageRequest

_SEARCH = "/module/xxgk/search.jsp"
_COLUMN = re.compile(r"/col/col(\d{1,12})/")
_FIELDS = ("infotypeId", "jdid", "area", "divid")
_FIXED = {
    "texttype": "0",
    "fbtime": "-1",
    "vc_all": "",
    "vc_filenumber": "",
    "vc_title": "",
    "vc_number": "",
    "sortfield": ",createdatetime:0,orderid:0",
}


class HanwebXxgk(Family):
    name = "hanweb_xxgk"
    containers = ladder("#zoom", "#Zoom", "td.bt_content", ".main-txt")
    marks = ("/module/xxgk/",)

    def matches(self, page: Page) -> bool:
        if "/module/xxgk/" in page.url:
            return True
        # Lists of jpage beside it are read as such.
        text = page.text
        return "/module/xxgk/" in text and "dataproxy.jsp" not in text and "<datastore>" not in text

    def read_listing(self, page: Page) -> Listing:
        if _SEARCH in path_of(page.url):
            return _read_reply(page)
        if is_article(page) or _SEARCH not in page.text:
            return static_listing(page)
        request = _first_page(page)
        return Listing((), (request,)) if request else Listing((), problem=FILLED_BY_SCRIPT)


def _first_page(page: Page) -> PageRequest | None:
    """The call of the shell's script; missing parts come from the address of the frame with the
    tree, or in the column's own."""
    url = absolute_url(page.url, call_in(page.text, _SEARCH))
    if not url:
        return None
    column = _COLUMN.search(page.url)
    form = _FIXED | {"divid": f"div{column[1]}" if column else ""}
    for frame in frame_sources(page):
        if "/module/xxgk/" in frame:
            form |= {name: value for name, value in query_of(frame).items() if name in _FIELDS}
    said = {name: script_value(page.text, name) for name in _FIELDS}
    form |= {name: value for name, value in said.items() if value}
    form |= query_of(url) | {"currpage": "1"}
    return form_post(url, form)


def _read_reply(page: Page) -> Listing:
    form = query_of(page.url)
    links = list_items(page)
    if not form.get("infotypeId"):
        # Not filtered by column: articles of all of them come back.
        own = f"/art_{form.get('divid', '').removeprefix('div')}_"
        links = tuple(link for link in links if own in link.url)
    pages, items = printed_counts(page)
    if pages and pages > MOST_PAGES:
        return Listing(links, problem=TOO_MANY_PAGES)
    number = count(form.get("currpage")) or 1
    further = range(2, (pages or 0) + 1) if number == 1 else range(0)
    requests = tuple(form_post(page.url, form | {"currpage": str(n)}) for n in further)
    problem = EMPTY_LIST if not links and items and form.get("infotypeId") else ""
    # If columns are not distinguished, the count is that of all of them.
    return Listing(links, requests, pages, items if form.get("infotypeId") else None, problem)


HANWEB_XXGK = HanwebXxgk()
