"""Calls in a page's scripts that ask for pages of a list, recognised by their shape: a request with the
number or the size of a page among its parameters. Imports markup."""

import re
from collections.abc import Iterator

from extraction.markup.page import Page
from records import LeftOver

# Longer scripts are libraries pasted into the page.
_LONGEST = 60_000
_SENDS = re.compile(
    r"""
    (?:\$|jQuery|axios|\$http|http|request|uni|layui\.\$)\s?\.\s?  # a library's method
    (?:ajax|get|post|getJSON|getScript|request|load)\s{0,4}\(
    |\.load\(\s{0,4}[\"'`]|\bfetch\s{0,4}\(|\baxios\s{0,4}\(  # a function
    |new\s{1,4}XMLHttpRequest|\.open\(\s{0,4}[\"'](?:GET|POST)  # by hand
    |\$http\s{0,4}\(|\bajax\s{0,4}\(  # a function of an older library
    |table\.render\s{0,4}\(|flow\.load\s{0,4}\(  # layui
    |Rpc|\bajaxPage\w{0,12}\(  # names seen on sites
    """,
    re.VERBOSE,
)
_PAGE_WORD = re.compile(
    r"""
    [\"'?&\s{,]\"?(?=[ceilnoprs])(?:  # begins a parameter
    page(?:_?(?:no|num|number|index|size|count))?  # pageNo, page_size
    |cur(?:r(?:ent)?)?_?page(?:_?no)?  # currentPage
    |pn|p|pageno|limit|offset
    |start(?:record|row|index)?|end(?:record)?  # startrecord
    |perpage|rows|size|number|cur|current|nextpage
    )[\"']?\s{0,4}[=:,]  # and has a value
    |\bpage(?:No|Num|Index|Size|Number)?\b\s{0,4}(?:\+|\)|\})  # a variable that is added or passed
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUIET = re.compile(
    r"visit|count(?:er)?\.|click|hits|browse|statist|weather|login|captcha|suggest|hot_?word|share|track",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 300, 600
# layui, laypage, jquery pagination: what is drawn from a total and a size.
_DRAWN = re.compile(
    r"""
    \b(?:
        laypage\s{0,4}(?:\.\s{0,4}render)?|[pP]agination|[pP]aginate\w{0,6}|[pP]ager  # of libraries
        |initPage|showPage|createPage|[sS]etPage|page[A-Z]\w{0,12}  # of sites
    )\s{0,4}\(
    """,
    re.VERBOSE,
)
_NAMES_OF = {
    "items": r"count|total|totalCount|totalNum|totalData|items|recordCount|dataCount|totalSize|totals",
    "pages": r"pages|pageCount|totalPages?|pageTotal|total_pages?|maxPage|num_pages",
    "limit": r"(?i:limit|pageSize|size|per_?page|showData|items_per_page|rows|prePage|page_size)",
}
_DIGITS_OF = {"items": 7, "pages": 6, "limit": 4}
_NUMBER_OF = {
    name: re.compile(rf"\b(?:{names})\b[\"']?\s{{0,4}}:\s{{0,4}}[\"']?(\d{{1,{_DIGITS_OF[name]}}})\b")
    for name, names in _NAMES_OF.items()
}


def calls(page: Page) -> Iterator[LeftOver]:
    """The scripts' requests for pages of a list, and the totals that scripts draw pagers from."""
    for script in page.tree.iter("script"):
        text = script.text or ""
        if not text or len(text) > _LONGEST:
            continue
        yield from _drawn(text)
        yield from _sent(text)


def _sent(text: str) -> Iterator[LeftOver]:
    for found in _SENDS.finditer(text):
        around = text[max(found.start() - _BEFORE, 0) : found.end() + _AFTER]
        call = " ".join(text[found.start() : found.end() + 80].split())[:100]
        if _PAGE_WORD.search(around) and not _QUIET.search(call):
            yield LeftOver("call", call)
            return


def _drawn(text: str) -> Iterator[LeftOver]:
    for found in _DRAWN.finditer(text):
        around = text[found.end() : found.end() + _AFTER]
        said = {
            name: int(number[1]) for name, pattern in _NUMBER_OF.items() if (number := pattern.search(around))
        }
        shown = " ".join(text[found.start() : found.end() + 60].split())[:80]
        if "items" in said:
            yield LeftOver("items", shown, said["items"])
        if "pages" in said:
            yield LeftOver("pages", shown, said["pages"])
        elif said.get("items") and said.get("limit"):
            yield LeftOver("pages", shown, -(-said["items"] // said["limit"]))
