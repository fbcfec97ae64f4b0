"""Rows of pages → paragraphs: page numbers and repeated headers taken out, wrapped rows joined again."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.files.blocks import Block, text_and_tables
from extraction.files.layout.rows import PageRows, Row, joined
from extraction.prose.outline import heading_level
from extraction.prose.text import Words, half_width
from records import Removed, Table

# A page's head and foot: this share of its height.
_MARGIN = 0.12
_NUMBER = re.compile(
    r"""
    (?:[-—–―~·•.|]{1,3}\s?)?  # — 3 —
    (?:第\s?)?(\d{1,4})\s?(?:页)?
    (?:\s?[/,，]?\s?(?:共\s?)?\d{1,4}\s?页?)?  # 第3页,共12页; 3/12
    (?:\s?[-—–―~·•.|]{1,3})?
    """,
    re.VERBOSE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_WIDE = 0.5  # of the page
_FEW = 8  # rows
_INDENT = 1.0  # characters: a row that begins further right begins a paragraph
_SHIFT = 0.3  # characters: the same, for a row beside the one above it (a title, then a text)
_SHORT = 2.5  # characters: a row that ends further left ends one


@dataclass(frozen=True, slots=True)
class Flow:
    """The text of all pages with its tables, and receipts for what is not text."""

    text: str
    tables: tuple[Table, ...]
    removed: tuple[Removed, ...]


def flow(pages: Sequence[PageRows]) -> Flow:
    """The text of these pages."""
    furniture = _furniture(pages)
    every = [row for page in pages for row in page.rows]
    removed = tuple(Removed(furniture[id(row)], row.text) for row in every if id(row) in furniture)
    rows = [row for row in every if id(row) not in furniture]
    width = max((page.width for page in pages), default=0.0)
    return Flow(*text_and_tables(_paragraphs(rows, _column(rows, width))), removed)


def _furniture(pages: Sequence[PageRows]) -> dict[int, str]:
    """The rule for each row that is furniture, by the row's id()."""
    rules: dict[int, str] = {}
    edges = [_edges(page) for page in pages]
    numbered = [
        (row, int(found[1]) - at)
        for at, rows in enumerate(edges)
        for row in rows
        if (found := _NUMBER.fullmatch(half_width(row.text.strip())))
    ]
    offsets = Counter(offset for _, offset in numbered)
    for row, offset in numbered:
        # A figure at the foot of a page is no page number unless it counts the pages.
        decorated = not _BARE_NUMBER.fullmatch(half_width(row.text.strip()))
        if offsets[offset] >= max(2, len(pages) // 2) or (len(pages) == 1 and decorated and offset == 1):
            rules[id(row)] = "page number"
    for top in (True, False):
        ends = [_end([row for row in rows if id(row) not in rules], top) for rows in edges]
        texts = Counter(end.text for end in ends if end)
        for end in ends:
            if end and texts[end.text] >= max(3, (len(pages) + 1) // 2):
                rules[id(end)] = "page header" if top else "page footer"
    return rules


def _edges(page: PageRows) -> list[Row]:
    low, high = page.height * _MARGIN, page.height * (1 - _MARGIN)
    return [row for row in page.rows if not low < row.baseline < high]


def _end(rows: Sequence[Row], top: bool) -> Row | None:
    return (rows[0] if top else rows[-1]) if rows else None


def _column(rows: Sequence[Row], width: float) -> tuple[float, float]:
    """Left and right edge of the text: where wide rows often begin and end. Where no row is wide, nothing
    shows that a row was wrapped, and the right edge is out of reach."""
    wide = [row for row in rows if row.right - row.left > _WIDE * width]
    if not wide:
        return 0.0, math.inf
    # A few rows have no habits: the outermost counts.
    left = min(_frequent(wide, "left")) if len(wide) >= _FEW else min(row.left for row in rows)
    return left, max(_frequent(wide, "right"))


def _frequent(rows: Sequence[Row], side: str) -> list[float]:
    """In a text of short paragraphs rows that begin one are more frequent than rows that go on."""
    edges = Counter(round(getattr(row, side)) for row in rows)
    return [float(edge) for edge, count in edges.items() if 4 * count >= max(edges.values())]


def _paragraphs(rows: Sequence[Row], column: tuple[float, float]) -> list[Block]:
    blocks: list[Block] = []
    before: Row | None = None
    for row in rows:
        if before is not None and _goes_on(before, row, column):
            blocks[-1] = (joined(blocks[-1][0], row.text),)
        else:
            blocks.append(row.cells)
        before = row
    return blocks


def _goes_on(before: Row, row: Row, column: tuple[float, float]) -> bool:
    """Whether a row continues the paragraph of the row before it. In doubt it does not: a line too many
    is a smaller fault than two headings in one."""
    left, right = column
    if len(before.cells) > 1 or len(row.cells) > 1:
        return False
    if heading_level(Words(row.text)) in (1, 2) and before.text.endswith(("。", "；", "：", ";", ":")):
        return False
    # A smaller or larger type is another matter: a note, a title.
    if abs(before.em - row.em) > 0.2 * before.em:
        return False
    begins = row.left > left + _INDENT * row.em or row.left > before.left + _SHIFT * row.em
    ended = before.right < right - _SHORT * before.em
    return not begins and not ended
