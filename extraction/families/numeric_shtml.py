"""The platform of 攀枝花 and its districts: numbered .shtml articles, lists in blocks of five."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.markup.page import Page, elements_of_class, label_of
from extraction.markup.urls import path_of
from records import Listing

_ARTICLE = re.compile(r"/\d{7,8}\.shtml$")


class NumericShtml(Family):
    name = "numeric_shtml"
    containers = ladder()

    def matches(self, page: Page) -> bool:
        return "boxPzh15_con" in page.text or _ARTICLE.search(path_of(page.url)) is not None

    def read_listing(self, page: Page) -> Listing:
        pages = _client_pages(page)
        if pages is None:
            return static_listing(page, has_shell="boxPzh15_con" in page.text)
        # The pager of the departments' template turns pages by script and has no addresses: promise
        # what it prints, so that a walk knows it did not see them.
        return static_listing(page, (), pages, has_shell=True)


def _client_pages(page: Page) -> int | None:
    """The highest number in a pager without addresses; None where there is no such pager."""
    pagers = elements_of_class(page.tree, "m-pagination-page")
    anchors = [anchor for pager in pagers for anchor in pager.iter("a")]
    if any(anchor.get("href", "").strip("#") for anchor in anchors):
        return None
    labels = [label_of(anchor) for anchor in anchors]
    return max((int(label) for label in labels if label.isdecimal() and len(label) < 6), default=None)


NUMERIC_SHTML = NumericShtml()
