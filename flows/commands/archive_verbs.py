"""The verbs that change the archive: each runs its flow and shows the result."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from flows.errors import RunFailed
from flows.pipeline.environment import prepare_prefect, records_runs
from flows.rendering.tables import print_table
from flows.rendering.terminal import Terminal
from records import clock
from storage.paths import DataDir

if TYPE_CHECKING:
    from flows.pipeline.order import CrawlOrder
    from flows.pipeline.result import HarvestResult


def run_harvest(
    data: DataDir, targets: Sequence[str], provinces: Sequence[str] = (), **asked: Any
) -> "HarvestResult":
    """Runs a night now, without waiting for other runs. asked are the keywords of nightly_order.

    Plain functions do it; if PREFECT_API_URL is set, that server records it as a run of the flow.
    """
    from flows.pipeline.nights import nightly_order

    asked = {"recheck": "all", "window": "", **asked}
    order = nightly_order(targets, provinces, clock.now(), **asked)
    if not records_runs():
        return _run(data, order)
    prepare_prefect(data)
    from flows.nightly import nightly

    return _show_end(lambda: nightly(list(targets), list(provinces), str(data.root), **asked, wait_minutes=0))


def run_crawl_now(
    data: DataDir, target: str, *, allow_hosts: Sequence[str] = (), **asked: Any
) -> "HarvestResult":
    """Crawls one target now; asked are the keywords of order_of_one. Recorded like run_harvest."""
    from flows.pipeline.nights import order_of_one

    order = order_of_one(target, allow_hosts, **asked)
    if not records_runs():
        return _run(data, order)
    prepare_prefect(data)
    from flows.crawl import crawl

    return _show_end(lambda: crawl(target, list(allow_hosts), str(data.root), **asked, wait_minutes=0))


def _run(data: DataDir, order: "CrawlOrder") -> "HarvestResult":
    from flows.operation.night_run import run_night
    from flows.pipeline import stages

    return _show_end(lambda: run_night(data, order, stages))


def run_publish(data: DataDir, *, accept_shrink: bool = False) -> None:
    """Checks and publishes without a flow: nothing is fetched or computed."""
    from flows.pipeline import stages
    from storage.database.lock import writer_lock

    with writer_lock(data):
        if accept_shrink:
            counts = stages.publish_shrunk(data)
        else:
            stages.check(data)
            counts = stages.publish(data)
    print(f"published {counts['report']} reports, {counts['report_version']} versions: {data.published}")


def run_release(data: DataDir, version: str | None) -> None:
    """Freezes the published set; the lock keeps a publication from replacing it meanwhile."""
    from storage.database.lock import writer_lock
    from storage.publishing.release import make_release

    now = clock.now()
    with writer_lock(data):
        made = make_release(data, version or f"{now:%Y.%m}", now)
    print(f"released {made.manifest['tables']['report']['rows']} reports: {made.folder}")


def _show_end(run: Callable[[], "HarvestResult"]) -> "HarvestResult":
    """Runs a flow and prints its per-site table, also after a failure."""
    try:
        result = run()
    except RunFailed as error:
        if error.result is not None:
            _show_sites(error.result)
        raise
    _show_sites(result)
    Terminal().print(result.headline(), highlight=False)
    return result


def _show_sites(result: "HarvestResult") -> None:
    names, rows = result.rows()
    print_table(names, rows, whole=("why",))
