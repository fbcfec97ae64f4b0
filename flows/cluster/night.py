"""A night over many machines: plan, one run per shard, upload, commit. Where a shard runs is decided
elsewhere (Start)."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawlers.lease_file import boot_seconds
from flows.cluster.commit import bring_to_lake, commit_night, committing
from flows.cluster.errors import DatabaseUnusable
from flows.cluster.joint import plan_joint
from flows.cluster.leases import Lease, Leases, Row
from flows.cluster.night_plan import JOINT, Plan, crawls_of, night_began, plan_night, read_plan
from flows.cluster.settings import Cluster
from flows.errors import CrawlFailed, NothingHealthy, RunFailed
from flows.operation.disk import check_free
from flows.pipeline.harvest import NOTHING_DUE, Steps
from flows.pipeline.order import CrawlOrder
from flows.pipeline.result import HarvestResult
from records import clock
from storage.database.identity import archive_id
from storage.errors import StoreUnusable
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir
from storage.planning.schedule import RESUME_WITHIN

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 2.0
MOST_RUNS = 5
"""Maximum number of attempts per shard; a shard that fails this often does not fail because of its
machine."""
LOST_AFTER, FORGOTTEN_AFTER = 2, 20
"""Lease times without a sign of life after which a shard is started again: a started shard, and one that
still waits for a worker."""

Start = Callable[[str, str], None]
"""Starts one shard of a night somewhere: night, shard. Returns at once."""


def run_cluster_night(
    data: DataDir,
    cluster: Cluster,
    order: CrawlOrder,
    steps: Steps,
    start: Start,
    *,
    expected: str = "",
    wait_seconds: float = 0,
) -> HarvestResult:
    """Plans a night in this data folder, starts its shards, and commits what they uploaded.

    A night that was planned here and not committed is resumed. A shard whose worker is gone is started again:
    its lease decides, whatever the scheduler believes. Raises what a harvest raises, and the errors of
    flows.cluster.errors.
    """
    check_free(data)
    store = ObjectStore(cluster.store)
    with committing(data, cluster, expected, wait_seconds=wait_seconds) as lease:
        identity = archive_id(data)
        plan = _unfinished(data, store) or plan_night(data, order, store, identity, cluster.shards)
        _under_way(data).write_text(plan.night, encoding="utf-8")
        if not plan.shards:
            raise NothingHealthy(NOTHING_DUE)
        leases = Leases(cluster.database, identity, cluster.lease_seconds, "")
        watch = Watch(store, leases, cluster.lease_seconds, start, lease)
        failure = watch.until_landed(plan.night, plan.shards, order)
        if failure is None and plan_joint(store, plan.night):
            failure = watch.until_landed(plan.night, (JOINT,), order)
        result = commit_night(data, store, plan.night, steps, lease, failure)
        _under_way(data).unlink()
        bring_to_lake(data, cluster)
        return result


def _under_way(data: DataDir) -> Path:
    """The file that names the night which was planned here and is not committed yet."""
    return data.work / "night"


def _unfinished(data: DataDir, store: ObjectStore) -> Plan | None:
    """The night that a killed committer left, if its captures are still of today."""
    file = _under_way(data)
    if not file.exists():
        return None
    night = file.read_text(encoding="utf-8").strip()
    if not night or clock.now() - night_began(night) > RESUME_WITHIN:
        return None
    log.info("resuming night %s", night)
    return read_plan(store, night)


@dataclass
class Watch:
    """Starts shards and waits until they are uploaded."""

    store: ObjectStore
    leases: Leases
    lease_seconds: float
    start: Start
    lease: Lease

    def until_landed(self, night: str, shards: Sequence[str], order: CrawlOrder) -> RunFailed | None:
        """Returns when every shard is uploaded, or the reason why one never will be.

        A shard is started again when its lease has not changed for a while.
        """
        runs = dict.fromkeys(shards, 0)
        at_first = self._rows()
        seen: dict[str, tuple[Row | None, float]] = {}
        for shard in shards:
            self._begin(night, shard, runs)
        while missing := self._missing(night, shards):
            self.lease.check()
            rows = self._rows()
            if order.closes_at and clock.now() > order.closes_at and not any(map(_held, rows.values())):
                log.warning("the window closed before %d shards had their turn", len(missing))
                return None
            for shard in missing:
                name = f"shard {shard}"
                row, before = rows.get(name), seen.get(shard)
                if before is None or row != before[0]:
                    seen[shard] = (row, boot_seconds())
                    continue
                was_begun = row != at_first.get(name)
                patience = self.lease_seconds * (LOST_AFTER if was_begun else FORGOTTEN_AFTER)
                if boot_seconds() - before[1] > patience:
                    if runs[shard] >= MOST_RUNS:
                        return CrawlFailed(
                            f"shard {shard} of night {night} was started {MOST_RUNS} times and never"
                            " uploaded: see the logs of its runs"
                        )
                    self._begin(night, shard, runs)
                    seen[shard] = (row, boot_seconds())
            time.sleep(LOOK_EVERY_SECONDS)
        return None

    def _begin(self, night: str, shard: str, runs: dict[str, int]) -> None:
        runs[shard] += 1
        log.info("night %s: shard %s, run %d", night, shard, runs[shard])
        self.start(night, shard)

    def _missing(self, night: str, shards: Sequence[str]) -> list[str]:
        try:
            done = {one.shard for one in crawls_of(self.store, night) if one.ended == "finished"}
        except StoreUnusable as error:
            log.warning("%s: retrying in %.0f s", error.what, LOOK_EVERY_SECONDS)
            return list(shards)
        return [shard for shard in shards if shard not in done]

    def _rows(self) -> dict[str, Row]:
        try:
            return self.leases.rows()
        except DatabaseUnusable as error:
            log.warning("%s: retrying in %.0f s", error.what, LOOK_EVERY_SECONDS)
            return {}


def _held(row: Row) -> bool:
    return row[2] != ""
