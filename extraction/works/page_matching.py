"""Which pages of one name carry the same document, and why: the same text, a similar one, a move, a decision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from extraction.works.history_fold import READ, by_crawl
from records import Carrier, Decision, Observation
from records.decision import REPORT_ID

# Two live pages are one report when this share of their shingles is common to both.
SIMILAR = 0.8
SHINGLE = 4

TextOf = Callable[[str], str]


def documents(
    observations: Iterable[Observation], text_of: TextOf, decided: Mapping[str, Decision]
) -> dict[int, tuple[Carrier, ...]]:
    """The pages of each separate document, by its number from 1, first seen first.

    A new page joins the document that a live page carries with the same or else the most similar text, else
    one that no live page carries any more, else it is a document of its own. decided, by page, goes before
    that. Only what was seen up to a page's first crawl decides, so later nights never rename a document.
    """
    found: dict[int, _Document] = {}
    for observed in by_crawl(observations):
        known = {url: document for document in found.values() for url in document.carriers}
        for url, document in known.items():
            if url in observed:
                document.see(observed[url])
        for url, seen in observed.items():
            if seen.outcome == READ and url not in known:
                _find_home(found, seen, decided.get(url), text_of)
    return {number: tuple(document.carriers.values()) for number, document in sorted(found.items())}


def similarity(one: str, other: str) -> float:
    """The share of distinct four-character shingles that two texts have in common, 0 to 1."""
    shingles, others = _shingles(one), _shingles(other)
    return len(shingles & others) / len(shingles | others) if shingles | others else 1.0


@dataclass
class _Document:
    """Pages taken to carry one document; live maps those not gone to their latest reading, last is the latest
    reading of all. One that stands alone by decision takes no page in but by decision."""

    last: Observation
    alone: bool = False
    carriers: dict[str, Carrier] = field(default_factory=dict)
    live: dict[str, Observation] = field(default_factory=dict)

    def take(self, seen: Observation, basis: str, match: "_Match | None" = None) -> None:
        at = seen.observed_at
        share, compared_with = (match.similarity, match.other.page_url) if match else (None, "")
        self.carriers[seen.page_url] = Carrier(
            seen.page_url, basis, share, compared_with, True, at, at, seen.text_digest
        )
        self.see(seen)

    def see(self, seen: Observation) -> None:
        before = self.carriers[seen.page_url]
        if seen.outcome != READ:
            self.live.pop(seen.page_url, None)
            self.carriers[seen.page_url] = replace(before, live=False)
            return
        self.last = self.live[seen.page_url] = seen
        self.carriers[seen.page_url] = replace(
            before,
            live=True,
            read_at=max(before.read_at, seen.observed_at),
            text_digest=seen.text_digest,
        )


class _Match(NamedTuple):
    """A document, the reading of one of its pages, and how similar another one is to it."""

    home: _Document
    other: Observation
    similarity: float


def _find_home(
    found: dict[int, _Document], seen: Observation, decision: Decision | None, text_of: TextOf
) -> None:
    """Puts a page that is read for the first time into its document."""
    free = next(number for number in count(1) if number not in found)
    if decision:
        carried = REPORT_ID.fullmatch(decision.report_id)
        number = int(carried["number"] or 1) if carried else free
        found.setdefault(number, _Document(seen, alone=carried is None)).take(seen, "decision")
        return
    open_ones = [document for document in found.values() if not document.alone]
    live = [(document, other) for document in open_ones for other in document.live.values()]
    match = _nearest(seen, live, text_of)
    if match and match.similarity >= SIMILAR:
        same = seen.text_digest == match.other.text_digest
        match.home.take(seen, "same_text" if same else "similar", match)
        return
    left = [(document, document.last) for document in open_ones if not document.live]
    if match := _nearest(seen, left, text_of):
        match.home.take(seen, "successor", match)
        return
    found[free] = _Document(seen)
    found[free].take(seen, "first")


def _nearest(
    seen: Observation, candidates: list[tuple[_Document, Observation]], text_of: TextOf
) -> _Match | None:
    """The candidate with the most similar text; of equal ones the first. None where there is no candidate."""
    for home, other in candidates:
        if other.text_digest == seen.text_digest:
            return _Match(home, other, 1.0)
    best: _Match | None = None
    compared: set[str] = set()
    for home, other in candidates:
        if other.text_digest in compared:
            continue
        compared.add(other.text_digest)
        share = similarity(text_of(seen.capture_id), text_of(other.capture_id))
        if best is None or share > best.similarity:
            best = _Match(home, other, share)
    return best


def _shingles(text: str) -> set[str]:
    letters = "".join(text.split())
    return {letters[at : at + SHINGLE] for at in range(max(1, len(letters) - SHINGLE + 1))}
