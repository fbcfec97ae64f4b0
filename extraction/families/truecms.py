"""truecms (南通): articles /<site>/<channel>/content/<uuid>.html, lists by messageController/getMessage.do."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.page import Page
from extraction.urls import path_of
from records import Listing

_ARTICLE = re.compile(r"/content/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\.html$")


class Truecms(Family):
    name = "truecms"
    containers = ladder()
    marks = ("messageController/getMessage.do", "/content/")

    def matches(self, page: Page) -> bool:
        return (
            "messageController/getMessage.do" in page.text or _ARTICLE.search(path_of(page.url)) is not None
        )

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


TRUECMS = Truecms()
