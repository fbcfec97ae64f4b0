"""Epoint EWB (徐州, 营口, 许昌): govInfoPub pages whose list a JSON call fills; articles are static."""

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.page import Page
from records import Listing

_MARKS = ("EWB-FRONT", "webBuilderCommon.js", "govInfoPub", "categorynum=", "epoint-article-content")


class Epoint(Family):
    name = "epoint"
    containers = ladder(".epoint-article-content", ".ewb-article-content")
    marks = _MARKS

    def matches(self, page: Page) -> bool:
        return any(mark in page.text or mark in page.url for mark in _MARKS)

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


EPOINT = Epoint()
