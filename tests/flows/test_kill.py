"""kill -9 in the middle of a crawl: the orphan stops, nobody else crawls meanwhile, the next run goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import replica
from crawlers.registry import find_sites
from flows import stages
from flows.order import CrawlOrder
from storage.errors import ArchiveLocked
from storage.lock import writer_lock
from storage.paths import DataDir
from storage.query import open_published, rows

CIXI = "330282"
SLOW = """
import sys
from pathlib import Path
from crawlers.registry import find_sites
from flows import stages
from storage.lock import writer_lock
from storage.paths import DataDir
data = DataDir(Path(sys.argv[1]))
with writer_lock(data):
    order = stages.CrawlOrder(find_sites(["330282"]), via=sys.argv[2], delay=0.4)
    stages.crawl(data, stages.plan(data, order))
"""


def captures(data: DataDir) -> int:
    return sum(path.read_bytes().count(b"\n") for path in data.crawls.glob("*/captures.jsonl"))


def wait_until(condition) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within a minute")


def harvest(data: DataDir, via: str) -> None:
    with writer_lock(data, wait_seconds=60):
        stages.crawl(data, stages.plan(data, CrawlOrder(find_sites([CIXI]), via=via)))
        stages.ingest(data)
        stages.read(data)
        stages.version(data)
        stages.check(data)
        stages.publish(data)


def told(data: DataDir) -> list[dict]:
    with open_published(data) as archive:
        return rows(
            archive, "SELECT report_id, status, versions, title, body_text FROM reports ORDER BY report_id"
        )


@pytest.fixture
def killed(tmp_path: Path):
    """A data folder whose run was killed while its crawl was under way, and the replica it crawled."""
    data = DataDir(tmp_path / "killed")
    with replica.running(night=1) as pretend:
        run = subprocess.Popen([sys.executable, "-c", SLOW, str(data.root), pretend.address])
        wait_until(lambda: captures(data) >= 5)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        yield data, pretend.address


def test_a_crawl_without_its_parent_stops_and_keeps_others_away_until_then(killed):
    data, _ = killed
    with pytest.raises(ArchiveLocked, match="another harvest is running"), writer_lock(data):
        pass
    wait_until(lambda: list(data.crawls.glob("*/summary.json")))
    with writer_lock(data, wait_seconds=30):
        pass
    assert '"shutdown"' in next(data.crawls.glob("*/summary.json")).read_text()


def test_the_next_run_ends_like_one_that_was_never_disturbed(killed, tmp_path: Path):
    data, via = killed
    harvest(data, via)
    undisturbed = DataDir(tmp_path / "undisturbed")
    harvest(undisturbed, via)
    assert told(data) == told(undisturbed)
    with open_published(data) as archive:
        assert [
            row["finish_reason"] for row in rows(archive, "SELECT finish_reason FROM crawl ORDER BY crawl_id")
        ] == [
            "shutdown",
            "finished",
        ]
