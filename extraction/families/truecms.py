"""truecms (南通): articles /<site>/<channel>/content/<uuid>.html, lists by messageController/getMessage.do,
which answers with records of XML inside JSON inside a call (JSONP)."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import (
    FILLED_BY_SCRIPT,
    NOT_THE_REPLY,
    is_article,
    list_pages,
    static_listing,
)
from extraction.listing.items import record_item
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, is_home, path_of
from extraction.scripts.script_data import (
    call_in,
    count,
    json_value,
    mapping,
    pieces,
    query_of,
    script_value,
    with_query,
)
from records import Listing

_ARTICLE = re.compile(r"/content/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\.html$")
_CALL = "messageController/getMessage.do"
_TOTAL = re.compile(r"<total[Rr]ecord>\s{0,9}(\d{1,9})")
# The server takes windows of 50, 20 and 10 records.
_WINDOW = 20


class Truecms(Family):
    name = "truecms"
    containers = ladder()
    marks = ("messageController/getMessage.do", "/content/")

    def matches(self, page: Page) -> bool:
        return _CALL in page.text or _CALL in page.url or _ARTICLE.search(path_of(page.url)) is not None

    def read_listing(self, page: Page) -> Listing:
        if _CALL in page.url:
            return _read_reply(page)
        if _CALL not in page.text or is_article(page) or is_home(page.url):
            return static_listing(page)
        url = absolute_url(page.url, call_in(page.text, f"/{_CALL}"))
        column = query_of(url).get("columnId") or script_value(page.text, "columnId")
        if not url or not column:
            return Listing((), problem=FILLED_BY_SCRIPT)
        return Listing((), list_pages([_window(with_query(url, columnId=column, callback="cb"), 1)]))


def _window(url: str, first: int) -> str:
    last = first + _WINDOW - 1
    return with_query(url, startrecord=str(first), endrecord=str(last), perpage=str(_WINDOW))


def _read_reply(page: Page) -> Listing:
    text = page.text.strip()
    if text.endswith((")", ");")):
        text = text[text.find("(") + 1 : text.rfind(")")]
    result = mapping(json_value(text)).get("result")
    if not isinstance(result, str):
        return Listing(links=(), problem=NOT_THE_REPLY)
    records = [
        piece.strip().removeprefix("<![CDATA[").removesuffix("]]>")
        for piece in pieces(result, "<record>", "</record>")
    ]
    links = tuple(dict.fromkeys(link for record in records if (link := record_item(record, page.url))))
    total = _TOTAL.search(result)
    first = count(query_of(page.url).get("startrecord")) or 1
    further = first + _WINDOW
    promised = int(total[1]) if total else None
    goes_on = len(records) >= _WINDOW if promised is None else further <= promised
    urls = [_window(page.url, further)] if goes_on and records else []
    return Listing(links, list_pages(urls), promised_items=promised)


TRUECMS = Truecms()
