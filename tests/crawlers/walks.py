"""A walk over one site's list, and pages for it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scrapy import Request

from crawlers.spec import CrawlSpec
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.list_account import ListWalk
from crawlers.walk.request_context import META_KEY, RequestContext, page_key
from crawlers.walk.site_walk import SiteWalk
from records import Link, Listing, PageRequest
from tests.crawlers.web import site

HOST = "http://www.one.gov.cn"
URL = f"{HOST}/fz/"
TITLE = "某区{}年法治政府建设年度报告"

Spiders = Callable[..., ReportsSpider]
"""Makes the spider of a crawl that asks nobody; takes fields of its specification."""


def spec(folder: Path, **changes: Any) -> CrawlSpec:
    sites = changes.pop("sites", (site("www.one.gov.cn"),))
    return CrawlSpec("c1", str(folder / "data"), sites, **changes)


def request(url: str = URL, role: str = "list", **meta: object) -> Request:
    return Request(url, meta={META_KEY: step(url, role), **meta})


def walk(budget: int = 100, **changes: Any) -> SiteWalk:
    return SiteWalk(site("www.one.gov.cn"), budget, **changes)


def step(url: str = URL, role: str = "list", **changes: Any) -> RequestContext:
    return RequestContext("one", role, url, page_key(PageRequest(url, role)), **changes)


def links(first: int, count: int, newest: date = date(2024, 3, 1)) -> tuple[Link, ...]:
    return tuple(
        Link(f"{HOST}/fz/{n}.html", TITLE.format(2000 + n), newest - timedelta(days=n))
        for n in range(first, first + count)
    )


def listing(first: int, count: int, *further: str, **changes: Any) -> Listing:
    return Listing(links(first, count), tuple(PageRequest(url, "list") for url in further), **changes)


def walked(one: ListWalk, pages: dict[str, Listing], first: Listing) -> list[str]:
    """The list walked as the spider does it; the addresses that were asked for."""
    asked: list[str] = []
    page: Listing | None = first
    while True:
        if page:
            one.saw(page, {page_key(further): further for further in page.next_pages})
        following = one.next_page()
        if following is None:
            one.close()
            return asked
        request, is_guess = following
        asked.append(request.url)
        page = pages.get(request.url)
        if is_guess and not one.guessed(page):
            page = None


def known(count: int) -> frozenset[str]:
    return frozenset(link.url for link in links(0, count))
