"""kill -9 in the middle of a crawl: the orphan stops, nobody else crawls meanwhile, the next run goes on."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import replica
from benchmarks.kills import children, harvesting, strike, told
from storage.database.fingerprint import differences
from storage.database.lock import writer_lock
from storage.errors import ArchiveLocked
from storage.paths import DataDir
from storage.publishing.query import open_published, rows
from tests.conftest import PATIENCE, wait_until

CIXI = "330282"
PACE = 0.5
"""Seconds between requests of the crawl that is killed: its last 17 requests outlast the second in which it
notices that its parent is gone."""
SLOW = """
import sys
from pathlib import Path
from crawlers.registry import find_sites
from flows.pipeline import stages
from storage.database.lock import writer_lock
from storage.paths import DataDir
data = DataDir(Path(sys.argv[1]))
with writer_lock(data):
    order = stages.CrawlOrder(find_sites(["330282"]), via=sys.argv[2], delay=0.4)
    stages.crawl(data, stages.plan(data, order))
"""


def captures(data: DataDir) -> int:
    return sum(path.read_bytes().count(b"\n") for path in data.crawls.glob("*/captures.jsonl"))


@pytest.fixture
def killed(tmp_path: Path):
    """A data folder whose run was killed while its crawl was under way, and the crawl's process, which is
    stopped."""
    data = DataDir(tmp_path / "killed")
    with replica.running(night=1) as pretend:
        run = subprocess.Popen([sys.executable, "-c", SLOW, str(data.root), pretend.address])
        wait_until(lambda: captures(data) >= 5, "five captures")
        (crawler,) = children(run.pid)
        os.kill(crawler, signal.SIGSTOP)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        yield data, crawler


def test_a_crawl_without_its_parent_stops_and_keeps_others_away_until_then(killed):
    data, crawler = killed
    with pytest.raises(ArchiveLocked, match="another harvest is running"), writer_lock(data):
        pass
    os.kill(crawler, signal.SIGCONT)
    wait_until(lambda: list(data.crawls.glob("*/summary.json")), "the crawl's summary")
    with writer_lock(data, wait_seconds=PATIENCE):
        pass
    assert '"shutdown"' in next(data.crawls.glob("*/summary.json")).read_text()


def run_to_the_end(data: DataDir, via: str) -> None:
    with harvesting(data, via, 0.02, [CIXI]) as run:
        assert run.wait() == 0, (data.root / "harvest.err").read_text()


def captured(data: DataDir) -> Counter[tuple[str, str, str]]:
    lines = [line for log in data.crawls.glob("*/captures.jsonl") for line in log.read_text().splitlines()]
    captures = [json.loads(line) for line in lines]
    return Counter((one["method"], one["url"], one["role"]) for one in captures)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    data = DataDir(tmp_path_factory.mktemp("calm"))
    with replica.running(night=1) as pretend:
        run_to_the_end(data, pretend.address)
    return data


@pytest.mark.nightly
@pytest.mark.parametrize(("victim", "after"), [("crawler", 4), ("flow", 12)])
def test_the_next_run_ends_like_one_that_was_never_disturbed(
    calm: DataDir, tmp_path: Path, victim: str, after: int
) -> None:
    """And asks for nothing that the killed crawl already had, but for what was on its way when it came."""
    data = DataDir(tmp_path)
    with replica.running(night=1) as pretend:
        with harvesting(data, pretend.address, PACE, [CIXI]) as run:
            wait_until(lambda: captures(data) >= after, "the moment to kill at")
            strike(run.pid, victim)
            run.wait()
        run_to_the_end(data, pretend.address)
    assert list(differences(told(calm), told(data))) == []
    assert captured(data) == captured(calm)
    with open_published(data) as archive:
        ends = rows(archive, "SELECT finish_reason FROM crawl ORDER BY crawl_id")
    assert [row["finish_reason"] for row in ends] == ["shutdown" if victim == "flow" else "died", "finished"]
