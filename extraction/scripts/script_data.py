"""Reading what comes instead of HTML: JSON replies, JSON inside a script, XML-like records."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from extraction.markup.page import Page
from records import PageRequest

# Their clocks and ours: the sites write instants as Unix time, people read them as days in China.
_VALUE = re.compile(
    r"(?:\[\])?[\"']?\s{0,9}[:=]\s{0,9}(?:\"([^\"<>]{1,300})\"|'([^'<>]{1,300})'|([\w.-]{1,80}))"
)
_WORD = re.compile(r"[\w.]")
_ADDRESS = re.compile(r"(?:https?:)?[\w./:-]{0,200}")
CHINA = timezone(timedelta(hours=8))


def json_reply(page: Page) -> Any:
    """The page as JSON; None where it is not JSON."""
    return json_value(page.text)


def json_value(text: str) -> Any:
    """The text as JSON; None where it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def json_after(text: str, mark: str, opening: str) -> Any:
    """The JSON value that begins with `opening` ("[" or "{") right after the first `mark` that has one
    (white space, colon and quotes between them); None where there is none."""
    start = text.find(mark)
    while start >= 0:
        begin = start + len(mark)
        while begin < len(text) and text[begin] in " \t\r\n:=\"'":
            begin += 1
        if text.startswith(opening, begin):
            try:
                return json.JSONDecoder().raw_decode(text, begin)[0]
            except (ValueError, RecursionError):
                return None
        start = text.find(mark, begin)
    return None


def mapping(value: Any) -> dict[str, Any]:
    """value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[dict[str, Any]]:
    """The objects in value where it is an array, else none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def words(value: Any) -> str:
    """value where it is a string, white space folded; else ""."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def count(value: Any) -> int | None:
    """A count given as a number or as digits; None for anything else, and for what is below zero."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def day_of(seconds: Any) -> date | None:
    """The day in China of a Unix time in seconds or milliseconds; None for anything else."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not seconds > 0:
        return None
    try:
        # No site has an article of the year 2286, so from there on it is milliseconds.
        return datetime.fromtimestamp(seconds / 1000 if seconds >= 1e10 else seconds, CHINA).date()
    except (OverflowError, ValueError, OSError):
        return None


def pieces(text: str, opening: str, closing: str) -> Iterator[str]:
    """The texts between each opening and the next closing mark, in order. Linear in the length of the
    text."""
    end = 0
    while True:
        start = text.find(opening, end)
        if start < 0:
            return
        end = text.find(closing, start + len(opening))
        if end < 0:
            return
        yield text[start + len(opening) : end]


def query_of(url: str) -> dict[str, str]:
    """The query as a dict (the last of repeated names); empty for an address that cannot be split."""
    try:
        return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    except ValueError:
        return {}


def with_query(url: str, **changes: str) -> str:
    """The address with some parameters of its query set; the others, their order, what repeats and what has
    no name stay as they are written."""
    head, _, query = url.partition("#")[0].partition("?")
    waiting = dict(changes)
    pairs: list[str] = []
    for pair in query.split("&") if query else ():
        name = unquote_plus(pair.partition("=")[0])
        if name not in changes:
            pairs.append(pair)
        elif name in waiting:
            pairs.append(urlencode({name: waiting.pop(name)}))
    pairs += [urlencode({name: value}) for name, value in waiting.items()]
    return f"{head}?{'&'.join(pairs)}"


def script_value(text: str, name: str) -> str:
    """The value a script or attribute gives to this name: name:'x', "name": "x", name = 5, &name=x; the first
    that is not empty, "" for none."""
    at = text.find(name)
    while at >= 0:
        match = _VALUE.match(text, at + len(name))
        if match and not _WORD.match(text[at - 1 : at]):
            return str(match[1] or match[2] or match[3])
        at = text.find(name, at + len(name))
    return ""


def call_in(text: str, path: str) -> str:
    """The address in quotes that begins somewhere before this path and goes on to the closing quote, entities
    undone: `/module/xxgk/search.jsp?a=1`; "" where the path is not there."""
    at = text.find(path)
    if at < 0:
        return ""
    start = max(text.rfind(quote, max(at - 200, 0), at) for quote in "\"'(") + 1
    end = at + len(path)
    while end < len(text) and text[end] not in "\"' \t\r\n<>)\\" and end < at + 3000:
        end += 1
    head = text[start:at] if start else ""
    return unescape((head if _ADDRESS.fullmatch(head) else "") + text[at:end])


def form_post(url: str, form: Mapping[str, str]) -> PageRequest:
    """A POST of this form. The address carries the form as well: a reply is read by its address alone."""
    return PageRequest(
        with_query(url, **form),
        "list",
        "POST",
        urlencode(form),
        (
            ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
            ("X-Requested-With", "XMLHttpRequest"),
        ),
    )
