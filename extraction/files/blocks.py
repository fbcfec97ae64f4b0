"""Paragraphs and rows, as readers find them → a text and its tables."""

from collections.abc import Iterable, Iterator

from extraction.files.limits import MAX_CHARS, at_most
from extraction.markup.lines import Line
from extraction.markup.tables import read_tables, rows_and_lines
from records import FileReading, Table

Block = tuple[str, ...]
"""The cells of one row; a paragraph is one cell."""


def text_and_tables(blocks: Iterable[Block]) -> tuple[str, tuple[Table, ...]]:
    """Lines joined by a newline, a row's filled cells by a tab; and the tables among them. A row with one
    filled cell is a line: that is how people lay out texts in tables. Raises Unreadable too_large."""
    lines = []
    length = 0
    for cells in blocks:
        filled = [cell for cell in cells if cell]
        if filled:
            length += sum(map(len, filled)) + len(filled)
            at_most(length, MAX_CHARS, "characters")
            lines.append(Line("\t".join(filled), cells=cells if len(filled) > 1 else ()))
    return "\n".join(line.text for line in lines), tuple(read_tables(lines))


def blocks_of(reading: FileReading) -> Iterator[Block]:
    """The paragraphs and rows of a text that has been read: text_and_tables, backwards."""
    return (line.cells or (line.text,) for line in rows_and_lines(reading.text, reading.tables))
