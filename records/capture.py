"""The results of a crawl: captures, failed fetches and one summary."""

from dataclasses import dataclass
from datetime import date, datetime

from records.walk import PageRequest

OUTCOMES = (
    "ok",
    "not_modified",
    "http_error",
    "blocked",
    "soft_404",
    "moved",
    "redirected_home",
    "off_domain",
    "private_address",
    "other_shard",
    "timeout",
    "dns",
    "refused",
    "tls",
    "robots",
    "too_large",
    "truncated",
    "wrong_type",
    "other",
)
"""The ways a fetch can end. blocked is always followed by what blocked it: `blocked:ruishu_412`."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One stored response: a WARC record and what is needed to find and read it again.

    capture_id is the WARC-Record-ID without its angle brackets (`urn:uuid:…`). captured_at is naive UTC.
    payload_digest is the WARC-Payload-Digest with its algorithm (`sha256:…`), over the entity body as it came
    over the wire. warc_file is relative to the data folder; offset and length count bytes of the compressed
    record. For a revisit record revisit_of is the capture that holds the same bytes. page_url is the address
    the walk asked for: it differs from url after a redirect. requested_at is when the request was sent, took
    the seconds until the response was complete; courtesy is proved with both. etag and last_modified are the
    validators as sent, tls names the protocol of an https connection that needed the fallback for old TLS
    (crawlers.transport.old_tls), else empty.
    """

    capture_id: str
    crawl_id: str
    site_id: str
    url: str
    page_url: str
    method: str
    role: str
    captured_at: datetime
    status: int
    media_type: str
    charset: str
    payload_digest: str
    payload_bytes: int
    warc_file: str
    warc_offset: int
    warc_length: int
    revisit_of: str = ""
    redirect_to: str = ""
    found_on: str = ""
    link_title: str = ""
    requested_at: datetime | None = None
    took: float = 0.0
    etag: str = ""
    last_modified: str = ""
    tls: str = ""


@dataclass(frozen=True, slots=True)
class FailedFetch:
    """A request that did not return what was asked for.

    kind is one of OUTCOMES except ok and not_modified; detail is one line for people. capture_id is the
    capture that shows it, empty if no response came. requested_at is None if nothing was sent.
    """

    crawl_id: str
    site_id: str
    url: str
    role: str
    failed_at: datetime
    kind: str
    detail: str
    capture_id: str = ""
    requested_at: datetime | None = None


COLUMN_OF_REPORTS = 80
"""Columns with this score or more are named like columns of reports; lower scores are columns that lead to
them."""


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column of a site as a crawl saw it: the first page of a list and what its pages contained.

    trail are the names of the links from the home page to the list; score says how well they and its content
    fit (higher is better); candidates counts the links that may be reports; ordered says that the newest come
    first; problem is empty when the list is healthy. ended_by says in words what shows that the list ends
    where its walk ended, "" if nothing does or the walk stopped earlier. open_end is true for a list that
    just stops: no total, page count or walked pager shows that it is complete. oldest_on is the earliest day
    of its items, None if one of them has no day; report_years are the years in the titles of its reports,
    ascending, and years is how many there are. report_urls are the canonical addresses of these reports, in
    order, stored if the list was read to its end. call returns the first items of a list whose own page has
    none (a script loads them); None for other lists.
    """

    url: str
    title: str
    score: int
    trail: tuple[str, ...]
    family: str
    pages: int
    items: int
    candidates: int
    ordered: bool = False
    problem: str = ""
    ended_by: str = ""
    call: PageRequest | None = None
    oldest_on: date | None = None
    years: int = 0
    report_years: tuple[int, ...] = ()
    report_urls: tuple[str, ...] = ()
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class UnreadItem:
    """An item of a list that may be a report and was not opened: its title as listed, the list page, and why,
    in words (it has no address, a script opens it, the budget was spent)."""

    title: str
    list_url: str
    reason: str


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """The result of one crawl for one site.

    listing_healthy is true if at least one list was read, every promised list page was seen and no list page
    had a problem; problems says in words what was wrong (one line each). whole says that every list was
    walked to its end, so that absence from it is meaningful; a walk that stopped at a first page of known
    items is healthy and not whole. verdict is ok, degraded or one of OUTCOMES: the reason the site cannot be
    read. ask_again_at is the time from which the server allows requests again. unread_items are the items of
    its lists that may be reports and were not opened.
    """

    site_id: str
    listing_healthy: bool
    list_pages: int
    links_found: int
    details: int
    http_errors: int
    failed_fetches: int
    budget_spent: bool
    problems: tuple[str, ...] = ()
    whole: bool = True
    verdict: str = "ok"
    ask_again_at: datetime | None = None
    columns: tuple[ColumnSeen, ...] = ()
    unread_items: tuple[UnreadItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """How a crawl ended, written when the spider closes and read by the flow.

    finish_reason is Scrapy's (`finished`, `shutdown`, …); callback_exceptions above zero make the crawl
    failed whatever the exit code says. resumed are the interrupted crawls whose captures were replayed
    instead of fetching again; they and this crawl count as one.
    """

    crawl_id: str
    started_at: datetime
    finished_at: datetime
    finish_reason: str
    captures: int
    callback_exceptions: int
    sites: tuple[SiteOutcome, ...]
    first_error: str = ""
    resumed: tuple[str, ...] = ()
