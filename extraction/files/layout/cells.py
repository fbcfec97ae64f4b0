"""Words in the cells of a drawn table → its rows."""

from collections.abc import Iterable

from extraction.files.layout.rows import Row, Words, joined, rows_of

NEAR = 2.5
"""Points or millimetres: lines so near are one, or meet."""
Cell = tuple[float, float, float, float]
"""Top, left, bottom and right of a cell."""


def table_rows(cells: dict[Cell, list[Words]], page: int) -> list[Row]:
    """The rows of a table from the top: a cell over several rows in its first, "" in the others and for one
    without words; a cell over several columns once."""
    columns = _apart(left for _, left, _, _ in cells)
    rows: list[Row] = []
    for top in reversed(_apart(top for top, _, _, _ in cells)):
        inside = sorted((cell for cell in cells if abs(cell[0] - top) <= NEAR), key=lambda cell: cell[1])
        words = [word for cell in inside for word in cells[cell]]
        texts: list[str] = []
        covered = float("-inf")
        for column in columns:
            cell = next((one for one in inside if abs(one[1] - column) <= NEAR), None)
            if cell is not None:
                texts.append(_text(cells[cell]))
                covered = cell[3]
            elif column >= covered - NEAR:
                texts.append("")
        rows.append(
            Row(
                cells=tuple(texts),
                left=min(word.left for word in words),
                right=max(word.right for word in words),
                baseline=max(word.baseline for word in words),
                em=max(word.em for word in words),
                page=page,
            )
        )
    return rows


def _apart(places: Iterable[float]) -> list[float]:
    """The places, those that are nearly the same once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _text(words: Iterable[Words]) -> str:
    text = ""
    for row in rows_of(words):
        text = joined(text, "".join(row.cells)) if text else "".join(row.cells)
    return text
