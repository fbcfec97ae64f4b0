"""Tables that a page draws with lines: words → cells, however often the text of a cell is wrapped.

A cell is what the nearest lines around a word enclose, so that cells over several rows or columns need no
care. Coordinates as in rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.files.layout.cells import NEAR, Cell, table_rows
from extraction.files.layout.columns import rows_in_order
from extraction.files.layout.rows import Row, Words

_MIDDLE = 0.35  # characters above the baseline
_LONGEST_CELL = 400  # characters; longer ones hold prose: lines lay out the page
_MOST_STROKES = 1500


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line on a page: across (at is its height) or down (at is its distance from the left)."""

    across: bool
    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """True where the line passes this place."""
        return self.start - NEAR <= place <= self.end + NEAR


def rows_and_grids(
    words: Sequence[Words], strokes: Sequence[Stroke], width: float, page: int = 0
) -> list[Row]:
    """The rows of one page in reading order; each row of a drawn table is one row, its cells whole."""
    tables = []
    rest = list(words)
    for grid in _grids(strokes):
        cells = _cells(rest, grid)
        rows = table_rows(cells, page)
        is_table = len(rows) > 1 and any(len(row.cells) > 1 for row in rows)
        if is_table and all(len(cell) <= _LONGEST_CELL for row in rows for cell in row.cells):
            tables.append(rows)
            taken = {id(word) for inside in cells.values() for word in inside}
            rest = [word for word in rest if id(word) not in taken]
    ordered = rows_in_order(rest, width, page)
    for rows in tables:
        ordered[_place(ordered, rows) : _place(ordered, rows)] = rows
    return ordered


def _place(ordered: Sequence[Row], table: Sequence[Row]) -> int:
    """Where a table appears among the rows: before the first one below it, in its column."""
    left, right = min(row.left for row in table), max(row.right for row in table)
    top = table[0].baseline
    below = (
        at for at, row in enumerate(ordered) if row.baseline < top and row.left < right and left < row.right
    )
    return next(below, len(ordered))


def _grids(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """The lines that meet, grid by grid from the top; those with two columns and two rows at least."""
    if len(strokes) > _MOST_STROKES:
        return []
    groups: list[list[Stroke]] = []
    across = [stroke for stroke in strokes if stroke.across]
    for down in (stroke for stroke in strokes if not stroke.across):
        meeting = [one for one in across if one.covers(down.at) and down.covers(one.at)]
        met = {id(one) for one in meeting}
        joining = [group for group in groups if any(id(one) in met for one in group)]
        groups = [group for group in groups if group not in joining]
        known = {id(one) for group in joining for one in group}
        groups.append(
            [
                down,
                *(one for group in joining for one in group),
                *(one for one in meeting if id(one) not in known),
            ]
        )
    found = [group for group in groups if all(_count(group, way) > 2 for way in (True, False))]
    return sorted(found, key=lambda group: -max(one.at for one in group if one.across))


def _count(group: Iterable[Stroke], across: bool) -> int:
    """At how many places lines run across, or down."""
    places = sorted(one.at for one in group if one.across == across)
    return sum(1 for before, at in zip([float("-inf"), *places], places, strict=False) if at - before > NEAR)


def _cells(words: Iterable[Words], grid: Sequence[Stroke]) -> dict[Cell, list[Words]]:
    """The words within a grid by their cells."""
    across = [one for one in grid if one.across]
    down = [one for one in grid if not one.across]
    cells: dict[Cell, list[Words]] = {}
    for word in words:
        x, y = (word.left + word.right) / 2, word.baseline + _MIDDLE * word.em
        above, below = _around(across, y, x)
        left, right = _around(down, x, y)
        if above is not None and below is not None and left is not None and right is not None:
            cells.setdefault((above, left, below, right), []).append(word)
    return cells


def _around(strokes: Iterable[Stroke], at: float, place: float) -> tuple[float | None, float | None]:
    """The nearest lines on both sides of at that pass this place: for heights (above, below), else (left,
    right)."""
    near = [one for one in strokes if one.covers(place)]
    more = min((one.at for one in near if one.at > at), default=None)
    less = max((one.at for one in near if one.at <= at), default=None)
    return (more, less) if near and near[0].across else (less, more)
