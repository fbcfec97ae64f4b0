"""Counters, days of visits, drafts, outlines, style sheets, traditional pages, sizes of markup: each number
on both of its sides."""

from datetime import date

import pytest

from extraction.facts.drafts import draft_sign
from extraction.markup.bounds import MOST_ATTRIBUTES, MOST_TAGS, bounded, is_harmless
from extraction.markup.page import read_page
from extraction.prose.counters import is_counter
from extraction.prose.outline import heading_level, number_of
from extraction.prose.shapes import is_list, looks_emptied
from extraction.prose.text import Words
from extraction.prose.visits import is_of_visit
from extraction.unshown.traditional import is_traditional

TODAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("浏览次数:128", True),
        ("浏览:12345次", True),
        ("本文已被阅读128次", True),
        ("浏览12次" + "阅读12次" * 7, True),
        ("浏览12次" + "阅读12次" * 8, False),
        ("浏览" + "1次" * 2, False),
        ("浏览次数", False),
        ("全年浏览量达128万次,比上年增长", False),
        ("[" + "浏览" * 20 + "128" + "]" * 4, True),
        ("[" + "浏览" * 20 + "128" + "]" * 5, False),
    ],
)
def test_a_counter_is_numbers_with_words_of_counting(line: str, counts: bool) -> None:
    assert is_counter(line) is counts


@pytest.mark.parametrize(
    ("line", "is_visit"),
    [
        ("打印日期：2019年1月1日", True),
        ("您上次于2019-01-01访问了本页", True),
        ("查看号：2024年3月5日", True),
        ("本页号：2024年3月4日", True),
        ("本页号：2024年3月6日", True),
        ("本页号：2024年3月3日", False),
        ("本页号：2024年3月7日", False),
        ("发布日期：2024年3月5日", False),
        ("日期：2024年3月5日", False),
        ("打印日期：" + "2024年3月5日10:20" * 2 + "10:20" * 3 + "星期二北", False),
    ],
)
def test_a_line_shows_the_day_of_the_visit(line: str, is_visit: bool) -> None:
    assert is_of_visit(Words(line), TODAY) is is_visit


ASKS = "现就该报告向社会公开征求意见"
UNTIL = "请于3月1日前将意见反馈至我局"


@pytest.mark.parametrize(
    ("lines", "sign"),
    [
        ([ASKS, UNTIL], "text"),
        ([ASKS], ""),
        ([UNTIL], ""),
        (["甲"] * 2 + [ASKS + "," + UNTIL] + ["甲"] * 6, "text"),
        (["甲"] * 3 + [ASKS + "," + UNTIL] + ["甲"] * 6, ""),
        (["甲"] * 9 + [ASKS + "," + UNTIL] + ["甲"] * 5, "text"),
        ([ASKS + "," + "甲" * 700, UNTIL], "text"),
        (["甲" * 786 + ASKS, UNTIL], "text"),
        (["甲" * 787 + ASKS, UNTIL], ""),
    ],
    ids=lambda value: str(value)[:16],
)
def test_a_text_that_asks_for_opinions_is_a_draft(lines: list[str], sign: str) -> None:
    assert draft_sign("云溪县报告", "\n".join(lines)) == sign


@pytest.mark.parametrize(
    ("numbering", "number"),
    [("一、", 1), ("九、", 9), ("十、", 10), ("十二、", 12), ("二十、", 20), ("（二十三）", 23), ("3.", 3), ("12．", 12), ("", 0)],
)  # fmt: skip
def test_a_numbering_counts(numbering: str, number: int) -> None:
    assert number_of(numbering) == number


@pytest.mark.parametrize(
    ("line", "level"),
    [("一、甲", 1), ("（一）甲", 2), ("一）甲", 2), ("1.甲", 3), ("1.5万", 0), ("（1）甲", 3), ("一是甲", 4), ("甲一、", 0), ("十二三四、甲", 0)],
)  # fmt: skip
def test_a_line_begins_with_a_numbering(line: str, level: int) -> None:
    assert heading_level(Words(line)) == level


ITEM = "云溪县法治政府建设报告 2024-03-05"


@pytest.mark.parametrize(
    ("lines", "is_one"),
    [([ITEM] * 3, True), ([ITEM] * 2, False), ([ITEM] * 3 + ["更多"], True), ([ITEM] * 3 + ["更多"] * 2, False), ([ITEM] * 3 + ["", " "], True)],
)  # fmt: skip
def test_three_items_and_little_else_are_a_list(lines: list[str], is_one: bool) -> None:
    assert is_list("\n".join(lines)) is is_one


def test_a_model_has_three_names_taken_out() -> None:
    assert [looks_emptied("某县" * count) for count in (2, 3)] == [False, True]
    assert [looks_emptied("XX个" * count) for count in (2, 3)] == [False, True]


@pytest.mark.parametrize(
    ("text", "url", "is_one"),
    [
        ("設" * 8 + "一" * 152, "", True),
        ("設" * 8 + "一" * 153, "", False),
        ("設" * 7, "", False),
        ("設" * 4 + "一" * 900, "http://a.gov.cn/gate/big5/", True),
        ("設" * 3, "http://a.gov.cn/gate/big5/", False),
        ("<title>法治政府建設報告一</title>" + "設" * 2 + "一" * 900, "", True),
        ("<title>" + "設報" + "一" * 18 + "</title>" + "設" * 2 + "一" * 900, "", True),
        ("<title>" + "設報" + "一" * 19 + "</title>" + "設" * 2 + "一" * 900, "", False),
        ("<title>法治政府建设報告一</title>" + "設" * 3 + "一" * 900, "", False),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_page_is_in_traditional_characters(text: str, url: str, is_one: bool) -> None:
    assert is_traditional(text, url) is is_one


def shown(style: str, markup: str = "<p class='a' id='b'>甲</p>", around: str = "{}") -> bool:
    sheet = around.format(f"<style>{style}</style>")
    return "甲" in "".join(
        read_page(f"<html><body>{sheet}{markup}<p>乙</p></body></html>".encode()).visible.pieces
    )


@pytest.mark.parametrize(
    ("style", "is_shown"),
    [
        (".a{display:none}", False),
        ("#b{DISPLAY : NONE}", False),
        ("p.a, .c{display:none}", False),
        (".a .c{display:none}", True),
        ("@media print{.a{display:none}}", True),
        ("@media print{.x{color:red}} .a{display:none}", False),
        (".x{color:red};.a{display:none}", False),
        (".a{display:none} .a{display:block}", True),
        (".a{display:none} .ab{display:block}", False),
        ("/*.a{display:none}*/.c{color:red}", True),
        ("/*x*/.a{display:none}", False),
        (".a{display:none}" + ".x{}" * 14_996, False),
        (".a{display:none}" + ".x{}" * 14_997, True),
        (".x{display:none}" * 199 + ".a{display:none}", False),
        (".x{display:none}" * 200 + ".a{display:none}", True),
        (".c{display:none", True),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_sheet_hides(style: str, is_shown: bool) -> None:
    assert shown(style) is is_shown


def test_a_sheet_hides_nothing_that_says_how_it_is_displayed_or_that_has_no_script() -> None:
    assert shown(".a{display:none}", "<p class=a style='display:block'>甲</p>")
    assert shown(".a{display:none}", around="<noscript>{}</noscript>")


def test_markup_is_bounded_by_tags_and_by_attributes_of_one_tag() -> None:
    assert is_harmless(b" " * 30_000) and not is_harmless(b" " * 30_001)
    assert is_harmless(b"x" * 30_001 + b" " * 30_000) and not is_harmless(b"x" * 30_001 + b" " * 30_001)
    assert is_harmless(b"<" * MOST_TAGS) and not is_harmless(b"<" * (MOST_TAGS + 1))
    assert bounded("<" * MOST_TAGS) == "<" * MOST_TAGS == bounded("<" * (MOST_TAGS + 1) + "x")
    padding = "/" * 30_001
    fits = "<a" + " b=1" * (MOST_ATTRIBUTES - 1)  # the name counts as one
    assert bounded(f"{fits}>{padding}") == f"{fits}>{padding}"
    assert bounded(f"{fits} b=1>{padding}") == f"{fits} >{padding}"
    assert bounded(f"{fits} b=1>") == f"{fits} b=1>"
