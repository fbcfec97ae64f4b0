"""Shared by the families: reading a list that is in the HTML."""

from collections.abc import Iterable

from extraction.listing.further_pages import Further, further_pages
from extraction.listing.items import list_items
from extraction.listing.paging import MOST_PAGES, guessed_pages, printed_counts
from extraction.listing.script_calls import calls
from extraction.markup.page import Page
from extraction.markup.stub_pages import redirect_target
from extraction.markup.urls import absolute_url, is_detail_url, is_home
from extraction.scripts.list_calls import list_pages_by_call
from records import Listing, PageRequest

# TRS sites answer 200 with some 300-400 bytes for a page of a list that is no longer there.
_STUB_BYTES = 600

_MOST_GUESSED = 200

EMPTY_LIST = "empty list"
STUB_PAGE = "stub page"
FILLED_BY_SCRIPT = "list is filled by script"
TOO_MANY_PAGES = "implausible page count"
NOT_THE_REPLY = "reply is not the list that was asked for"


def is_article(page: Page) -> bool:
    """True for an article: by the shape of its address, else by the mandated meta tag ArticleTitle."""
    return is_detail_url(page.url) or page.meta("ArticleTitle") != ""


def static_listing(
    page: Page,
    next_urls: Iterable[str] = (),
    promised_pages: int | None = None,
    promised_items: int | None = None,
    has_shell: bool = False,
) -> Listing:
    """The list in the page's HTML.

    Without promised_pages the counts are what the page prints, and without next_urls too the link 下一页 is
    followed. has_shell says that something else than a pager shows that a list belongs here. An article
    has no items, a home page no further pages.
    """
    if is_article(page):
        return Listing(links=())
    links = list_items(page)
    if is_home(page.url):
        return Listing(links)
    urls, more, unproved = list(next_urls), Further(), ""
    if promised_pages is None:
        promised_pages, printed_items = printed_counts(page)
        promised_items = printed_items if promised_items is None else promised_items
        more = further_pages(page, links)
        has_shell = has_shell or bool(more.pages) or bool(promised_pages)
        unproved = "" if promised_pages or promised_items else more.problem
        promised_pages = promised_pages or more.promised
        if not promised_items and more.items:
            promised_items = more.items
    has_shell = has_shell or bool(promised_items)
    problem = unproved if links or promised_items == 0 else missing_list(page, has_shell)
    if problem.startswith(FILLED_BY_SCRIPT) and not urls and (asked := list_pages_by_call(page)):
        return Listing((), promised_pages=promised_pages, promised_items=promised_items, series=asked)
    further = list_pages(urls) or (more.pages if links else ())
    guesses: tuple[tuple[PageRequest, ...], ...] = ()
    if links and not further and not more.series and promised_pages and 1 < promised_pages <= _MOST_GUESSED:
        guesses = tuple(map(list_pages, guessed_pages(page.url, promised_pages)))
    return Listing(links, further, promised_pages, promised_items, problem, guesses, more.parts, more.series)


def missing_list(page: Page, has_shell: bool) -> str:
    """The problem of a page without items, or "" if an empty page is normal."""
    if redirect_target(page):
        return ""
    if call := next((one.text for one in calls(page) if one.kind == "call"), ""):
        return f"{FILLED_BY_SCRIPT}: {call}"
    if len(page.payload) < _STUB_BYTES and not any(True for _ in page.tree.iter("a")):
        return STUB_PAGE
    return EMPTY_LIST if has_shell else ""


def list_pages(urls: Iterable[str]) -> tuple[PageRequest, ...]:
    """Requests for further pages of the list."""
    return tuple(PageRequest(url, "list") for url in dict.fromkeys(urls))


def numbered(page: Page, stem: str, extension: str, numbers: range) -> list[str]:
    """`index_1.html` … beside the page, at most MOST_PAGES of them."""
    urls = (absolute_url(page.base, f"{stem}_{n}.{extension}") for n in numbers[:MOST_PAGES])
    return [url for url in urls if url]
