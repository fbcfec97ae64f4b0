"""flow cluster-night: plan → one flow run per shard → upload → commit; for the worker beside the archive."""

from datetime import UTC, datetime, timedelta

from prefect import flow
from prefect.deployments import run_deployment
from prefect.runtime import flow_run

from flows.cluster.night import run_cluster_night
from flows.cluster.settings import Cluster
from flows.errors import NotNow
from flows.operation.recording import cancelled, recorded_as
from flows.pipeline import tasks
from flows.pipeline.nights import nightly_order
from flows.pipeline.order import WINDOW, Recheck
from flows.pipeline.result import HarvestResult
from storage.paths import DataDir

SHARD = "cluster-shard/cluster-shard"


@flow(name="cluster-night")
def cluster_night(
    targets: list[str] | None = None,
    provinces: list[str] | None = None,
    data_dir: str | None = None,
    via: str = "",
    delay: float | None = None,
    budget: int | None = None,
    recheck: Recheck = "due",
    window: str = WINDOW,
    late_minutes: int = 240,
    wait_minutes: float = 240,
    archive_id: str = "",
) -> HarvestResult:
    """A night as in nightly, with its crawls on the workers of the pool and its archive here.

    The parameters are those of nightly. Each shard is a run of the deployment cluster-shard; it counts as
    done when it is uploaded to the object store, whatever the state of its run.
    """
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
        )
    except NotNow as error:
        return cancelled(str(error))
    data, cluster = DataDir.from_environment(data_dir), Cluster.from_environment()

    def begin(night: str, shard: str) -> None:
        asked = {"night": night, "shard": shard, "archive_id": archive_id}
        run_deployment(SHARD, parameters=asked, timeout=0, as_subflow=False)

    return recorded_as(
        lambda: run_cluster_night(
            data, cluster, order, tasks, begin, expected=archive_id, wait_seconds=wait_minutes * 60
        )
    )
