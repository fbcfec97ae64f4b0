"""The figures marked in a report's text: each paragraph in pieces, of which some are printed numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.lookup.published import Row
from web.prose import Paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph. figures are those whose printed number the words are, else empty; at is where the
    words begin in the text; lead says whether they belong to the paragraph's heading."""

    words: str
    at: int
    figures: tuple[Row, ...] = ()
    lead: bool = False


def marked(text: str, shown: Sequence[Paragraph], figures: Sequence[Row]) -> dict[int, list[list[Piece]]]:
    """The pieces of each paragraph by its number: one list for prose, one a cell for a row of a table.

    A figure whose characters are not the number it prints, or that overlaps one before it, is not marked."""
    spans: dict[tuple[int, int], list[Row]] = {}
    for one in sorted(figures, key=lambda one: (one["char_from"], one["char_to"], one["code"])):
        span = (one["char_from"], one["char_to"])
        if text[slice(*span)] == one["printed"] != "":
            spans.setdefault(span, []).append(one)
    return {one.number: [_pieces(words, at, lead, spans) for words, at, lead in _parts(one)] for one in shown}


def _parts(one: Paragraph) -> list[tuple[str, int, int]]:
    """The words of a paragraph or of its cells, where they begin, and how many of them are its heading."""
    if not one.cells:
        return [(one.text, one.start, 0 if one.level else len(one.lead))]
    found, at = [], one.start
    for cell in one.cells:
        found.append((cell, at, 0))
        at += len(cell) + 1
    return found


def _pieces(words: str, start: int, lead: int, spans: dict[tuple[int, int], list[Row]]) -> list[Piece]:
    found: list[Piece] = []
    at = 0

    def plain(end: int) -> None:
        for first, last in ((at, min(end, lead)), (max(at, lead), end)):
            if first < last:
                found.append(Piece(words[first:last], start + first, lead=first < lead))

    for (first, last), figures in spans.items():
        first, last = first - start, last - start
        if first < at or last > len(words) or first >= last:
            continue
        plain(first)
        found.append(Piece(words[first:last], start + first, tuple(figures), lead=first < lead))
        at = last
    plain(len(words))
    return found
