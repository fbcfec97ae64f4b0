"""The specification of one crawl: written by the flow as JSON, read by the child process."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawlers.errors import BadSpec
from crawlers.lease_file import ShardLease
from records import PageRequest, Site
from records.jsonlines import from_json, to_json
from storage.evidence.warc_writer import MAX_FILE_BYTES
from storage.paths import DataDir

DEFAULT_PAGE_BUDGET = 200
DEFAULT_TIMEOUT = 60.0
# The finish reason of a crawl that closes_at ended.
WINDOW_CLOSED = "window_closed"


@dataclass(frozen=True, slots=True)
class ExtraRequest:
    """A page to look at besides the seeds: a report seen before, or an address given by a person."""

    site_id: str
    url: str
    role: str = "detail"


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column learnt in an earlier crawl, to be read instead of searching the site for it.

    expected: how many candidates it had when it was last healthy; far fewer means a broken list. Without
    whole the walk stops at the first page of an ordered list on which every candidate is known. trail and
    score describe the links that led there. call: the request that returns the first items of a list whose
    own page has none; without whole it is sent instead of that page's.
    """

    site_id: str
    url: str
    expected: int = 0
    whole: bool = True
    trail: tuple[str, ...] = ()
    score: int = 0
    call: PageRequest | None = None


@dataclass(frozen=True, slots=True)
class CrawlSpec:
    """One crawl. Only hosts under .gov.cn and the hosts of the sites may be contacted.

    via is the proxy `host:port` every request goes through; delay is seconds between two requests to one host
    (None: the default, see crawlers.settings), timeout how many it may take to answer; page_budget counts
    requests per site; known is a file of JSON lines (storage.evidence.warc_writer.KnownCapture) that
    identical payloads are checked against. columns are read besides the seeds of their sites; resume names
    interrupted crawls, whose captures are replayed before the network is used; closes_at ends the crawl in
    good order (naive UTC). fence says which hosts are this crawl's among many machines, None on a single one.
    WARC files end at rotate_bytes, or after rotate_seconds.
    """

    crawl_id: str
    data_dir: str
    sites: tuple[Site, ...]
    extra: tuple[ExtraRequest, ...] = ()
    via: str = ""
    delay: float | None = None
    timeout: float = DEFAULT_TIMEOUT
    page_budget: int = DEFAULT_PAGE_BUDGET
    known: str = ""
    columns: tuple[KnownColumn, ...] = ()
    resume: tuple[str, ...] = ()
    closes_at: datetime | None = None
    fence: ShardLease | None = None
    rotate_bytes: int = MAX_FILE_BYTES
    rotate_seconds: float | None = None

    def __post_init__(self) -> None:
        # The id names folders and files.
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", self.crawl_id):
            raise BadSpec(f"crawl_id {self.crawl_id!r}: use letters, digits, dots and hyphens")
        ids = [site.site_id for site in self.sites]
        if not ids or len(set(ids)) < len(ids):
            raise BadSpec(f"sites is {ids}: name one or more sites, each once")
        named = {page.site_id for page in self.extra} | {column.site_id for column in self.columns}
        strangers = named - set(ids)
        if strangers:
            raise BadSpec(
                f"extra pages belong to sites that are not in this crawl: {', '.join(sorted(strangers))}:"
                " add these sites or drop the pages"
            )
        check_via(self.via)
        if self.page_budget < 1:
            raise BadSpec(f"page_budget is {self.page_budget}: it must be 1 or more")

    @property
    def data(self) -> DataDir:
        return DataDir(Path(self.data_dir))

    def to_json(self) -> str:
        return json.dumps(to_json(self), ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str) -> "CrawlSpec":
        """Raises BadSpec for text that is no specification."""
        try:
            return from_json(cls, json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadSpec(
                f"not a crawl specification ({error}): fazhi writes it to crawls/<crawl>/spec.json"
            ) from error


def check_via(via: str) -> None:
    """Raises BadSpec for a proxy that is not HOST:PORT; "" is no proxy."""
    if via and not re.fullmatch(r"[\w.-]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5}", via):
        raise BadSpec(f"via {via!r}: give the proxy as HOST:PORT")
