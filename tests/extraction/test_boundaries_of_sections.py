"""Each number that decides how long a heading is and below which it stands, tried on both of its sides."""

import pytest

from extraction.facts.sections import _heading_length, read_sections

JOINT = "效2023年乙,"
REST = "丙" * 70


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(section.level, section.number, section.heading) for section in read_sections(text)]


@pytest.mark.parametrize(
    ("rest", "length"),
    [
        ("甲" * 60, 60),
        ("甲" * 61, 30),
        ("甲" * 80 + "。" + "乙" * 10, 80),
        ("甲" * 81 + "。" + "乙" * 10, 30),
        ("甲" * 60 + "、" + "乙" * 40, 60),
        ("甲" * 61 + "、" + "乙" * 40, 30),
        ("甲" * 3 + JOINT + REST, 4),
        ("甲" * 2 + JOINT + REST, 9),
        ("甲,乙成" + JOINT + REST, 1),
        ("甲乙丙成效2023年丙" + REST, 30),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_heading_ends(rest: str, length: int) -> None:
    assert _heading_length(rest) == length


@pytest.mark.parametrize(("length", "is_heading"), [(30, True), (31, False)])
def test_a_short_line_above_the_first_of_a_series_is_a_heading(length: int, is_heading: bool) -> None:
    found = outline("甲" * length + "\n（一）乙\n丙。\n（二）丁\n")
    assert found[0] == ((1, "", "甲" * 30) if is_heading else (2, "（一）", "乙"))
    assert outline("甲乙\n（二）乙\n丙。") == [(2, "（二）", "乙")]
    assert outline("前\n\n甲 乙：\n（一）乙")[0] == (1, "", "甲 乙")


def test_an_inner_series_is_one_level_below() -> None:
    levels = [
        (number, level) for level, number, _ in outline("一、甲\n一、乙\n二、丙\n二、丁\n一、戊\n三、己")
    ]
    assert levels == [("一、", 1), ("一、", 2), ("二、", 2), ("二、", 1), ("一、", 2), ("三、", 1)]
    again = [(number, level) for level, number, _ in outline("一、甲\n一、甲\n二、丙")]
    assert again == [("一、", 1), ("一、", 1), ("二、", 1)]
    assert [level for level, _, _ in outline("二、甲\n一、乙\n二、丙")] == [1, 1, 1]


def test_numberings_within_a_line_count_on() -> None:
    found = outline("一、甲。（一）乙。（二）丙。（四）丁。（一）戊。一是己；二是庚。")
    assert [number for _, number, _ in found] == ["一、", "（一）", "（二）", "（一）", "一是", "二是"]
    below = outline("一、甲\n（一）乙。1.丙。2.丁。（二）戊。1.己。")
    assert [(level, number) for level, number, _ in below] == [
        (1, "一、"), (2, "（一）"), (3, "1."), (3, "2."), (2, "（二）"), (3, "1."),
    ]  # fmt: skip


def test_a_section_ends_where_the_next_of_its_level_or_above_begins() -> None:
    spans = [
        (section.start, section.end)
        for section in read_sections("一、甲\n（一）乙。1.丙。2.丁。（二）戊。1.己。")
    ]
    assert spans == [(0, 26), (4, 17), (9, 13), (13, 17), (17, 26), (22, 26)]
