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
