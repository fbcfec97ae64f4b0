"""The verbs that change the archive: each runs its flow and shows how it ended."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from flows.errors import RunFailed
from flows.pipeline.environment import prepare_prefect
from flows.rendering.tables import print_table
from records import clock
from storage.paths import DataDir

if TYPE_CHECKING:
    from flows.pipeline.order import Recheck
    from flows.pipeline.result import HarvestResult


def run_harvest(
    data: DataDir,
    targets: Sequence[str],
    provinces: Sequence[str] = (),
    *,
    via: str = "",
    delay: float | None = None,
    budget: int | None = None,
    recheck: "Recheck" = "all",
    window: str = "",
) -> "HarvestResult":
    """The nightly flow, now; other runs are not waited for."""
    from crawlers.registry import all_sites
    from flows.pipeline.order import check_window

    _check_order(targets, via, delay)
    all_sites(provinces)
    check_window(window)
    prepare_prefect(data)
    from flows.nightly import nightly

    return _show_end(
        lambda: nightly(
            list(targets) or None,
            list(provinces) or None,
            str(data.root),
            via=via,
            delay=delay,
            budget=budget,
            recheck=recheck,
            window=window,
            wait_minutes=0,
        )
    )


def run_crawl_now(
    data: DataDir,
    target: str,
    *,
    allow_hosts: Sequence[str] = (),
    via: str = "",
    delay: float | None = None,
    budget: int | None = None,
) -> "HarvestResult":
    """The crawl flow for one target."""
    _check_order([target], via, delay, allow_hosts)
    prepare_prefect(data)
    from flows.crawl import crawl

    return _show_end(
        lambda: crawl(
            target, list(allow_hosts), str(data.root), via=via, delay=delay, budget=budget, wait_minutes=0
        )
    )


def run_publish(data: DataDir, *, accept_shrink: bool = False) -> None:
    """Check and publish without a flow: nothing is fetched or computed."""
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
    """Freeze the published set; the lock keeps a publishing from replacing it meanwhile."""
    from storage.database.lock import writer_lock
    from storage.publishing.release import make_release

    now = clock.now()
    with writer_lock(data):
        made = make_release(data, version or f"{now:%Y.%m}", now)
    print(f"released {made.manifest['tables']['report']['rows']} reports: {made.folder}")


def _check_order(
    targets: Sequence[str], via: str, delay: float | None, allow_hosts: Sequence[str] = ()
) -> None:
    """What is wrong with an order is said at once, not after Prefect has started."""
    from crawlers.registry import find_sites
    from crawlers.settings import seconds_between_requests

    find_sites(targets, allow_hosts)
    seconds_between_requests(delay, via)


def _show_end(run: Callable[[], "HarvestResult"]) -> "HarvestResult":
    """Run a flow and print its per-site table, also where it failed."""
    try:
        result = run()
    except RunFailed as error:
        if error.result is not None:
            _show_sites(error.result)
        raise
    _show_sites(result)
    Console().print(result.headline(), markup=False, highlight=False)
    return result


def _show_sites(result: "HarvestResult") -> None:
    names, rows = result.rows()
    print_table(names, rows, whole=("why",))
