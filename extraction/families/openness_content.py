"""The OpennessContent platform (宣城, 池州, 呼伦贝尔): /OpennessContent/show/<id>.html, lists page_1.html."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.markup.page import Page
from extraction.markup.urls import path_of
from records import Listing

_ADDRESS = re.compile(r"/(?:\w{0,20}OpennessContent|XxgkPolicy|PolicyContent|News|Special)/show(?:List)?/")


class OpennessContent(Family):
    name = "openness_content"
    containers = ladder()
    marks = ("/show",)

    def matches(self, page: Page) -> bool:
        return _ADDRESS.search(path_of(page.url)) is not None or "/OpennessContent/show" in page.text

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


OPENNESS_CONTENT = OpennessContent()
