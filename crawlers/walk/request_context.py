"""What the walk knows of a request: travels in request.meta, so that it survives retries and redirects."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request

from extraction.markup.urls import canonical_url
from records import Lead, PageRequest

META_KEY = "fazhi_step"
# Where the capture middleware leaves the id of the last capture of a request.
CAPTURE_KEY = "fazhi_capture"
# Reports first, so that the page budget is not used up by menus.
PRIORITIES = {
    "detail": 300,
    "detail_page": 290,
    "home": 250,
    "list": 200,
    "attachment": 150,
    "catalogue": 100,
}


# A longer field of a form is no page's number and no column's name.
_LONGEST_FIELD = 80


@dataclass(frozen=True, slots=True)
class RequestContext:
    """What the walk knows about one request.

    key identifies the page (page_key). role: a role of records.PageRequest, or robots. trail: the link names
    from the home page to here; score: how well the last one fits. list_key: the key of the first page of this
    page's list, "" for none yet. is_guess: no link names the page, so it may not exist. is_search: requested
    by the search for columns, one request per site at a time.
    """

    site_id: str
    role: str
    page_url: str
    key: str = ""
    found_on: str = ""
    link_title: str = ""
    trail: tuple[str, ...] = ()
    score: int = 0
    list_key: str = ""
    is_guess: bool = False
    is_search: bool = False


def request_for(
    page: PageRequest, step: RequestContext, read: Callable[..., Any], missed: Callable[..., Any]
) -> Request:
    """The Scrapy request of this page, with its callback and errback."""
    headers = dict(page.headers)
    if step.found_on:
        # Without one some servers answer with an error page and status 200 (VSB), others not at all.
        headers.setdefault("Referer", step.found_on)
    return Request(
        page.url,
        method=page.method,
        body=page.body.encode(),
        headers=headers,
        callback=read,
        errback=missed,
        meta={META_KEY: step},
        priority=PRIORITIES.get(page.role, 0),
        # The walk filters duplicates itself. Scrapy's filter would also drop redirects to pages seen before,
        # such as a firewall's redirect of a page to itself that sets its cookie.
        dont_filter=True,
    )


def page_key(page: PageRequest) -> str:
    """The key of a page: method, canonical address, and body without fields of server state (__VIEWSTATE)."""
    body = page.body
    if len(body) > _LONGEST_FIELD:
        body = "&".join(pair for pair in body.split("&") if len(pair) <= _LONGEST_FIELD)
    return f"{page.method} {canonical_url(page.url)} {body}"


def first_step(site_id: str, page: PageRequest, found_on: str = "", title: str = "") -> RequestContext:
    """The context of a page that neither a search nor a list requests."""
    return RequestContext(site_id, page.role, page.url, page_key(page), found_on, title)


def further_step(
    first: RequestContext, page: PageRequest, *, is_guess: bool, is_search: bool
) -> RequestContext:
    """The step of a further page of the list that begins with this step."""
    return replace(
        first,
        role="list",
        page_url=page.url,
        key=page_key(page),
        found_on=first.page_url,
        list_key=first.key,
        is_guess=is_guess,
        is_search=is_search,
    )


def part_step(first: RequestContext, part: PageRequest, name: str, found_on: str) -> RequestContext:
    """The step of a part of the list that begins with this step, which is a list of its own and called so."""
    return replace(
        first,
        role="list",
        page_url=part.url,
        key=page_key(part),
        found_on=found_on,
        trail=(*first.trail, name),
        is_search=False,
    )


def step_to(lead: Lead, behind: RequestContext, found_on: str) -> RequestContext:
    """The step of the search that follows this link of the page behind."""
    return RequestContext(
        behind.site_id,
        lead.request.role,
        lead.request.url,
        page_key(lead.request),
        found_on=found_on,
        link_title=lead.name,
        trail=(*behind.trail, lead.name) if lead.name else behind.trail,
        score=lead.score,
        is_search=True,
    )
