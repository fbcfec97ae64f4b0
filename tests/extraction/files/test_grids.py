"""Tables drawn with lines in a PDF: a cell is whole however it is wrapped, and lines that draw no table
change nothing."""

from collections.abc import Sequence

import pytest

from extraction.files import read_file
from extraction.files.layout.grids import Stroke, rows_and_grids
from extraction.files.layout.rows import Words as Placed
from replica.files.pdf import Page, Words, write_pdf

ACROSS, DOWN = (700.0, 660.0, 600.0, 550.0), (81.0, 121.0, 251.0, 391.0)
HEAD = (Words(84, 683, "序号", 12), Words(124, 683, "事项", 12), Words(254, 683, "件数", 12))
# Centred cells beside a wrapped one: by their heights these are three rows.
WRAPPED = (
    Words(84, 618, "1", 12),
    Words(124, 626, "行政复议案件办理", 12),
    Words(124, 610, "情况", 12),
    Words(254, 618, "205件", 12),
)
BELOW = (Words(124, 563, "行政处罚", 12), Words(254, 563, "1208件", 12))
ROWS = (("序号", "事项", "件数"), ("1", "行政复议案件办理情况", "205件"), ("", "行政处罚", "1208件"))


def lines(
    across: Sequence[float] = ACROSS, down: Sequence[float] = DOWN
) -> list[tuple[float, float, float, float]]:
    """Thin rectangles, as Word writes them."""
    drawn = [(down[0], y, down[-1] - down[0], 0.5) for y in across]
    return drawn + [(x, across[-1], 0.5, across[0] - across[-1]) for x in down]


def boxes() -> list[tuple[float, float, float, float]]:
    """A rectangle around each cell."""
    pairs = [(low, high) for high, low in zip(ACROSS, ACROSS[1:], strict=False)]
    return [
        (x, low, to - x, high - low) for low, high in pairs for x, to in zip(DOWN, DOWN[1:], strict=False)
    ]


@pytest.mark.parametrize("drawn", [lines(), boxes()], ids=["lines", "boxes"])
def test_the_lines_of_a_wrapped_cell_are_one_cell(drawn: list[tuple[float, float, float, float]]) -> None:
    words = (Words(81, 720, "一、主要举措。"), *HEAD, *WRAPPED, *BELOW, Words(81, 500, "二、下一步打算。"))
    found = read_file(write_pdf([Page(words, (), tuple(drawn))]))
    assert [table.rows for table in found.tables] == [ROWS]
    assert found.text.split("\n") == [
        "一、主要举措。",
        "序号\t事项\t件数",
        "1\t行政复议案件办理情况\t205件",
        "行政处罚\t1208件",
        "二、下一步打算。",
    ]


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    payload = write_pdf([Page((*HEAD, *WRAPPED, *BELOW), (), tuple(lines()))])
    turned = payload.replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 842]/Rotate 180")
    assert read_file(turned).tables[0].rows == (
        ("1208件", "行政处罚", ""),
        ("205件", "情况行政复议案件办理", "1"),
        ("件数", "事项", "序号"),
    )


def test_figures_that_fill_their_cells_are_parted_by_the_line() -> None:
    words = (*HEAD, Words(126, 618, "一二三四五六七八九十", 12), Words(253, 618, "205件", 12))
    found = read_file(write_pdf([Page(words, (), tuple(lines()))]))
    assert found.tables[0].rows[1] == ("", "一二三四五六七八九十", "205件")


def placed(text: str, left: float, baseline: float) -> Placed:
    return Placed(text, left, left + 10.0 * len(text), baseline, 10.0)


def strokes(across: Sequence[float], down: Sequence[float]) -> list[Stroke]:
    sides = [Stroke(True, at, down[0], down[-1]) for at in across]
    return sides + [Stroke(False, at, across[-1], across[0]) for at in down]


def cells(words: Sequence[Placed], drawn: Sequence[Stroke]) -> list[tuple[str, ...]]:
    return [row.cells for row in rows_and_grids(words, drawn, 595)]


def test_a_cell_over_rows_and_columns_is_once() -> None:
    drawn = strokes((300, 250, 200, 150), (0, 100, 200, 300))
    drawn = [one for one in drawn if one.across or one.at != 200]
    drawn.append(Stroke(False, 200, 150, 250))  # the head is over two columns
    drawn = [one for one in drawn if not one.across or one.at != 200]
    drawn.append(Stroke(True, 200, 100, 300))  # the first cell is over two rows
    words = [placed("处罚", 10, 195), placed("类别", 10, 270), placed("件数", 150, 270)]
    words += [
        placed("上年", 110, 220),
        placed("3", 210, 220),
        placed("本年", 110, 170),
        placed("5", 210, 170),
    ]
    assert cells(words, drawn) == [("类别", "件数"), ("处罚", "上年", "3"), ("", "本年", "5")]


@pytest.mark.parametrize(("length", "rows"), [(400, 2), (401, 4)])
def test_cells_of_prose_make_no_table(length: int, rows: int) -> None:
    words = [placed("事项", 10, 280), placed("情况", 110, 280), placed("处罚", 10, 195)]
    words += [Placed("文" * 200, 110, 190, 225, 10), Placed("文" * (length - 200), 110, 190, 165, 10)]
    assert len(cells(words, strokes((300, 250, 150), (0, 100, 200)))) == rows


@pytest.mark.parametrize(("across", "down"), [((300, 250), (0, 100, 200)), ((300, 250, 200), (0, 100))])
def test_a_frame_or_a_single_row_is_no_table(across: tuple[float, ...], down: tuple[float, ...]) -> None:
    words = [placed("甲", 10, 290), placed("乙", 60, 275), placed("丙", 10, 260)]
    assert cells(words, strokes(across, down)) == [("甲",), ("乙",), ("丙",)]


@pytest.mark.parametrize(("gap", "is_whole"), [(2.5, True), (2.6, False)])
def test_lines_that_nearly_meet_are_one_grid(gap: float, is_whole: bool) -> None:
    words = [
        placed("甲一", 10, 285),
        placed("甲二", 10, 265),
        placed("乙", 110, 275),
        placed("丙", 10, 220),
        placed("丁", 110, 220),
    ]
    drawn = [Stroke(True, at, 0 + gap, 200 - gap) for at in (300, 250, 200)]
    drawn += [Stroke(False, at, 200, 300) for at in (0, 100, 200)]
    whole = [("甲一甲二", "乙"), ("丙", "丁")]
    assert (cells(words, drawn) == whole) is is_whole
