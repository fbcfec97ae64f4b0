"""What a family offers: one CMS, its lists and where it puts the text of an article."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from bs4.element import Tag

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

# What editors and templates of any platform put into the container beside the text, by rule: words of classes
# and ids, in lower case.
COMMON_BESIDE = {
    word: rule
    for rule, words in {
        "share": "share bdsharebuttonbox bdshare-button-style0-16 social-share jiathis_style fenxiang",
        "print": "print dayin fontsize font-size zihao ziti",
        "qr code": "qrcode ewm erweima qr-code",
        "pager": "pagination page-nav pagebar pre-next prev-next shangxia sxp",
        "related": "related xgwz xglj xgyd relevant relateddoc",
        "attachment": "fj-a gu-download",
        "advertisement": "ad ads adv advert advertisement adbox ad-box ad-banner adbanner guanggao sponsor",
    }.items()
    for word in words.split()
}


def ladder(*own: str) -> tuple[str, ...]:
    """A family's own containers first, then the common ones."""
    return tuple(dict.fromkeys((*own, *COMMON_CONTAINERS)))


def is_named(page: Page, address: re.Pattern[str]) -> bool:
    """True where the page's own address or its HTML holds such an address."""
    return address.search(page.url) is not None or address.search(page.text) is not None


class Family(ABC):
    """A CMS that many sites run. Stateless: everything is a function of the page.

    marks are words, one of which appears in the address or the HTML of every page that `matches`; a family
    without marks is asked about every page.

    Of an article: containers are CSS selectors of its body, best first; headings are names of the elements
    that hold its title, best first; beside says by rule which elements its container holds beside the text
    (CSS selectors, classes and ids in lower case; see also `beside_text`); file_attributes are attributes
    whose value may be the address of a file; json_mark appears in a script before the article's named values,
    and json_labels gives for names of such values the labels that a page would print before them.
    """

    name: str
    marks: tuple[str, ...] = ()
    containers: tuple[str, ...]
    headings: ClassVar[tuple[str, ...]] = ("h1",)
    beside: ClassVar[Mapping[str, str]] = {}
    file_attributes: ClassVar[tuple[str, ...]] = ()
    json_mark: ClassVar[re.Pattern[str] | None] = None
    json_labels: ClassVar[Mapping[str, str]] = {}

    @abstractmethod
    def matches(self, page: Page) -> bool:
        """True where this page (or JSON or XML reply) was made by this CMS."""

    @abstractmethod
    def read_listing(self, page: Page) -> Listing:
        """The page read as one page of a list. Never raises: a page that should list and does not has
        a problem, a page that is no list has neither further pages nor problem."""

    def beside_text(self, article: Tag) -> Iterable[tuple[str, Tag]]:
        """Elements that no CSS selector can describe: yields (rule, element) for each element of the
        container that is not part of the text. Plain formatting elements (span, font, b, … without class and
        id) are left out of what is given here, their text is kept."""
        return ()

    def columns(self, page: Page, trail: Sequence[str] = ()) -> tuple[Lead, ...]:
        """The lists this page opens by script, so that no link leads there, best first; most families
        have none. trail are the names of the links that led to the page."""
        return ()
