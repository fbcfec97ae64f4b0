"""Each number that decides what a label, a heading or a date is, tried on both of its sides."""

from datetime import date, datetime

import pytest

from extraction.facts.sections import read_sections
from extraction.markup.lines import Line
from extraction.prose.boilerplate import is_content, widget
from extraction.prose.dates import china_today, date_place, epoch_date, find_date, value_date
from extraction.prose.labels import first_value, is_label_row, is_row_of_values, read_labels, read_lines
from extraction.prose.outline import heading_level, number_of
from extraction.prose.text import Words


def named(text: str) -> list[tuple[str, str]]:
    return [(pair.label, pair.value) for pair in read_labels(Line(text))]


def lines(*texts: str) -> list[Line]:
    return [Line(text, cells=tuple(text.split("\t")) if "\t" in text else ()) for text in texts]


def pairs(*texts: str) -> list[tuple[str, str]]:
    return [(pair.label, pair.value) for pair in read_lines(lines(*texts))]


# Labels.


@pytest.mark.parametrize(("length", "count"), [(1000, 1), (1001, 0)])
def test_labels_are_looked_for_in_lines_of_a_thousand_characters(length: int, count: int) -> None:
    assert len(named("发布日期：2024-03-01 ".ljust(length, "字"))) == count


def test_each_label_of_a_line_has_what_is_up_to_the_next() -> None:
    assert named("发布日期：2024-03-01 来源：市司法局 浏览次数：12")[:2] == [
        ("发布日期", "2024-03-01"),
        ("来源", "市司法局"),
    ]
    assert named("【 来源：市司法局】") == [("来源", "市司法局")]
    assert named("没有标签的一句话") == []


@pytest.mark.parametrize(("length", "is_value"), [(60, True), (61, False)])
def test_the_value_of_a_label_alone_on_its_line_is_short(length: int, is_value: bool) -> None:
    value = "慈" * length
    assert pairs("来源：", value)[0] == ("来源", value if is_value else "")
    assert pairs("来源：", "慈溪市司法局。")[0] == ("来源", "")


def test_a_label_without_value_takes_the_next_line_unless_that_has_labels() -> None:
    assert pairs("来源：", "市司法局") == [("来源", "市司法局")]
    assert pairs("来源：", "发布日期：2024-03-01")[0] == ("来源", "")
    assert pairs("来源：") == [("来源", "")]
    assert pairs("来源：市司法局 发布日期：", "2024-03-01") == [
        ("来源", "市司法局"),
        ("发布日期", "2024-03-01"),
    ]


def test_a_row_of_labels_gives_them_the_values_below() -> None:
    assert pairs("索引号\t发布日期", "X-1\t2024-03-01") == [("索引号", "X-1"), ("发布日期", "2024-03-01")]
    assert is_label_row(lines("索引号\t发布日期")[0])
    assert not is_label_row(lines("索引号\t张三")[0])
    assert not is_label_row(lines("索引号\t发布日期\t" + "甲" * 10)[0])
    assert is_label_row(lines("索引号\t发布日期\t" + "甲" * 9)[0])
    assert not is_label_row(lines("索引号\t发布日期\t第1项")[0])


def test_rows_that_go_on_are_a_list_with_a_head() -> None:
    one = lines("索引号\t发布日期", "X-1\t2024-03-01")
    assert is_row_of_values(one, 1) and not is_row_of_values(one, 0) and not is_row_of_values(one, 2)
    more = lines("索引号\t发布日期", "X-1\t2024-03-01", "X-2\t2024-03-02")
    assert not is_row_of_values(more, 1)
    other = lines("索引号\t发布日期", "X-1\t2024-03-01", "正文从这里开始")
    assert is_row_of_values(other, 1)


@pytest.mark.parametrize(
    ("count", "taken"),
    [
        (2, [("索引号", ""), ("文号", "")]),
        (3, [("索引号", "1-2"), ("文号", "3号"), ("发布日期", "2024-03-01")]),
    ],
)
def test_three_labels_below_each_other_take_as_many_lines(count: int, taken: list[tuple[str, str]]) -> None:
    labels, values = ["索引号：", "文号：", "发布日期："], ["1-2", "3号", "2024-03-01"]
    found = pairs(*labels[:count], *values[:count])
    assert found == taken or (count == 2 and found[0] == ("索引号", ""))


def test_a_value_that_its_label_cannot_have_is_not_taken() -> None:
    labels = ["索引号：", "文号：", "发布日期："]
    assert pairs(*labels, "甲", "3号", "2024-03-01")[0] == ("索引号", "")


def test_the_first_value_that_is_short_enough_is_taken() -> None:
    found = list(read_lines(lines("来源：", "甲" * 5, "来源：乙")))
    assert first_value(found, "source", 5) == ("甲" * 5, "label 来源")
    assert first_value(found, "source", 4) == ("乙", "label 来源")
    assert first_value(found, "index", 9) == ("", "")


# Lines.


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("全市推进依法行政工作取得了新的进展和明显的成效，各项工作", True),
        ("全市推进依法行政。", True),
        ("推进依法行政。", False),
        ("首页", False),
    ],
)
def test_a_line_of_content_is_a_sentence_of_some_length(text: str, content: bool) -> None:
    assert is_content(Line(text)) is content


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("大 中 小", "font"),
        ("大", ""),
        ("字体：大 中 小", "font"),
        ("浏览次数：411", "counter"),
        ("慈溪市", ""),
    ],
)
def test_widgets_are_furniture_anywhere(text: str, rule: str) -> None:
    assert widget(Line(text)) == rule


# Headings.


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、主要举措", 1), ("一.主要举措", 1), ("一.5倍", 0), ("（一）健全", 2), ("一)健全", 2), ("1.完善", 3), ("1.5亿元", 0), ("（1）完善", 3),
        ("一是加强", 4), ("加强", 0), ("二十一、其他", 1),
    ],
)  # fmt: skip
def test_levels_of_numberings(text: str, level: int) -> None:
    assert heading_level(Words(text)) == level


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、", 1),
        ("（十）", 10),
        ("（十二）", 12),
        ("二十、", 20),
        ("二十一、", 21),
        ("3.", 3),
        ("12、", 12),
        ("、", 0),
    ],
)
def test_what_a_numbering_counts(text: str, number: int) -> None:
    assert number_of(text) == number


def headings(text: str) -> list[str]:
    return [section.heading for section in read_sections(text)]


@pytest.mark.parametrize(("length", "whole"), [(60, True), (61, False)])
def test_a_line_of_sixty_characters_is_a_heading_as_a_whole(length: int, whole: bool) -> None:
    heading = "推" * length
    assert (headings(f"一、{heading}") == [heading]) is whole


@pytest.mark.parametrize(("length", "cut"), [(80, 80), (81, 30)])
def test_a_heading_runs_into_its_paragraph_within_eighty_characters(length: int, cut: int) -> None:
    (heading,) = headings("一、" + "推" * length + "。全年办结案件。" + "字" * 60)
    assert len(heading) == cut


@pytest.mark.parametrize(("length", "count"), [(30, 2), (31, 1)])
def test_a_short_line_above_the_first_number_is_a_heading_without_one(length: int, count: int) -> None:
    assert len(headings("推" * length + "\n（一）健全决策机制。全年审查合同32份。")) == count


def test_numbers_that_go_on_are_sections_and_others_are_not() -> None:
    assert headings("一、主要举措。完善制度。二、存在问题。仍有不足。") == ["主要举措", "存在问题"]
    assert headings("一、主要举措。完善制度。三、存在问题。仍有不足。") == ["主要举措"]
    assert headings("一、主要举措。一是加强领导。二是完善制度。") == ["主要举措", "加强领导", "完善制度"]


# Dates.


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)), ("2024年3月5日", date(2024, 3, 5)), ("2024/3/5", date(2024, 3, 5)), ("2024.3.5", date(2024, 3, 5)),
        ("2024-02-30", None), ("2024-13-01", None), ("二〇二四年三月五日", date(2024, 3, 5)), ("3/5", None),
    ],
)  # fmt: skip
def test_a_date_is_one_of_the_calendar(text: str, day: date | None) -> None:
    assert find_date(text) == day


def test_an_instant_is_a_day_in_china() -> None:
    assert china_today(datetime.fromisoformat("2024-03-05T15:59")) == date(2024, 3, 5)
    assert china_today(datetime.fromisoformat("2024-03-05T16:00")) == date(2024, 3, 6)
    assert epoch_date(1_709_654_399) == date(2024, 3, 5)
    assert epoch_date(1_709_654_400) == date(2024, 3, 6)
    assert value_date("1709654400") == value_date("1709654400000") == date(2024, 3, 6)
    assert value_date("20240312") == value_date("20240312 0830") == date(2024, 3, 12)
    assert value_date("20241312") is None


def test_a_date_has_its_time_its_weekday_and_its_brackets() -> None:
    assert date_place("发布于(2024-03-05 10:20)") == (3, 21, date(2024, 3, 5))
    assert date_place("2024-03-05 星期二 正文") == (0, 14, date(2024, 3, 5))
    assert date_place("编号20240305") == (2, 10, date(2024, 3, 5))
    assert date_place("没有") is None
