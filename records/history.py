"""What happened to a report over time: observations in, versions and events out."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Observation:
    """What one crawl saw of one page that carries (or carried) a report.

    outcome is `read` (the text was there), `gone` (404 or 410 while the site's listing was healthy) or
    `unproven` (anything else: a block, an error, an unhealthy listing; it proves nothing).
    text_digest is empty unless outcome is `read`. Observations of one crawl share its crawl_id: within
    a crawl the order of fetching says nothing.
    """

    page_url: str
    capture_id: str
    crawl_id: str
    observed_at: datetime
    outcome: str
    text_digest: str = ""


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """One text of a report: numbered from 1, cited by the capture it was first seen in."""

    report_id: str
    version_no: int
    page_url: str
    capture_id: str
    text_digest: str
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a report: appeared, changed, moved, copied, removed or returned.

    moved has from_url and page_url; the others have page_url only. version_no is the version that was
    current after the event.
    """

    report_id: str
    kind: str
    observed_at: datetime
    page_url: str
    capture_id: str
    version_no: int
    from_url: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An observation, with what the page's text said of itself (False and None unless it was read)."""

    observation: Observation
    is_report: bool = False
    adcode: str | None = None
    report_year: int | None = None
    issuer: str | None = None
    issuer_level: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """One report and all that happened to it.

    name is what it is called before documents of one name are told apart (330282-2024 for 330282-2024-2).
    named_by is the latest sighting whose text says whose report of which year it is; pages are those that
    carry or carried it, earliest first, each with when it was last read there.
    """

    report_id: str
    name: str
    named_by: Sighting
    pages: tuple[tuple[str, datetime], ...]
    versions: tuple[ReportVersion, ...]
    events: tuple[Event, ...]

    @property
    def primary_url(self) -> str:
        """The page the versions follow; the last one they followed when the report is removed."""
        follows = ("appeared", "moved", "returned")
        return next(event.page_url for event in reversed(self.events) if event.kind in follows)

    @property
    def live(self) -> bool:
        """Whether a page carries the report now."""
        last = (event.kind for event in reversed(self.events) if event.kind in ("removed", "returned"))
        return next(last, "") != "removed"
