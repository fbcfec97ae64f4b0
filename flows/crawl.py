"""flow crawl: one government or one address, now, through to the published archive."""

from prefect import flow

from flows.operation.recording import recorded
from flows.pipeline.nights import order_of_one
from flows.pipeline.result import HarvestResult
from storage.database.identity import check_archive
from storage.paths import DataDir


@flow(name="crawl", flow_run_name="crawl-{target}")
def crawl(
    target: int | str,
    allow_hosts: list[str] | None = None,
    data_dir: str | None = None,
    via: str = "",
    delay: float | None = None,
    budget: int | None = None,
    wait_minutes: float = 240,
    archive_id: str = "",
) -> HarvestResult:
    """Crawl a division code, a site_id or a URL (that page only) now.

    target may be a number because Prefect's command line reads `--param target=330282` as one.
    allow_hosts are hosts outside .gov.cn a person vouches for. The rest as in nightly.
    """
    data = DataDir.from_environment(data_dir)
    check_archive(data, archive_id)
    order = order_of_one(str(target), allow_hosts or [], via=via, delay=delay, budget=budget)
    return recorded(data, order, wait_seconds=wait_minutes * 60)
