"""What happened to a report: the decisions behind versions and events.

Pure: the same observations give the same history, whatever the order in which one crawl fetched them.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from itertools import groupby

from extraction.works.authority import tier
from extraction.works.naming import GONE, READ
from records import Annex, Event, Observation, ReportVersion


def fold_report(
    report_id: str, observations: Iterable[Observation], silent: Set[str] = frozenset()
) -> tuple[list[ReportVersion], list[Event]]:
    """The versions and events of one report, from all observations of all its pages.

    Versions follow one page, the primary: of those with the most authority the first that carried the report,
    until it is gone; then the page that has carried it longest. A version is a text that differs from the one
    before it, so A, B, A makes three. A page that comes back from gone counts as new. Unproven observations
    change nothing. silent are copies on foreign sites, which never become the primary.
    """
    history = _History(report_id, silent)
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
    in which they began to carry it; `copies` does the same for silent ones."""

    def __init__(self, report_id: str, silent: Set[str]) -> None:
        self.report_id = report_id
        self.silent = silent
        self.copies: dict[str, Observation] = {}
        self.versions: list[ReportVersion] = []
        self.events: list[Event] = []
        self.live: dict[str, Observation] = {}
        self.primary = ""
        self.dated: Observation | None = None
        self.annexes: dict[str, Annex] = {}

    def take(self, observed: dict[str, Observation]) -> None:
        arrived = []
        for url, seen in observed.items():
            carrying = self.copies if url in self.silent else self.live
            if seen.outcome == READ:
                arrived += [url] if url not in carrying else []
                carrying[url] = seen
            else:
                carrying.pop(url, None)
        if self.primary and self.primary not in self.live:
            self._lose_primary(observed)
        elif not self.primary and self.live:
            self._find_primary()
        elif self.primary:
            self._prefer_authority()
        if self.primary in observed:
            self._follow(self.live[self.primary])
            self._compare_date(self.live[self.primary])
            self._compare_annexes(self.live[self.primary])
        self._name_copies(arrived)

    def _lose_primary(self, observed: dict[str, Observation]) -> None:
        """The primary is gone: another page carries the report on, or it is removed."""
        self.dated, self.annexes = None, {}
        lost, self.primary = self.primary, self._foremost()
        if not self.primary:
            self._tell("removed", observed[lost])
            return
        proof = observed.get(self.primary, observed[lost])
        moved = self._event("moved", proof)
        self.events.append(replace(moved, page_url=self.primary, from_url=lost))

    def _find_primary(self) -> None:
        """Chooses the primary page when no page carried the report before this crawl."""
        self.primary = self._foremost()
        seen = self.live[self.primary]
        if self.versions:
            self._tell("returned", seen)
            return
        self._add_version(seen)
        self._tell("appeared", seen)

    def _foremost(self) -> str:
        """The live page with the most authority, of equals the first; "" for none."""
        return min(self.live, key=lambda url: tier(self.live[url].relation), default="")

    def _prefer_authority(self) -> None:
        """A page with more authority now carries the report and becomes the primary page. Its different
        wording is not an edit."""
        best, before = self._foremost(), self.primary
        if tier(self.live[best].relation) >= tier(self.live[before].relation):
            return
        self.primary, self.dated, self.annexes = best, None, {}
        if self.live[best].text_digest != self.versions[-1].text_digest:
            self._add_version(self.live[best])
        self.events.append(replace(self._event("confirmed", self.live[best]), from_url=before))

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
        """The file that had this name before, where its address is linked no more and no other file of the
        page bears the name."""
        if [one.name for one in seen.annexes].count(annex.name) > 1:
            return None
        named = [one for url, one in self.annexes.items() if one.name == annex.name and url not in linked]
        return named[-1] if named else None

    def _name_copies(self, arrived: list[str]) -> None:
        for url in arrived if self.versions else ():
            seen = self.live.get(url) or self.copies[url]
            told = self.events[-1].kind == "confirmed" and self.events[-1].from_url == url
            is_copy = url != self.primary and seen.text_digest == self.versions[-1].text_digest
            if is_copy and not told and not self._is_known_but_for_its_query(url):
                self._tell("copied", seen)

    def _is_known_but_for_its_query(self, url: str) -> bool:
        """Whether another page of the report has the same address but for parameters that only one of them
        has: the same page, asked for in another way."""
        path, _, query = url.partition("?")
        own = set(query.split("&")) - {""}
        for other in (*self.live, *self.copies):
            other_path, _, other_query = other.partition("?")
            others = set(other_query.split("&")) - {""}
            if other != url and other_path == path and (own <= others or others <= own):
                return True
        return False

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
