"""What a crawl leaves behind: captures, failed fetches and one summary."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """One stored response: a WARC record and what is needed to find and read it again.

    capture_id is the WARC-Record-ID without its angle brackets (`urn:uuid:…`). captured_at is naive UTC.
    payload_digest is the WARC-Payload-Digest with its algorithm (`sha256:…`), over the entity body as it
    came over the wire. warc_file is relative to the data folder; offset and length count bytes of the
    compressed record. For a revisit record revisit_of is the capture that holds the same bytes.
    page_url is the address the walk asked for: it differs from url after a redirect.
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


@dataclass(frozen=True, slots=True)
class FailedFetch:
    """A request that brought no response: kind is timeout, dns, refused, tls, robots, off_domain,
    too_large, truncated or other; detail is one line for people."""

    crawl_id: str
    site_id: str
    url: str
    role: str
    failed_at: datetime
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """How one site fared in one crawl.

    listing_healthy is true when at least one list was read, every list page that was promised was seen
    and no list page had a problem; problems says in words what was not (one line each).
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


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """How a crawl ended, written when the spider closes and read by the flow.

    finish_reason is Scrapy's (`finished`, `shutdown`, …); callback_exceptions above zero make the crawl
    failed whatever the exit code says.
    """

    crawl_id: str
    started_at: datetime
    finished_at: datetime
    finish_reason: str
    captures: int
    callback_exceptions: int
    sites: tuple[SiteOutcome, ...]
    first_error: str = ""
