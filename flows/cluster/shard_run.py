"""One shard of a night on one machine: lease, crawl, upload. Can be killed and run again, here or
elsewhere."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from crawlers.courtesy_proof import requests_of
from crawlers.lease_file import boot_seconds
from crawlers.settings import RESPONSE_TIMES, seconds_between_requests
from crawlers.spec import CrawlSpec
from flows.cluster.landing import fetch_landed, land, land_rotated, place_of, waiting
from flows.cluster.leases import Lease, Leases
from flows.cluster.night_plan import JOINT, begin_crawl, crawls_of, read_plan, read_shard, shard_name
from flows.cluster.settings import Cluster
from flows.errors import CrawlFailed
from flows.operation.disk import check_free
from flows.pipeline.crawl_process import run_crawl
from flows.pipeline.order import new_crawl_id
from records import clock
from storage.database.identity import archive_id, check_archive, write_id
from storage.database.lock import lock_descriptors, writer_lock
from storage.errors import ArchiveLocked, StoreUnusable
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir

log = logging.getLogger(__name__)

ROTATE_BYTES = 256 * 1024 * 1024
ROTATE_SECONDS = 900.0
LOOK_EVERY_SECONDS = 10.0
STORE_WITHIN_SECONDS = 600.0
"""How long to wait for an object store that does not answer, before the crawl is left to this machine's next
run."""


def run_shard(
    spool: DataDir, cluster: Cluster, night: str, shard: str, expected: str = "", wait_seconds: float = 0
) -> str:
    """Crawls one shard of a night unless it is uploaded already. Returns the crawl's id, empty if there was
    nothing to do.

    spool is this machine's own folder: it has the crawls that are not uploaded yet, and belongs to one
    archive; expected is the archive of this work. Raises ForeignArchive, LeaseHeld, StoreUnusable,
    CrawlFailed; what was captured is uploaded all the same, now or by the next run here.
    """
    store = ObjectStore(cluster.store)
    plan = read_plan(store, night)
    join_archive(spool, expected or plan.archive_id)
    check_archive(spool, plan.archive_id)
    leases = Leases(cluster.database, plan.archive_id, cluster.lease_seconds, holder())
    leases.prepare()
    land_waiting(spool, store)
    check_free(spool)
    with ExitStack() as held:
        names = [shard_name(one) for one in range(cluster.shards)] if shard == JOINT else [shard]
        taken = [held.enter_context(leases.hold(f"shard {one}", wait_seconds)) for one in names]
        begun = [one for one in crawls_of(store, night) if one.shard == shard]
        if any(one.ended == "finished" for one in begun):
            return ""
        crawl_id = new_crawl_id(clock.now())
        place = place_of(spool, crawl_id)
        with writer_lock(place):
            died = [one.crawl_id for one in begun if one.ended == "died"]
            spec = _spec(place, store, night, shard, crawl_id, died)
            spec = _fenced(spool, spec, taken)
            if any(one.was_lost for one in taken):
                _leave_alone(spec)
            begin_crawl(store, night, shard, taken[0].epoch, crawl_id)
            try:
                _crawl_and_land(place, store, spec)
            finally:
                for one in taken:
                    one.drop_files()
    return crawl_id


def join_archive(spool: DataDir, expected: str) -> None:
    """Assigns a new folder to the archive. Raises ForeignArchive for a folder of another archive."""
    if not archive_id(spool):
        write_id(spool, expected)
    check_archive(spool, expected)


def holder() -> str:
    """This process, in words and uniquely."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def land_waiting(spool: DataDir, store: ObjectStore) -> None:
    """Uploads what earlier runs left here, except crawls that another process is working on."""
    for crawl_id in waiting(spool):
        place = place_of(spool, crawl_id)
        try:
            with writer_lock(place):
                land(place, store, crawl_id)
        except ArchiveLocked:
            log.info("%s is under way in another process", crawl_id)


def _spec(
    place: DataDir, store: ObjectStore, night: str, shard: str, crawl_id: str, died: Sequence[str]
) -> CrawlSpec:
    """The shard's specification for this machine, with the logs of the crawls to be resumed."""
    known = place.known(crawl_id)
    spec = read_shard(store, night, shard, known)
    resume = (*spec.resume, *died)
    for one in resume:
        fetch_landed(place, store, one, evidence=False)
    return replace(
        spec,
        crawl_id=crawl_id,
        data_dir=str(place.root),
        known=str(known),
        resume=resume,
        rotate_bytes=ROTATE_BYTES,
        rotate_seconds=ROTATE_SECONDS,
    )


def _fenced(spool: DataDir, spec: CrawlSpec, taken: Sequence[Lease]) -> CrawlSpec:
    assert spec.fence is not None
    names = [f"{spec.crawl_id}-{lease.name.replace(' ', '-')}" for lease in taken]
    files = [(spool.work / "leases" / name).resolve() for name in names]
    for lease, file in zip(taken, files, strict=True):
        lease.keep_file(file)
    leases = tuple((str(file), lease.epoch) for lease, file in zip(taken, files, strict=True))
    return replace(spec, fence=replace(spec.fence, epoch=taken[0].epoch, leases=leases))


def _leave_alone(spec: CrawlSpec) -> None:
    """The earlier holder was lost: a response to its last request may still be under way, and its host needs
    a pause."""
    seconds = max(seconds_between_requests(spec.delay, spec.via), (1 + RESPONSE_TIMES) * spec.timeout)
    log.info("the earlier worker was lost: waiting %.0f s before requests to its hosts", seconds)
    time.sleep(seconds)


def _crawl_and_land(place: DataDir, store: ObjectStore, spec: CrawlSpec) -> None:
    failure: CrawlFailed | None = None
    with _landing_meanwhile(place, store, spec.crawl_id):
        try:
            run_crawl(spec, place, keep_open=lock_descriptors(place))
        except CrawlFailed as error:
            failure = error
    over, quiet = boot_seconds(), _pause_after(place, spec)
    _patiently(lambda: land(place, store, spec.crawl_id))
    # The next holder of the lease may request from the same hosts at once.
    time.sleep(max(0.0, quiet - (boot_seconds() - over)))
    if failure:
        raise failure


def _pause_after(place: DataDir, spec: CrawlSpec) -> float:
    """The longest pause that a host of this crawl needs after its last request."""
    took = max((one.took for one in requests_of(place.crawl(spec.crawl_id))), default=0.0)
    return max(seconds_between_requests(spec.delay, spec.via), RESPONSE_TIMES * took)


@contextmanager
def _landing_meanwhile(place: DataDir, store: ObjectStore, crawl_id: str) -> Iterator[None]:
    """Uploads WARC files as they are closed; a lost machine loses only the rest."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_EVERY_SECONDS):
            try:
                land_rotated(place, store, crawl_id)
            except StoreUnusable as error:
                log.warning("%s: retrying in %.0f s", error.what, LOOK_EVERY_SECONDS)

    watching = threading.Thread(target=look, daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _patiently(step: Callable[[], None]) -> None:
    """Repeats the step while the store does not answer."""
    deadline, pause = boot_seconds() + STORE_WITHIN_SECONDS, 1.0
    while True:
        try:
            step()
            return
        except StoreUnusable as error:
            if boot_seconds() + pause > deadline:
                raise
            log.warning(
                "%s: retrying in %.0f s; until then the captures stay on this disk", error.what, pause
            )
        time.sleep(pause)
        pause = min(30.0, 2 * pause)
