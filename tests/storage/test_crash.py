"""kill -9 in the middle: what was interrupted never happened, and can be done again."""

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extraction.lineage import histories
from storage.archive import Archive
from storage.paths import DataDir
from storage.query import open_published
from tests.storage.nights import Night, nights, report, take_in

# Says when it is about to begin, then repeats one stage until it is killed.
STAGE = """
import sys
from pathlib import Path
from extraction.lineage import histories
from storage.archive import Archive
from storage.paths import DataDir
from tests.storage.nights import read
from storage.warc import read_payload
data_dir, stage = DataDir(Path(sys.argv[1])), sys.argv[2]
with Archive.open(data_dir) as archive:
    waiting = archive.pending("2")
    readings = [(one.capture_id, read(read_payload(data_dir, one), "2")) for one in waiting]
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
PAGES = 300
KILLS = 3


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


def kill_while(data_dir: DataDir, stage: str, after_seconds: float) -> None:
    command = [sys.executable, "-c", STAGE, str(data_dir.root), stage]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begins\n"
        try:
            code = child.wait(after_seconds)
        except subprocess.TimeoutExpired:
            child.kill()
        else:
            raise AssertionError(f"{stage} ended by itself with {code}")


def count(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    return connection.execute(query).fetchall()[0][0]


@pytest.mark.parametrize("stage", ["ingest", "extract", "fold", "publish"])
def test_killed(half_taken_in: DataDir, stage: str) -> None:
    data_dir = half_taken_in
    chance = random.Random(stage)
    for _ in range(KILLS):
        kill_while(data_dir, stage, chance.uniform(0.0, 0.25))
        with Archive.open(data_dir) as archive:
            # Each stage is there whole or not at all.
            assert count(archive._connection, "SELECT count(*) FROM capture") in (PAGES, 2 * PAGES)
            by_version = "SELECT count(*) FROM extraction WHERE extractor_version = '2'"
            assert count(archive._connection, by_version) in (0, PAGES)
            assert count(archive._connection, "SELECT count(*) FROM report") == PAGES
            assert count(archive._connection, "SELECT count(*) FROM report_version") == PAGES
            assert archive.check() == []
        with open_published(data_dir) as connection:
            assert count(connection, "SELECT count(*) FROM reports WHERE body_text LIKE '甲%'") == PAGES
    with Archive.open(data_dir) as archive:
        take_in(archive, data_dir, data_dir.crawl("night-2"))
        archive.fold("1", histories)
        assert archive.check() == []
        counts = archive.publish()
    assert (counts["report"], counts["report_version"]) == (PAGES, 2 * PAGES)
    assert [path.name for path in data_dir.root.glob("archive*")] == ["archive.duckdb"]
