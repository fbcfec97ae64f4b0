"""Hosts whose lists do not show what they hold, or not in order."""

import json
from dataclasses import replace

from replica.misbehaviours.definition import Catalogue, Visit
from replica.site import Site
from replica.web import Request, Response, page

LISTS = Catalogue()
# The second night: the first one sees the site in order.
LATER = 2
# More than gkmlpt, which sends most, sends at once.
MANY = 130
# Platforms whose lists come by calls, with the page's number in a query or a form.
BY_CALLS = frozenset({"epoint", "guangdong", "jpaas", "jpage", "kaipu", "lonsun", "urls_pc", "xxgk"})
# Platforms whose pages of a list are files with rising numbers.
COUNTING_UP = frozenset(
    {"channels", "cms_html", "openness", "plain", "snowflake", "trs_handan", "trs_ningxia", "trs_portal"}
)
PAGE_NUMBERS = frozenset(
    {"page", "pageIndex", "pageNo", "paramJson", "startrecord", "endrecord", "currpage", "current"}
)


def _by_addresses(site: Site) -> bool:
    return site.dialect not in BY_CALLS


def _counting_up(site: Site) -> bool:
    return site.dialect in COUNTING_UP


def _whole_in_the_page(site: Site) -> bool:
    return site.dialect == "urls_pc" and site.look.skin < 2


def _paged_by_address_or_call(site: Site) -> bool:
    # The links of a VSB page lead astray from any other place than its own.
    return site.dialect != "vsb" and not _whole_in_the_page(site)


def _paged_by_rows(site: Site) -> bool:
    # jpage and gkmlpt send more at once than a page shows.
    return site.dialect not in ("guangdong", "jpage") and not _whole_in_the_page(site)


def _longer(site: Site) -> Site:
    """Enough everyday notices beside the reports for several pages on any platform."""
    wanted = {filing.column for filing in site.filings}
    columns = tuple(replace(c, notices=MANY) if c.path in wanted else c for c in site.columns)
    return replace(site, columns=columns)


def _overlapping(site: Site) -> Site:
    return replace(_longer(site), look=replace(site.look, lists="overlapping"))


def _endless(site: Site) -> Site:
    return replace(site, look=replace(site.look, lists="endless"))


def _empty(site: Site) -> Site:
    return replace(site, look=replace(site.look, lists="empty"))


@LISTS.note(
    expected="broken_listing", where="lists", alter=_longer, suits=_paged_by_address_or_call, findable=False
)
def ignores_page(visit: Visit) -> Response:
    """A list promises further pages and answers every one of them with the first."""
    asked = visit.request
    first = visit.website.list_at(asked.path)
    return visit.usual(_without_page(replace(asked, path=first or asked.path)))


def _without_page(request: Request) -> Request:
    def kept(values: dict[str, str]) -> dict[str, str]:
        return {name: value for name, value in values.items() if name not in PAGE_NUMBERS}

    body = request.body
    if body.startswith(b"{"):
        body = json.dumps({**json.loads(body), "pageIndex": 0}).encode()
    return replace(request, query=kept(request.query), form=kept(request.form), body=body)


@LISTS.note(where="lists", alter=_overlapping, suits=_paged_by_rows)
def edge_duplicates(visit: Visit) -> Response:
    """At the edge of two pages one item is twice and another, never a report, nowhere."""
    return visit.usual()


@LISTS.note(expected="broken_listing", where="lists", alter=_endless, suits=_counting_up)
def endless_pagination(visit: Visit) -> Response:
    """After its last page a list shows that page again and again, each with a further one."""
    return visit.usual()


@LISTS.note(expected="broken_listing", where="lists", first_night=LATER, alter=_empty, findable=False)
def empty_list(visit: Visit) -> Response:
    """The columns of reports list nothing all of a sudden; the articles are still there."""
    return visit.usual()


@LISTS.note(expected="broken_listing", where="lists", suits=_by_addresses, findable=False)
def js_only_list(visit: Visit) -> Response:
    """Lists are written by a script whose call nobody knows."""
    website = visit.website
    path = website.list_at(visit.request.path)
    if not path:
        return visit.usual()
    column = next(c for c in website.site.columns if path in website.dialect.list_pages(c))
    app = (
        f'<div class="position">{website.dialect.breadcrumb(column)}</div><div id="app"></div>'
        '<noscript>本站需要启用 JavaScript。</noscript><script src="/static/js/app.7c1e90.js"></script>'
    )
    return page(website.dialect.shell(column.name, app, column))
