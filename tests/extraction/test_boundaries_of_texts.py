"""Sentences, titles of items, sitemaps, sizes of pages, whose site a page is on: each number on both of its
sides."""

from datetime import date
from decimal import Decimal

import pytest

from extraction.facts.listed_titles import is_short_title
from extraction.listing.candidates import is_candidate, may_be_report, runs_together
from extraction.markup.page import read_page
from extraction.markup.page_numbers import asks_for_first
from extraction.markup.sitemaps import sitemap_urls
from extraction.prose.sentences import (
    NUMBER,
    changed_numbers,
    frame,
    kinship,
    sentences,
    tokens,
    value,
    without_punctuation,
)
from extraction.prose.text import half_width
from extraction.works.authority import FOREIGN, relation, tier
from records import Link, PageRequest

DAY = date(2024, 1, 2)
COLUMN = "http://a.gov.cn/lm/52940.html"
ARTICLE = "http://a.gov.cn/art/2023/1/2/art_1_2.html"


@pytest.mark.parametrize(
    ("number", "worth"),
    [("3", 3), ("3十", 30), ("3百", 300), ("3千", 3000), ("3万", 30_000), ("3千万", 3 * 10**7), ("3亿", 3 * 10**8), ("3万亿", 3 * 10**12), ("1,200", 1200)],
)  # fmt: skip
def test_a_number_in_a_sentence_has_its_worth(number: str, worth: int) -> None:
    match = NUMBER.match(number)
    assert match and value(match) == (Decimal(worth), "")


def test_what_two_sentences_have_in_common() -> None:
    assert kinship("甲乙丙丁", "甲乙丙戊") == pytest.approx(2 / 3)
    assert (kinship("甲乙", "丙丁"), kinship("甲", "乙"), kinship("甲乙", "甲乙")) == (0.0, 1.0, 1.0)
    assert kinship("共12件甲", "共345件甲") == 1.0
    assert changed_numbers("12件3万件", "13件30000件") == [("12", "13")]
    assert frame("共12件，完成_3%。") == "共\0件完成\0"
    assert without_punctuation("共1,200件，“完成”_3％。") == "共\x001200\0件完成\x003%\0"
    assert sentences("甲。”乙；\n 丙 \n！") == ["甲。”", "乙；", "丙", "！"]
    assert tokens("共1,200件") == ["共", "1,200", "件"]


@pytest.mark.parametrize(("length", "is_short"), [(30, True), (31, False)])
def test_the_rest_of_a_title_is_short(length: int, is_short: bool) -> None:
    assert is_short_title("2023年度报告".rjust(length, "甲")) is is_short


def test_titles_that_run_together_are_longer_than_any_or_have_two_days() -> None:
    assert [runs_together("甲 " * length) for length in (90, 91)] == [False, True]
    assert not runs_together("2023-01-02 甲") and runs_together("2023-01-02 甲2023-01-03")


@pytest.mark.parametrize(
    ("title", "may_be"),
    [
        ("法治政府建设年度报告", True),
        ("法治政府建设年度报.", True),
        ("云溪县2023年法..", True),
        ("法治政..", False),
        ("法治政府建设通知", False),
        ("法治政府建设通知报告", True),
    ],
)
def test_a_title_may_be_a_reports(title: str, may_be: bool) -> None:
    assert is_candidate(title) is may_be


@pytest.mark.parametrize(
    ("url", "title", "day", "telling", "is_worth"),
    [
        (COLUMN, "年度报告", DAY, True, True),
        (COLUMN, "年度报告", None, True, False),
        (COLUMN, "2023年度", None, True, True),
        (COLUMN, "2023年度", DAY, False, False),
        (COLUMN, "法治政府建设年度报告", None, False, False),
        (COLUMN, "法治政府建设年度报告", DAY, False, True),
        (COLUMN, "2023年法治政府建设年度报告", None, False, True),
        (COLUMN, "2023年法治政府建设年度报告解读", DAY, False, False),
        (ARTICLE, "法治政府建设年度报告", None, False, True),
        ("http://a.gov.cn/a.doc", "法治政府建设年度报告", None, False, True),
    ],
)
def test_a_link_is_worth_fetching(
    url: str, title: str, day: date | None, telling: bool, is_worth: bool
) -> None:
    assert may_be_report(Link(url, title, day), telling) is is_worth


@pytest.mark.parametrize(("tags", "too_many"), [(60_000, False), (60_001, True)])
def test_a_page_of_so_many_tags_is_not_looked_at_one_by_one(tags: int, too_many: bool) -> None:
    page = read_page(b"<html>" + b"<p>" * (tags - 1), "http://a.gov.cn/")
    assert page.has_too_many_tags is too_many


def location(number: int) -> bytes:
    return b"<loc>http://a.gov.cn/%d/</loc>" % number


def test_a_sitemap_is_read_to_a_size_and_a_number() -> None:
    assert len(sitemap_urls(b"".join(map(location, range(20_001))))[0]) == 20_000
    one = location(1)
    assert sitemap_urls(one.rjust(5_000_000)) == (["http://a.gov.cn/1/"], [])
    assert sitemap_urls(location(22).rjust(5_000_000 + 6)) == (["http://a.gov.cn/22/"], [])
    assert sitemap_urls(one.rjust(5_000_000 + len(one))) == ([], [])


@pytest.mark.parametrize(("begin", "is_index"), [(1987, True), (1988, False)])
def test_an_index_of_sitemaps_says_so_at_its_beginning(begin: int, is_index: bool) -> None:
    found = sitemap_urls(b" " * begin + b"<sitemapindex>" + location(1))
    assert found == (([], ["http://a.gov.cn/1/"]) if is_index else (["http://a.gov.cn/1/"], []))


@pytest.mark.parametrize(
    ("url", "is_first"),
    [
        ("http://a.gov.cn/list.jsp?page=1", True),
        ("http://a.gov.cn/list.jsp?page=2", False),
        ("http://a.gov.cn/list.jsp?offset=1", False),
        ("http://a.gov.cn/list.jsp", False),
    ],
)
def test_a_request_for_page_one(url: str, is_first: bool) -> None:
    assert asks_for_first(PageRequest(url, "list")) is is_first
    head, _, body = url.partition("?")
    assert asks_for_first(PageRequest(head, "list", "POST", body)) is is_first


@pytest.mark.parametrize(
    ("host", "site", "issuer", "whose"),
    [
        ("www.cixi.gov.cn", "330282", "330282", "own"),
        ("zwgk.cixi.gov.cn", "330282", "330282", "own"),
        ("sfj.cixi.gov.cn", "330282", "330282", "department"),
        ("a.www.cixi.gov.cn", "", "330282", "department"),
        ("www.ningbo.gov.cn", "330282", "330282", "upper"),
        ("www.cixi.gov.cn", "330282", "330200", "lower"),
        ("www.yuyao.gov.cn", "", "330282", "other"),
        ("www.baidu.com", "330282", "330282", "own"),
        ("sfj.baidu.com", "330282", "330282", "department"),
        ("www.baidu.com", "", "330282", "other"),
        ("sfj.baidu.com", "", "330282", "other"),
        ("www.cixi.gov.cn", "", None, "other"),
    ],
)
def test_whose_host_it_is(host: str, site: str, issuer: str | None, whose: str) -> None:
    assert relation(f"http://{host}/", site, issuer) == whose
    assert (tier(whose) >= FOREIGN) is (whose in ("lower", "other"))


def test_every_full_width_sign_has_its_half_width_one() -> None:
    signs = "".join(map(chr, range(0xFF01, 0xFF5F)))
    narrow = "".join(map(chr, range(0x21, 0x7F)))
    assert half_width(signs) == narrow
    assert half_width(signs * 20) == narrow * 20, "a long text too"
    assert half_width("\uff00甲\uff5f\u3000\xa0") == "\uff00甲\uff5f  "


@pytest.mark.parametrize(("count", "read"), [(20_000, 20_000), (20_001, 20_000)])
def test_of_a_sitemap_the_first_twenty_thousand_pages_are_read(count: int, read: int) -> None:
    pages, maps = sitemap_urls(b"<urlset>" + b"<loc>http://a.cn/</loc>" * count)
    assert (len(pages), maps) == (read, [])
    for before, kind in ((b" " * (2000 - 13), 1), (b" " * (2000 - 12), 0)):
        found = sitemap_urls(before + b"<sitemapindex><loc>http://a.cn/</loc>")
        assert len(found[kind]) == 1 and not found[1 - kind]
