"""The platform of 平顶山 and 昭通: /channels/<id>.html and /contents/<channel>/<id>.html."""

import re

from extraction.families.base import Family, is_named, ladder
from extraction.families.static import static_listing
from extraction.markup.page import Page
from records import Listing

_ADDRESS = re.compile(r"/channels/\d{1,9}(?:_\d{1,4})?\.html|/contents/\d{1,9}/\d{1,12}\.html")


class ChannelsContents(Family):
    name = "channels_contents"
    containers = ladder()
    marks = ("/channels/", "/contents/")

    def matches(self, page: Page) -> bool:
        return is_named(page, _ADDRESS)

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


CHANNELS_CONTENTS = ChannelsContents()
