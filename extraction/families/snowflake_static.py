"""Static pages named by snowflake ids (渭南, 延安, 西安): <column>/1.html, 2.html and <18-19 digits>.html."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.markup.page import Page
from extraction.markup.urls import path_of
from records import Listing

_ARTICLE = re.compile(r"/\d{18,19}\.html$")
_LINK = re.compile(r"href\s?=\s?[\"'][^\"'>\s]{0,200}/\d{18,19}\.html")


class SnowflakeStatic(Family):
    name = "snowflake_static"
    containers = ladder()

    def matches(self, page: Page) -> bool:
        return _ARTICLE.search(path_of(page.url)) is not None or _LINK.search(page.text) is not None

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


SNOWFLAKE_STATIC = SnowflakeStatic()
