"""TRS WCM / 海云: static folders, page n of a list is index_{n-1}.html, the count only in a pager call."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import TOO_MANY_PAGES, numbered, static_listing
from extraction.listing.paging import MOST_PAGES, pager_call
from extraction.markup.page import Page
from records import Listing

_MARKS = ("createPageHTML(", "createPage(", "TRS_Editor", "TRS_UEDITOR", "trs_editor_view")
_ARTICLE = re.compile(r"/\d{6}/t\d{8}_\d{1,12}(?:_wap)?\.s?html?\b")
_COUNT = re.compile(r"\bcountPage\s{0,9}=\s{0,9}\d")


class Trs(Family):
    name = "trs"
    containers = ladder(
        ".trs_editor_view",
        ".TRS_UEDITOR",
        ".TRS_Editor",
        "#zoom",
        ".Article_zw",
        ".article_component",
        ".zwxl-content",
        ".xl_cont",
    )
    marks = (*_MARKS, "countPage", *(f"/t{digit}" for digit in range(10)))

    def matches(self, page: Page) -> bool:
        text = page.text
        return (
            any(mark in text for mark in _MARKS)
            or _ARTICLE.search(page.url) is not None
            or _ARTICLE.search(text) is not None
            or ("countPage" in text and _COUNT.search(text) is not None)
        )

    def read_listing(self, page: Page) -> Listing:
        call = pager_call(page)
        if call is None:
            return static_listing(page)
        if call.pages > MOST_PAGES:
            return Listing(links=static_listing(page).links, problem=TOO_MANY_PAGES)
        # From the first page only: every later page prints the same call.
        further = range(1, call.pages) if call.current == 0 else range(0)
        urls = numbered(page, call.stem, call.extension, further)
        return static_listing(page, urls, call.pages, has_shell=True)


TRS = Trs()
