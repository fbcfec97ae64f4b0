"""NFCMS, the portal CMS of Guangdong: /<column>/content/post_<id>.html, lists index_2.html, index_3.html."""

import re

from extraction.families.base import Family, is_named, ladder
from extraction.families.static import numbered, static_listing
from extraction.listing.paging import MOST_PAGES, pager_call
from extraction.markup.page import Page
from extraction.markup.urls import path_of
from records import Listing

_MARKS = ("NFCMS_SITE_ID", "NFCMS_POST_ID", "statistics.gd.gov.cn/visit")
_ARTICLE = re.compile(r"/content/m?post_\d{1,12}\.html")
_LATER_PAGE = re.compile(r"_\d{1,6}\.html?$")


class Nfcms(Family):
    name = "nfcms"
    containers = ladder(
        ".news_cont_d_wrap",
        ".article-content",
        ".xl_main.articleBox",
        ".tyxxy_main",
    )
    marks = (*_MARKS, "/content/post_", "/content/mpost_")

    def matches(self, page: Page) -> bool:
        text = page.text
        return any(mark in text for mark in _MARKS) or is_named(page, _ARTICLE)

    def read_listing(self, page: Page) -> Listing:
        call = pager_call(page)
        if call is None or call.pages > MOST_PAGES:
            return static_listing(page)
        # Unlike TRS the second page is index_2, so the call's own count from 0 or 1 does not matter.
        is_first = not _LATER_PAGE.search(path_of(page.url))
        urls = numbered(page, call.stem, call.extension, range(2, call.pages + 1) if is_first else range(0))
        return static_listing(page, urls, call.pages, has_shell=True)


NFCMS = Nfcms()
