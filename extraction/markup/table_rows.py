"""Rows of data tables in visible text: each is one line, its cells kept apart."""

from typing import Any

from extraction.markup.visible import BREAK, Visible
from extraction.prose.text import bare

CELL_BREAK = "\x1f"  # ASCII's unit separator, white space when a page has one
# A row whose cells hold running text only lays out the page.
_CELL_LIMIT = 400


def pieces_in_rows(visible: Visible, container: Any) -> list[str]:
    """The pieces of a visible lxml element; those of a data row have no break among them, and CELL_BREAK
    where a cell begins."""
    pieces = visible.inside(container)
    first = visible.starts[container]
    for row in container.iter("tr"):
        around = any(inner in visible.starts for inner in row.iterdescendants("table", "tr"))
        if around or row not in visible.starts:
            continue
        cells = [cell for cell in row.iterdescendants("td", "th") if cell in visible.starts]
        if not _are_data([bare("".join(visible.inside(cell))) for cell in cells]):
            continue
        begin, end = visible.starts[row] - first, visible.ends[row] - first
        pieces[begin:end] = [" " if piece == BREAK else piece for piece in pieces[begin:end]]
        pieces[begin] = pieces[end - 1] = BREAK
        for cell in cells:
            pieces[visible.starts[cell] - first] = CELL_BREAK
    return pieces


def _are_data(cells: list[str]) -> bool:
    return sum(map(bool, cells)) > 1 and all(len(cell) <= _CELL_LIMIT for cell in cells)
