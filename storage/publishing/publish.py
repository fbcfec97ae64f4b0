"""Publishes a finished archive with its companion files, in one step that no reader notices.

    data/published/<time>/       archive.duckdb  parquet/  texts.zip  CODEBOOK.md  manifest.json  search/
    data/published/current    →  the newest of them
    data/archive.duckdb       →  published/current/archive.duckdb

A set is made in a folder of its own and becomes visible when the link `current` is replaced. A crash leaves
the old set current and at worst a folder that the next run removes.
"""

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.database.connection import connect
from storage.errors import ArchiveError
from storage.paths import DataDir
from storage.publishing.manifest import DATABASE, write_companions
from storage.publishing.reading_tables import write_reading_tables
from storage.publishing.text_index import FOLDER, write_text_index

READ_ONLY = 0o444
KEPT = 2
"""Published sets on the disk, including the current one; FAZHI_KEEP_PUBLISHED sets another number."""
KEPT_SETTING = "FAZHI_KEEP_PUBLISHED"
UNFINISHED = ".new"
CURRENT = "current"
# Errors of file systems without copy-on-write copies, or between two file systems.
CANNOT_SHARE = (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)
INDEXES = {
    "report_by_id": "report (report_id)",
    "version_by_report": "report_version (report_id)",
    "event_by_report": "event (report_id)",
    "extraction_by_capture": "extraction (capture_id)",
}


def publish_set(data_dir: DataDir, now: datetime) -> dict[str, Any]:
    """Publishes the closed, checkpointed working archive. Returns the new set's manifest. now is naive UTC.

    Readers that have the old file open keep it; later readers open the new one.
    """
    sets, kept = data_dir.published_sets, _kept()
    sets.mkdir(parents=True, exist_ok=True)
    sweep_unfinished(data_dir)
    folder = sets / f"{now:%Y%m%dT%H%M%S%fZ}"
    unfinished = folder.with_name(folder.name + UNFINISHED)
    try:
        manifest = _fill(unfinished, data_dir, now)
        unfinished.rename(folder)
    finally:
        # Frees the disk again if it was full.
        if unfinished.exists():
            _remove(unfinished)
    sync(sets)
    _point(sets / CURRENT, Path(folder.name))
    _point(data_dir.published, Path(sets.name, CURRENT, DATABASE))
    _prune(sets, kept)
    return manifest


def _fill(folder: Path, data_dir: DataDir, now: datetime) -> dict[str, Any]:
    """Writes a set into a new folder."""
    folder.mkdir()
    current = data_dir.published_sets / CURRENT
    copy_database(data_dir.work_archive, folder / DATABASE)
    write_indexes(folder / DATABASE)
    write_reading_tables(folder / DATABASE)
    manifest = write_companions(folder, now, current)
    write_text_index(folder / DATABASE, folder / FOLDER, current / FOLDER)
    seal(folder)
    return manifest


def sweep_unfinished(data_dir: DataDir) -> None:
    """Deletes the remains of an interrupted publication. Only for the holder of the writer lock."""
    for left in data_dir.published_sets.glob(f"*{UNFINISHED}"):
        _remove(left)


def copy_database(source: Path, target: Path) -> None:
    """Copies a file. On file systems that can (XFS, Btrfs), both share their unchanged blocks."""
    with source.open("rb") as old, target.open("wb") as new:
        left = source.stat().st_size
        try:
            while left > 0 and (copied := os.copy_file_range(old.fileno(), new.fileno(), left)):
                left -= copied
        except OSError as error:
            if error.errno not in CANNOT_SHARE:
                raise
    if left:
        shutil.copyfile(source, target)


def write_indexes(path: Path) -> None:
    """Creates the indexes of the published file, which find one report without a full scan. The working
    archive has none because they slow its writer."""
    with connect(path) as connection:
        for name, place in INDEXES.items():
            connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {place}")


def seal(folder: Path) -> None:
    """Makes the files read-only and syncs them to disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            path.chmod(READ_ONLY)
        sync(path)
    sync(folder)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _point(link: Path, target: Path) -> None:
    """Replaces the link atomically, whatever it was before."""
    if link.is_symlink() and link.readlink() == target:
        return
    if link.is_dir() and not link.is_symlink():
        # A copy of the data folder that followed links has a folder here.
        _remove(link)
    new = link.with_name(link.name + UNFINISHED)
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
    sync(link.parent)


def _kept() -> int:
    """How many sets are kept. Raises ArchiveError if the setting is no such number."""
    told = os.environ.get(KEPT_SETTING) or str(KEPT)
    if not told.isdecimal() or int(told) < 1:
        raise ArchiveError(f"{KEPT_SETTING} is {told}: give a number of published sets, 1 or more")
    return int(told)


def _prune(sets: Path, kept: int) -> None:
    """Removes all sets except the current one and the newest earlier ones, as many as are kept."""
    current = (sets / CURRENT).resolve()
    found = sorted(path for path in sets.iterdir() if path.is_dir() and not path.is_symlink())
    older = [path for path in found if path.resolve() != current]
    for path in older[: max(0, len(older) - (kept - 1))]:
        _remove(path)


def _remove(path: Path) -> None:
    """Renames the folder first, so that a half-removed folder does not look like a set."""
    if path.is_dir() and not path.is_symlink():
        if not path.name.endswith(UNFINISHED):
            path = path.rename(path.with_name(path.name + UNFINISHED))
        shutil.rmtree(path)
    else:
        path.unlink()
