"""kill -9 in the middle: what was interrupted never happened, and can be done again."""

import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storage.archive import Archive
from storage.paths import DataDir
from storage.publishing.query import open_published
from tests.storage.nights import Night, nights, report, take_in

# Runs one stage again and again, and says when it begins. With an audit event and a number it kills
# itself as that event happens for the n-th time: every insert makes a temporary folder first.
STAGE = """
import os, signal, sys
from pathlib import Path
from extraction.works.lineage import histories
from storage.archive import Archive
from storage.paths import DataDir
from tests.storage.nights import read
from storage.evidence.warc import read_payload
data_dir, stage, deadly, number = DataDir(Path(sys.argv[1])), sys.argv[2], sys.argv[3], int(sys.argv[4])
left = number

def count_down(event, arguments):
    global left
    if event == deadly:
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

with Archive.open(data_dir) as archive:
    waiting = archive.pending("2")
    readings = [(one.capture_id, read(read_payload(data_dir, one), "2")) for one in waiting]
    sys.addaudithook(count_down)
    print("begins", flush=True)
    while True:
        if stage == "ingest":
            archive.ingest(data_dir.crawl("night-2"))
        elif stage == "extract":
            archive.save_extractions(readings)
        elif stage == "fold":
            archive.fold("1", histories)
        else:
            archive.publish()
"""
ROOT = Path(__file__).parents[2]
PAGES = 200


@pytest.fixture
def half_taken_in(data_dir: DataDir) -> DataDir:
    """Night 1 is in the archive and published; night 2, in which every text changed, waits."""
    nights(data_dir, {page(at): report(f"甲{at}", adcode=f"{100000 + at}") for at in range(PAGES)})
    with Archive.open(data_dir) as archive:
        archive.publish()
    night = Night(data_dir, 2)
    for at in range(PAGES):
        night.page(page(at), report(f"乙{at}", adcode=f"{100000 + at}"))
    night.end()
    return data_dir


def page(at: int) -> str:
    return f"http://www.cixi.gov.cn/art/{at}.html"


def kill_in(
    data_dir: DataDir, stage: str, event: str = "", number: int = 0, after_seconds: float = 60
) -> None:
    """Kills a child process in this stage: as the event happens, or after some seconds."""
    command = [sys.executable, "-c", STAGE, str(data_dir.root), stage, event, str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begins\n"
        try:
            child.wait(after_seconds)
        except subprocess.TimeoutExpired:
            child.kill()
    assert child.returncode == -signal.SIGKILL


def count(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    return connection.execute(query).fetchall()[0][0]


def assert_as_before(data_dir: DataDir, taken_in: bool) -> None:
    """The archive is what it was, with or without all of night 2's captures; readers see night 1."""
    with Archive.open(data_dir) as archive:
        assert count(archive._connection, "SELECT count(*) FROM capture") == (2 if taken_in else 1) * PAGES
        assert count(archive._connection, "SELECT count(*) FROM crawl") == (2 if taken_in else 1)
        assert count(archive._connection, "SELECT count(*) FROM report_version") == PAGES
        assert count(archive._connection, "SELECT count(*) FROM event") == PAGES
        assert archive.check() == []
    with open_published(data_dir) as connection:
        assert count(connection, "SELECT count(*) FROM reports WHERE body_text LIKE '甲%'") == PAGES


def test_killed_in_the_middle_of_each_stage(half_taken_in: DataDir) -> None:
    data_dir = half_taken_in
    # Four inserts make an ingest, and four a fold: the last ones have not been done.
    kill_in(data_dir, "ingest", "tempfile.mkdtemp", 4)
    assert_as_before(data_dir, taken_in=False)
    with Archive.open(data_dir) as archive:
        archive.ingest(data_dir.crawl("night-2"))
    kill_in(data_dir, "fold", "tempfile.mkdtemp", 3)
    kill_in(data_dir, "publish", "os.chmod", 1)
    kill_in(data_dir, "publish", "os.rename", 1)
    assert_as_before(data_dir, taken_in=True)
    assert_nothing_is_lost(data_dir)


@pytest.mark.nightly
def test_killed_at_any_moment(half_taken_in: DataDir) -> None:
    data_dir = half_taken_in
    chance = random.Random(1)
    with Archive.open(data_dir) as archive:
        archive.ingest(data_dir.crawl("night-2"))
    for stage in ("ingest", "extract", "fold", "publish"):
        kill_in(data_dir, stage, after_seconds=chance.uniform(0.05, 0.3))
        assert_as_before(data_dir, taken_in=True)
    with Archive.open(data_dir) as archive:
        by_version = "SELECT count(*) FROM extraction WHERE extractor_version = '2'"
        assert count(archive._connection, by_version) in (0, 2 * PAGES)
    assert_nothing_is_lost(data_dir)


def assert_nothing_is_lost(data_dir: DataDir) -> None:
    """The same work, done again, ends as if nothing had happened."""
    with Archive.open(data_dir) as archive:
        take_in(archive, data_dir, data_dir.crawl("night-2"))
        assert archive.check() == []
        counts = archive.publish()
    assert (counts["report"], counts["report_version"]) == (PAGES, 2 * PAGES)
    assert [path.name for path in data_dir.root.glob("archive.*")] == ["archive.duckdb"]
