"""Any site without a family of its own: lists that stand in the HTML, paged by a link 下一页."""

from extraction.families.base import Family, ladder
from extraction.families.static import WRITTEN_BY_SCRIPT, static_listing
from extraction.page import Page
from records import Listing


class Generic(Family):
    name = "generic"
    containers = ladder(
        # Platforms that have no file here yet: Hanweb jpaas, urls.pc, Lonsun, Epoint.
        "div[ergodic=article]",
        ".art-con",
        "div.article-content-body",
        "div.wzcon",
        ".gzk-article",
        ".epoint-article-content",
    )

    def matches(self, page: Page) -> bool:
        return True

    def read_listing(self, page: Page) -> Listing:
        if "AuthorizedRead/unitbuild.js" in page.text:
            # Hanweb jpaas: what stands in the HTML beside the empty list belongs to side columns.
            return Listing(links=(), problem=WRITTEN_BY_SCRIPT)
        return static_listing(page)


GENERIC = Generic()
