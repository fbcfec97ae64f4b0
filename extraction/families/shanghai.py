"""上海: articles /<column>/YYYYMMDD/<32 hex>.html, the text in #ivs_content."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.markup.page import Page
from extraction.markup.urls import path_of
from records import Listing

_ARTICLE = re.compile(r"/20\d{6}/[0-9a-f]{32}\.html$")


class Shanghai(Family):
    name = "shanghai"
    containers = ladder("#ivs_content", ".Article_content")

    def matches(self, page: Page) -> bool:
        return "ivs_content" in page.text or _ARTICLE.search(path_of(page.url)) is not None

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


SHANGHAI = Shanghai()
