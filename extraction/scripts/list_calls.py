"""The calls by which a script fills an empty list, recognised by their shape: a request whose address, query
or body contains the page number.

Each understood call is expanded page by page. A call with an unknown part is only reported
(extraction.listing.script_calls). Imports markup.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl

from extraction.markup.page import Page
from extraction.markup.urls import is_same_site
from extraction.scripts.page_scripts import scripts_of
from extraction.scripts.script_code import Names, block, evaluate
from extraction.scripts.script_data import form_post, with_query
from extraction.scripts.script_values import Value
from records import PageRequest

_CALL = re.compile(
    r"""
    # $.ajax({…}), axios({…}), uni.request({…})
    (?P<object>
        (?:
            (?:\$|jQuery|axios|\$http|http|uni|wx|layui\.\$)\s{0,4}\.\s{0,4}(?:ajax|request)
            |\b(?:axios|\$http|ajax|request)
        )\s{0,4}\(\s{0,9}(?=\{)
    )
    # $.post(url, {…}), axios.get(url, {params: {…}})
    |(?:\$|jQuery|axios|\$http|http|layui\.\$)\s{0,4}\.\s{0,4}(?P<how>getJSON|get|post)\s{0,4}\(
    # fetch(url, {…})
    |(?P<fetch>\bfetch)\s{0,4}\(
    """,
    re.VERBOSE,
)
_URL = re.compile(r"[\"']?\burl[\"']?\s{0,4}:")
_DATA = re.compile(r"[\"']?\b(?:data|params|body)[\"']?\s{0,4}:")
_IS_POST = re.compile(r"\b(?:type|method)[\"']?\s{0,4}:\s{0,4}[\"']post", re.IGNORECASE)
_IS_JSON = re.compile(r"application/json|JSON\s?\.\s?stringify", re.IGNORECASE)
_WRAPPED = re.compile(
    r"""
    \s{0,9}
    (?:
        JSON\s?\.\s?stringify|Qs?s?\.stringify|qs\.stringify|\$\.param  # of a library
        |new\s{1,4}(?:URLSearchParams|FormData)
    )
    \s{0,4}\(\s{0,9}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"\s{0,9}([A-Za-z_$][\w$]{0,60})\s{0,9}[,)}\n;]")
_KEY = re.compile(r"[\s,]{0,200}[\"']?([A-Za-z_$][\w.$\[\]-]{0,60})[\"']?\s{0,9}(?::|(?=[,}\s]))")
_SKIP = re.compile(r"[,{}\[\]()\"'`]")
_FIELD = re.compile(
    r"""\s{0,9}(?:
    # $("#name").val()
    (?:\$|jQuery)\(\s{0,4}["']\#([\w-]{1,60})["']\s{0,4}\)\s{0,4}\.\s{0,4}val\(\)
    # document.getElementById("name").value
    |document\.getElementById\(\s{0,4}["']([\w-]{1,60})["']\s{0,4}\)\s{0,4}\.\s{0,4}value
    )""",
    re.VERBOSE,
)
_PAGE = re.compile(
    r"""(?:this\.|self\.|that\.|_this\.|\w{1,20}\.){0,3}  # of an object
    (?:
        page_?(?:no|num|number|index|now)?  # pageNo, page_index
        |(?:now|cur|current|go)_?page(?:_?(?:no|num))?  # currentPage
        |curr?(?:ent)?|pn|pg|p|index|i|n
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_KEY = re.compile(
    r"""
    (?:
        page_?(?:no|num|number|index|now)?  # pageNo, page_index
        |(?:now|cur|current|go)_?page(?:_?(?:no|num))?  # currentPage
        |current|pn|pg|p
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SIZE_KEY = re.compile(
    r"(?:page_?size|size|limit|rows|per_?page|page_?rows|pagecount|num|length)", re.IGNORECASE
)
_USUAL_SIZE = 15
_NOTHING = re.compile(r"\s{0,9}(?:null|undefined|\[\s?\]|\{\s?\}|false)\s{0,9}[,}\n]")
_MOST_CALLS, _MOST_FIELDS, _LONGEST = 20, 40, 3000
MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class _Call:
    """The text of a call: where its address begins, where what it sends does (None for nothing)."""

    text: str
    url_at: int
    data_at: int | None
    is_post: bool
    is_json: bool


class _Paged(Names):
    """The names of a page's scripts, those of a page's number with this number."""

    def __init__(self, values: dict[str, Value], number: int) -> None:
        super().__init__(values)
        self.number = number

    def get(self, name: str) -> Value:
        return self.number if _PAGE.fullmatch(name) else super().get(name)


def list_pages_by_call(page: Page) -> tuple[PageRequest, ...]:
    """The requests that fill this list, its first page first; none where no call is understood to the last
    part."""
    scripts = scripts_of(page)
    for call in islice(_calls(scripts.text), _MOST_CALLS):
        first = _first_number(scripts.variables)
        asked = [_request(page, call, scripts.variables, n) for n in (first, first + 1)]
        if all(asked) and asked[0] != asked[1]:
            told = (_request(page, call, scripts.variables, first + n) for n in range(MOST_PAGES))
            return tuple(one for one in told if one)
    return ()


def _first_number(variables: dict[str, Value]) -> int:
    """0 where the scripts count pages from it."""
    counted = [value for name, value in variables.items() if _PAGE.fullmatch(name) and isinstance(value, int)]
    return 0 if counted and all(value == 0 for value in counted) else 1


def _calls(text: str) -> Iterator[_Call]:
    for match in _CALL.finditer(text):
        at = match.end()
        if match["object"]:
            body = "{" + block(text, at) + "}"
            url, data = _URL.search(body), _DATA.search(body)
            if url:
                is_post, is_json = _IS_POST.search(body) is not None, _IS_JSON.search(body) is not None
                yield _Call(body, url.end(), data.end() if data else None, is_post, is_json)
            continue
        rest = text[at : at + _LONGEST]
        sent = re.compile(r",\s{0,20}").search(rest, evaluate(rest, Names(), 0)[1], 400)
        options = (
            "{" + block(rest, sent.end()) + "}" if sent and rest[sent.end() : sent.end() + 1] == "{" else ""
        )
        is_post = match["how"] == "post" or _IS_POST.search(options) is not None
        data = (
            _DATA.search(options) if match["fetch"] or re.match(r"\{\s{0,9}params\s{0,4}:", options) else None
        )
        is_json = is_post and (
            _IS_JSON.search(options or rest[:600]) is not None or text.startswith("axios", match.start())
        )
        if data and sent:
            yield _Call(rest, 0, sent.end() + data.end(), is_post, is_json)
        else:
            yield _Call(rest, 0, None if match["fetch"] else sent.end() if sent else None, is_post, is_json)


def _request(page: Page, call: _Call, variables: dict[str, Value], number: int) -> PageRequest | None:
    names = _Paged(dict(variables), number)
    value = evaluate(call.text, names, call.url_at)[0]
    url = page.absolute(value) if isinstance(value, str) else ""
    sent = _sent(page, call, names) if call.data_at is not None else {}
    if not url or not is_same_site(url, page.url) or sent is None:
        return None
    after = _sent(page, call, _Paged(dict(variables), number + 1)) if sent else {}
    # A page's number that is written as a figure is the first one's.
    fields = {
        name: number if _PAGE_KEY.fullmatch(name) and value == (after or {}).get(name) else value
        for name, value in sent.items()
    }
    said = {name: str(value) for name, value in fields.items()}
    counted = any(_PAGE_KEY.fullmatch(name) for name in (*fields, *dict(parse_qsl(url.partition("?")[2]))))
    if not counted and str(number) not in url:
        return None
    if not call.is_post:
        return PageRequest(with_query(url, **said) if said else url, "list")
    if not call.is_json:
        return form_post(url, said)
    own = {name: value for name, value in said.items() if _PAGE_KEY.fullmatch(name)}
    headers = (("Content-Type", "application/json;charset=utf-8"),)
    body = json.dumps(fields, ensure_ascii=False)
    return PageRequest(with_query(url, **own) if own else url, "list", "POST", body, headers)


def _sent(page: Page, call: _Call, names: Names) -> dict[str, str | int] | None:
    """What the call sends, by name; None for what the page does not say."""
    text, at = call.text, call.data_at or 0
    if wrapped := _WRAPPED.match(text, at):
        at = wrapped.end()
    at += len(text[at : at + 20]) - len(text[at : at + 20].lstrip())
    if text[at : at + 1] == "{":
        return _fields(page, block(text, at), names)
    if (named := _NAME.match(text, at)) and (
        given := re.search(rf"\b{re.escape(named[1])}\s{{0,9}}=\s{{0,9}}(?=\{{)", scripts_of(page).text)
    ):
        return _fields(page, block(scripts_of(page).text, given.end()), names)
    if text[at : at + 8] == "function" or re.match(r"\(?[\w\s]{0,20}\)?\s?=>", text[at : at + 40]):
        return {}
    value = evaluate(text, names, at)[0]
    return dict(parse_qsl(value, keep_blank_values=True)) if isinstance(value, str) and "=" in value else None


def _fields(page: Page, body: str, names: Names) -> dict[str, str | int] | None:
    found: dict[str, str | int] = {}
    at = 0
    while (key := _KEY.match(body, at)) and len(found) < _MOST_FIELDS:
        name, at = key[1], key.end()
        if body[at - 1 : at] != ":":
            value: Value = names.get(name)  # {page, size}
        elif field := _FIELD.match(body, at):
            value = _of_field(page, field[1] or field[2])
        elif _NOTHING.match(body + "}", at):
            value = ""
        else:
            value = evaluate(body, names, at)[0]
        if value is None and _PAGE_KEY.fullmatch(name):
            value = names.get("page")
        if value is None and _SIZE_KEY.fullmatch(name):
            value = _USUAL_SIZE
        if value is None:
            return None
        found[name] = value
        at = _next(body, at)
    return found or None


def _of_field(page: Page, name: str) -> Value:
    """The value of a field of the page: hidden ones hold the column's name."""
    for one in page.tree.iter("input", "select"):
        if one.get("id") == name:
            return one.get("value", "") if one.tag == "input" else None
    return None


def _next(body: str, at: int) -> int:
    """Where the value that begins here ends: at the next comma outside brackets and quotes."""
    depth, quote = 0, ""
    for mark in _SKIP.finditer(body, at):
        sign = mark[0]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'`":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif depth <= 0:
            return mark.end()
    return len(body)
