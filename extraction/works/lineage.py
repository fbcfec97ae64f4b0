"""Which pages carry the same report: from sightings of pages to one history a report."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from extraction.works.authority import FOREIGN, host_of, relation, tier
from extraction.works.history_fold import fold_report
from extraction.works.naming import GONE, NAME, READ, renamed, report_id, says_its_name
from extraction.works.page_matching import Document, TextOf, documents
from records import Alias, Decision, History, Sighting
from records.decision import REPORT_ID
from records.url import canonical_url

Decided = Mapping[str, Decision]


def histories(
    sightings: Iterable[Sighting], text_of: TextOf, decisions: Iterable[Decision] = ()
) -> list[History]:
    """One history a report, in the order of their names.

    sightings may come in any order; text_of gives the body text read from a capture and is asked only
    where texts that differ have to be compared. Pages whose texts are dissimilar are separate documents:
    the later one's name ends in `-2`. Of several decisions on a page the last one counts.
    """
    decided = {canonical_url(decision.page_url): decision for decision in decisions}
    named = _by_name(sightings, decided)
    found: list[History] = []
    for name in sorted(named):
        sighted = [_placed(sighting, name) for sighting in named[name]]
        observations = [sighting.observation for sighting in sighted]
        for suffix, document in sorted(documents(observations, text_of, decided).items(), key=_in_order):
            own = [one for one in sighted if one.observation.page_url in document.carriers]
            found.append(_history(name + suffix, name, document, own))
    return found


def _in_order(found: tuple[str, Document]) -> tuple[int, str]:
    return len(found[0]), found[0]


def _placed(sighting: Sighting, name: str) -> Sighting:
    """The sighting with the relation of its page's site to the issuer. A text without an issuer belongs to
    none: no page of it is foreign."""
    seen, named = sighting.observation, NAME.match(name)
    if named is None:
        return sighting
    whose = relation(seen.page_url, sighting.site_adcode, named["adcode"])
    return replace(sighting, observation=replace(seen, relation=whose))


def _by_name(sightings: Iterable[Sighting], decided: Decided) -> dict[str, list[Sighting]]:
    """The sightings of each name. A page that now carries another report is gone for the one before."""
    pages: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        pages[sighting.observation.page_url].append(sighting)
    named: dict[str, list[Sighting]] = defaultdict(list)
    for page_url, seen in pages.items():
        decision = decided.get(page_url)
        if decision and decision.decision == "no_report":
            continue
        seen.sort(key=_moment)
        if decision and (carried := REPORT_ID.fullmatch(decision.report_id)):
            named[carried["name"]] += [renamed(sighting, carried["name"]) for sighting in seen]
            continue
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


def _history(report_id: str, name: str, document: Document, sightings: Sequence[Sighting]) -> History:
    carriers = tuple(document.carriers.values())
    by_decision = {carrier.page_url for carrier in carriers if carrier.basis == "decision"}
    silent = {
        carrier.page_url
        for carrier in carriers
        if not document.unconfirmed and tier(carrier.relation) == FOREIGN and carrier.basis != "decision"
    }
    versions, events = fold_report(report_id, (sighting.observation for sighting in sightings), silent)
    return History(
        report_id=report_id,
        name=name,
        named_by=max(
            (sighting for sighting in sightings if sighting.observation.outcome == READ),
            key=lambda one: (
                says_its_name(one),
                one.observation.page_url not in by_decision,
                one.observation.page_url not in silent,
                _moment(one),
            ),
        ),
        pages=tuple((carrier.page_url, carrier.read_at) for carrier in carriers),
        versions=tuple(versions),
        events=tuple(events),
        carriers=carriers,
        unconfirmed=document.unconfirmed,
        aliases=tuple(_aliases(report_id, name, document)),
    )


def _aliases(report_id: str, name: str, document: Document) -> Iterator[Alias]:
    for suffix, (page_url, by) in document.aliases.items():
        why = f"{host_of(by.page_url)} has the same text, and its word counts more"
        yield Alias(name + suffix, page_url, report_id, why, by.observed_at.date())


def _gone(sighting: Sighting) -> Sighting:
    return Sighting(replace(sighting.observation, outcome=GONE, text_digest=""))


def _moment(sighting: Sighting) -> tuple[datetime, str, str]:
    seen = sighting.observation
    return seen.observed_at, seen.crawl_id, seen.capture_id
