"""What a family offers: one CMS, its lists and where it puts the text of an article."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from extraction.markup.page import Page
from records import Lead, Listing

# Where the common platforms put the text of an article. Every family's list ends with these, because
# pages move between platforms with their markup.
COMMON_CONTAINERS = (
    "#UCAP-CONTENT",
    "ucapcontent",
    "[id^=vsb_content]",
    ".v_news_content",
    ".trs_editor_view",
    ".TRS_UEDITOR",
    ".TRS_Editor",
    "#zoom",
    "#Zoom",
    "#zoomcon",
    ".j-fontContent",
    ".article-content",
    ".article_content",
    ".Article_content",
    "#ivs_content",
    ".xxgk_content",
    ".main-txt",
)


def ladder(*own: str) -> tuple[str, ...]:
    """A family's own containers first, then the common ones."""
    return tuple(dict.fromkeys((*own, *COMMON_CONTAINERS)))


def is_named(page: Page, address: re.Pattern[str]) -> bool:
    """True where the page's own address or its HTML holds such an address."""
    return address.search(page.url) is not None or address.search(page.text) is not None


class Family(ABC):
    """A CMS that many sites run. Stateless: everything is a function of the page.

    containers are CSS selectors of the article body, best first. marks are words, one of which stands in the
    address or the HTML of every page that `matches`; a family without marks is asked about every page.
    """

    name: ClassVar[str]
    containers: ClassVar[tuple[str, ...]]
    marks: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def matches(self, page: Page) -> bool:
        """True where this page (or JSON or XML reply) was made by this CMS."""

    @abstractmethod
    def read_listing(self, page: Page) -> Listing:
        """The page read as one page of a list. Never raises: a page that should list and does not has
        a problem, a page that is no list has neither further pages nor problem."""

    def columns(self, page: Page, trail: Sequence[str] = ()) -> tuple[Lead, ...]:
        """The lists this page opens by script, so that no link leads there, best first; most families
        have none. trail are the names of the links that led to the page."""
        return ()
