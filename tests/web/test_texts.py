"""A report's text as paragraphs, and two texts compared."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.works.marking import LONGEST, marked, merged
from web.comparison import TooLong, compared
from web.formats.html import tail
from web.numbers import shift
from web.prose import outline, paragraphs, prescribed

TEXT = (
    "前言。\n一、主要工作\n（一）提高站位。一是学习。\n表头\t甲\n1\t2\n二、不足\n慈溪市人民政府\n2025年3月5日"
)


@dataclass(frozen=True)
class Text:
    title: str | None
    body_text: str
    published_on: date | None = None
    signed_on: date | None = None


def section(level: int, number: str, heading: str, parts: tuple[str, ...] = ()) -> dict[str, object]:
    start = TEXT.index(number + heading)
    return {
        "level": level,
        "number": number,
        "heading": heading,
        "start": start,
        "end": len(TEXT),
        "parts": parts,
    }


SECTIONS = [
    section(1, "一、", "主要工作", ("measures",)),
    section(2, "（一）", "提高站位"),
    section(1, "二、", "不足", ("problems",)),
]


def test_paragraphs_are_the_lines_of_the_text() -> None:
    start = TEXT.index("表头")
    found = paragraphs(TEXT, SECTIONS, [{"start": start, "end": TEXT.index("二、"), "rows": []}])
    assert [one.number for one in found] == list(range(1, 9))
    assert [one.level for one in found] == [0, 1, 0, 0, 0, 1, 0, 0]
    assert found[2].lead == "（一）提高站位。" and found[2].rest == "一是学习。"
    assert found[3].cells == ("表头", "甲")
    assert [one.signature for one in found] == [False] * 6 + [True, True]


def test_the_outline_has_two_levels_and_their_paragraphs() -> None:
    found = outline(SECTIONS, TEXT)
    assert [(one.number, one.heading, [two.number for two in one.below]) for one in found] == [
        (2, "一、主要工作", [3]),
        (6, "二、不足", []),
    ]
    assert prescribed(SECTIONS, TEXT) == {"measures": 2, "problems": 6}


@given(st.text(alphabet="甲乙丙12 \n。，", max_size=60), st.text(alphabet="甲乙丙12 \n。，", max_size=60))
def test_pieces_put_together_are_both_texts(old: str, new: str) -> None:
    pieces = merged(old, new)
    assert "".join(words for sign, words in pieces if sign != "+") == old
    assert "".join(words for sign, words in pieces if sign != "-") == new
    before, after = marked(old, new)
    assert ("".join(words for words, _ in before), "".join(words for words, _ in after)) == (old, new)


def test_very_long_sentences_are_marked_whole() -> None:
    old, new = "甲" * (LONGEST + 1), "乙" * (LONGEST + 1)
    assert marked(old, new) == ([(old, True)], [(new, True)])
    assert len(marked("甲" * LONGEST, "甲" * (LONGEST - 1) + "乙")[0]) == 2


def test_a_comparison_counts_and_puts_numbers_first() -> None:
    old = Text("报告", "删掉的一句话在这里。\n行政处罚2839件。\n相同的一句。")
    new = Text("报告", "行政处罚2802件。\n相同的一句。\n加上的一句话在这里。")
    found = compared(old, new)
    assert found.differences[0].kind == "number_changed"
    assert found.differences[0].shift == shift("2839 → 2802") and found.numbers == 1
    assert found.differences[0].paragraph == 1 and found.same == 1


def test_texts_too_long_to_wait_for_are_refused() -> None:
    with pytest.raises(TooLong):
        compared(Text("a", "甲" * 200_001), Text("b", "乙" * 200_000))


@pytest.mark.parametrize(
    ("told", "difference", "percent"),
    [
        ("2839 → 2802", "−37", "−1.3%"),
        ("1.2万 → 13000", "+1000", "+8.3%"),
        ("97% → 98.5%", "+1.5", ""),
        ("0 → 5", "+5", ""),
        ("三 → 5", "", ""),
        ("1,000 → 2,000", "+1000", "+100.0%"),
    ],
)
def test_a_changed_number_is_reckoned_where_it_can_be(told: str, difference: str, percent: str) -> None:
    assert shift(told)[2:] == (difference, percent)


def test_the_style_sheet_has_no_address_of_elsewhere() -> None:
    sheet = (Path(__file__).parents[2] / "web" / "static" / "fazhi.css").read_text(encoding="utf-8")
    assert "http" not in sheet and "@import" not in sheet


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://www.cixi.gov.cn/a.html", "http://www.cixi.gov.cn/a.html"),
        (f"https://www.cixi.gov.cn/{'a/' * 20}t1.html", f"www.cixi.gov.cn/…/{'a/' * 9}t1.html"),
        (f"https://www.cixi.gov.cn/{'b' * 40}.html", f"www.cixi.gov.cn/…{'b' * 22}.html"),
        (f"http://{'long.' * 6}gov.cn/{'a/' * 20}1.html", f"…{'a/' * 19}1.html"),
        (f"javascript:{'x' * 50}", f"…{'x' * 44}"),
    ],
)
def test_a_long_address_is_shown_by_its_host_and_its_end(url: str, shown: str) -> None:
    assert tail(url) == shown and len(shown) <= 45
