"""Pagers drawn by a script call that has a total and a function or form for the page address.

Recognised by shape, whatever the library: laypage, jqPaginator, pagination, kkpager and others. Imports
markup.
"""

import re
from collections.abc import Iterator
from itertools import islice

from extraction.markup.page import Page
from extraction.markup.page_numbers import MOST
from extraction.scripts.click_targets import run
from extraction.scripts.page_scripts import scripts_of
from extraction.scripts.script_code import Names, block, evaluate
from extraction.scripts.script_values import Value
from records import PageRequest

_CALL = re.compile(
    r"\b\w{0,20}(?:[pP]ag(?:e|ing|ina|er)|[fF]enye)\w{0,20}(?:\s{0,4}\.\s{0,4}\w{1,20})?\s{0,4}\("
)
_LONGEST = 2000
_PAGES = re.compile(
    r"""
    \b(?:
        pages|pageCount|totalPages?|pageTotal|total_?pages?|maxPage|num_?pages|pageNum_?total|countPage
    )\b["']?\s{0,4}:\s{0,4}["']?(\d{1,6})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ITEMS = re.compile(
    r"""
    \b(?:
        count|total|total_?(?:count|num|data|size|records?|items?|rows?)
        |items|record_?count|data_?count|totals
    )\b["']?\s{0,4}:\s{0,4}["']?(\d{1,7})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SIZE = re.compile(
    r"""
    \b(?:
        limit|page_?size|size|per_?page|show_?data|items_?per_?page|rows|pre_?page|num_?per_?page
    )\b["']?\s{0,4}:\s{0,4}["']?(\d{1,4})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_NUMBER = re.compile(r"\s{0,9}(\d{1,7})\s{0,9},")
_CALLBACK = re.compile(
    r"""
    (?<!\w)(\w{1,40}+)["']?\s{0,4}:\s{0,4}  # its name
    (?:
        function\s{0,4}\w{0,20}\s{0,4}\(([\w$,\s]{0,80})\)  # jump: function (page) {
        |\(?([\w$,\s]{0,60}?)\)?\s{0,4}=>  # jump: page => {
    )\s{0,4}\{
    """,
    re.VERBOSE,
)
_RETURN = re.compile(r"\breturn\s{1,4}")
_MARK = re.compile(
    r"""
    __(?:id|page|pn|n)__  # index___id__.html
    |[{\[\#%$]{1,2}(?:page(?:No|Num|Index)?|pn|p|n|num|number|id|0|curr?)[}\]\#%$]{1,2}  # ?page={page}, #num#
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FIGURE = re.compile(r"\d{1,6}")
_PATH = re.compile(r"(?:https?:/)?[/.?\w]\S{2,400}$")
_PAGES_NAME = re.compile(
    r"""
    (?:total|all|max|sum|count|last)_?pages?  # totalPage, max_pages
    |pages?_?(?:total|count|sum|all)  # pageCount
    |totalpages?|pages|pagecount|countpage
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ITEMS_NAME = re.compile(
    r"""
    total|count
    |(?:total|all|sum)_?(?:count|num|items?|records?|rows?|size)  # totalCount, sum_records
    |(?:record|item|row|data)s?_?(?:count|total|num)  # recordCount, data_total
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SIZE_NAME = re.compile(r"(?:page_?)?size|limit|per_?page|rows|page_?rows|num_?per_?page", re.IGNORECASE)
_TEMPLATE = re.compile(r"\w{1,40}+[\"']?\s{0,4}:\s{0,4}[\"']([^\"'\n]{1,400})[\"']")
_PROPERTY = re.compile(r"\b(\w{1,40})[\"']?\s{0,4}:\s{0,4}(?=[\"'\d])")
_TOTAL = (
    "data-max",
    "data-pages",
    "data-total",
    "data-totalpage",
    "data-total-page",
    "data-pagecount",
    "data-count",
)
_TOTAL_NAME = re.compile(
    r"(?:total|all|max|sum)_?(?:page\w{0,4}|p)?|page_?(?:count|total|sum)|pages|countpage", re.IGNORECASE
)
_MOST_CALLS = 40


def drawn_pages(page: Page) -> tuple[tuple[PageRequest, ...], int]:
    """The second to last page of a list whose pager a script draws, and how many pages there are; none and 0
    where there is no such pager or it does not say where its pages are."""
    for given in _calls(scripts_of(page).text):
        pages = _count(given)
        if pages > 1:
            found = tuple(_pages(page, given, min(pages, MOST)))
            if found:
                return found, pages
    return _by_attributes(page)


def _by_attributes(page: Page) -> tuple[tuple[PageRequest, ...], int]:
    """The pages of an element that says by its attributes how many there are and where: data-total-page="3"
    data-url="list-{page}.html"."""
    for element in page.tree.iter("div", "ul", "nav", "p", "span", "section", "table", "input"):
        said = {name: value for name, value in element.attrib.items() if name.startswith("data-")}
        urls = [value for value in said.values() if _MARK.search(value) and _PATH.match(value)]
        pages = _count_of({name.removeprefix("data-"): value for name, value in said.items()}) if urls else 0
        if pages > 1:
            written = [_MARK.sub(str(n), urls[0]) for n in range(2, min(pages, MOST) + 1)]
            return tuple(PageRequest(url, "list") for one in written if (url := page.absolute(one))), pages
    return (), 0


def _count_of(said: dict[str, str]) -> int:
    """The number of pages that attributes state: a total of pages, or a total of items and the size of a
    page."""
    numbers = {name.replace("-", "_"): int(value) for name, value in said.items() if _FIGURE.fullmatch(value)}
    told = next((n for name, n in numbers.items() if _PAGES_NAME.fullmatch(name)), 0)
    items = next((n for name, n in numbers.items() if _ITEMS_NAME.fullmatch(name)), 0)
    size = next((n for name, n in numbers.items() if _SIZE_NAME.fullmatch(name)), 0)
    return told or (-(-items // size) if size else 0)


def _calls(text: str) -> Iterator[str]:
    """The arguments of each call that may draw a pager."""
    for match in islice(_CALL.finditer(text), _MOST_CALLS):
        given = text[match.end() : match.end() + _LONGEST]
        if "{" in given[:200]:
            yield given


def _count(given: str) -> int:
    options = given[given.index("{") : given.index("{") + 800]
    if found := _PAGES.search(options):
        return int(found[1])
    size = _SIZE.search(options)
    total = _ITEMS.search(options) or _FIRST_NUMBER.match(given)
    return -(-int(total[1]) // int(size[1])) if size and total and int(size[1]) else 0


def _pages(page: Page, given: str, pages: int) -> Iterator[PageRequest]:
    options = given[given.index("{") :]
    properties: dict[str, Value] = {}
    for found in _PROPERTY.finditer(options[:1200]):
        properties[f"this.{found[1]}"] = evaluate(options, Names(), found.end())[0]
    for found in _CALLBACK.finditer(options):
        body = block(options, found.end() - 1)
        names = [one.strip() for one in (found[2] or found[3] or "").split(",") if one.strip()]
        asked = [_told(page, body, names, n, properties) for n in range(2, pages + 1)] if names else []
        if asked and all(asked) and len(set(asked)) == len(asked):
            yield from (one for one in asked if one)
            return
    for found in _TEMPLATE.finditer(options[:1200]):
        if mark := _MARK.search(found[1]):
            base = 1 if mark[0].lower() == "__id__" else 0
            urls = [page.absolute(found[1].replace(mark[0], str(n - base))) for n in range(2, pages + 1)]
            yield from (PageRequest(url, "list") for url in urls if url)
            return


def _told(
    page: Page, body: str, names: list[str], n: int, properties: dict[str, Value]
) -> PageRequest | None:
    """The address that the callback of a pager opens for this page number."""
    values: dict[str, Value] = {**properties, **dict.fromkeys(names), names[0]: n}
    opened = next((one for one in run(page, body, {}, values) if one.kind in ("go", "form")), None)
    if opened:
        return opened.request
    if found := _RETURN.search(body):
        value = evaluate(body, Names(values), found.end())[0]
        url = page.absolute(value) if isinstance(value, str) else ""
        return PageRequest(url, "list") if url else None
    return None


def last_page(page: Page) -> int | None:
    """How many pages the control or its script says there are."""
    for element in page.tree.iter("button", "a", "div", "span", "input"):
        for name in _TOTAL:
            if (said := element.get(name, "")).isdecimal() and 1 < int(said[:6]) <= MOST:
                return int(said)
    for name, value in scripts_of(page).variables.items():
        if _TOTAL_NAME.fullmatch(name) and isinstance(value, int) and 1 < value <= MOST:
            return value
    return None
