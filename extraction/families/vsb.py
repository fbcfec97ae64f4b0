"""博达 VSB: .htm pages, articles /info/<column>/<id>.htm, later pages of a list counted down."""

import re
from collections.abc import Iterable

from bs4.element import Tag

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.listing.paging import MOST_PAGES, printed_counts
from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, path_of
from records import Listing

_ARTICLE = re.compile(r"/info/\d{1,9}/\d{1,12}\.htm$")
_LATER_PAGE = re.compile(r"/\d{1,4}\.htm$")
_MARKS = ("vsb_content", "v_news_content", "/system/resource/", "_showDynClicks(", "p_next p_fun")


class Vsb(Family):
    name = "vsb"
    containers = ladder("[id^=vsb_content]", ".v_news_content")
    marks = (*_MARKS, "/info/")

    def beside_text(self, article: Tag) -> Iterable[tuple[str, Tag]]:
        # 附件【<a href="…">…</a>】已下载<span id="nattach123">…</span>次, a line for each file
        for counter in article.select("[id^=nattach]"):
            if counter.parent is not None and counter.parent is not article:
                yield "attachment", counter.parent

    def matches(self, page: Page) -> bool:
        return any(mark in page.text for mark in _MARKS) or _ARTICLE.search(path_of(page.url)) is not None

    def read_listing(self, page: Page) -> Listing:
        pages, items = printed_counts(page)
        path = path_of(page.url)
        if pages is None or pages > MOST_PAGES or not path.endswith(".htm") or _LATER_PAGE.search(path):
            return static_listing(page)
        # Of 3 pages the second is <list>/2.htm and the last <list>/1.htm.
        stem = path.removesuffix(".htm")
        urls = [absolute_url(page.base, f"{stem}/{number}.htm") for number in range(pages - 1, 0, -1)]
        return static_listing(page, urls, pages, items, has_shell=True)


VSB = Vsb()
