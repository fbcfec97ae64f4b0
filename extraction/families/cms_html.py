"""The platform of 漳州 and 南平: everything below /cms/html/<site>/."""

import re

from extraction.families.base import Family, is_named, ladder
from extraction.families.static import static_listing
from extraction.markup.page import Page
from records import Listing

_ADDRESS = re.compile(r"/cms/html/\w{1,40}/")


class CmsHtml(Family):
    name = "cms_html"
    containers = ladder()
    marks = ("/cms/html/",)

    def matches(self, page: Page) -> bool:
        return is_named(page, _ADDRESS)

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


CMS_HTML = CmsHtml()
