"""Where a page says to go next: read by a family, followed by the spider."""

from dataclasses import dataclass
from datetime import date

ROLES = ("home", "catalogue", "list", "detail", "detail_page", "attachment", "robots", "sitemap")
"""Why a page is fetched. detail_page is a further page of an article."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page to fetch: an absolute URL and, for lists that page by form, a POST body.

    role is one of ROLES; robots.txt is asked for by a middleware, not by a page.
    """

    url: str
    role: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One item of a list page: absolute URL, the full title where the page has it, its listed date."""

    url: str
    title: str
    listed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A link that may lead to a column of reports: what to ask for, what it is called and how well that fits
    (0 to 100, see extraction.listing.column_scoring). An empty name is the same place under another address:
    a frame, the target of a redirect."""

    request: PageRequest
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One list page as read.

    next_pages are the further pages of the same list. promised_pages and promised_items are the counts that
    the page prints (None if it prints none), so that a walk can prove it reached the end. problem names a
    page that should list items and does not ("" when healthy). guesses: candidate series of page addresses,
    for a list that shows signs of paging but no address; at most one of the series exists, and each starts at
    page 2. parts: sub-lists with their names (2023年). series: the pages that a control (加载更多) loads one
    after another, from page 2, until one is empty.
    """

    links: tuple[Link, ...]
    next_pages: tuple[PageRequest, ...] = ()
    promised_pages: int | None = None
    promised_items: int | None = None
    problem: str = ""
    guesses: tuple[tuple[PageRequest, ...], ...] = ()
    parts: tuple[tuple[str, PageRequest], ...] = ()
    series: tuple[PageRequest, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something on a list page that says there is more than was read from it.

    kind is one of:
    pages   a total: there are `number` pages
    items   a total: there are `number` items
    numbers a row of page numbers, up to `number`
    next    a control that shows more of the list (下一页, >, 加载更多, a picture)
    part    a control that shows another part of the list (2023年)
    row     the title of what may be a report, borne by no item
    call    a script that asks for pages of a list
    text    text of reports on the page itself, outside links
    cut     a page that breaks off
    empty   words of a page without items that say so (暂无数据)
    text is what the page shows; url is where the control leads, "" where only a script knows.
    """

    kind: str
    text: str
    number: int = 0
    url: str = ""
