"""河北 columns: /columns/<uuid>/index.html and /columns/<uuid>/YYYYMM/DD/<uuid>.html."""

import re

from extraction.families.base import Family, is_named, ladder
from extraction.families.static import static_listing
from extraction.markup.page import Page
from records import Listing

_ADDRESS = re.compile(r"/columns/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/")


class HebeiColumns(Family):
    name = "hebei_columns"
    containers = ladder("div.content")
    marks = ("/columns/",)

    def matches(self, page: Page) -> bool:
        return is_named(page, _ADDRESS)

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


HEBEI_COLUMNS = HebeiColumns()
