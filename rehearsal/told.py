"""What the archive tells of every report, in nights of the story."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from records.url import canonical_url
from rehearsal.history import night_of
from storage.database.connection import connect
from storage.paths import DataDir

PAGES = "SELECT canonical_url, report_id FROM page WHERE report_id IS NOT NULL"
REPORTS = "SELECT report_id, status, last_seen_at FROM report"
VERSIONS = """
SELECT report_id, observed_at, title, body_text, published_on, signed_on FROM versions
ORDER BY report_id, version_no
"""
NIGHTS = "SELECT started_at FROM crawl"
EVENTS = """
SELECT report_id, kind, observed_at, page_url FROM event
WHERE kind NOT IN ('changed', 'copied') ORDER BY report_id, event_no
"""


class Text(NamedTuple):
    night: int
    title: str | None
    body_text: str
    published_on: date | None
    signed_on: date | None


@dataclass
class Told:
    """What the archive tells of one report."""

    status: str
    last_seen: int
    versions: list[Text] = field(default_factory=list)
    events: list[tuple[str, int, str]] = field(default_factory=list)


class Archive:
    """What the archive tells of all reports, instants as nights; nights are those that were played."""

    def __init__(self, data: DataDir, truth: dict[str, Any]) -> None:
        def night(moment: datetime) -> int:
            return night_of(truth, moment)

        with connect(data.work_archive, read_only=True) as archive:
            self.nights = {night(started) for (started,) in archive.execute(NIGHTS).fetchall()}
            self.pages = dict(archive.execute(PAGES).fetchall())
            rows = archive.execute(REPORTS).fetchall()
            self.reports = {name: Told(status, night(seen)) for name, status, seen in rows}
            for name, seen, *text in archive.execute(VERSIONS).fetchall():
                self.reports[name].versions.append(Text(night(seen), *text))
            for name, kind, seen, url in archive.execute(EVENTS).fetchall():
                self.reports[name].events.append((kind, night(seen), url))

    def open_nights(self, host: dict[str, Any], report: dict[str, Any]) -> set[int]:
        """The nights on which a visitor could have seen a report that was not removed."""
        return {night for night in self.nights if night >= report["begins_on"]} - set(host["closed"])

    def of(self, report: dict[str, Any]) -> list[str]:
        """The reports that are told of the addresses of one."""
        urls = map(canonical_url, report["addresses"])
        return list(dict.fromkeys(self.pages[url] for url in urls if url in self.pages))
