"""From a home page to the columns of reports: which links to follow, by their words and places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from extraction.facts.kinds import reads_like_report
from extraction.families import Family, recognise
from extraction.families.static import is_article
from extraction.listing.candidates import is_report_like
from extraction.listing.column_scoring import (
    LIST_COLUMN,
    column_score,
    is_part,
    lead_score,
    leads_elsewhere,
    slug_score,
)
from extraction.markup.page import Page, label_of
from extraction.markup.stub_pages import frame_sources, redirect_target, search_address
from extraction.markup.urls import (
    canonical_url,
    is_detail_url,
    is_file_url,
    is_home,
    is_same_site,
    path_of,
)
from extraction.markup.visible import lines_of
from extraction.prose.text import half_width
from extraction.scripts.click_targets import CLICKS, opened_by
from extraction.scripts.page_scripts import scripts_of
from records import Lead, Listing, PageRequest

# The name of a column is short; what is longer is the title of an article.
_LONGEST_NAME = 24
# A heading appears at most this many elements above the links it names.
_REACH = 6
# A first page without a menu: a picture, a greeting, a choice of languages.
_LONGEST_GREETING = 400
_MOST_ENTRANCES = 12
_ENTRANCE_SCORE = 30
_MOST_OF_A_MAP = 12
_BETWEEN = re.compile(r"\s{0,9}[-_|—–,，]{1,3}\s{0,9}")
_OTHER_VERSION = re.compile(
    r"繁|big5|无障碍|wza|english|/en/|/eng?/|长者|适老|移动|手机|/m/|/wap/", re.IGNORECASE
)
_HEADINGS = frozenset(
    ["a", "span", "strong", "b", "p", "div", "dt", "th", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_LIST_OF_ARTICLES = 3
# The site's own search comes after everything that has a name.
_SEARCH_SCORE = 15


@dataclass(frozen=True, slots=True)
class Survey:
    """What a walk needs to know of one page: the family that made it, its role, what it lists, and where it
    leads.

    role is home, detail, list or catalogue, in this order. home: the address is the root of its host.
    detail: the address has the shape of an article, or the page carries the mandated meta tag
    ArticleTitle. list: its family reads items, further pages, a promised count or a problem (a list that
    should be there). catalogue: anything else. Many lists lead on to other columns and many catalogues
    show a few items, so a walk reads both listing and leads of everything that is no detail.

    leads: the links towards columns of reports, best first, each once; none for an article. They are scored
    by the link's words, by the headings above it and by the folders of its address. They include the columns
    of a script application's tree. Same-host frames and the target of a redirect stub are read as part of
    this page. The home page's search form comes last. Only addresses on the page's own registered name. A
    lead's role is list if its name is that of a column of documents, else catalogue; the fetched page decides
    in the end.
    """

    family: str
    role: str
    listing: Listing
    leads: tuple[Lead, ...]


def survey(page: Page, trail: Sequence[str] = (), score: int = 0) -> Survey:
    """Reads the page once. trail: the names of the links that led here; score: that of the last one."""
    family = recognise(page)
    listing = family.read_listing(page)
    role = _role(page, listing)
    leads = () if role == "detail" else _leads(page, family, trail, score)
    dated = {canonical_url(link.url) for link in listing.links if link.listed_on}
    if len(dated) >= _LIST_OF_ARTICLES:
        # What a list of articles dates is an article, whatever its name sounds like.
        leads = tuple(lead for lead in leads if canonical_url(lead.request.url) not in dated)
    return Survey(family.name, role, listing, leads)


def own_score(page: Page) -> int:
    """How well the page's own name (ColumnName, or the first words of its title) fits a column of reports."""
    title = next(page.tree.iter("title"), None)
    said = [
        page.meta("ColumnName"),
        *_BETWEEN.split("".join(title.itertext()) if title is not None else "")[:2],
    ]
    return max((column_score(name) for name in said if name and len(name) <= _LONGEST_NAME), default=0)


def leads_of_sitemap(urls: Iterable[str], home: str) -> list[Lead]:
    """The addresses of a sitemap that may be columns of reports, by their folders, best first."""
    scored = [(slug_score(path_of(url)) // 2, url) for url in urls if is_same_site(url, home)]
    best = sorted(
        ((score, url) for score, url in scored if score and not is_detail_url(url)), key=lambda one: -one[0]
    )
    return [Lead(PageRequest(url, "catalogue"), "", score) for score, url in best[:_MOST_OF_A_MAP]]


def is_report_text(page: Page, seen: Survey) -> bool:
    """True for a page that holds the text of a report and lists none, where its address does not show
    this."""
    if any(map(is_report_like, seen.listing.links)):
        return False
    return reads_like_report(half_width("\n".join(line for line, _ in lines_of(page.visible.pieces))))


def _role(page: Page, listing: Listing) -> str:
    if is_home(page.url):
        return "home"
    if is_article(page):
        return "detail"
    lists = (
        listing.links
        or listing.next_pages
        or listing.series
        or listing.problem
        or listing.promised_items is not None
    )
    return "list" if lists else "catalogue"


def _leads(page: Page, family: Family, trail: Sequence[str], score: int) -> tuple[Lead, ...]:
    here = canonical_url(page.url)
    found: dict[str, Lead] = {}
    for lead in (*family.columns(page, trail), *_shells(page, score), *_links(page, trail)):
        key = canonical_url(lead.request.url)
        if key != here and (key not in found or lead.score > found[key].score):
            found[key] = lead
    if is_home(page.url) and not found:
        found = {canonical_url(lead.request.url): lead for lead in _entrances(page)}
    # sorted() is stable: equals stay in the order of the page.
    return tuple(sorted(found.values(), key=lambda lead: -lead.score))


def _shells(page: Page, score: int) -> Iterator[Lead]:
    """The frames, redirect target and search form that are read in place of this page."""
    for url in [redirect_target(page), *frame_sources(page)]:
        if url and is_same_site(url, page.url):
            yield Lead(PageRequest(url, "catalogue"), "", max(score, LIST_COLUMN))
    url = search_address(page, "法治政府建设") if is_home(page.url) else ""
    if url and is_same_site(url, page.url):
        yield Lead(PageRequest(url, "catalogue"), "站内搜索", _SEARCH_SCORE)


def _links(page: Page, trail: Sequence[str]) -> Iterator[Lead]:
    for element, url in _openers(page):
        name, words = _names(element)
        if not words or _is_long(name) or any(map(leads_elsewhere, words)):
            continue
        if not is_same_site(url, page.url) or is_detail_url(url) or is_file_url(url):
            continue
        path = path_of(url)
        score = max(lead_score(word, path, trail) for word in words)
        if score < LIST_COLUMN and is_part(name):
            score = max(score, lead_score(name, path, (_heading(element),)))
        if score:
            yield Lead(PageRequest(url, "list" if score >= LIST_COLUMN else "catalogue"), name, score)


def _openers(page: Page) -> Iterator[tuple[Any, str]]:
    """Everything that opens another page when clicked or chosen: links, image areas, elements with a script's
    handler, options of a select."""
    handlers = scripts_of(page).handlers
    for element in page.tree.iter():
        tag, url = element.tag, ""
        if tag in ("a", "area"):
            href = element.get("href", "")
            url = page.absolute(href) if href and href[0] != "#" else ""
        elif tag == "option":
            value = element.get("value", "")
            url = page.absolute(value) if "/" in value or "." in value else ""
        elif not isinstance(tag, str):
            continue
        if not url and tag != "option" and (element in handlers or any(map(_is_pressed, element.attrib))):
            opened = opened_by(page, element)
            url = (
                opened.request.url
                if opened and opened.kind == "go" and opened.request.method == "GET"
                else ""
            )
        if url:
            yield element, url


def _is_pressed(attribute: str) -> bool:
    return attribute in CLICKS or attribute.startswith("data-")


def _entrances(page: Page) -> Iterator[Lead]:
    """The entrances of a site whose first page is an image, a greeting, or a choice of languages."""
    if len("".join(page.visible.pieces)) > _LONGEST_GREETING:
        return
    openers = list(islice(_openers(page), _MOST_ENTRANCES + 1))
    for element, url in openers if len(openers) <= _MOST_ENTRANCES else ():
        words = " ".join([*_names(element)[1], path_of(url)])
        if is_same_site(url, page.url) and not is_file_url(url) and not _OTHER_VERSION.search(words):
            yield Lead(PageRequest(url, "catalogue"), "", _ENTRANCE_SCORE)


def _names(element: Any) -> tuple[str, list[str]]:
    """The link's name, and all its words: text, title, its image's alternative text."""
    said = [
        label_of(element),
        element.get("title", ""),
        element.get("alt", ""),
        element.get("aria-label", ""),
    ]
    if len(element):
        image = next(element.iter("img"), None)
        said.append("" if image is None else image.get("alt") or image.get("title") or "")
    words = [word for word in dict.fromkeys(said) if word and not word.isspace()]
    return (words[0] if len(words) == 1 else max(words, key=column_score), words) if words else ("", [])


def _is_long(name: str) -> bool:
    return len(name) > _LONGEST_NAME and len("".join(name.split())) > _LONGEST_NAME


def _heading(element: Any) -> str:
    """The heading of the menu or box of this link: 法定主动公开内容 above a list of columns."""
    for _ in range(_REACH):
        before = element.getprevious()
        # The row before is a neighbour, not a heading.
        if before is not None and before.tag in _HEADINGS and before.tag != element.tag:
            name = "".join(label_of(before).split())
            if 0 < len(name) <= _LONGEST_NAME and column_score(name) >= LIST_COLUMN:
                return name
        element = element.getparent()
        if element is None:
            return ""
    return ""
