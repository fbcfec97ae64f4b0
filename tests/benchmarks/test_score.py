"""What the columns mean, by examples and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import score
from benchmarks.score import Reading

TEXT = st.text(alphabet="法治政府建设年度报告0123456789 \n\u3000\u200b", max_size=60)


@given(TEXT, TEXT)
def test_overlap_is_a_share_and_white_space_counts_for_nothing(one: str, other: str) -> None:
    f1, precision, recall = score.overlap(one, other)
    assert 0 <= min(f1, precision, recall) <= max(f1, precision, recall) <= 1
    assert score.overlap(other, one) == (f1, recall, precision)
    assert score.overlap("\u3000" + one, other.replace("\n", "\n\n")) == (f1, precision, recall)


@given(TEXT.filter(lambda text: bool(score.squeeze(text))))
def test_a_text_equals_itself(text: str) -> None:
    assert score.overlap(text, text) == (1.0, 1.0, 1.0)
    assert score.lost_numbers(text, text) == []


def test_half_a_body_has_half_the_recall() -> None:
    gold = "".join(chr(0x4E00 + n) for n in range(203))
    f1, precision, recall = score.overlap(gold, gold[:103])
    assert (precision, recall) == (1.0, 0.5)
    assert f1 == pytest.approx(2 / 3)


def test_numbers_are_lost_when_a_digit_is() -> None:
    assert score.lost_numbers("办结3.26万件，调解1,482起，共5人", "办结3.2万件，调解1,482起，共5人") == [
        "3.26"
    ]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2024-03-15 42:18", "2024-03-15"),
        ("2024年4月6日", "2024-04-06"),
        ("2021/03/29 11:30", "2021-03-29"),
        (None, None),
    ],
)
def test_a_tools_date_is_taken_in_any_form(printed: str | None, day: str | None) -> None:
    assert score.day(printed) == day


def test_null_is_right_only_where_the_gold_says_null() -> None:
    truth = {
        "body_text": "正文" * 9,
        "title": "甲",
        "pub_date": None,
        "source": None,
        "boilerplate": ["返回 顶部"],
    }
    marks = score.score_page(truth, Reading("正文" * 9 + "返回\n顶部", None, None, "某局"))
    assert (marks["title"], marks["date"], marks["source"], marks["leaks"]) == (0, 1, 0, 1)


def test_a_province_before_the_name_is_the_same_body() -> None:
    assert score.same_body_that_reports("天津市静海区人民政府", "静海区人民政府")
    assert not score.same_body_that_reports("静海区人民政府", "静海区司法局")
    assert not score.same_body_that_reports("静海区人民政府", None)
