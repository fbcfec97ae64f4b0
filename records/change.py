"""One difference between two texts of a report."""

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = (
    "number_changed",
    "paragraph_removed",
    "paragraph_added",
    "wording",
    "title_changed",
    "date_changed",
    "attachment_replaced",
    "paragraph_moved",
    "punctuation_only",
)
"""The most serious first: content, then title and dates, then position and punctuation."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; kind is one of KINDS.

    number_changed: one per number, with the sentence before and after; wording and punctuation_only: the
    sentence before and after, one of them empty where a sentence came or went inside its paragraph;
    paragraph_…: the paragraph as written; the others: the values as written, empty for none.
    """

    kind: str
    old: str = ""
    new: str = ""
    old_number: str = ""
    new_number: str = ""


def kinds_of(changes: Iterable[Change]) -> tuple[str, ...]:
    """The kinds that occur, the most serious first."""
    found = {change.kind for change in changes}
    return tuple(kind for kind in KINDS if kind in found)
