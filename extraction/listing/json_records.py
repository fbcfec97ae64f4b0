"""Lists of back ends without a family of their own: JSON whose records have a title and an address. They are
found by their shape, whatever their fields are called. Imports markup and scripts."""

import re
from collections.abc import Iterator
from typing import Any

from extraction.listing.items import first_date
from extraction.markup.page import Page, read_page
from extraction.markup.urls import absolute_url
from extraction.scripts.script_data import count, day_of, json_reply, mapping, mappings, words
from records import Link, Listing

_TITLE = re.compile(
    r"(?:\w{0,20}_?)?(?:title|name|subject|headline|caption|topic|bt|mc|biaoti)(?:_?\w{1,10})?", re.IGNORECASE
)
_ADDRESS_KEY = re.compile(
    r"(?:\w{0,20}_?)?(?:url|link|href|path|address|uri|src|page)(?:_?\w{1,10})?", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"""
    (?:https?:)?//[\w.-]{3,}/\S*  # with a host
    |\.{0,2}/[\w./-]+\S*  # a path
    |[\w./-]{1,200}\.(?:[sjp]?html?|[aj]spx?|php|do)\b\S*  # a file's name
    """,
    re.VERBOSE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|svg|css|js|webp|ico)(?:$|\?)", re.IGNORECASE)
_DAY_KEY = re.compile(r"date|time|day|rq|sj|publish|created?|pub", re.IGNORECASE)
_TOTAL = re.compile(
    r"""
    total(?:_?(?:count|num|number|records?|elements?|size|rows?|items?|hits))?
    |(?:record|row|data|item|all|sum)_?(?:count|total|num)
    |count|records_?total|numfound
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DEEPEST, _MOST_VALUES = 8, 5000


def json_listing(page: Page) -> Listing | None:
    """The records of a reply as one page of a list; None for what is no such reply."""
    if page.is_html or page.text.lstrip()[:1] not in ("{", "["):
        return None
    found = _records(page)
    if found is None:
        return None
    records, around = found
    totals = [value for name, value in around.items() if _TOTAL.fullmatch(name)]
    items = max(
        (n for value in totals if (n := count(value)) is not None and n >= len(records)), default=None
    )
    links = list(_links(page, records))
    problem = "" if len(links) == len(records) else f"{len(records) - len(links)} records without an address"
    return Listing(tuple(links), promised_items=items, problem=problem)


def _records(page: Page) -> tuple[list[dict[str, Any]], dict[str, Any]] | None:
    """The array with the most titled records, and the counts in the objects around it."""
    best: tuple[list[dict[str, Any]], dict[str, Any]] | None = None
    for array, around in _arrays(json_reply(page), {}, 0):
        titled = [one for one in array if _title(one)]
        if len(titled) == len(array) and (best is None or len(array) > len(best[0])):
            best = array, around
    return best


def _arrays(
    value: Any, around: dict[str, Any], depth: int
) -> Iterator[tuple[list[dict[str, Any]], dict[str, Any]]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        records = mappings(value[:_MOST_VALUES])
        if records and len(records) == len(value):
            yield records, around
        return
    counts = {name: one for name, one in mapping(value).items() if isinstance(one, int | str)}
    for one in mapping(value).values():
        if isinstance(one, str) and one[:1] in "[{" and len(one) > 2:
            continue
        yield from _arrays(one, around | counts, depth + 1)


def _links(page: Page, records: list[dict[str, Any]]) -> Iterator[Link]:
    for record in records:
        if url := _url(page, record):
            yield Link(url, _title(record), _day(record))


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """The values of a record, those of objects within it behind its own."""
    inner = {name: value for one in record.values() if isinstance(one, dict) for name, value in one.items()}
    return inner | {name: value for name, value in record.items() if not isinstance(value, dict)}


def _title(record: dict[str, Any]) -> str:
    """The title: of the values called so the longest with Chinese in it; markup in it (search words in red)
    is dropped."""
    named = [words(value) for name, value in _flat(record).items() if _TITLE.fullmatch(name)]
    shown = [_plain(value) for value in named if _HAN.search(value) and len(value) < 600]
    first = [_plain(words(value)) for name, value in _flat(record).items() if name.lower().endswith("title")]
    whole = [value for value in first if _HAN.search(value)]
    return max(whole or shown, key=len, default="")


def _plain(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    return words("".join(read_page(f"<p>{text}</p>".encode(), "", "utf-8").tree.itertext()))


def _url(page: Page, record: dict[str, Any]) -> str:
    """The address: a value called so and shaped so, else any that is shaped so."""
    flat = {name: words(value) for name, value in _flat(record).items() if isinstance(value, str)}
    shaped = {
        name: value
        for name, value in flat.items()
        if _ADDRESS.fullmatch(value) and not _PICTURE.search(value)
    }
    named = [value for name, value in shaped.items() if _ADDRESS_KEY.fullmatch(name)]
    return next((url for value in (*named, *shaped.values()) if (url := absolute_url(page.url, value))), "")


def _day(record: dict[str, Any]) -> Any:
    """The day of publication: of the values named like a time the one named like publishing, else the
    first."""
    flat = _flat(record)
    names = sorted(
        (name for name in flat if _DAY_KEY.search(name)), key=lambda name: "pub" not in name.lower()
    )
    for name in names:
        value = flat[name]
        if day := first_date(words(value)) if isinstance(value, str) else day_of(value):
            return day
    return None
