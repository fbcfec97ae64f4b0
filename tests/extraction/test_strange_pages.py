"""Every part of the strange web (docs/strange-web.md), read without a crawl: its lists lead to all their
reports, its pages give their texts, its home pages lead to the column. What is not read yet is named in
NOT_YET."""

import re
from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest

from extraction.markup.page import read_page
from extraction.navigation import survey
from extraction.reading import extract
from records import Lead, PageRequest
from replica.strange import StrangeWeb
from replica.strange.catalogue import FIRST
from replica.strange.parts import Part
from replica.strange.site import StrangeSite
from tests.extraction.walking import MOST_PAGES, ask, links_of

NOW = datetime(2026, 11, 28, tzinfo=UTC)
# Their text is in a file or in a frame, or the year of their title is.
ELSEWHERE = ("iframe", "pdf_link", "docx_link", "pdf_viewer", "pdf_embed", "last_year")
NOT_YET = ("protocol_less", "counter_pv", "counter_liked", "print_day")


def parts(*kinds: str) -> list[Part]:
    """The parts of these kinds that can be read without a browser."""
    found = [part for kind in kinds for part in FIRST.of[kind].values()]
    return [part for part in found if part.readable and part.name not in NOT_YET]


def named(part: Part) -> str:
    return f"{part.kind}:{part.name}"


def site_of(part: Part) -> StrangeSite:
    web = StrangeWeb(hosts=4, only=(named(part),))
    return next(site for site in web.sites.values() if part.kind in site.parts)


def reports_of(site: StrangeSite) -> set[str]:
    return {f"http://{site.host}{site.address(e).target}" for e in site.entries if e.kind == "report"}


@pytest.mark.parametrize("part", parts("pager", "items", "addresses", "titles", "encoding"), ids=named)
def test_a_list_leads_to_all_its_reports(part: Part) -> None:
    site = site_of(part)
    assert reports_of(site) <= {
        link.url for link in links_of(site.respond, f"http://{site.host}{site.column}")
    }


@pytest.mark.parametrize(
    "part",
    [part for part in parts("details", "furniture", "titles", "encoding") if part.name not in ELSEWHERE],
    ids=named,
)
def test_a_page_gives_its_text(part: Part) -> None:
    site = site_of(part)
    entry = next(entry for entry in site.entries if entry.kind == "report")
    url = f"http://{site.host}{site.address(entry).target}"
    found = extract(ask(site.respond, PageRequest(url, "detail")).body, url, now=NOW)
    assert re.sub(r"\s", "", found.body_text) == re.sub(r"\s", "", "".join(entry.lines))
    assert (found.kind, found.report_year) == ("report", entry.year)
    assert (found.issuer, found.adcode) == (entry.issuer, site.adcode)


@pytest.mark.parametrize(
    "part", [part for part in parts("door", "column", "items") if "sitemap" not in part.name], ids=named
)
def test_a_home_page_leads_to_the_reports(part: Part) -> None:
    """The best leads first, as a search for a column goes."""
    site = site_of(part)
    wanted = reports_of(site)
    waiting = [Lead(PageRequest(f"http://{site.host}/", "home"), "", 100)]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_PAGES:
        lead = max(waiting, key=lambda lead: lead.score)
        waiting.remove(lead)
        url = lead.request.url
        if url in seen:
            continue
        seen.add(url)
        response = ask(site.respond, lead.request)
        if response.location:
            waiting.append(Lead(PageRequest(urljoin(url, response.location), "list"), "", 100))
        if response.status == 200:
            found = survey(read_page(response.body, url))
            if url in wanted or wanted & {link.url for link in found.listing.links}:
                return
            waiting += found.leads
    raise AssertionError(f"not among {sorted(seen)}")
