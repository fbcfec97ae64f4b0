"""Turns the options of a command or flow into an order, checked before anything starts."""

from collections.abc import Sequence
from datetime import datetime

from crawlers.registry import all_sites, find_pages, find_sites
from flows.errors import NotNow
from flows.pipeline.order import SITES_PER_CRAWL, CrawlOrder, Recheck, window_end


def nightly_order(
    targets: Sequence[str],
    provinces: Sequence[str],
    now: datetime,
    *,
    via: str = "",
    delay: float | None = None,
    budget: int | None = None,
    recheck: Recheck = "due",
    window: str = "",
    sites_per_crawl: int = SITES_PER_CRAWL,
) -> CrawlOrder:
    """The order for these targets (division codes or site_ids), for all governments of these provinces, or
    for all there are.

    now is naive UTC. Raises NotNow outside the window, CrawlError and BadWindow for invalid options.
    """
    closes_at = window_end(window, now) if window else None
    order = CrawlOrder(
        find_sites(targets) if targets else all_sites(provinces),
        via=via,
        delay=delay,
        budget=budget,
        recheck=recheck,
        closes_at=closes_at,
        sites_per_crawl=sites_per_crawl,
    )
    if window and closes_at is None:
        raise NotNow(
            f"now is outside the crawl window {window} (China time): wait for the next night, or crawl now"
            " with an empty window"
        )
    return order


def order_of_one(
    target: str,
    allow_hosts: Sequence[str],
    *,
    via: str = "",
    delay: float | None = None,
    budget: int | None = None,
) -> CrawlOrder:
    """The order for one division code, site_id or URL; allow_hosts are hosts outside .gov.cn that a person
    vouches for.

    Raises CrawlError for invalid options.
    """
    wanted = [target]
    return CrawlOrder(
        find_sites(wanted, allow_hosts), find_pages(wanted, allow_hosts), via=via, delay=delay, budget=budget
    )
