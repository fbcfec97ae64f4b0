"""Repair damaged evidence from a second copy, record by record, without overwriting intact bytes.

The damaged files are kept below data/damaged. Captures that no copy has are listed in the table lost_capture,
and their pages are fetched again (storage.planning.crawl_inputs).
"""

import mmap
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import duckdb

from records import Capture, clock
from records.jsonlines import to_json
from storage.database.migrate import transaction
from storage.database.rows import insert_rows
from storage.evidence.crawl_logs import PACKED
from storage.evidence.warc import spans_in
from storage.paths import DataDir
from storage.preservation.backup import Copy
from storage.preservation.log_audit import LOGS, damaged_logs, log_problem
from storage.preservation.verify import Progress, affected, all_captures, damaged, damaged_files, shown_by
from storage.publishing.publish import sync

MENDED = ".mended"


@dataclass(frozen=True, slots=True)
class Repaired:
    """The result of a repair: mended and lost are one line each, lost with what depends on it."""

    mended: tuple[str, ...]
    lost: tuple[str, ...]


def repair(
    data_dir: DataDir,
    connection: duckdb.DuckDBPyConnection,
    place: str = "",
    progress: Progress = lambda done, total: None,
) -> Repaired:
    """Repairs what it can from the copy at place (a backup, or any copy of the data folder; "" for none).

    The caller holds the writer lock. After an interruption it can be repeated.
    """
    copy = Copy(place) if place else None
    broken = list(damaged(data_dir, all_captures(connection), progress))
    files = {capture.warc_file for capture, _ in broken}
    files |= {problem.file.relative_to(data_dir.root).as_posix() for problem in damaged_files(data_dir)}
    mended = [line for path in sorted(files) if copy and (line := _mend(data_dir, path, copy))]
    still_broken = list(damaged(data_dir, [capture for capture, _ in broken]))
    lost: list[str] = []
    for crawl_id, problem in list(damaged_logs(data_dir, connection)):
        back = copy and _mend_logs(data_dir, crawl_id, copy, connection)
        (mended if back else lost).append(back or problem)
    _remember(connection, still_broken)
    shown = shown_by(connection)
    told = (f"{capture.capture_id}: {error} ({affected(capture, shown)})" for capture, error in still_broken)
    return Repaired(tuple(mended), (*told, *lost))


def _mend(data_dir: DataDir, path: str, copy: Copy) -> str:
    """Takes from the copy the records of one WARC file that are intact there and not here. Returns what was
    done in one line, empty if the copy has nothing better."""
    if not copy.exists(path):
        return ""
    target = data_dir.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(target.name + MENDED)
    with tempfile.TemporaryFile(dir=target.parent) as fetched, new.open("wb") as out:
        with copy.open(path) as source:
            shutil.copyfileobj(source, fetched)
        fetched.flush()
        with _mapped(target) as here, _map(fetched) as there:
            taken = merge(here, there, out)
    if not taken:
        new.unlink()
        return ""
    _exchange(data_dir, target, new)
    return f"{path}: {taken} records taken from the copy"


def merge(here: "bytes | mmap.mmap", there: "bytes | mmap.mmap", out: BinaryIO) -> int:
    """Writes the combined file: here's bytes, and there's for each record that is intact only there. Every
    record stays at its offset. Returns the number of records taken from there."""
    at, taken = 0, 0
    for start, end, fault in spans_in(there):
        if fault or here[start:end] == there[start:end] or _is_whole(here, start, end):
            # If here is shorter, there's bad bytes fill the gap, so that later records keep their offsets.
            out.write(here[start:end] + there[max(start, min(len(here), end)) : end])
        else:
            out.write(there[start:end])
            taken += 1
        at = end
    out.write(here[at:])
    return taken


def _is_whole(data: "bytes | mmap.mmap", start: int, end: int) -> bool:
    return next(spans_in(data[start:end]), None) == (0, end - start, "")


def _mend_logs(data_dir: DataDir, crawl_id: str, copy: Copy, connection: duckdb.DuckDBPyConnection) -> str:
    """Replaces the logs of one crawl with the copy's if those contain everything the archive knows."""
    folder = data_dir.crawl(crawl_id)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent.parent, prefix="repair-") as fetched:
        for name in (*LOGS, *(name + PACKED for name in LOGS)):
            path = (folder / name).relative_to(data_dir.root).as_posix()
            if copy.exists(path):
                with copy.open(path) as source, (Path(fetched) / name).open("wb") as file:
                    shutil.copyfileobj(source, file)
        if log_problem(Path(fetched), crawl_id, connection):
            return ""
        folder.mkdir(exist_ok=True)
        for good in sorted(Path(fetched).iterdir()):
            target = folder / good.name
            if not target.exists() or target.read_bytes() != good.read_bytes():
                _exchange(data_dir, target, good)
            if good.suffix == PACKED and (plain := target.with_suffix("")).exists():
                # The damaged plain log would be read in its place.
                aside = data_dir.damaged / plain.relative_to(data_dir.root)
                aside.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(plain, aside)
    return f"{folder.relative_to(data_dir.root).as_posix()}: its logs taken from the copy"


def _exchange(data_dir: DataDir, target: Path, new: Path) -> None:
    """Replaces the target with the new file in one step and moves the old one aside."""
    if target.exists():
        aside = data_dir.damaged / target.relative_to(data_dir.root)
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(target, aside)
    sync(new)
    new.replace(target)
    sync(target.parent)


def _remember(connection: duckdb.DuckDBPyConnection, lost: list[tuple[Capture, str]]) -> None:
    """Rewrites the table lost_capture; captures already known as lost keep their date."""
    since = dict(connection.execute("SELECT capture_id, found_at FROM lost_capture").fetchall())
    now = clock.now()
    rows = [
        {
            "capture_id": capture.capture_id,
            "found_at": to_json(since.get(capture.capture_id, now)),
            "detail": error,
        }
        for capture, error in lost
    ]
    with transaction(connection):
        connection.execute("DELETE FROM lost_capture")
        insert_rows(connection, "lost_capture", rows)


@contextmanager
def _mapped(path: Path) -> "Iterator[bytes | mmap.mmap]":
    """The bytes of a file, none if it is missing."""
    if not path.exists():
        yield b""
        return
    with path.open("rb") as file, _map(file) as data:
        yield data


@contextmanager
def _map(file: BinaryIO) -> "Iterator[bytes | mmap.mmap]":
    file.seek(0, 2)
    if file.tell() == 0:
        yield b""
        return
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data
