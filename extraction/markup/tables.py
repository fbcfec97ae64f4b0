"""The tables of a text: rows that follow each other, and where they stand in it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from extraction.markup.lines import Line
from extraction.prose.text import squeeze
from records import Table


def read_tables(kept: Sequence[Line]) -> Iterator[Table]:
    """The tables among the lines of a text (those that were kept, in order). Rows that follow each other
    without a line between them are one table."""
    at = 0
    for is_row, run in groupby(kept, key=lambda line: bool(line.cells)):
        lines = list(run)
        length = sum(len(line.text) + 1 for line in lines)
        if is_row:
            yield Table(tuple(line.cells for line in lines), at, at + length - 1)
        at += length


def rows_and_lines(text: str, tables: Sequence[Table]) -> Iterator[Line]:
    """The lines of a text, those that are rows of its tables with their cells: read_tables, backwards."""
    rows = {}
    for table in tables:
        at = table.start
        for cells in table.rows:
            rows[at] = cells
            at += len("\t".join(filter(None, cells))) + 1
    at = 0
    for line in text.split("\n"):
        if line:
            yield Line(line if at in rows else squeeze(line), cells=rows.get(at, ()))
        at += len(line) + 1
