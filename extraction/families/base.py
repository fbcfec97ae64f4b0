"""What a family offers: one CMS, its lists and where it puts the text of an article."""

from abc import ABC, abstractmethod
from typing import ClassVar

from extraction.page import Page
from records import Listing


class Family(ABC):
    """A CMS that many sites run. Stateless: everything is a function of the page.

    containers are CSS selectors of the article body, best first.
    """

    name: ClassVar[str]
    containers: ClassVar[tuple[str, ...]]

    @abstractmethod
    def matches(self, page: Page) -> bool:
        """True where this page (or JSON or XML reply) was made by this CMS."""

    @abstractmethod
    def read_listing(self, page: Page) -> Listing:
        """The page read as one page of a list. Never raises: a page that should list and does not has
        a problem, a page that is no list has neither links nor problem."""
