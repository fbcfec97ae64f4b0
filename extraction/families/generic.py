"""Any site without a family of its own: lists in static HTML, with a link 下一页 to the next page, and the
JSON of any back end."""

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.listing.json_records import json_listing
from extraction.markup.page import Page
from records import Listing


class Generic(Family):
    name = "generic"
    # Pages keep the markup of the platform they came from.
    containers = ladder(
        "div[ergodic=article]", ".art-con", "div.article-content-body", "div.wzcon", ".epoint-article-content"
    )

    def matches(self, page: Page) -> bool:
        return True

    def read_listing(self, page: Page) -> Listing:
        return json_listing(page) or static_listing(page)


GENERIC = Generic()
