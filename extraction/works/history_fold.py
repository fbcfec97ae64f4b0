"""What a report is called, and what happened to it: the decisions behind versions and events.

Pure: the same observations give the same history, whatever the order in which one crawl fetched them.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Protocol
from urllib.parse import urlsplit

from records import Annex, Event, Observation, ReportVersion, Sighting, government
from records.url import canonical_url

GOVERNMENT_LEVELS = frozenset({"province", "prefecture", "county"})
READ, GONE = "read", "gone"
NAME = re.compile(r"(?P<adcode>\d{6})-(?P<year>\d{4})(?P<body>-[0-9a-f]{8})?")


class Naming(Protocol):
    """What a report's name is made of (an Extraction has it, a Sighting too)."""

    @property
    def is_report(self) -> bool: ...
    @property
    def adcode(self) -> str | None: ...
    @property
    def report_year(self) -> int | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def issuer_level(self) -> str | None: ...


def report_id(naming: Naming, page_url: str) -> str | None:
    """The report's name, readable and stable; None for a page that is not a report.

    `330282-2024` for a government's own report, `330282-2024-1f9a03bc` (the issuer's name, hashed) for a
    department's or a town's, `www.cixi.gov.cn-5d1e77aa` (the address, hashed) where the text does not say
    whose report of which year it is.
    """
    if not naming.is_report:
        return None
    if not says_its_name(naming):
        address = canonical_url(page_url)
        return f"{urlsplit(address).hostname}-{_short_hash(address)}"
    name = f"{naming.adcode}-{naming.report_year}"
    if naming.issuer_level in GOVERNMENT_LEVELS:
        return name
    return f"{name}-{_short_hash(''.join((naming.issuer or '').split()))}"


def says_its_name(naming: Naming) -> bool:
    """Whether the text says whose report of which year it is."""
    whose = naming.issuer_level in GOVERNMENT_LEVELS or bool(naming.issuer)
    return bool(naming.is_report and naming.adcode and naming.report_year and whose)


def renamed(sighting: Sighting, name: str) -> Sighting:
    """The sighting as it would be if its text said that it is the report of this name; KeyError for a name
    with the code of no government. What the name does not tell stays as the text says it."""
    match = NAME.fullmatch(name)
    if match is None or sighting.observation.outcome != READ:
        return sighting
    told = replace(sighting, adcode=match["adcode"], report_year=int(match["year"]))
    if match["body"] or (sighting.adcode == told.adcode and sighting.issuer_level in GOVERNMENT_LEVELS):
        return told
    place = government(match["adcode"])
    return replace(told, issuer=f"{place.full_name}人民政府", issuer_level=place.level)


def fold_report(
    report_id: str, observations: Iterable[Observation]
) -> tuple[list[ReportVersion], list[Event]]:
    """The versions and events of one report, from all observations of all its pages.

    Versions follow one page, the primary: the first that carried the report, until it is gone; then the
    page that has carried it longest. A version is a text that differs from the one before it, so A, B, A
    makes three. A page that comes back from gone counts as new. Unproven observations change nothing.
    """
    history = _History(report_id)
    for observed in by_crawl(observations):
        history.take(observed)
    return history.versions, history.events


def by_crawl(observations: Iterable[Observation]) -> Iterator[dict[str, Observation]]:
    """Crawl by crawl in time order, what was seen of each page: its last reading, else that it was gone.

    Unproven observations are left out.
    """
    proven = [seen for seen in observations if seen.outcome in (READ, GONE)]
    began: dict[str, str] = {}
    for seen in proven:
        moment = seen.observed_at.isoformat()
        began[seen.crawl_id] = min(moment, began.get(seen.crawl_id, moment))
    proven.sort(
        key=lambda seen: (
            (began[seen.crawl_id], seen.crawl_id),
            (seen.page_url, seen.outcome == READ, seen.observed_at, seen.capture_id),
        )
    )
    for _, observed in groupby(proven, key=lambda seen: seen.crawl_id):
        yield {seen.page_url: seen for seen in observed}


class _History:
    """The fold's state. `live` maps each page that carries the report to its latest reading, in the order
    in which they began to carry it."""

    def __init__(self, report_id: str) -> None:
        self.report_id = report_id
        self.versions: list[ReportVersion] = []
        self.events: list[Event] = []
        self.live: dict[str, Observation] = {}
        self.primary = ""
        self.dated: Observation | None = None
        self.annexes: dict[str, Annex] = {}

    def take(self, observed: dict[str, Observation]) -> None:
        arrived = [url for url, seen in observed.items() if seen.outcome == READ and url not in self.live]
        for url, seen in observed.items():
            if seen.outcome == READ:
                self.live[url] = seen
            else:
                self.live.pop(url, None)
        if self.primary and self.primary not in self.live:
            self._lose_primary(observed)
        elif not self.primary and self.live:
            self._find_primary()
        if self.primary in observed:
            self._follow(self.live[self.primary])
            self._compare_date(self.live[self.primary])
            self._compare_annexes(self.live[self.primary])
        self._name_copies(arrived)

    def _lose_primary(self, observed: dict[str, Observation]) -> None:
        """The primary is gone: another page carries the report on, or it is removed."""
        self.dated, self.annexes = None, {}
        lost, self.primary = self.primary, next(iter(self.live), "")
        if not self.primary:
            self._tell("removed", observed[lost])
            return
        proof = observed.get(self.primary, observed[lost])
        moved = self._event("moved", proof)
        self.events.append(replace(moved, page_url=self.primary, from_url=lost))

    def _find_primary(self) -> None:
        """A page carries the report, and none did before this crawl."""
        self.primary = next(iter(self.live))
        seen = self.live[self.primary]
        if self.versions:
            self._tell("returned", seen)
            return
        self._add_version(seen)
        self._tell("appeared", seen)

    def _follow(self, seen: Observation) -> None:
        if seen.text_digest != self.versions[-1].text_digest:
            self._add_version(seen)
            self._tell("changed", seen)

    def _compare_date(self, seen: Observation) -> None:
        """The day that the primary page states. A reading without one proves nothing."""
        if not seen.published_on:
            return
        if self.dated and self.dated.published_on != seen.published_on:
            told = self._event("date_changed", seen)
            self.events.append(replace(told, old_capture_id=self.dated.capture_id))
        self.dated = seen

    def _compare_annexes(self, seen: Observation) -> None:
        """The files of the primary page: another content at the same address, or under the same name at a new
        one, is a replacement. A file that could not be read proves nothing."""
        linked = {annex.url for annex in seen.annexes}
        for annex in seen.annexes:
            if not annex.content:
                continue
            before = self.annexes.get(annex.url) or self._former(annex, seen, linked)
            if before and before.content != annex.content:
                told = self._event("attachment_replaced", seen)
                proved = replace(told, capture_id=annex.capture_id, old_capture_id=before.capture_id)
                self.events.append(replace(proved, file_url=annex.url))
            self.annexes[annex.url] = annex

    def _former(self, annex: Annex, seen: Observation, linked: set[str]) -> Annex | None:
        """The file that had this name before, where its address is linked no more and no other file of the page
        bears the name."""
        if [one.name for one in seen.annexes].count(annex.name) > 1:
            return None
        named = [one for url, one in self.annexes.items() if one.name == annex.name and url not in linked]
        return named[-1] if named else None

    def _name_copies(self, arrived: list[str]) -> None:
        for url in arrived:
            same = self.live[url].text_digest == self.versions[-1].text_digest
            if url != self.primary and same:
                self._tell("copied", self.live[url])

    def _add_version(self, seen: Observation) -> None:
        self.versions.append(
            ReportVersion(
                report_id=self.report_id,
                version_no=len(self.versions) + 1,
                page_url=seen.page_url,
                capture_id=seen.capture_id,
                text_digest=seen.text_digest,
                observed_at=seen.observed_at,
            )
        )

    def _tell(self, kind: str, seen: Observation) -> None:
        self.events.append(self._event(kind, seen))

    def _event(self, kind: str, seen: Observation) -> Event:
        return Event(
            report_id=self.report_id,
            kind=kind,
            observed_at=seen.observed_at,
            page_url=seen.page_url,
            capture_id=seen.capture_id,
            version_no=len(self.versions),
        )


def _short_hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]
