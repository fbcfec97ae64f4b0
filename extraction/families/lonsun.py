"""龙讯 Lonsun (安徽): /public/column/<unit>, articles /public/<unit>/<id>.html, lists from site/label/8888."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.page import Page
from extraction.urls import path_of
from records import Listing

_ADDRESS = re.compile(r"/public/(?:column/)?\d{1,12}(?:/\d{1,12}\.html)?")
_MARKS = ("site/label/8888", "labelName=publicInfoList", "j-fontContent", "xxgk_navli")


class Lonsun(Family):
    name = "lonsun"
    containers = ladder(".j-fontContent", ".ls-article-info", "div.wzcon", ".wenzhang_main", ".gzk-article")
    marks = (*_MARKS, "/public/")

    def matches(self, page: Page) -> bool:
        return any(mark in page.text for mark in _MARKS) or _ADDRESS.search(path_of(page.url)) is not None

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


LONSUN = Lonsun()
