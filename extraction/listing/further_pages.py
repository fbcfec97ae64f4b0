"""The addresses of the further pages of a list, found by following its controls.

Resolves the target of every clickable element. A target next to this address (same folder, another number),
or a control named like a pager, is a further page. Imports markup.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extraction.listing.drawn_pagers import drawn_pages, last_page
from extraction.markup.page import Page, label_of
from extraction.markup.page_numbers import MOST, one_after_the_other, up_to_last
from extraction.markup.urls import canonical_url, host_of, is_detail_url, is_file_url, path_of
from extraction.scripts.click_targets import CLICKS, Opened, opened_by, run, this_of
from extraction.scripts.encoded_markup import encoded_trees
from extraction.scripts.forms import form_request
from extraction.scripts.page_scripts import scripts_of
from records import Link, PageRequest

_FORWARD = re.compile(
    r"""
    [\s>›»→▶＞【\[(（]{0,9}(?:  # arrows and brackets around the words
    第[二三四五六七八九十]{1,3}[页頁]  # 第二页
    |[下后後向]{1,2}\s?一?\s?[页頁版张頁]|下翻|[后後]翻|翻[页頁]  # 下一页, 向后翻
    |[尾末]\s?[页頁]|最[后後末]一?[页頁]  # 末页
    |next.{0,6}|last.{0,5}  # in English
    |更早.{0,6}|以前.{0,6}|(?:查看)?往[期年].{0,6}|(?:查看)?历史.{0,6}|old(?:er)?.{0,8}|more  # what is older
    |[>›»→▶＞]{1,3}  # an arrow alone
    )[\s>›»→▶＞\]】)）]{0,9}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MORE = re.compile(r".{0,6}(?:更多|加载|余下|剩余).{0,6}|.{0,4}\bmore.{0,4}", re.IGNORECASE)
_NUMBER = re.compile(r"\D{0,2}(\d{1,4})\s?[页頁]?(?:\s?/\s?\d{1,4})?\D{0,2}")
_YEAR = re.compile(r"\D{0,1}((?:19|20)\d\d)\s?年?度?\D{0,1}")
_BACK = re.compile(
    r"\W{0,4}(?:首|第一|[上前]\s?一?|第1)\s?[页頁].{0,3}|[<‹«←]{1,3}.{0,3}|prev.{0,6}|first.{0,5}|返回.{0,4}",
    re.IGNORECASE,
)
_PAGE_NAME = re.compile(r"(?:[a-z]{0,12}[-_/.]?){0,2}\d{1,4}/?", re.IGNORECASE)
_LONGEST_LABEL = 14
_TAGS = ("a", "area", "button", "input", "li", "span", "div", "td", "p", "em", "b", "i", "img", "label", "dd", "dt")  # fmt: skip
_LAST = re.compile(
    r"[\s>»›【\[(（|]{0,9}(?:到?[尾末]\s?[页頁]|最[后後末]一?[页頁]|last(?:\s?page)?)[\s>»›\]】)）|]{0,9}",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"[\s<«‹【\[(（|]{0,9}(?:首\s?[页頁]|第\s?[一1]\s?[页頁]|first(?:\s?page)?|1)[\s<«‹\]】)）|]{0,9}",
    re.IGNORECASE,
)
ONLY_THE_LAST = "only its last page is linked; the pages between are not reachable"
_NO_NUMBER = "where what is more goes on is not known"


@dataclass(frozen=True, slots=True)
class Further:
    """pages: the pages after this one. parts: sub-lists (of a year). series: the pages that 加载更多 loads
    one after the other, until one is empty. promised: the stated number of pages, None if not stated; items:
    the stated number of items. problem: why these may not be all pages, unless a total says that they are."""

    pages: tuple[PageRequest, ...] = ()
    parts: tuple[tuple[str, PageRequest], ...] = ()
    series: tuple[PageRequest, ...] = ()
    promised: int | None = None
    items: int = 0
    problem: str = ""


def further_pages(page: Page, links: Sequence[Link]) -> Further:
    """The further pages of this list."""
    listed = {canonical_url(link.url) for link in links}
    found = list(_controls(page, listed))
    pages = [request for kind, _, request in found if kind == "page"]
    parts = [(label, request) for kind, label, request in found if kind == "part"]
    rows = [request for kind, _, request in found if kind == "rows"]
    labels = [label for kind, label, _ in found if kind == "page"]
    if pages and all(map(_LAST.fullmatch, labels)):
        return replace(_up_to_last(page, pages, len(listed)), parts=tuple(dict.fromkeys(parts)))
    promised, problem = None, ""
    if not pages:
        drawn, count = drawn_pages(page)
        pages, promised = list(drawn), count or None
    series: tuple[PageRequest, ...] = ()
    if rows and not pages:
        series = one_after_the_other(rows[0], len(listed), last_page(page) or MOST)
        problem = _NO_NUMBER if series == (rows[0],) else ""
    return Further(tuple(dict.fromkeys(pages)), tuple(dict.fromkeys(parts)), series, promised, 0, problem)


def _up_to_last(page: Page, last: Sequence[PageRequest], items: int) -> Further:
    """The pages of a list that links its last one alone."""
    first = {page.absolute(a.get("href", "")) for a in page.tree.iter("a") if _FIRST.fullmatch(_label(a))}
    span = up_to_last(last[0], {page.url, *first}, items) if len(set(last)) == 1 else None
    if span is None:
        return Further(tuple(dict.fromkeys(last)), problem=ONLY_THE_LAST)
    return Further(span.pages, promised=span.count or None, items=span.items)


def _controls(page: Page, listed: set[str]) -> Iterator[tuple[str, str, PageRequest]]:
    here = canonical_url(page.url)
    for element in _pressables(page):
        label = _label(element)
        if len(label) > _LONGEST_LABEL or _BACK.fullmatch(label):
            continue
        opened = _opened(page, element)
        if opened is None or host_of(opened.request.url) != host_of(page.url):
            continue
        url = canonical_url(opened.request.url)
        if url in listed or is_file_url(url) or (opened.request.method == "GET" and url == here):
            continue
        if kind := _kind(page, element, label, opened):
            yield kind, label, opened.request
    for select in page.tree.iter("select"):
        yield from _chosen(page, select, here)
    for tree in encoded_trees(page):
        for anchor in tree.iter("a"):
            url, label = page.absolute(anchor.get("href", "")), label_of(anchor)
            leads_on = _NUMBER.fullmatch(label) or _FORWARD.fullmatch(label) or not label
            if url and canonical_url(url) != here and leads_on and label.strip("[] ") != "1":
                yield "page", label, PageRequest(url, "list")


def _pressables(page: Page) -> Iterator[Any]:
    handlers = scripts_of(page).handlers
    for element in page.tree.iter(*_TAGS):
        if (
            element.tag in ("a", "area", "button", "input")
            or element in handlers
            or len(element.attrib)
            and any(name in CLICKS or name.startswith("data-") for name in element.attrib)
        ):
            yield element


def _label(element: Any) -> str:
    if element.tag == "input":
        return element.get("value") or element.get("title") or element.get("alt") or ""
    label = label_of(element)
    if not label:
        image = next(element.iter("img"), None) if len(element) else element if element.tag == "img" else None
        said = [
            element.get("title"),
            element.get("aria-label"),
            *((image.get("alt"), image.get("title")) if image is not None else ()),
        ]
        label = next((one.strip() for one in said if one and one.strip()), "")
    return label


def _opened(page: Page, element: Any) -> Opened | None:
    found = opened_by(page, element)
    if found is None and element.tag in ("li", "td", "span", "div", "p", "em", "b", "i"):
        return None
    return found


def _kind(page: Page, element: Any, label: str, opened: Opened) -> str:
    """page, part, rows, "" for a control that leads elsewhere."""
    request = opened.request
    number = _NUMBER.fullmatch(label)
    if year := _YEAR.fullmatch(label):
        near = path_of(request.url).startswith(_folder(page.url)) or request.method == "POST"
        return "part" if near and year and opened.kind != "get" else ""
    if opened.kind == "get":
        return "rows" if _MORE.fullmatch(label) or _FORWARD.fullmatch(label) else ""
    if number and number[1] == "1":
        return ""
    if is_detail_url(request.url):
        return ""
    beside = request.method == "POST" or is_beside(page.url, request.url)
    if _FORWARD.fullmatch(label):
        return (
            "page"
            if beside
            or not label.isascii()
            and not re.match(r"历史|往|以前", label)
            or _in_folder(page.url, request.url)
            else ""
        )
    if _MORE.fullmatch(label):
        return "page" if beside or _in_folder(page.url, request.url) and request.url != page.url else ""
    return "page" if beside and (number or not label) else ""


def _folder(url: str) -> str:
    return path_of(url).rpartition("/")[0] + "/"


def _in_folder(here: str, there: str) -> bool:
    return path_of(there).startswith(_folder(here)) and len(_folder(here)) > 1


def is_beside(here: str, there: str) -> bool:
    """True for an address that differs from that of a list in its query, or in a number of its own:
    index_2.html beside index.html, p2.html, page/2/."""
    before, after = path_of(here), path_of(there)
    if before.rstrip("/") == after.rstrip("/") or _index(before) == _index(after):
        return there.partition("?")[2] != here.partition("?")[2]
    if _shape(before) == _shape(after) and before != after:
        return True
    if not after.startswith(_folder(here)):
        return False
    name = re.sub(r"\.\w{2,6}$", "", after[len(_folder(here)) :])
    own = re.sub(r"\.\w{2,6}$", "", before.rpartition("/")[2])
    own_stem = re.sub(r"[-_/.]?\d{1,4}$", "", own)
    rest = name[len(own_stem) :] if own_stem and name.startswith(own_stem) else name
    return _PAGE_NAME.fullmatch(rest.lstrip("-_/.")) is not None and not re.search(r"\d{5}", rest)


def _shape(path: str) -> str:
    """The path with its last number left out: page/2/ and page/3/ are of one shape."""
    return re.sub(r"(?<!\d)\d{1,4}(?=/?(?:\.\w{2,6})?$)", "#", path)


def _index(path: str) -> str:
    return re.sub(r"(?:index|default|list)\.\w{3,5}$", "", path)


def _chosen(page: Page, select: Any, here: str) -> Iterator[tuple[str, str, PageRequest]]:
    """The pages and the years of a select."""
    options = [(label_of(option), option) for option in select.iter("option")][:MOST]
    years = [label for label, _ in options if _YEAR.fullmatch(label)]
    numbers = [
        label
        for label, _ in options
        if re.fullmatch(r"第?\s?\d{1,4}\s?[页頁]?(?:\s?/\s?\d{1,4}\s?[页頁]?)?", label)
    ]
    kind = "part" if len(years) >= 2 else "page" if len(numbers) == len(options) > 1 else ""
    for label, option in options if kind else ():
        number = _NUMBER.fullmatch(label)
        if (
            "selected" in option.attrib
            or (kind == "page" and (not number or number[1] == "1"))
            or (kind == "part" and label not in years)
        ):
            continue
        if (request := _option(page, select, option)) and (
            request.method == "POST" or canonical_url(request.url) != here
        ):
            yield kind, label, request


def _option(page: Page, select: Any, option: Any) -> PageRequest | None:
    value = option.get("value", option.text or "").strip()
    code = next((select.get(name) for name in CLICKS if select.get(name)), "") or scripts_of(
        page
    ).handlers.get(select, "")
    this = this_of(select) | {"value": value}
    if re.search(r"\bform\s?\.\s?submit", code) or (not code and select.getparent().tag == "form"):
        form = next(select.iterancestors("form"), None)
        return (
            form_request(page, form, {select.get("name", ""): value})
            if form is not None and select.get("name")
            else None
        )
    if found := next((one for one in run(page, code, this) if one.kind != "get"), None):
        return found.request
    url = page.absolute(value) if re.search(r"[/.?]", value) else ""
    return PageRequest(url, "list") if url else None
