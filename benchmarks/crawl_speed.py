"""How fast our crawl is beside a bare Scrapy spider: `make bench-crawl`.

Both fetch the same addresses from the same replica in one run: ours searches, judges, writes WARC and logs;
the bare spider asks for what ours has asked for and looks at nothing. Hundreds of hosts, one request a host
at a time, no pause worth the name: what is measured is the work per request, not courtesy. The clock is the
goal's measure; on a machine that others use too the CPU seconds of the processes tell more. Ours are two
processes, of which one reads what came: its clock needs two cores that nobody else uses, its CPU is that of
both. The replica works beside them, on the same cores. Whoever starts pays for it: imports count in all of
them. Beside them ours as one shard of a cluster's night, which looks at its lease before every request.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

import replica
from benchmarks.processes import Shares, shares
from crawlers.lease_file import ShardLease, boot_seconds, write_lease
from flows.pipeline import stages
from flows.pipeline.order import CrawlOrder
from rehearsal.night import sites_of
from storage.database.lock import writer_lock
from storage.paths import DataDir

DELAY = 0.001
BARE = """
import json, sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for url in json.load(open(sys.argv[1])):
            yield scrapy.Request(url, meta={"proxy": "http://" + sys.argv[2]}, dont_filter=True)
    def parse(self, response):
        pass

process = AsyncCrawlerProcess({
    "CONCURRENT_REQUESTS": 512, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "LOG_LEVEL": "ERROR",
    "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",
    "HTTPERROR_ALLOW_ALL": True, "TELNETCONSOLE_ENABLED": False, "DOWNLOAD_DELAY": 0, "RETRY_ENABLED": False,
    "REDIRECT_ENABLED": False, "ROBOTSTXT_OBEY": False,
})
process.crawl(Bare)
process.start()
"""


@dataclass
class Took:
    """Seconds by the clock, of CPU in the child process and its own, and of CPU in each."""

    clock: float = 0.0
    cpu: float = 0.0
    each: Shares = field(default_factory=Shares)


@click.command(help=__doc__)
@click.option("--hosts", default=200, show_default=True, help="How many hosts of the zoo.")
@click.option("--rounds", default=2, show_default=True, help="How often both run, taking turns.")
def main(hosts: int, rounds: int) -> None:
    zoo = replica.Zoo(hosts=hosts)
    truth = replica.truth(1, zoo=zoo)
    # Scrapy was compiled when it was installed; the round that is not counted does it for ours.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    taken: list[tuple[Took, Took, Took]] = []
    with replica.running(1, zoo=zoo) as pretend:
        for number in range(rounds + 1):
            with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as folder:
                ours, urls = _ours(Path(folder), pretend.address, truth)
                bare = _bare(Path(folder), pretend.address, urls)
                shard, same = _ours(Path(folder) / "worker", pretend.address, truth, _fence(Path(folder)))
                assert sorted(same) == sorted(urls)
            if not number:
                continue  # the replica makes its pages when they are first asked for
            taken.append((ours, bare, shard))
            told = {"ours": ours, "bare": bare, "ours as a shard": shard}
            rates = ", ".join(f"{name} {_rate(took, len(urls))}" for name, took in told.items())
            print(f"{len(urls)} requests: {rates}", flush=True)
    # What disturbs a run makes it longer, never shorter: each side's shortest is nearest to the truth.
    compared = (("of a bare spider", 1, 0), ("of itself, as a shard", 0, 2))
    for name, one, other in (
        (name, [run[at] for run in taken], [run[to] for run in taken]) for name, at, to in compared
    ):
        clock = min(took.clock for took in one) / min(took.clock for took in other)
        cpu = min(took.cpu for took in one) / min(took.cpu for took in other)
        print(f"the best of {rounds} each: {clock:.2f} {name} by the clock, {cpu:.2f} by CPU")


def _rate(took: Took, requests: int) -> str:
    def each(seconds: float) -> str:
        return f"{1000 * seconds / requests:.2f}"

    reader = f", of which its reader {each(took.each.below)}" if took.each.below else ""
    return f"{requests / took.clock:.0f}/s ({each(took.cpu)} ms of CPU each{reader}, replica {each(took.each.before)})"


def _fence(folder: Path) -> ShardLease:
    """That of a night of one shard, whose lease holds for as long as this takes."""
    lease = folder / "lease"
    write_lease(lease, 1, boot_seconds() + 24 * 3600)
    return ShardLease("night", 0, 1, 1, ((str(lease), 1),))


def _ours(
    folder: Path, via: str, truth: dict[str, Any], fence: ShardLease | None = None
) -> tuple[Took, list[str]]:
    """What our crawl took, and every address it asked for by GET."""
    data = DataDir(folder / "data")
    with writer_lock(data):
        spec = stages.plan(data, CrawlOrder(sites_of(truth["governments"]), via=via, delay=DELAY))
        with _measured() as took:
            stages.crawl(data, replace(spec, fence=fence))
    with (data.crawl(spec.crawl_id) / "captures.jsonl").open(encoding="utf-8") as lines:
        captures = [json.loads(line) for line in lines]
    return took, [capture["url"] for capture in captures]


def _bare(folder: Path, via: str, urls: list[str]) -> Took:
    listed = folder / "urls.json"
    listed.write_text(json.dumps(urls), encoding="utf-8")
    with _measured() as took:
        subprocess.run([sys.executable, "-c", BARE, str(listed), via], check=True)
    return took


@contextmanager
def _measured() -> Iterator[Took]:
    """What the child process takes that is started and waited for meanwhile."""
    took, began, before = Took(), time.monotonic(), _children()
    with shares() as took.each:
        yield took
    took.clock, took.cpu = time.monotonic() - began, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
