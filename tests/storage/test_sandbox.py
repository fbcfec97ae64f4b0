"""A sandbox reads the archive and reaches nothing else."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from storage.publishing.sandbox import time_limit
from tests.conftest import PATIENCE

# In a process of its own: what a sandbox takes from a process it takes for good.
SCRIPT = """
import sys, duckdb
from storage.publishing.sandbox import close_in
connection = duckdb.connect(sys.argv[1], read_only=True)
close_in(connection)
try:
    print(connection.execute(sys.argv[2]).fetchall())
except (duckdb.Error, MemoryError) as error:
    print("refused", type(error).__name__)
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE reports AS SELECT 1 AS id")
    return path


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM '/etc/passwd.csv'",
        "COPY reports TO '{}/stolen.csv'",
        "ATTACH '{}/other.duckdb'",
        "EXPORT DATABASE '{}/stolen'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '64GB'",
        "INSERT INTO reports VALUES (2)",
        "SELECT count(DISTINCT hash(i) || repeat('x', 200)) FROM range(100000000) t(i)",
    ],
)
def test_what_is_refused(archive: Path, query: str) -> None:
    asked = [sys.executable, "-c", SCRIPT, str(archive), query.format(archive.parent)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE)
    assert done.stdout.startswith("refused"), done
    assert list(archive.parent.iterdir()) == [archive]


def test_the_archive_is_read(archive: Path) -> None:
    asked = [sys.executable, "-c", SCRIPT, str(archive), "SELECT id FROM reports"]
    assert subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE).stdout == "[(1,)]\n"


def test_a_query_without_end_is_interrupted() -> None:
    with (
        duckdb.connect() as connection,
        pytest.raises(duckdb.InterruptException),
        time_limit(connection, 0.3),
    ):
        connection.execute("SELECT count(*) FROM range(1000000000) a, range(1000000000) b").fetchall()
