"""Two texts compared, shown in three ways: only the changes, side by side, or the whole text marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from extraction.prose.sentences import sentences
from extraction.works.change import Document, compare_documents
from extraction.works.marking import Piece, marked, merged
from records import Change
from web.numbers import Shift, shift_of

YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST = 400_000
"""Maximum characters of both texts together for a comparison while a reader waits."""

Merged = list[tuple[str, str]]


class TooLong(ValueError):
    """Two texts that are too long to be compared while a reader waits."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. paragraph is that of the new text, or of the old text if only that has it."""

    kind: str
    pieces: Merged
    paragraph: int | None
    in_new: bool
    shift: Shift | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences side by side. same counts sentences left out between; then both sides are empty."""

    old: list[Piece]
    new: list[Piece]
    old_paragraph: int = 0
    new_paragraph: int = 0
    same: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the new text with both versions; same is set for paragraphs without a difference."""

    number: int
    pieces: Merged
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    differences: list[Difference]
    pairs: list[Pair]
    lines: list[Line]
    same: int
    added: int
    removed: int
    numbers: int


def compared(old: Document, new: Document, *, one_report: bool = True) -> Comparison:
    """All differences, numbers first. Between two reports a different year is not a changed number: the
    reports are for different years.

    Raises TooLong.
    """
    if len(old.body_text) + len(new.body_text) > LONGEST:
        raise TooLong("these two texts are too long to be compared here")
    changes = compare_documents(old, new)
    differences = [_difference(one, old.body_text, new.body_text, one_report) for one in changes]
    differences.sort(key=lambda one: one.kind != "number_changed")
    pairs, same = _pairs(old.body_text, new.body_text)
    signs = [piece for one in differences for piece in one.pieces]
    return Comparison(
        differences=differences,
        pairs=pairs,
        lines=list(_lines(old.body_text, new.body_text)),
        same=same,
        added=sum(len(words) for sign, words in signs if sign == "+"),
        removed=sum(len(words) for sign, words in signs if sign == "-"),
        numbers=sum(one.kind == "number_changed" for one in differences),
    )


def _difference(change: Change, old: str, new: str, one_report: bool) -> Difference:
    moved = change.kind == "paragraph_moved"
    where = _paragraph(new, change.new) if change.new else _paragraph(old, change.old)
    number = change.kind == "number_changed" and change.old_number and change.new_number
    if number and not one_report and _are_years(change):
        return Difference("wording", merged(change.old, change.new), where, True, None)
    return Difference(
        kind=change.kind,
        pieces=[("=", change.new)] if moved else merged(change.old, change.new),
        paragraph=where,
        in_new=bool(change.new),
        shift=_shift(change) if number else None,
    )


def _shift(change: Change) -> Shift:
    """The number before and after; for years no difference is given."""
    old, new = change.old_number or "", change.new_number or ""
    return Shift(old, new, "", "") if _are_years(change) else shift_of(old, new)


def _are_years(change: Change) -> bool:
    """Whether the numbers before and after are years."""
    old, new = change.old_number or "", change.new_number or ""
    return f"{new}年" in change.new and all(YEAR.fullmatch(one) for one in (old, new))


def _paragraph(text: str, words: str) -> int | None:
    """The number of the first line that contains these words, or the first of their lines."""
    at = text.find(words.split("\n", 1)[0].strip())
    return text.count("\n", 0, at) + 1 if at >= 0 else None


def _located(text: str) -> list[tuple[str, int]]:
    return [(one, number) for number, line in enumerate(text.split("\n"), 1) for one in sentences(line)]


def _pairs(old: str, new: str) -> tuple[list[Pair], int]:
    olds, news = _located(old), _located(new)
    matcher = SequenceMatcher(None, [one for one, _ in olds], [one for one, _ in news], autojunk=False)
    pairs: list[Pair] = []
    same = 0
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag == "equal":
            same += j - i
            words = "".join(one for one, _ in olds[i:j])
            pairs.append(Pair([], [], olds[i][1], news[m][1], same=j - i, words=words))
            continue
        for before, after in zip_longest(olds[i:j], news[m:n], fillvalue=("", 0)):
            was, now = marked(before[0], after[0])
            pairs.append(Pair(was, now, before[1], after[1]))
    return pairs, same


def _lines(old: str, new: str) -> Iterator[Line]:
    olds, news = old.split("\n"), new.split("\n")
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag == "equal":
            yield from (Line(number + 1, [("=", news[number])], True) for number in range(m, n))
        else:
            for at, (before, after) in enumerate(_matched(olds[i:j], news[m:n])):
                yield Line(min(m + at, n - 1 if n > m else m) + 1, merged(before, after), False)


def _matched(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((before, after) for before, after in zip_longest(olds, news, fillvalue=""))
