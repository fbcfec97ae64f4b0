"""Lines that a page draws and the strip between two columns, each number tried on both of its sides."""

from types import SimpleNamespace
from typing import Any

import pytest

from extraction.files.layout import strokes
from extraction.files.layout.columns import _band, _gutter, _is_prose
from extraction.files.layout.grids import Stroke
from extraction.files.layout.rows import Row, Words


def drawn(left: float, bottom: float, right: float, top: float) -> Any:
    return SimpleNamespace(get_bounds=lambda: (left, bottom, right, top))


def as_it_is(x: float, y: float) -> tuple[float, float]:
    return x, y


@pytest.mark.parametrize(
    ("bounds", "lines"),
    [
        ((0, 0, 50, 2), [Stroke(True, 1.0, 0, 50)]),
        ((0, 0, 2, 50), [Stroke(False, 1.0, 0, 50)]),
        ((0, 0, 5, 1), [Stroke(True, 0.5, 0, 5)]),
        ((0, 0, 4.9, 1), []),
        ((0, 0, 1, 5), [Stroke(False, 0.5, 0, 5)]),
        ((0, 0, 1, 4.9), []),
    ],
)
def test_a_thin_rectangle_is_a_line(bounds: tuple[float, ...], lines: list[Stroke]) -> None:
    assert list(strokes._strokes(drawn(*bounds), as_it_is)) == lines


@pytest.mark.parametrize(("lean", "is_line"), [(1.0, True), (1.1, False)])
def test_a_line_may_lean_by_a_point(lean: float, is_line: bool) -> None:
    def leaning(x: float, y: float) -> tuple[float, float]:
        return x, y + lean * x / 50

    def falling(x: float, y: float) -> tuple[float, float]:
        return x + lean * y / 50, y

    assert bool(list(strokes._strokes(drawn(0, 0, 50, 0), leaning))) is is_line
    assert bool(list(strokes._strokes(drawn(0, 0, 0, 50), falling))) is is_line


@pytest.mark.parametrize(("paths", "read"), [(3000, 3000), (3001, 0)])
def test_a_drawing_of_thousands_of_lines_is_none(paths: int, read: int) -> None:
    page = SimpleNamespace(get_objects=lambda **what: iter([drawn(0, 0, 50, 1)] * paths))
    assert len(strokes.strokes_of(page, as_it_is)) == read


def word(left: float, right: float, baseline: float = 0.0) -> Words:
    return Words("字", left, right, baseline, 10.0)


def two_columns(left_end: float, right_begin: float, rows: int = 10, across: int = 0) -> list[Words]:
    found = [word(0, 100, -20.0 * at) for at in range(across)]
    for at in range(across, rows):
        found += [word(0, left_end, -20.0 * at), word(right_begin, 100, -20.0 * at)]
    return found


@pytest.mark.parametrize(
    ("left_end", "right_begin", "gutter"),
    [(45, 55, 50.5), (48, 53, 50.5), (48, 52, None), (44, 55, 49.5), (29, 55, None), (45, 71, None), (30, 55, 42.5), (45, 70, 57.5)],
)  # fmt: skip
def test_the_gutter_is_the_middle_of_a_strip(
    left_end: float, right_begin: float, gutter: float | None
) -> None:
    assert _gutter(two_columns(left_end, right_begin), 100.0) == gutter


@pytest.mark.parametrize(("across", "gutter"), [(2, 50.5), (3, None)])
def test_a_fifth_of_the_rows_may_cross_it(across: int, gutter: float | None) -> None:
    assert _gutter(two_columns(45, 55, across=across), 100.0) == gutter


@pytest.mark.parametrize(
    ("baseline", "band"), [(106, 0.0), (105, 0.5), (100, 0.5), (95, 0.5), (94, 1.0), (10, 2.0)]
)
def test_a_row_over_both_columns_parts_them(baseline: float, band: float) -> None:
    assert _band(word(0, 10, baseline), 50.0, [-100.0, -50.0]) == band


def row(right: float, *cells: str, left: float = 0.0) -> Row:
    return Row(cells or ("字",), left, right, 0.0, 10.0)


@pytest.mark.parametrize(
    ("rows", "prose"),
    [
        ([row(40)] * 5, True),
        ([row(40)] * 4, False),
        ([row(25)] * 5, True),
        ([row(24.9)] * 5, False),
        ([row(40)] * 3 + [row(29.9)] * 3, True),
        ([row(40)] * 3 + [row(29.9)] * 4, False),
        ([row(40)] * 3 + [row(30)] * 4, True),
        ([row(40, "一", "二")] * 6, False),
    ],
)
def test_a_column_of_prose_goes_from_edge_to_edge(rows: list[Row], prose: bool) -> None:
    assert _is_prose(rows, 100.0) is prose
