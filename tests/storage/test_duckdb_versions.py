"""The other DuckDB: what one version writes the other reads.

The second version is put beside the first with
    uv --no-config pip install --target .cache/duckdb2 --require-hashes -r requirements-duckdb2.lock
and all of tests/storage runs on it with
    PYTHONPATH=.cache/duckdb2 python -m pytest tests/storage
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.paths import DataDir

ROOT = Path(__file__).parents[2]
SECOND = ROOT / ".cache" / "duckdb2"
WRITE = """
import sys
from pathlib import Path
from storage.archive import Archive
from storage.paths import DataDir
from tests.storage.nights import PAGE, nights, report
data_dir = DataDir(Path(sys.argv[1]))
nights(data_dir, {PAGE: report("甲" * 5000)}, {PAGE: report("乙" * 5000)})
with Archive.open(data_dir) as archive:
    assert archive.check() == []
    archive.publish()
"""
READ = """
import sys, duckdb
from pathlib import Path
from storage.paths import DataDir
from storage.publishing.query import history, open_published
from storage.preservation.verify import verify
data_dir = DataDir(Path(sys.argv[1]))
with open_published(data_dir) as connection:
    assert verify(data_dir, connection) == []
    versions = history(connection, "330282-2024").versions
print(duckdb.__version__, [version["body_text"][:1] for version in versions])
"""


def run(code: str, data_dir: DataDir, packages: Path | None) -> str:
    path = os.pathsep.join(map(str, [*([packages] if packages else []), ROOT]))
    done = subprocess.run(
        [sys.executable, "-c", code, str(data_dir.root)],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not SECOND.exists(), reason=f"the second DuckDB is not in {SECOND.relative_to(ROOT)}")
@pytest.mark.parametrize(("writer", "reader"), [(SECOND, None), (None, SECOND)])
def test_an_archive_written_by_one_is_read_by_the_other(
    tmp_path: Path, writer: Path | None, reader: Path | None
) -> None:
    data_dir = DataDir(tmp_path)
    run(WRITE, data_dir, writer)
    version, texts = run(READ, data_dir, reader).strip().split(" ", 1)
    assert version.startswith("2." if reader else "1.")
    assert texts == "['甲', '乙']"
    # And the other goes on writing where the one stopped.
    run(WRITE.replace("nights(", "nights(data_dir, {}); print("), data_dir, reader)
