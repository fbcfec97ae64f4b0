"""The parts of a list that a choice opens: years as tabs or in a select, pages in a select. Imports
markup."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from extraction.listing.control_elements import (
    ELSEWHERE,
    context_of,
    has_data,
    is_off,
    is_pressable,
    target_of,
)
from extraction.markup.page import Page, label_of
from extraction.markup.urls import absolute_url, canonical_url
from records import LeftOver

YEAR = re.compile(r"[\[【(（\s]*((?:19|20)\d\d)\s?年?度?[\]】)）\s]*")

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "div", "p", "span", "strong", "b", "a", "li")  # fmt: skip
_BOXES = ("ul", "ol", "dl", "dd", "div", "table", "section", "article")
_LONGEST_YEAR = 12
# A heading is nested in at most so many elements of its own.
_WRAPPED = 3


def year_parts(page: Page, group: list[tuple[int, Any]]) -> Iterator[LeftOver]:
    """The years of a row of years that are not shown."""
    if ELSEWHERE.search(context_of(group[0][1])):
        return
    for year, element in group:
        if (is_pressable(element) or has_data(element)) and not is_off(element):
            url = target_of(page, element)
            if not url and _is_shown(page, element):
                continue
            if not url or canonical_url(url) != canonical_url(page.url):
                yield LeftOver("part", label_of(element)[:80], year, url)


def year_boxes(page: Page) -> Iterator[LeftOver]:
    """The headings of years with nothing below them, on a page where others have links below: a script fills
    them."""
    found = []
    for element in page.tree.iter(*_HEADINGS):
        if (text := element.text) and len(text.strip()) > _LONGEST_YEAR:
            continue
        begins = "".join(islice(element.itertext(), _WRAPPED)).strip()
        label = label_of(element) if 4 <= len(begins) <= _LONGEST_YEAR else ""
        if (year := YEAR.fullmatch(label)) and (box := _below(element)) is not None:
            found.append((label, int(year[1]), box))
    if any(_has_items(box) for _, _, box in found):
        yield from (
            LeftOver("next", f"{label}: nothing below", year) for label, year, box in found if _is_blank(box)
        )


def _below(heading: Any) -> Any:
    """The box below a heading, which may be wrapped; None where something else follows."""
    for _ in range(_WRAPPED):
        after = heading.getnext()
        if after is not None:
            return after if after.tag in _BOXES else None
        heading = heading.getparent()
        if heading is None or heading.tag in ("body", "html"):
            return None
    return None


def _is_shown(page: Page, element: Any) -> bool:
    """True for a control that opens a box of the same page (#nd2022) with items or a note that it is
    empty."""
    name = next(
        (
            href[1:]
            for one in (element, *element.iter("a"), element.getparent())
            if one is not None
            and (href := one.get("href") or one.get("data-target") or "").startswith("#")
            and len(href) > 1
        ),
        "",
    )
    boxes = [one for one in page.tree.iter(*_BOXES) if one.get("id") == name] if name else []
    return bool(boxes) and not _is_blank(boxes[0])


def _has_items(box: Any) -> bool:
    return next(box.iter("a"), None) is not None


def _is_blank(box: Any) -> bool:
    """True for a box without text, links and pictures."""
    return not label_of(box) and next(box.iter("a", "img", "iframe"), None) is None


def choices(page: Page, select: Any) -> Iterator[LeftOver]:
    """A select of pages or of years."""
    options = [(label_of(option), option) for option in select.iter("option")]
    if ELSEWHERE.search(context_of(select)) or len(options) < 2:
        return
    years = [(found, option) for label, option in options if (found := YEAR.fullmatch(label))]
    pages = [
        (found, option)
        for label, option in options
        if (found := re.fullmatch(r"第?\s?(\d{1,4})\s?页?(?:\s?/\s?\d{1,4})?", label))
    ]
    if len(years) >= 2 and (len(years) == len(options) or not _offers_all(options)):
        for found, option in years:
            if "selected" not in option.attrib:
                yield LeftOver("part", found[0].strip(), int(found[1]), _option_url(page, option))
    elif len(pages) == len(options) and not years and _is_of_pages(page, select, options):
        highest = max(int(found[1]) for found, _ in pages)
        yield LeftOver("numbers", f"select: {options[-1][0]}"[:80], highest)


def _offers_all(options: list[tuple[str, Any]]) -> bool:
    """True where 全部 (or 请选择) is the preselected option."""
    chosen = next((label for label, option in options if "selected" in option.attrib), options[0][0])
    return re.search(r"全部|所有|不限|选择|年份|年度$|^-*$|all", chosen, re.IGNORECASE) is not None


def _is_of_pages(page: Page, select: Any, options: list[tuple[str, Any]]) -> bool:
    text = select.get("onchange", "") + context_of(select)
    numbered = [int(re.sub(r"\D", "", label.partition("/")[0]) or 0) for label, _ in options]
    return numbered == list(range(1, len(options) + 1)) and (
        any("页" in label for label, _ in options)
        or re.search(r"page|location|href|\bgo\w{0,9}\(|jump|submit|turn|\bto\w{0,9}\(", text, re.IGNORECASE)
        is not None
        or any(_option_url(page, option) for _, option in options)
        or re.search(r"[上下]一?页|[首尾末]页|页", label_of(select.getparent())) is not None
    )


def _option_url(page: Page, option: Any) -> str:
    value = option.get("value", "").strip()
    return absolute_url(page.base, value) if re.search(r"[/.?]", value) else ""
