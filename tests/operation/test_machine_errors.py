"""What the machine refuses is a sentence: what, where, what to do next, with a documented exit code."""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from flows.operation.health import examine
from flows.rendering.system_errors import sentence
from storage.paths import DataDir
from tests.conftest import fazhi_process


@pytest.fixture
def data(demo, tmp_path: Path) -> DataDir:
    shutil.copytree(demo.data.root, tmp_path / "data", symlinks=True)
    return DataDir(tmp_path / "data")


def said(data: DataDir, code: int, *command: str, env: dict[str, str] | None = None) -> str:
    ended = fazhi_process("--data", str(data.root), *command, env=env)
    lines = [line for line in ended.err.splitlines() if line.startswith("fazhi: ")]
    assert (ended.code, len(lines)) == (code, 1), ended.err
    assert "Traceback" not in ended.err
    return lines[0]


def test_a_damaged_work_database(data):
    data.work_archive.write_bytes(b"\0" * 40960)
    told = said(data, 7, "publish")
    assert "fazhi rebuild --replace" in told and "close it there" not in told


def test_a_database_of_another_program_is_named_without_asking_the_network(data):
    data.work_archive.unlink()
    with sqlite3.connect(data.work_archive) as other:
        other.execute("CREATE TABLE a (b)")
    told = said(data, 7, "publish")
    assert "is not a valid DuckDB database file" in told and "extension" not in told


def test_a_block_of_a_work_database_that_is_damaged_is_no_lock(data):
    content = bytearray(data.work_archive.read_bytes())
    content[4096:12288] = os.urandom(8192)  # both headers
    data.work_archive.write_bytes(content)
    told = said(data, 7, "publish")
    assert "fazhi rebuild --replace" in told and "close it there" not in told


def test_a_pipe_or_a_folder_in_place_of_the_archive(data):
    data.work_archive.unlink()
    os.mkfifo(data.work_archive)
    assert "is not a file: move it away" in said(data, 7, "publish")
    data.work_archive.unlink()
    data.work_archive.mkdir()
    assert "is not a file: move it away" in said(data, 7, "publish")


def test_a_damaged_published_archive(data):
    path = data.published.resolve()
    path.chmod(0o644)
    path.write_bytes(b"no database")
    assert "run `fazhi publish`" in said(data, 2, "status")
    (published,) = [one for one in examine(data) if one.key == "published"]
    assert not published.ok and "run `fazhi publish`" in published.line


def test_an_empty_work_archive_is_no_archive_that_shrank(data):
    data.work_archive.unlink()
    told = said(data, 5, "publish")
    assert "the working archive is empty: `fazhi rebuild --replace`" in told
    assert "the working archive is empty" in said(data, 5, "publish", "--accept-shrink")


def test_a_night_looks_for_room_before_it_starts(data):
    before = sorted(data.crawls.iterdir())
    told = said(data, 7, "harvest", "--via", "127.0.0.1:9", env={"FAZHI_LEAST_FREE_MB": "999999999"})
    assert "are free, a night needs" in told and "make room" in told
    assert sorted(data.crawls.iterdir()) == before


def test_a_floor_of_free_space_that_is_no_number(data):
    told = said(data, 7, "harvest", "--via", "127.0.0.1:9", env={"FAZHI_LEAST_FREE_MB": "half"})
    assert "FAZHI_LEAST_FREE_MB is half: give the megabytes" in told


def test_a_file_where_the_data_folder_should_be(tmp_path: Path):
    (tmp_path / "data").write_text("x")
    told = said(DataDir(tmp_path / "data"), 7, "publish")
    assert "MB free" in told


@pytest.mark.parametrize(
    ("number", "cure"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EROFS, "mount it for writing"),
        (errno.EACCES, "run as the owner of the data folder"),
    ],
)
def test_an_error_of_the_system_says_where_how_much_is_free_and_what_to_do(number, cure, tmp_path: Path):
    told, code = sentence(OSError(number, os.strerror(number), str(tmp_path / "x")), tmp_path)
    assert str(tmp_path / "x") in told and "MB free" in told and cure in told and code == 7


def test_a_disk_that_is_full_for_duckdb(tmp_path: Path):
    import duckdb

    error = duckdb.IOException("IO Error: Could not write file: No space left on device")
    assert "the disk is full" in sentence(error, tmp_path)[0]
    assert "FAZHI_MEMORY" in sentence(duckdb.OutOfMemoryException("Out of Memory Error: …"), tmp_path)[0]


def test_a_bug_is_no_error_of_the_machine(tmp_path: Path):
    assert sentence(KeyError("x"), tmp_path) is None


def test_a_prefect_server_that_is_not_there(tmp_path: Path):
    env = {"PREFECT_API_URL": "http://127.0.0.1:9/api"}
    told = said(DataDir(tmp_path), 2, "harvest", "--via", "127.0.0.1:9", env=env)
    assert "unset PREFECT_API_URL" in told
