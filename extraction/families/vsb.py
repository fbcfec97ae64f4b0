"""博达 VSB: .htm pages, articles /info/<column>/<id>.htm, later list pages counted down (follow 下页)."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.page import Page
from extraction.urls import path_of
from records import Listing

_ARTICLE = re.compile(r"/info/\d{1,9}/\d{1,12}\.htm$")
_MARKS = ("vsb_content", "v_news_content", "/system/resource/", "_showDynClicks(", "p_next p_fun")


class Vsb(Family):
    name = "vsb"
    containers = ladder("[id^=vsb_content]", ".v_news_content")

    def matches(self, page: Page) -> bool:
        return any(mark in page.text for mark in _MARKS) or _ARTICLE.search(path_of(page.url)) is not None

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


VSB = Vsb()
