"""Limits of size and number that no page kept here reaches, each with an input just within and one just
outside."""

from collections.abc import Callable
from typing import Any

import pytest

from extraction.families.gkmlpt import _lists
from extraction.files.legible import _what_is_wrong
from extraction.listing.script_calls import calls
from extraction.listing.totals import stated_emptiness
from extraction.markup.lines import too_much
from extraction.markup.page import Page, read_page
from extraction.markup.sitemaps import sitemap_urls
from extraction.markup.treeless import flatten
from extraction.navigation import leads_of_sitemap
from extraction.scripts.page_scripts import scripts_of
from extraction.scripts.script_data import count
from extraction.scripts.script_written import _argument
from extraction.works.marking import marked
from extraction.works.reuse import sketch

URL = "http://www.cixi.gov.cn/fz/index.html"
RARE = "鑫淼焱垚骉犇羴猋"
CALL = "$.post('/list', {page: 1}, function(d) { $('#list').html(d); });"


def page(markup: str, url: str = URL) -> Page:
    return read_page(f"<!DOCTYPE html><html><body>{markup}</body></html>".encode(), url)


def plain(text: str) -> Page:
    return Page(URL, b"", text, "", "", 0, is_html=False)


def nested(levels: int) -> Any:
    tree: dict[str, Any] = {"name": "leaf"}
    for _ in range(levels):
        tree = {"name": "column", "children": [tree]}
    return [tree]


def of_sitemap(size: int) -> int:
    return len(sitemap_urls(b"<loc>a".rjust(size))[0])


# What is looked at, the largest size that is still within, and whether an input of a size is.
LIMITS: dict[str, tuple[int, Callable[[int], bool]]] = {
    "bytes of a sitemap": (5_000_000, lambda n: of_sitemap(n) == 1),
    "addresses of a sitemap": (20_000, lambda n: len(sitemap_urls(b"<loc>/a</loc>" * n)[0]) == n),
    "bytes before the name of an index": (
        2000,
        lambda n: not sitemap_urls(b"<sitemapindex".rjust(n) + b"<loc>/a</loc>")[0],
    ),
    "leads of a sitemap": (
        12,
        lambda n: len(leads_of_sitemap([f"{URL[:23]}/fzzfjs/{i}/" for i in range(n)], URL)) == n,
    ),
    "characters of a script of a page": (
        60_000,
        lambda n: bool(scripts_of(page(f"<script>{'var a = 1;'.ljust(n)}</script>")).variables),
    ),
    "scripts of a page": (
        60,
        lambda n: (
            "z" in scripts_of(page("<script></script>" * (n - 1) + "<script>var z = 1</script>")).variables
        ),
    ),
    "characters of a script that calls": (
        60_000,
        lambda n: bool(list(calls(page(f"<script>{CALL.ljust(n)}</script>")))),
    ),
    "digits of a count": (9, lambda n: count("1" * n) is not None),
    "characters of an argument": (400, lambda n: len(_argument("a" * n + ")", 0)) == n and n <= 400),
    "lines of a text": (20_000, lambda n: too_much(plain("甲\n" * n)) is None),
    "levels of a tree of columns": (40, lambda n: next(_lists(nested(n)))[0]["name"] == "leaf"),
    "characters that state an empty list": (30, lambda n: bool(list(stated_emptiness(page(empty(n)))))),
    "sentences too short for a sketch": (11, lambda n: not sketch("甲" * n + "。").sentences),
    "characters that show nothing": (29, lambda n: not _what_is_wrong("\ufffd" * n)),
    "rare Chinese characters that show nothing": (149, lambda n: not _what_is_wrong((RARE * 20)[:n])),
    "tags of a nest": (1000, lambda n: flatten("<div>" * n) == "<div>" * n),
    "tokens that are marked": (1500, lambda n: len(marked("甲" * n, "乙" + "甲" * (n - 1))[0]) > 1),
}


def empty(size: int) -> str:
    return f"<p>暂无{'相关' * (size // 2 - 2)}{'的' * (size % 2)}数据</p>"


@pytest.mark.parametrize("what", LIMITS)
def test_what_is_at_a_limit_is_within_and_one_more_is_not(what: str) -> None:
    limit, is_within = LIMITS[what]
    assert (is_within(limit - 1), is_within(limit), is_within(limit + 1)) == (True, True, False)
