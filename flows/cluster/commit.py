"""The one committer: ingests uploaded crawls in the order in which they began, and publishes."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from crawlers.spec import CrawlSpec
from flows.cluster.errors import CommittedElsewhere
from flows.cluster.landing import fetch_landed
from flows.cluster.leases import Lease, Leases
from flows.cluster.night_plan import Plan, crawls_of, read_plan
from flows.cluster.settings import Cluster
from flows.cluster.shard_run import holder
from flows.errors import CrawlFailed, NothingHealthy, RunFailed
from flows.operation.night_run import noted
from flows.pipeline.crawl_process import summary_of
from flows.pipeline.harvest import Steps, settle
from flows.pipeline.order import CrawlOrder
from flows.pipeline.result import HarvestResult
from records import Site
from storage.archive import Archive
from storage.database.identity import archive_id, check_archive
from storage.database.lake import Lake
from storage.database.lock import writer_lock
from storage.evidence.crawl_logs import read_text
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir

log = logging.getLogger(__name__)

COMMITTER = "committer"


@contextmanager
def committing(
    data: DataDir, cluster: Cluster, expected: str = "", *, wait_seconds: float = 0, take_over: bool = False
) -> Iterator[Lease]:
    """Holds the right to change the archive, on this machine and among all of them, during the block.

    take_over confirms, by a person, that the folder which committed last is given up. Raises ForeignArchive,
    ArchiveLocked, LeaseHeld, CommittedElsewhere.
    """
    check_archive(data, expected)
    with writer_lock(data, wait_seconds):
        with Archive.open(data):
            identity = archive_id(data)
        here = f"{socket.gethostname()}:{data.root.resolve()}"
        leases = Leases(cluster.database, identity, cluster.lease_seconds, holder(), here)
        leases.prepare()
        last = leases.rows().get(COMMITTER)
        if last and last[3] != here and not take_over:
            raise CommittedElsewhere(
                f"the archive was last committed to in {last[3]}, and this is {here}: commit there; if that"
                " folder is given up and this one is its restored copy, commit here once with --take-over"
            )
        ObjectStore(cluster.store).claim(identity)
        with leases.hold(COMMITTER, wait_seconds) as lease:
            yield lease


def fetch_night(data: DataDir, store: ObjectStore, plan: Plan) -> tuple[list[str], RunFailed | None]:
    """Downloads the uploaded crawls of a night that are not here yet. Returns the ids of its finished crawls,
    and why one failed."""
    finished: list[str] = []
    failure: RunFailed | None = None
    for begun in crawls_of(store, plan.night):
        if not begun.ended:
            continue
        folder = data.crawl(begun.crawl_id)
        if not folder.exists():
            fetch_landed(data, store, begun.crawl_id)
        if begun.ended == "finished":
            finished.append(begun.crawl_id)
            try:
                summary_of(folder)
            except CrawlFailed as error:
                failure = failure or error
    return finished, failure


def commit_night(
    data: DataDir,
    store: ObjectStore,
    night: str,
    steps: Steps,
    lease: Lease,
    failure: RunFailed | None = None,
) -> HarvestResult:
    """Folds the uploaded crawls of a night and publishes; the caller is committing. Repeating it changes
    nothing.

    failure is the reason why the night is incomplete, None for none. Raises what
    flows.pipeline.harvest.settle raises.
    """
    fetch_late(data, store, night)
    crawl_ids, failed = fetch_night(data, store, read_plan(store, night))
    if not crawl_ids and not failed:
        failed = NothingHealthy(
            f"no crawl of night {night} is uploaded: see the logs of its workers, run `fazhi cluster land`"
            " there, then commit it again"
        )
    order = CrawlOrder(tuple(_sites_of(data, crawl_ids)))
    lease.check()
    return noted(data, lambda: settle(data, order, crawl_ids, failure or failed, _checked(steps, lease)))


def fetch_late(data: DataDir, store: ObjectStore, night: str) -> None:
    """Downloads crawls of earlier nights that were uploaded after their night was committed."""
    closed = data.work / "closed-nights"
    done = set(closed.read_text().split()) if closed.exists() else set()
    for earlier in store.folders("nights"):
        if earlier >= night or earlier in done or not store.exists(f"nights/{earlier}/plan.json"):
            continue
        plan = read_plan(store, earlier)
        fetch_night(data, store, plan)
        if all(begun.ended for begun in crawls_of(store, earlier)):
            with closed.open("a", encoding="utf-8") as lines:
                lines.write(earlier + "\n")


def bring_to_lake(data: DataDir, cluster: Cluster) -> None:
    """Copies the committed bulk tables to DuckLake, if the settings name one. The caller is committing.

    Raises ForeignArchive or StoreUnusable; the next commit copies what is missing.
    """
    if not cluster.lake:
        return
    with Lake.open(cluster.database, cluster.lake) as lake:
        log.info("copied %d rows to the lake", lake.follow(data.work_archive, archive_id(data)))


def _sites_of(data: DataDir, crawl_ids: list[str]) -> Iterator[Site]:
    for crawl_id in crawl_ids:
        spec = CrawlSpec.from_json(read_text(data.crawl(crawl_id) / "spec.json"))
        yield from spec.sites


class _Checked:
    """The stages, each begun only while the lease holds."""

    def __init__(self, steps: Steps, lease: Lease) -> None:
        self._steps, self._lease = steps, lease

    def __getattr__(self, name: str) -> object:
        self._lease.check()
        return getattr(self._steps, name)


def _checked(steps: Steps, lease: Lease) -> Steps:
    checked: Steps = _Checked(steps, lease)  # type: ignore[assignment]  # __getattr__ gives every stage
    return checked
