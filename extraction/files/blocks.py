"""Paragraphs and rows, as readers find them → a text and its tables."""

from collections.abc import Iterable

from extraction.markup.lines import Line
from extraction.markup.tables import read_tables
from records import Table

Block = tuple[str, ...]
"""The cells of one row; a paragraph is one cell."""


def text_and_tables(blocks: Iterable[Block]) -> tuple[str, tuple[Table, ...]]:
    """Lines joined by a newline, a row's filled cells by a tab; and the tables among them. A row with one
    filled cell is a line: that is how people lay out texts in tables."""
    lines = []
    for cells in blocks:
        filled = [cell for cell in cells if cell]
        if filled:
            lines.append(Line("\t".join(filled), cells=cells if len(filled) > 1 else ()))
    return "\n".join(line.text for line in lines), tuple(read_tables(lines))
