"""One night over a zoo: the stages of a harvest in their order, with what each took."""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import replica
from flows.errors import ChecksFailed
from flows.pipeline import stages
from flows.pipeline.order import CrawlOrder, Recheck
from records import Site
from rehearsal.alone import run_alone
from rehearsal.memory import most_held, watching
from storage.database.lock import writer_lock
from storage.paths import DataDir

log = logging.getLogger(__name__)


@dataclass
class Night:
    """How a night went. seconds by stage; requests as the replica counted them, by host, robots.txt among
    them; crawler_bytes is the most memory a crawl held, bytes that of the process that ran the stages;
    published are the rows that were, by table; refused says why none were."""

    number: int
    truth: dict[str, Any]
    crawl_ids: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    crawler_bytes: int = 0
    bytes: int = 0
    published: dict[str, int] = field(default_factory=dict)
    refused: str = ""


def sites_of(hosts: Iterable[dict[str, Any]]) -> tuple[Site, ...]:
    """The hosts of a truth as the registry knows them: a homepage each, and nothing of what is on it."""
    return tuple(
        Site(
            site_id=government["adcode"],
            adcode=government["adcode"],
            homepage=government["homepage"],
            seeds=(government["homepage"],),
            hosts=(government["host"],),
        )
        for government in hosts
    )


def play(
    data: DataDir, zoo: replica.Zoo, number: int, *, recheck: Recheck = "due", delay: float | None = None
) -> Night:
    """Plays one night from the homepages, or from what earlier nights have learnt, to the published
    archive."""
    truth = replica.truth(number, zoo=zoo)
    with replica.running(number, zoo=zoo) as pretend:
        order = CrawlOrder(
            sites_of(truth["governments"]),
            via=pretend.address,
            delay=delay,
            timeout=zoo.patience,
            recheck=recheck,
        )
        night = run_alone(harvest, data, order, Night(number, {}))
        night.truth, night.requests = truth, pretend.served()
    return night


def harvest(data: DataDir, order: CrawlOrder, night: Night, *, publish: bool = True) -> Night:
    """The stages of a harvest, as a night runs them; the night, with what they took noted in it."""
    with writer_lock(data):
        with _timed(night, "crawl"), watching() as peak:
            for shard in stages.shards(data, order):
                spec = stages.plan(data, shard)
                night.crawl_ids.append(spec.crawl_id)
                stages.crawl(data, spec)
        night.crawler_bytes = peak.bytes
        for name, stage in (("ingest", stages.ingest), ("read", stages.read), ("version", stages.version)):
            with _timed(night, name):
                stage(data)
        if publish:
            _publish(data, night)
    night.bytes = most_held()
    return night


def _publish(data: DataDir, night: Night) -> None:
    with _timed(night, "publish"):
        try:
            stages.check(data)
        except ChecksFailed as error:
            night.refused = str(error)
        else:
            night.published = stages.publish(data)


@contextmanager
def _timed(night: Night, stage: str) -> Iterator[None]:
    began = time.monotonic()
    log.info("night %d: %s", night.number, stage)
    yield
    night.seconds[stage] = time.monotonic() - began
    log.info("night %d: %s over, %d MB held at the most so far", night.number, stage, most_held() >> 20)
