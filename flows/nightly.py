"""flow nightly: every site → crawl → ingest → extract → version → check → publish."""

from datetime import UTC, datetime, timedelta

from prefect import flow
from prefect.runtime import flow_run
from prefect.states import Cancelled

from crawlers.registry import find_sites, sites
from flows.harvest import ended_as, harvest
from flows.order import CrawlOrder
from flows.result import HarvestResult
from storage.paths import DataDir


@flow(name="nightly")
def nightly(
    targets: list[str] | None = None,
    data_dir: str | None = None,
    via: str = "",
    delay: float | None = None,
    budget: int | None = None,
    late_minutes: int = 240,
    wait_minutes: float = 240,
) -> HarvestResult:
    """Harvest all sites of crawlers/sites.csv, or the targets (division codes or site_ids) only.

    data_dir is the folder of all data (else $DATA_DIR, else data/). A run that starts more than
    late_minutes after its time is cancelled: after an outage only the latest night is made up.
    wait_minutes is how long to wait for another run that holds the archive.
    """
    late = datetime.now(UTC) - flow_run.scheduled_start_time
    if late > timedelta(minutes=late_minutes):
        return ended_as(Cancelled(message=f"{late} late: skipped, the next night comes"))
    wanted = find_sites(targets) if targets else tuple(sites().values())
    order = CrawlOrder(wanted, via=via, delay=delay, budget=budget)
    return harvest(DataDir.from_environment(data_dir), order, wait_seconds=wait_minutes * 60)
