"""From a home page to the columns that hold reports: which links to follow, judged by words."""

from typing import Any

from extraction.families import recognise
from extraction.families.static import is_article
from extraction.page import Page, label_of
from extraction.shells import frame_sources, redirect_target
from extraction.urls import (
    absolute_url,
    canonical_url,
    is_detail_url,
    is_file_url,
    is_home,
    is_same_site,
    path_of,
)
from extraction.wording import LIST_COLUMN, column_score, leads_elsewhere, slug_score
from records import PageRequest

# The name of a column is short; what is longer is the title of an article.
_LONGEST_NAME = 24


def read_navigation(page: Page) -> tuple[PageRequest, ...]:
    """The links of this page that lead towards columns of reports, best first, each once.

    Judged by the link's words and by the folders of its address; the columns a script application keeps
    in its tree, same-host frames and the target of a redirect stub are included. Only addresses on the
    page's own registered name. The role is list where the name is that of a column that lists
    documents, else catalogue; what was fetched decides in the end (page_role).
    """
    found: dict[str, tuple[int, PageRequest]] = {}
    for request in recognise(page).columns(page):
        found.setdefault(canonical_url(request.url), (100, request))
    for url in [redirect_target(page), *frame_sources(page)]:
        if url and is_same_site(url, page.url):
            found.setdefault(canonical_url(url), (LIST_COLUMN, PageRequest(url, "catalogue")))
    for element in page.tree.iter("a", "area"):
        url = absolute_url(page.base, element.get("href", ""))
        score = _score(element, url) if url and is_same_site(url, page.url) else 0
        key = canonical_url(url)
        if score and key != canonical_url(page.url) and score > found.get(key, (0, None))[0]:
            role = "list" if score >= LIST_COLUMN else "catalogue"
            found[key] = (score, PageRequest(url, role))
    # sorted() is stable: equals stay in the order of the page.
    return tuple(request for _, request in sorted(found.values(), key=lambda pair: -pair[0]))


def page_role(page: Page) -> str:
    """What this page is: home, detail, list or catalogue, in this order.

    home: the address is the root of its host. detail: the address has the shape of an article, or the
    page carries the mandated meta tag ArticleTitle. list: its family reads items, further pages, a
    promised count or a problem (a list that should be there). catalogue: anything else.

    Many lists lead on to other columns and many catalogues show a few items, so a walk reads both the
    listing and the navigation of everything that is no detail.
    """
    if is_home(page.url):
        return "home"
    if is_article(page):
        return "detail"
    listing = recognise(page).read_listing(page)
    lists = listing.links or listing.next_pages or listing.problem or listing.promised_items is not None
    return "list" if lists else "catalogue"


def _score(element: Any, url: str) -> int:
    """How near to the reports a link leads; 0 for articles, documents and everything else."""
    if is_detail_url(url) or is_file_url(url):
        return 0
    names = (label_of(element), element.get("title", ""), _picture(element))
    words = [name for name in names if name.strip()]
    if any(leads_elsewhere(name) for name in words):
        return 0
    if words and len("".join(words[0].split())) > _LONGEST_NAME:
        return 0
    by_name = max((column_score(name) for name in words), default=0)
    # An address alone counts less than a name: a folder's neighbours share it.
    return by_name or slug_score(path_of(url)) // 2


def _picture(element: Any) -> str:
    return next((image.get("alt") or image.get("title") or "" for image in element.iter("img")), "")
