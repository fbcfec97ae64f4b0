"""Which pages carry the same report: from sightings of pages to one history a report."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from extraction.revision import GONE, READ, by_crawl, fold, report_id, says_its_name
from records import History, Observation, Sighting

# Two live pages are one report when this share of their shingles is common to both.
SIMILAR = 0.8
SHINGLE = 4

TextOf = Callable[[str], str]


def histories(sightings: Iterable[Sighting], text_of: TextOf) -> list[History]:
    """One history a report, in the order of their names.

    sightings may come in any order; text_of gives the body text read from a capture and is asked only
    where two live pages of one issuer and year differ. Pages whose texts are dissimilar are separate
    documents: the later one's name ends in `-2`.
    """
    named = _by_name(sightings)
    found: list[History] = []
    for name in sorted(named):
        observations = [sighting.observation for sighting in named[name]]
        for at, page_urls in enumerate(_documents(observations, text_of), start=1):
            own = [sighting for sighting in named[name] if sighting.observation.page_url in page_urls]
            found.append(_history(name if at == 1 else f"{name}-{at}", name, page_urls, own))
    return found


def similarity(one: str, other: str) -> float:
    """The share of distinct four-character shingles that two texts have in common, 0 to 1."""
    shingles, others = _shingles(one), _shingles(other)
    return len(shingles & others) / len(shingles | others) if shingles | others else 1.0


def _by_name(sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    """The sightings of each name. A page that now carries another report is gone for the one before."""
    pages: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        pages[sighting.observation.page_url].append(sighting)
    named: dict[str, list[Sighting]] = defaultdict(list)
    for page_url, seen in pages.items():
        seen.sort(key=_moment)
        names = _names(seen, page_url)
        for name in {name for name in names if name}:
            for sighting, own_name in zip(seen, names, strict=True):
                named[name].append(sighting if own_name in (name, None) else _gone(sighting))
    return named


def _names(seen: Sequence[Sighting], page_url: str) -> list[str | None]:
    """The name of each sighting of one page, None where it was not read.

    A reading that does not say its name takes the one the page had before, or else the first it gets:
    a year lost in a redesign must not make another report of the same page.
    """
    own = [
        report_id(sighting, page_url) if sighting.observation.outcome == READ else None for sighting in seen
    ]
    said = [name for name, sighting in zip(own, seen, strict=True) if name and says_its_name(sighting)]
    current = said[0] if said else None
    names: list[str | None] = []
    for name, sighting in zip(own, seen, strict=True):
        if name and says_its_name(sighting):
            current = name
        names.append((current or name) if name else None)
    return names


def _documents(observations: Sequence[Observation], text_of: TextOf) -> list[tuple[str, ...]]:
    """The page URLs of each separate document among the pages that share one name, first seen first.

    A new page joins the document of a live page with a similar text, else one that no live page carries
    any more, else it is a document of its own. Only what was seen up to a page's first crawl decides, so
    later nights never rename a document.
    """
    documents: list[_Document] = []
    for observed in by_crawl(observations):
        known = {url: document for document in documents for url in document.page_urls}
        for url, document in known.items():
            if url in observed:
                document.see(observed[url])
        for url, seen in observed.items():
            if seen.outcome != READ or url in known:
                continue
            home = next((document for document in documents if document.carries(seen, text_of)), None)
            home = home or next((document for document in documents if not document.live), None)
            if home is None:
                home = _Document([], {})
                documents.append(home)
            home.page_urls.append(url)
            home.see(seen)
    return [tuple(document.page_urls) for document in documents]


@dataclass
class _Document:
    """Pages taken to carry one document; live maps those not gone to their latest reading."""

    page_urls: list[str]
    live: dict[str, Observation]

    def see(self, seen: Observation) -> None:
        if seen.outcome == READ:
            self.live[seen.page_url] = seen
        else:
            self.live.pop(seen.page_url, None)

    def carries(self, seen: Observation, text_of: TextOf) -> bool:
        return any(
            seen.text_digest == other.text_digest
            or similarity(text_of(seen.capture_id), text_of(other.capture_id)) >= SIMILAR
            for other in self.live.values()
        )


def _history(report_id: str, name: str, page_urls: tuple[str, ...], sightings: Sequence[Sighting]) -> History:
    read = sorted((sighting for sighting in sightings if sighting.observation.outcome == READ), key=_moment)
    last_read = {sighting.observation.page_url: sighting.observation.observed_at for sighting in read}
    versions, events = fold(report_id, (sighting.observation for sighting in sightings))
    return History(
        report_id=report_id,
        name=name,
        named_by=next((sighting for sighting in reversed(read) if says_its_name(sighting)), read[-1]),
        pages=tuple((url, last_read[url]) for url in page_urls),
        versions=tuple(versions),
        events=tuple(events),
    )


def _gone(sighting: Sighting) -> Sighting:
    return Sighting(replace(sighting.observation, outcome=GONE, text_digest=""))


def _moment(sighting: Sighting) -> tuple[datetime, str, str]:
    seen = sighting.observation
    return seen.observed_at, seen.crawl_id, seen.capture_id


def _shingles(text: str) -> set[str]:
    letters = "".join(text.split())
    return {letters[at : at + SHINGLE] for at in range(max(1, len(letters) - SHINGLE + 1))}
