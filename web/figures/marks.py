"""Marks the figures in a report's text: each paragraph in pieces, some of which are printed numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.lookup.published import Row
from storage.lookup.search.find import sentences
from web.prose import Paragraph

CLOSING = "。！？；”’」』）)"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph. figures are those whose printed number these words are, else empty; at is the
    offset of the words in the text; lead says whether they belong to the paragraph's heading."""

    words: str
    at: int
    figures: tuple[Row, ...] = ()
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces. anchor is its place in the page, #p12s3 for the third of paragraph 12; end are
    the closing marks, which link to it. Both are empty in a table row, whose place is that of its
    paragraph."""

    pieces: tuple[Piece, ...]
    anchor: str = ""
    end: str = ""


def marked(text: str, shown: Sequence[Paragraph], figures: Sequence[Row]) -> dict[int, list[list[Sentence]]]:
    """The sentences of each paragraph by its number: one list for prose, one per cell for a table row.

    A figure is not marked if its characters are not the printed number, or if it overlaps an earlier one.
    """
    spans: dict[tuple[int, int], list[Row]] = {}
    for one in sorted(figures, key=lambda one: (one["char_from"], one["char_to"], one["code"])):
        span = (one["char_from"], one["char_to"])
        if text[slice(*span)] == one["printed"] != "":
            spans.setdefault(span, []).append(one)
    return {one.number: _cells(one, spans) for one in shown}


def marked_places(cells: dict[int, list[list[Sentence]]]) -> set[int]:
    """The offsets of the marked numbers in the text."""
    return {
        piece.at
        for paragraph in cells.values()
        for cell in paragraph
        for sentence in cell
        for piece in sentence.pieces
        if piece.figures
    }


def _cells(one: Paragraph, spans: dict[tuple[int, int], list[Row]]) -> list[list[Sentence]]:
    if len(one.cells) < 2:
        return [_sentences(one, spans)]
    cells, at = [], one.start
    for cell in one.cells:
        cells.append([Sentence(tuple(_pieces(cell, at, 0, spans)))])
        at += len(cell) + 1
    return cells


def _sentences(one: Paragraph, spans: dict[tuple[int, int], list[Row]]) -> list[Sentence]:
    """A heading that fills its line has no closing marks that link to it."""
    lead = 0 if one.level else len(one.lead)
    found = []
    for number, (start, end) in enumerate(sentences(one.text), 1):
        words = one.text[start:end]
        kept = words if one.level else words.rstrip(CLOSING)
        pieces = _pieces(kept, one.start + start, max(lead - start, 0), spans)
        found.append(Sentence(tuple(pieces), f"p{one.number}s{number}", words[len(kept) :]))
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
