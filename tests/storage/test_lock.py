"""One writer at a time, across processes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pytest

from storage.archive import Archive
from storage.database.lock import writer_lock
from storage.errors import ArchiveLocked
from storage.paths import DataDir
from tests.conftest import PATIENCE

HOLD = """
import sys
from pathlib import Path
from storage.database.lock import writer_lock
from storage.paths import DataDir
from tests.conftest import PATIENCE
with writer_lock(DataDir(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another_writer(data_dir: DataDir) -> Iterator[subprocess.Popen[str]]:
    """A child process that holds the lock until it gets a line or is killed."""
    command = [sys.executable, "-c", HOLD, str(data_dir.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        try:
            yield child
        finally:
            child.kill()


def test_a_second_writer_is_told_who_the_first_is(data_dir: DataDir) -> None:
    with another_writer(data_dir) as child:
        told = rf"^another harvest is running \(process {child.pid}, since 20\S+ \S+ UTC\): wait for it, or stop it$"
        with pytest.raises(ArchiveLocked, match=told), Archive.open(data_dir):
            pass


def test_what_a_killed_writer_leaves_is_no_obstacle(data_dir: DataDir) -> None:
    with another_writer(data_dir) as child:
        child.kill()
        child.wait()
    assert json.loads(data_dir.writer_lock.read_text())["process"] == child.pid
    with Archive.open(data_dir):
        pass


def test_waiting_for_the_other_writer(data_dir: DataDir) -> None:
    with another_writer(data_dir) as child:
        with pytest.raises(ArchiveLocked), writer_lock(data_dir, wait_seconds=0.5):
            pass
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
        with writer_lock(data_dir, wait_seconds=PATIENCE):
            pass


def test_the_process_that_holds_the_lock_may_open_the_archive_under_it(data_dir: DataDir) -> None:
    with writer_lock(data_dir):
        with Archive.open(data_dir):
            pass
        with Archive.open(data_dir):
            pass
        with pytest.raises(subprocess.CalledProcessError) as refused:
            command = [sys.executable, "-c", HOLD, str(data_dir.root)]
            subprocess.run(command, check=True, capture_output=True, text=True)
        assert "ArchiveLocked" in refused.value.stderr
    with another_writer(data_dir):
        pass


def test_a_lock_that_was_just_taken_and_not_signed(data_dir: DataDir) -> None:
    with another_writer(data_dir):
        data_dir.writer_lock.write_text("")
        with pytest.raises(ArchiveLocked, match="just started"), writer_lock(data_dir):
            pass


def test_a_working_archive_open_in_another_program(data_dir: DataDir) -> None:
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    )
    command = [sys.executable, "-c", code, str(data_dir.work_archive)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(ArchiveLocked, match="open in another program"), Archive.open(data_dir):
            pass
        child.communicate("\n")
    with Archive.open(data_dir), duckdb.connect():
        pass
