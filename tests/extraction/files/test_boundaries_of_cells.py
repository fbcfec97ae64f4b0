"""Cells of drawn tables, cells of workbooks and the size of a text: each number on both of its sides."""

from datetime import date, datetime, time

import pytest

from extraction.files.blocks import text_and_tables
from extraction.files.layout.cells import Cell, table_rows
from extraction.files.layout.rows import Words
from extraction.files.limits import MAX_CHARS, Unreadable
from extraction.files.ocr import Recognised, read_picture
from extraction.files.readers.plain_text import plain_text
from extraction.files.readers.spreadsheets import _shown, _trimmed


def word(text: str, left: float, baseline: float) -> Words:
    return Words(text, left, left + 10 * len(text), baseline, 10.0)


def rows(cells: dict[Cell, list[Words]]) -> list[tuple[str, ...]]:
    return [row.cells for row in table_rows(cells, 0)]


@pytest.mark.parametrize(
    ("left", "lower"), [(2.5, ("丙", "丁")), (2.6, ("", "丙", "", "丁")), (-2.5, ("丙", "丁"))]
)
def test_cells_that_begin_nearly_together_are_in_one_column(left: float, lower: tuple[str, ...]) -> None:
    found = rows(
        {
            (100, 0, 80, 50): [word("甲", 0, 90)],
            (100, 60, 80, 100): [word("乙", 65, 90)],
            (80, left, 60, 50): [word("丙", 5, 70)],
            (80, 60 + left, 60, 100): [word("丁", 65, 70)],
        }
    )
    assert found == [("甲", "乙"), lower]


@pytest.mark.parametrize(("top", "count"), [(97.5, 2), (97.4, 3)])
def test_cells_that_begin_nearly_as_high_are_in_one_row(top: float, count: int) -> None:
    cells: dict[Cell, list[Words]] = {
        (100, 0, 80, 50): [word("甲", 0, 90)],
        (top, 50, 80, 100): [word("乙", 55, 90)],
        (77, 0, 60, 50): [word("丙", 0, 70)],
    }
    assert len(rows(cells)) == count


def test_a_row_is_where_its_words_are() -> None:
    cells: dict[Cell, list[Words]] = {
        (100, 0, 80, 50): [word("甲", 3, 90)],
        (100, 50, 80, 100): [word("乙", 55, 88)],
    }
    (row,) = table_rows(cells, 3)
    assert (row.left, row.right, row.baseline, row.em, row.page) == (3, 65, 90, 10.0, 3)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1, "0", "1"),
        (1, "0%", "100%"),
        (0.987, "0.0%", "98.7%"),
        (0.987, "0%", "99%"),
        (0.9876, "0.00%;[Red]-0.00%", "98.76%"),
        (1.0, "", "1"),
        (1e15 - 1, "", "999999999999999"),
        (1e15, "", "1e+15"),
        (0.1 + 0.2, "", "0.3"),
        (1.23456789012345, "", "1.23456789012345"),
        (1.234567890123456, "", "1.23456789012346"),
        (True, "", "是"),
        (False, "", "否"),
        (None, "", ""),
        (datetime.fromisoformat("2024-01-02"), "", "2024-01-02"),
        (datetime.fromisoformat("2024-01-02T03:04"), "", "2024-01-02 03:04"),
        (date(2024, 1, 2), "", "2024-01-02"),
        (time(3, 4), "", "03:04:00"),
        (" a  b ", "", "a b"),
    ],
)
def test_a_cell_is_shown_as_in_the_workbook(value: object, number_format: str, shown: str) -> None:
    assert _shown(value, number_format) == shown


def test_empty_rows_and_empty_cells_at_the_end_are_no_cells() -> None:
    assert _trimmed([["", "a", "", ""], ["", ""], ["b"]]) == [("", "a"), ("b",)]


@pytest.mark.parametrize(
    "blocks", [[("甲" * (MAX_CHARS - 1),)], [("甲", "", "乙"), ("丙" * (MAX_CHARS - 5),)]]
)
def test_a_text_is_as_long_as_its_cells_and_what_parts_them(blocks: list[tuple[str, ...]]) -> None:
    assert len(text_and_tables(blocks)[0]) + 1 == MAX_CHARS
    with pytest.raises(Unreadable):
        text_and_tables([*blocks, ("丁",)])


@pytest.mark.parametrize(
    ("payload", "is_text"),
    [
        ("甲" * 40, True),
        ("甲" * 39, False),
        ("{" + "甲" * 40, False),
        (" <" + "甲" * 40, False),
        ("一龥\u9fff" * 14, True),
        ("\u4dff" * 40, False),
        ("甲" * 40 + "\x01", False),
        ("甲" * 65_536 + "\x01", True),
        ("x" * (65_536 - 40) + "甲" * 40, True),
        ("x" * (65_536 - 39) + "甲" * 40, False),
        ("一" * 40, True),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_plain_text_has_forty_chinese_characters_and_no_control(payload: str, is_text: bool) -> None:
    assert bool(plain_text(payload.encode())) is is_text
    assert plain_text(("甲" * 40).encode("gb18030")) and plain_text(
        b"\xff\xfe" + ("甲" * 40).encode("utf-16-le")
    )


def test_a_picture_is_as_large_as_what_is_written_in_it() -> None:
    found = [Recognised("甲乙", (10, 5, 30, 15), 0.9), Recognised("丙", (12, 25, 22, 40), 0.8)]
    page, sure = read_picture(None, lambda picture: found, 4)
    assert (page.width, page.height, sure) == (30, 40, [0.9, 0.8])
    assert [(row.text, row.left, row.right, row.baseline, row.em, row.page) for row in page.rows] == [
        ("甲乙", 10, 30, 25, 10, 4),
        ("丙", 12, 22, 0, 15, 4),
    ]
    assert read_picture(None, lambda picture: [])[0].width == 0.0
