"""Hanweb 大汉 jpaas, which replaces jpage since 2023: lists come from a script call, articles are static."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import WRITTEN_BY_SCRIPT, is_article, static_listing
from extraction.page import Page
from extraction.urls import path_of
from records import Listing

# Only the year stands in the address, the rest is a hash.
_ARTICLE = re.compile(r"/art/\d{4}/art_[0-9a-f]{32}\.html")
_UNIT = "AuthorizedRead/unitbuild.js"


class HanwebJpaas(Family):
    name = "hanweb_jpaas"
    containers = ladder("#zoom", "#Zoom", "div[ergodic=article]", ".art-con", "#pdfshow")
    marks = (_UNIT, "jpaas-publish-server", "/art/")

    def matches(self, page: Page) -> bool:
        return (
            _UNIT in page.text
            or "jpaas-publish-server" in page.text
            or _ARTICLE.search(path_of(page.url)) is not None
        )

    def read_listing(self, page: Page) -> Listing:
        if _UNIT in page.text and not is_article(page):
            # What stands in the HTML beside the empty list belongs to side columns.
            return Listing(links=(), problem=WRITTEN_BY_SCRIPT)
        return static_listing(page)


HANWEB_JPAAS = HanwebJpaas()
