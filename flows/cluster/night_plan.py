"""The work of a night: one specification per shard, in the object store. The plan itself is written last.

nights/<night>/shard-0007.json, shard-0007.known.jsonl     what is due in a shard, and its known captures
nights/<night>/plan.json                                   the shards: without it there is no night
nights/<night>/crawls/<crawl>                              a crawl that began: its shard, its epoch
"""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crawlers.lease_file import ShardLease
from crawlers.spec import CrawlSpec
from flows.cluster.addresses import resolved
from flows.cluster.errors import ClusterRefused
from flows.cluster.sharding import address_key, shard_sites
from flows.pipeline.order import CrawlOrder, make_spec, new_crawl_id, part_of, take_turns
from flows.pipeline.stages import ingest
from records import clock
from storage.archive import Archive
from storage.evidence.object_store import ObjectStore
from storage.intake.ingest import CUT_SHORT
from storage.paths import DataDir

log = logging.getLogger(__name__)

JOINT = "joint"
"""The name of the shard that resumes walks which need hosts of several shards."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A night: its archive, and the names of its shards that have work."""

    night: str
    archive_id: str
    shards: tuple[str, ...]


def night_began(night: str) -> datetime:
    """The time a night was planned, from its name (naive UTC)."""
    return datetime.strptime(night.partition("-")[0], "%Y%m%dT%H%M%SZ")  # noqa: DTZ007


def shard_name(number: int) -> str:
    return f"{number:04d}"


def plan_night(data: DataDir, order: CrawlOrder, store: ObjectStore, archive_id: str, shards: int) -> Plan:
    """Writes what is due, cut into shards, as a new night. The caller holds the writer lock.

    A site's shard is that of its hosts, of the hosts it was seen to lead to, and of the addresses they
    resolve to.
    """
    ingest(data)
    night = new_crawl_id(clock.now())
    with Archive.open(data) as archive:
        turns = take_turns(archive, replace(order, sites_per_crawl=max(1, len(order.sites))), clock.now())
        due = turns[0] if turns else replace(order, sites=())
        together = archive.hosts_led_to(site.site_id for site in due.sites)
        if not order.via:  # through a proxy names are its business
            for site_id, addresses in resolved(due.sites).items():
                together.setdefault(site_id, set()).update(map(address_key, addresses))
        sharding = shard_sites(due.sites, shards, together)
        names = []
        for number in sorted(set(sharding.of_site.values())):
            sites = tuple(site for site in due.sites if sharding.of_site[site.site_id] == number)
            spec = make_spec(archive, data, part_of(due, sites), clock.now())
            fence = ShardLease(night, number, shards, 0, (), sharding.moved)
            write_shard(store, night, shard_name(number), replace(spec, fence=fence), Path(spec.known))
            names.append(shard_name(number))
            log.info("shard %s: %d sites", shard_name(number), len(sites))
            Path(spec.known).unlink()
    plan = Plan(night, archive_id, tuple(names))
    told = {"night": night, "archive_id": archive_id, "shards": names}
    store.put(f"nights/{night}/plan.json", json.dumps(told).encode())
    log.info("night %s: %d sites in %d shards", night, len(due.sites), len(names))
    return plan


def write_shard(store: ObjectStore, night: str, name: str, spec: CrawlSpec, known: Path) -> None:
    """The specification without the paths of this machine, and its known captures."""
    store.put(f"nights/{night}/shard-{name}.known.jsonl", known.read_bytes())
    text = replace(spec, data_dir="", known="").to_json()
    store.put(f"nights/{night}/shard-{name}.json", text.encode())


def read_plan(store: ObjectStore, night: str) -> Plan:
    """The plan of a night. Raises ClusterRefused for an unknown night."""
    try:
        told = json.loads(store.read(f"nights/{night}/plan.json"))
    except FileNotFoundError:
        raise ClusterRefused(
            f"{store.place} has no night {night}: take the name that `fazhi cluster plan` printed, or correct"
            " FAZHI_STORE"
        ) from None
    return Plan(told["night"], told["archive_id"], tuple(told["shards"]))


def read_shard(store: ObjectStore, night: str, name: str, known: Path) -> CrawlSpec:
    """The specification of a shard; writes its known captures to the file. Raises ClusterRefused."""
    try:
        spec = CrawlSpec.from_json(store.read(f"nights/{night}/shard-{name}.json").decode())
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_bytes(store.read(f"nights/{night}/shard-{name}.known.jsonl"))
    except FileNotFoundError:
        raise ClusterRefused(
            f"night {night} has no shard {name}: `fazhi cluster plan` printed the shards"
        ) from None
    return spec


@dataclass(frozen=True, slots=True)
class Begun:
    """A crawl of a night: its shard, the epoch of its lease, and how it ended (`finished`, `died`), empty
    until it is uploaded."""

    crawl_id: str
    shard: str
    epoch: int
    ended: str


def begin_crawl(store: ObjectStore, night: str, shard: str, epoch: int, crawl_id: str) -> None:
    """Records that a crawl begins, before it does."""
    store.put(f"nights/{night}/crawls/{crawl_id}", json.dumps({"shard": shard, "epoch": epoch}).encode())


def crawls_of(store: ObjectStore, night: str) -> Iterator[Begun]:
    """The crawls of a night, in the order in which they began."""
    ids = store.folders(f"nights/{night}/crawls")
    with ThreadPoolExecutor(8) as pool:
        for crawl_id, told, ended in zip(
            ids,
            pool.map(lambda one: json.loads(store.read(f"nights/{night}/crawls/{one}")), ids),
            pool.map(lambda one: how_ended(store, one), ids),
            strict=True,
        ):
            yield Begun(crawl_id, told["shard"], told["epoch"], ended)


FINISHED, DIED = "summary.json", "died.json"
"""The object that is uploaded last: the crawl's summary, or a note that it left none."""


def how_ended(store: ObjectStore, crawl_id: str) -> str:
    """`finished`; `died` also for a crawl that was stopped, whose shard must be resumed; empty until the
    crawl is uploaded."""
    if store.exists(f"crawls/{crawl_id}/{DIED}"):
        return "died"
    if not store.exists(f"crawls/{crawl_id}/{FINISHED}"):
        return ""
    told = json.loads(store.read(f"crawls/{crawl_id}/{FINISHED}"))
    return "died" if told["finish_reason"] in CUT_SHORT else "finished"
