"""kill -9 at random moments, and whether the next run ends like one that was never disturbed.

`python -m benchmarks.kills --moments 50`: two nights on the replica's five governments. In each round one
of the nights is killed: the crawler, the process that runs it, or both at once (as when the power goes).
Then the night is run again, and the archive is compared with an undisturbed one.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import replica
from storage.database.fingerprint import Content, content, differences
from storage.paths import DataDir
from storage.publishing.query import open_published

VICTIMS = ("crawler", "flow", "both")
NIGHTS = (1, 2)

HARVEST = """
import sys
from pathlib import Path
from crawlers.registry import find_sites, sites
from flows.pipeline import stages
from flows.pipeline.order import CrawlOrder
from storage.database.lock import writer_lock
from storage.paths import DataDir
data = DataDir(Path(sys.argv[1]))
with writer_lock(data, 60):
    order = CrawlOrder(find_sites(sys.argv[4:] or sites()), via=sys.argv[2], delay=float(sys.argv[3]))
    stages.crawl(data, stages.plan(data, order))
    stages.ingest(data)
    stages.read(data)
    stages.version(data)
    stages.check(data)
    stages.publish(data)
"""


@dataclass(frozen=True, slots=True)
class Kill:
    """Whom to kill, in which night, and after how many seconds."""

    victim: str
    night: int
    seconds: float


@contextmanager
def harvesting(
    data: DataDir, via: str, delay: float, targets: Sequence[str] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that runs one night over all sites, or these; it has ended when the block is left."""
    command = [sys.executable, "-c", HARVEST, str(data.root), via, str(delay), *targets]
    data.root.mkdir(parents=True, exist_ok=True)
    with (data.root / "harvest.err").open("wb") as output:
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=output)
    try:
        yield run
    finally:
        run.kill()
        run.wait()


def run_night(data: DataDir, night: int, delay: float) -> float:
    """One night to its end; how many seconds it took."""
    began = time.monotonic()
    with replica.running(night) as pretend, harvesting(data, pretend.address, delay) as run:
        if run.wait():
            raise RuntimeError(f"night {night} failed: {(data.root / 'harvest.err').read_text()[-2000:]}")
    return time.monotonic() - began


def disturbed(data: DataDir, kill: Kill, delay: float) -> None:
    """Both nights, one of them killed and then run again."""
    for night in NIGHTS:
        if night == kill.night:
            with replica.running(night) as pretend, harvesting(data, pretend.address, delay) as run:
                time.sleep(kill.seconds)
                strike(run.pid, kill.victim)
                run.wait()
        run_night(data, night, delay)


def strike(flow: int, victim: str) -> None:
    """SIGKILL to the process that runs a night, to the crawl it runs, or to both."""
    crawlers = children(flow)
    for process in (*crawlers, flow) if victim == "both" else crawlers if victim == "crawler" else [flow]:
        with suppress(ProcessLookupError):  # it was faster
            os.kill(process, signal.SIGKILL)


def children(process: int) -> list[int]:
    """The ids of the processes that this one started and that have not ended."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def told(data: DataDir) -> Content:
    """What the published archive tells (storage.database.fingerprint)."""
    with open_published(data) as archive:
        return content(archive)


def moments(count: int, seed: int, seconds: float) -> Iterator[Kill]:
    """That many kills, spread over whom, which night, and the length of one."""
    chance = random.Random(seed)
    for at in range(count):
        yield Kill(VICTIMS[at % len(VICTIMS)], chance.choice(NIGHTS), chance.uniform(0, seconds))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds between two requests to a host")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fazhi-kills-") as folder:
        calm = DataDir(Path(folder) / "calm")
        seconds = max(run_night(calm, night, chosen.delay) for night in NIGHTS)
        expected, bad = told(calm), 0
        for at, kill in enumerate(moments(chosen.moments, chosen.seed, seconds), start=1):
            data = DataDir(Path(folder) / str(at))
            disturbed(data, kill, chosen.delay)
            odd = [f"    {line}" for line in differences(expected, told(data))]
            bad += bool(odd)
            where = f"{kill.victim} in night {kill.night} after {kill.seconds:.1f} s"
            print("\n".join([f"{at:3} {where}: {'DIFFERENT' if odd else 'equal'}", *odd]), flush=True)
    print(f"{chosen.moments - bad} of {chosen.moments} archives equal the undisturbed one")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
