"""The history of a report: observations in, versions and events out."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Annex:
    """A file beside a page's text, as it was when the page was read.

    url is canonical, name what people see. content is a digest of the words in it, empty where it could
    not be read; capture_id is the capture of the file.
    """

    url: str
    name: str
    content: str
    capture_id: str


@dataclass(frozen=True, slots=True)
class Observation:
    """What one crawl saw of one page that carries (or carried) a report.

    outcome is `read` (the text was there), `gone` (404 or 410 while the site's listing was healthy) or
    `unproven` (anything else: a block, an error, an unhealthy listing; it proves nothing).
    text_digest is empty unless outcome is `read`. Observations of one crawl share its crawl_id: within
    a crawl the order of fetching says nothing. published_on is the day of publication the page states,
    annexes are the files it links to, but those that hold the text itself. relation says whose site the page
    is on, seen from the issuer (extraction.works.authority.RELATIONS).
    """

    page_url: str
    capture_id: str
    crawl_id: str
    observed_at: datetime
    outcome: str
    text_digest: str = ""
    published_on: date | None = None
    annexes: tuple[Annex, ...] = ()
    relation: str = "own"


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
    """Something that happened to a report: appeared, changed, moved, confirmed, copied, removed, returned,
    attachment_replaced or date_changed.

    moved and confirmed (a page with more authority is the primary page from now on) have from_url and
    page_url; the others have page_url only. version_no is the version that was current after the event.
    attachment_replaced has the file's address, and as capture_id and old_capture_id the captures that show
    the file after and before; date_changed has those of the page.
    """

    report_id: str
    kind: str
    observed_at: datetime
    page_url: str
    capture_id: str
    version_no: int
    from_url: str = ""
    file_url: str = ""
    old_capture_id: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An observation, with what the page's text said about itself (False and None unless it was read), and
    the division code of the government for whose site the page was fetched, empty for none."""

    observation: Observation
    is_report: bool = False
    adcode: str | None = None
    report_year: int | None = None
    issuer: str | None = None
    issuer_level: str | None = None
    site_adcode: str = ""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A page that carries or carried a report, and why it is assigned to that report.

    basis is `first` (the report was first seen there), `same_text` or `similar` (to the live page
    compared_with, at that time), `successor` (no live page carried the report any more; compared_with is the
    last that did) or `decision`. similarity is that of the two texts, 0 to 1, None if none were compared.
    live says whether the page carries the report now; text_digest is that of its last reading; relation is
    that of Observation.
    """

    page_url: str
    basis: str
    similarity: float | None
    compared_with: str
    live: bool
    first_read_at: datetime
    read_at: datetime
    text_digest: str
    relation: str = "own"


@dataclass(frozen=True, slots=True)
class Alias:
    """A former report id: page_url's report had it once. became is the id of the report that page carries
    now, "" for none. decided_by is who decided it, empty where the rules of authority did."""

    report_id: str
    page_url: str
    became: str
    reason: str
    decided_on: date
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """One report and all that happened to it.

    name is what it is called before documents of one name are distinguished (330282-2024 for 330282-2024-2).
    named_by is the latest sighting whose text says whose report of which year it is; pages are those that
    carry or carried it, earliest first, each with when it was last read there; carriers say why each of them.
    unconfirmed says that no page of the issuer, of its departments or of a government above it carries or
    carried the report. aliases are names that its pages bore before.
    """

    report_id: str
    name: str
    named_by: Sighting
    pages: tuple[tuple[str, datetime], ...]
    versions: tuple[ReportVersion, ...]
    events: tuple[Event, ...]
    carriers: tuple[Carrier, ...] = ()
    unconfirmed: bool = False
    aliases: tuple[Alias, ...] = ()

    @property
    def primary_url(self) -> str:
        """The page the versions follow; the last one they followed when the report is removed."""
        follows = ("appeared", "moved", "confirmed", "returned")
        return next(event.page_url for event in reversed(self.events) if event.kind in follows)

    @property
    def live(self) -> bool:
        """Whether a page carries the report now."""
        last = (event.kind for event in reversed(self.events) if event.kind in ("removed", "returned"))
        return next(last, "") != "removed"
