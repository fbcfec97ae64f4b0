"""Each number that decides which characters on a page are a row, a cell, a paragraph, tried on both of its
sides."""

import pytest

from extraction.files.blocks import blocks_of, text_and_tables
from extraction.files.layout.columns import rows_in_order
from extraction.files.layout.paragraphs import flow
from extraction.files.layout.rows import PageRows, Row, Words, joined, rows_of
from extraction.files.ocr import Recognised, read_picture
from extraction.files.readers.images import read_image
from records import FileReading

EM = 10.0


def word(text: str, left: float, baseline: float, em: float = EM) -> Words:
    return Words(text, left, left + em * len(text), baseline, em)


def cells(*words: Words) -> list[tuple[str, ...]]:
    return [row.cells for row in rows_of(words)]


@pytest.mark.parametrize(("lower", "rows"), [(4.9, 1), (5.0, 2)])
def test_words_within_half_a_character_of_height_are_a_row(lower: float, rows: int) -> None:
    assert len(cells(word("甲", 0, 100), word("乙", 10, 100 - lower))) == rows


@pytest.mark.parametrize(("gap", "parts"), [(20.0, ("甲乙",)), (20.1, ("甲", "乙"))])
def test_a_gap_of_more_than_two_characters_parts_cells(gap: float, parts: tuple[str, ...]) -> None:
    assert cells(word("甲", 0, 100), word("乙", 10 + gap, 100)) == [parts]


@pytest.mark.parametrize(("apart", "times"), [(1.9, 1), (2.0, 2)])
def test_what_is_printed_over_itself_is_bold(apart: float, times: int) -> None:
    assert "".join(cells(word("甲", 0, 100), word("甲", apart, 100))[0]).count("甲") == times
    assert (
        "".join("".join(row) for row in cells(word("甲", 0, 100), word("甲", 0, 100 - apart))).count("甲")
        == times
    )


def test_rows_come_from_top_to_bottom_and_cells_from_left_to_right() -> None:
    assert cells(word("丙", 0, 50), word("乙", 60, 100), word("甲", 0, 100), word(" ", 0, 70)) == [
        ("甲", "乙"),
        ("丙",),
    ]


@pytest.mark.parametrize(
    ("before", "after", "together"),
    [
        ("law", "of", "law of"),
        ("3", "12", "312"),
        ("法", "治", "法治"),
        ("a", "1", "a 1"),
        ("1", "a", "1 a"),
        ("法", "a", "法a"),
        ("", "a", "a"),
    ],
)
def test_latin_words_are_parted_and_numbers_are_not(before: str, after: str, together: str) -> None:
    assert joined(before, after) == together


def prose(left: float, rows: int, width: float = 200.0, top: float = 700.0) -> list[Words]:
    return [Words("法" * 20, left, left + width, top - 20 * at, EM) for at in range(rows)]


@pytest.mark.parametrize(("rows", "in_columns"), [(4, False), (5, True)])
def test_two_columns_have_five_rows_each(rows: int, in_columns: bool) -> None:
    left, right = prose(50, rows), [Words("治" * 20, 330, 530, 700 - 20 * at, EM) for at in range(rows)]
    found = rows_in_order([*left, *right], 595)
    assert (len(found) == 2 * rows) is in_columns
    if in_columns:
        assert [row.cells[0][0] for row in found] == ["法"] * rows + ["治"] * rows


def row(text: str, left: float, baseline: float, right: float = 0.0, page: int = 0) -> Row:
    return Row((text,), left, right or left + EM * len(text), baseline, EM, page)


def page_of(*rows: Row) -> PageRows:
    return PageRows(list(rows), 600, 800)


BODY = [row("全市推进依法行政，完善制度，" * 3, 50, 700 - 20 * at, 550) for at in range(3)]


@pytest.mark.parametrize(
    ("pages", "numbers", "removed"),
    [
        (2, ("- 1 -", "- 2 -"), 2),
        (2, ("- 1 -", "- 5 -"), 0),
        (1, ("- 1 -",), 1),
        (1, ("- 2 -",), 0),
        (1, ("1",), 0),
        (2, ("1", "2"), 2),
    ],
)
def test_page_numbers_count_the_pages(pages: int, numbers: tuple[str, ...], removed: int) -> None:
    found = flow([page_of(*BODY, row(number, 290, 40)) for number in numbers])
    assert [one.rule for one in found.removed] == ["page number"] * removed
    assert len(numbers) == pages


@pytest.mark.parametrize(("baseline", "removed"), [(96, 1), (97, 0)])
def test_a_foot_is_an_eighth_of_the_page(baseline: float, removed: int) -> None:
    assert len(flow([page_of(*BODY, row("- 1 -", 290, baseline))]).removed) == removed


@pytest.mark.parametrize(("pages", "removed"), [(2, 0), (3, 3), (4, 4)])
def test_a_header_stands_on_most_of_three_pages(pages: int, removed: int) -> None:
    made = [page_of(row("慈溪市人民政府文件", 200, 780), *BODY) for _ in range(pages)]
    assert [one.rule for one in flow(made).removed] == ["page header"] * removed


def test_wrapped_rows_are_one_paragraph_and_an_indent_begins_another() -> None:
    rows = [
        row("全" * 48, 70, 700, 550),
        row("市" * 50, 50, 680, 550),
        row("推" * 10, 50, 660),
        row("进" * 48, 70, 640, 550),
        row("依" * 50, 50, 620, 550),
        *[row("法" * 50, 50, 600 - 20 * at, 550) for at in range(6)],
    ]
    assert [len(line) for line in flow([page_of(*rows)]).text.split("\n")] == [108, 398]


def test_a_picture_is_one_page_with_the_confidence_of_its_words() -> None:
    def engine(picture: object) -> list[Recognised]:
        return [
            Recognised("甲" * 4, (10, 20, 50, 30), 0.8),
            Recognised("乙" * 4, (10, 60, 50, 70), 0.6),
        ]

    rows, confidences = read_picture(b"", engine, 3)
    assert (rows.width, rows.height, confidences) == (50, 70, [0.8, 0.6])
    assert [(one.text, one.baseline, one.em, one.page) for one in rows.rows] == [
        ("甲甲甲甲", 40, 10, 3),
        ("乙乙乙乙", 0, 10, 3),
    ]
    found = read_image(b"", engine)
    assert (found.pages, found.scanned, found.text) == (1, True, "甲甲甲甲乙乙乙乙")
    assert found.ocr == pytest.approx(0.7)
    nothing, without = read_image(b"", lambda picture: []), read_image(b"", None)
    for one, code in ((nothing, "no_text"), (without, "scanned")):
        assert (one.pages, one.scanned, one.ocr, [issue.code for issue in one.issues]) == (
            1,
            True,
            None,
            [code],
        )


def test_rows_with_one_filled_cell_are_lines() -> None:
    text, tables = text_and_tables([("甲", ""), ("a", "b"), ("c", "d"), (), ("", "乙")])
    assert text == "甲\na\tb\nc\td\n乙"
    assert len(tables) == 1
    reading = FileReading("2", "docx", text, tables)
    assert list(blocks_of(reading)) == [("甲",), ("a", "b"), ("c", "d"), ("乙",)]
