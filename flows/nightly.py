"""flow nightly: every government → crawl → ingest → extract → version → check → publish."""

from datetime import UTC, datetime, timedelta

from prefect import flow
from prefect.runtime import flow_run

from flows.errors import NotNow
from flows.operation.recording import cancelled, recorded
from flows.pipeline.nights import nightly_order
from flows.pipeline.order import SITES_PER_CRAWL, WINDOW, Recheck
from flows.pipeline.result import HarvestResult
from storage.database.identity import check_archive
from storage.paths import DataDir


@flow(name="nightly")
def nightly(
    targets: list[str] | None = None,
    provinces: list[str] | None = None,
    data_dir: str | None = None,
    via: str = "",
    delay: float | None = None,
    budget: int | None = None,
    recheck: Recheck = "due",
    window: str = WINDOW,
    sites_per_crawl: int = SITES_PER_CRAWL,
    late_minutes: int = 240,
    wait_minutes: float = 240,
    archive_id: str = "",
) -> HarvestResult:
    """Harvests all governments that have a homepage, only those of some provinces (names or codes), or only
    the targets (division codes or site_ids).

    data_dir is the folder of all data (else $DATA_DIR, else data/). recheck says which report pages are
    fetched again: those that are due, or all. Within the window (HH:MM-HH:MM in China's time, empty for any
    time) as many sites are crawled as there is time for, starting with those that were not crawled for
    longest; outside of it the run is cancelled. A run that starts more than late_minutes after its time is
    cancelled too: after an outage only the latest night is made up. wait_minutes is the longest wait for
    another run that holds the archive. archive_id is the archive this is deployed for: the folder of another
    one is refused.
    """
    data = DataDir.from_environment(data_dir)
    check_archive(data, archive_id)
    now = datetime.now(UTC)
    late = now - flow_run.scheduled_start_time
    if late > timedelta(minutes=late_minutes):
        return cancelled(f"{late} late: skipped; the next night runs at its usual time")
    try:
        order = nightly_order(
            targets or (),
            provinces or (),
            now.replace(tzinfo=None),
            via=via,
            delay=delay,
            budget=budget,
            recheck=recheck,
            window=window,
            sites_per_crawl=sites_per_crawl,
        )
    except NotNow as error:
        return cancelled(str(error))
    return recorded(data, order, wait_seconds=wait_minutes * 60)
