"""Which pages of one name carry the same document, and why: the same text, a similar one, a move, a
decision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from extraction.works.authority import FOREIGN, RELATIONS, host_of, tier
from extraction.works.history_fold import by_crawl
from extraction.works.naming import READ, short_hash
from records import Carrier, Decision, Observation
from records.decision import REPORT_ID

# Two live pages are one report when this share of their shingles is common to both.
SIMILAR = 0.8
SHINGLE = 4

TextOf = Callable[[str], str]


@dataclass
class Document:
    """Pages that carry the same document. live: pages not gone, with their latest reading; last: the latest
    reading of all. alone: separated by a decision, so other pages join only by decision. unconfirmed: only
    foreign pages carry it. aliases: former ids of its pages."""

    last: Observation
    alone: bool = False
    unconfirmed: bool = False
    carriers: dict[str, Carrier] = field(default_factory=dict)
    live: dict[str, Observation] = field(default_factory=dict)
    aliases: dict[str, tuple[str, Observation]] = field(default_factory=dict)

    def take(self, seen: Observation, basis: str, match: "_Match | None" = None) -> None:
        at = seen.observed_at
        share, compared_with = (match.similarity, match.other.page_url) if match else (None, "")
        self.carriers[seen.page_url] = Carrier(
            seen.page_url, basis, share, compared_with, True, at, at, seen.text_digest, seen.relation
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
            relation=min(before.relation, seen.relation, key=RELATIONS.index),
        )

    def absorb(self, name: str, other: "Document", by: Observation) -> None:
        """Takes over the pages of a document that only foreign pages carried, whose name becomes an alias."""
        for url, carrier in other.carriers.items():
            self.carriers.setdefault(url, carrier)
        for url, seen in other.live.items():
            self.live.setdefault(url, seen)
        self.aliases |= {**other.aliases, name: (next(iter(other.carriers)), by)}


def documents(
    observations: Iterable[Observation], text_of: TextOf, decided: Mapping[str, Decision]
) -> dict[str, Document]:
    """The separate documents of one name, by what is added to the name: "", "-2", …, first seen first;
    "-u1f9a03bc" (a hash of the host) for pages of foreign sites only.

    A new page joins the document of a live page with the same text, else with the most similar one, else one
    that no live page carries any more; else it is a new document. decided, by page, goes before that. Only
    what was seen up to a page's first crawl counts, so later nights never rename a document. One exception:
    where a page of authority has the text of a foreign page, both become the document with the plain name.
    """
    found: dict[str, Document] = {}
    for observed in by_crawl(observations):
        known = {url: document for document in found.values() for url in document.carriers}
        for url, document in known.items():
            if url in observed:
                document.see(observed[url])
                if document.unconfirmed and _is_trusted(document.carriers[url].relation):
                    _confirm(found, document, observed[url])
        for url in sorted(observed, key=lambda url: tier(observed[url].relation)):
            if observed[url].outcome == READ and url not in known:
                _find_home(found, observed[url], decided.get(url), text_of)
    return found


def similarity(one: str, other: str) -> float:
    """The share of distinct four-character shingles that two texts have in common, 0 to 1."""
    shingles, others = _shingles(one), _shingles(other)
    return len(shingles & others) / len(shingles | others) if shingles | others else 1.0


class _Match(NamedTuple):
    """A document, the reading of one of its pages, and how similar another one is to it."""

    home: Document
    other: Observation
    similarity: float


def _is_trusted(relation: str) -> bool:
    return tier(relation) < FOREIGN


def _find_home(
    found: dict[str, Document], seen: Observation, decision: Decision | None, text_of: TextOf
) -> None:
    """Puts a page that is read for the first time into its document."""
    if decision:
        carried = REPORT_ID.fullmatch(decision.report_id)
        name = carried["document"] if carried else _free(found, "")
        found.setdefault(name, Document(seen, alone=carried is None)).take(seen, "decision")
        return
    is_trusted = _is_trusted(seen.relation)
    confirmed = [one for one in found.values() if not one.alone and not one.unconfirmed]
    foreign = [one for one in found.values() if not one.alone and one.unconfirmed]
    for among in (confirmed,) if is_trusted else (confirmed, foreign):
        if home := _home_among(among, seen, text_of):
            break
    else:
        name = _free(found, "" if is_trusted else f"-u{short_hash(host_of(seen.page_url))}")
        home = found[name] = Document(seen, unconfirmed=not is_trusted)
        home.take(seen, "first")
    if is_trusted:
        _absorb(found, home, seen, foreign, text_of)


def _home_among(among: list[Document], seen: Observation, text_of: TextOf) -> Document | None:
    """The document of these that the page is taken into; None where it fits none."""
    live = [(document, other) for document in among for other in document.live.values()]
    match = _nearest(seen, live, text_of)
    if match and match.similarity >= SIMILAR:
        same = seen.text_digest == match.other.text_digest
        match.home.take(seen, "same_text" if same else "similar", match)
        return match.home
    left = [(document, document.last) for document in among if not document.live]
    match = _nearest(seen, left, text_of)
    # On another host the name alone makes no successor: it may be another text of that name.
    if match and (match.similarity >= SIMILAR or _same_host(seen, match.other)):
        match.home.take(seen, "successor", match)
        return match.home
    return None


def _same_host(one: Observation, other: Observation) -> bool:
    return host_of(one.page_url).removeprefix("www.") == host_of(other.page_url).removeprefix("www.")


def _absorb(
    found: dict[str, Document], home: Document, seen: Observation, foreign: list[Document], text_of: TextOf
) -> None:
    """The foreign documents with the text of this page are copies of its document from now on."""
    candidates = [(document, document.last) for document in foreign]
    while (match := _nearest(seen, candidates, text_of)) and match.similarity >= SIMILAR:
        name = next(name for name, one in found.items() if one is match.home)
        home.absorb(name, found.pop(name), seen)
        candidates = [(document, last) for document, last in candidates if document is not match.home]


def _confirm(found: dict[str, Document], document: Document, by: Observation) -> None:
    """Confirms an unconfirmed document: a page of it is on a site with authority."""
    name = next(name for name, one in found.items() if one is document)
    confirmed = replace(found.pop(name), unconfirmed=False)
    confirmed.aliases = {**document.aliases, name: (by.page_url, by)}
    found[_free(found, "")] = confirmed


def _free(found: Mapping[str, Document], stem: str) -> str:
    """The stem, or with the first number from 2 that no document has."""
    return next(
        name for number in count(1) if (name := stem if number == 1 else f"{stem}-{number}") not in found
    )


def _nearest(
    seen: Observation, candidates: list[tuple[Document, Observation]], text_of: TextOf
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
