"""Hanweb 大汉 xxgk, its disclosure catalogue: a shell whose list /module/xxgk/search.jsp writes."""

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.page import Page
from records import Listing


class HanwebXxgk(Family):
    name = "hanweb_xxgk"
    containers = ladder("#zoom", "#Zoom", "td.bt_content", ".main-txt")
    marks = ("/module/xxgk/",)

    def matches(self, page: Page) -> bool:
        return "/module/xxgk/" in page.text or "/module/xxgk/" in page.url

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


HANWEB_XXGK = HanwebXxgk()
