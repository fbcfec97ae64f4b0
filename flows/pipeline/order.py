"""From what a person or the schedule wants to the specification of one crawl."""

import json
import logging
import secrets
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any, Literal

from crawlers.errors import BadSpec
from crawlers.settings import seconds_between_requests
from crawlers.spec import DEFAULT_TIMEOUT, CrawlSpec, ExtraRequest, KnownColumn, check_via
from flows.errors import BadWindow
from records import Site
from records.jsonlines import to_json
from storage.archive import Archive
from storage.paths import DataDir
from storage.planning.crawl_inputs import LearntColumn

log = logging.getLogger(__name__)

SITES_PER_CRAWL = 800
"""Sites that one child process crawls at a time: limits its memory."""

Recheck = Literal["due", "all"]


CHINA = timezone(timedelta(hours=8))
EARLY = timedelta(minutes=1)
WINDOW = "01:00-06:00"
"""When real sites are crawled (China's clock): at night, when their own users sleep."""


@dataclass(frozen=True, slots=True)
class CrawlOrder:
    """The request of a person or a schedule. An order with pages and seedless sites fetches only these pages.

    recheck says which report pages are fetched again: "due", which also skips paused sites, or all. closes_at
    ends the crawl in good order (naive UTC).
    """

    sites: tuple[Site, ...]
    pages: tuple[ExtraRequest, ...] = ()
    via: str = ""
    delay: float | None = None
    timeout: float = DEFAULT_TIMEOUT
    budget: int | None = None
    recheck: Recheck = "all"
    closes_at: datetime | None = None
    sites_per_crawl: int = SITES_PER_CRAWL

    def __post_init__(self) -> None:
        """Raises BadSpec or ImpoliteDelay, before anything starts."""
        seconds_between_requests(self.delay, self.via)
        check_via(self.via)
        for name, value in (("budget", self.budget), ("sites_per_crawl", self.sites_per_crawl)):
            if value is not None and value < 1:
                raise BadSpec(f"{name} is {value}: it must be 1 or more")


def take_turns(archive: Archive, order: CrawlOrder, now: datetime) -> list[CrawlOrder]:
    """The order as one order per crawl: sites that were not crawled for longest come first, so that a closing
    window is fair to all; with recheck "due" without the paused sites."""
    standings = archive.standings(site.site_id for site in order.sites)
    tried = {site_id: standing.last_tried_at for site_id, standing in standings.items()}
    sites = sorted(
        order.sites, key=lambda site: (tried[site.site_id] is not None, tried[site.site_id] or now)
    )
    if order.recheck == "due":
        turn = [site for site in sites if (standings[site.site_id].next_try_at or now) <= now]
        if len(turn) < len(sites):
            log.info("%d sites are paused: they refuse or do not answer", len(sites) - len(turn))
        sites = turn
    size = order.sites_per_crawl
    return [part_of(order, tuple(sites[start : start + size])) for start in range(0, len(sites), size)]


def part_of(order: CrawlOrder, sites: tuple[Site, ...]) -> CrawlOrder:
    """The order for these of its sites, with their pages."""
    ids = {site.site_id for site in sites}
    return replace(order, sites=sites, pages=tuple(page for page in order.pages if page.site_id in ids))


def make_spec(archive: Archive, data: DataDir, order: CrawlOrder, now: datetime) -> CrawlSpec:
    """The specification of one crawl, with its file of known captures.

    A site whose columns are known is read from them and not searched; a site without is searched from its
    home page.
    """
    whole_sites = [site.site_id for site in order.sites if site.seeds]
    ids = [site.site_id for site in order.sites]
    archive.save_sites(site for site in order.sites if site.seeds)
    resumed = archive.resumable(ids, now)
    columns = _columns(archive, order, now)
    with_columns = {column.site_id for column in columns}
    from_columns = with_columns - archive.searches(with_columns, now)
    if order.recheck == "due":
        again = archive.due(whole_sites, now, resumed)
    else:
        again = archive.report_pages(whole_sites)
    crawl_id = new_crawl_id(now)
    known_file = data.known(crawl_id)
    known_file.parent.mkdir(parents=True, exist_ok=True)
    with known_file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(to_json(line)) + "\n" for line in archive.known(ids, resumed))
    optional: dict[str, Any] = {} if order.budget is None else {"page_budget": order.budget}
    return CrawlSpec(
        crawl_id=crawl_id,
        data_dir=str(data.root),
        sites=tuple(_site(site, with_columns, from_columns) for site in order.sites),
        extra=(*order.pages, *(ExtraRequest(page.site_id, page.url, page.role) for page in again)),
        via=order.via,
        delay=order.delay,
        timeout=order.timeout,
        known=str(known_file),
        columns=columns,
        resume=tuple(resumed),
        closes_at=order.closes_at,
        **optional,
    )


def _site(site: Site, with_columns: Set[str], from_columns: Set[str]) -> Site:
    """A site as it is walked: from its columns, from its columns and its home page, or from all its seeds."""
    if site.site_id in from_columns:
        return replace(site, seeds=())
    return replace(site, seeds=(site.homepage,)) if site.site_id in with_columns else site


def _columns(archive: Archive, order: CrawlOrder, now: datetime) -> tuple[KnownColumn, ...]:
    sites = [site for site in order.sites if site.seeds]
    learnt: dict[str, list[LearntColumn]] = {}
    for column in archive.columns(site.site_id for site in sites):
        learnt.setdefault(column.site_id, []).append(column)
    # Fetching all pages again should show what is gone, and only a whole walk proves that.
    whole = set(learnt) if order.recheck == "all" else archive.whole_walks(learnt, now)
    return tuple(
        column
        for site in sites
        if site.site_id in learnt
        for column in _columns_of(site, learnt[site.site_id], site.site_id in whole)
    )


def _columns_of(site: Site, learnt: Sequence[LearntColumn], whole: bool) -> Iterator[KnownColumn]:
    """The learnt columns, then those in sites.csv that no crawl has found healthy yet."""
    for column in learnt:
        yield KnownColumn(
            site.site_id, column.url, column.expected, whole, column.trail, column.score, column.call
        )
    for seed in site.seeds:
        if seed != site.homepage and seed not in {column.url for column in learnt}:
            yield KnownColumn(site.site_id, seed, 0, whole)


def new_crawl_id(now: datetime) -> str:
    """`20261121T173000Z-1f2e`: sorts by time, unique when two start in one second."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def check_window(window: str) -> tuple[time, time]:
    """When the window opens and closes, by China's clock; an empty one is open all day. Raises BadWindow for
    text that is not `HH:MM-HH:MM`."""
    try:
        opens, closes = (time.fromisoformat(one.strip()) for one in (window or "00:00-00:00").split("-"))
    except ValueError as error:
        raise BadWindow(f"window {window!r}: give it as HH:MM-HH:MM, in China's time") from error
    return opens, closes


def window_end(window: str, now: datetime) -> datetime | None:
    """When a crawl that starts now must end (both naive UTC); None if it may not start at all.

    window is `HH:MM-HH:MM` by China's clock and may cross midnight. Raises BadWindow.
    """
    opens, closes = check_window(window)
    there = now.replace(tzinfo=UTC).astimezone(CHINA).replace(tzinfo=None)
    begins = datetime.combine(there.date(), opens)
    for begin in (begins - timedelta(days=1), begins):
        end = datetime.combine(begin.date(), closes)
        end += timedelta(days=1) if closes <= opens else timedelta()
        if begin - EARLY <= there < end:
            return now + (end - there)
    return None
