"""Puts a finished archive where people read it, with all that belongs to it, in one step no reader notices.

    data/published/<time>/       archive.duckdb  parquet/  CODEBOOK.md  manifest.json  search/
    data/published/current    →  the newest of them
    data/archive.duckdb       →  published/current/archive.duckdb

A set is made in a folder of its own and becomes visible when the link `current` is replaced. A crash leaves the
old set current and at worst a folder that the next publishing removes.
"""

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.database.connection import connect
from storage.paths import DataDir
from storage.publishing.manifest import DATABASE, write_companions
from storage.publishing.reading_tables import write_reading_tables
from storage.publishing.text_index import FOLDER, write_text_index

READ_ONLY = 0o444
KEPT = 2
"""Published sets on the disk, the current one among them; FAZHI_KEEP_PUBLISHED sets another number."""
KEPT_SETTING = "FAZHI_KEEP_PUBLISHED"
UNFINISHED = ".new"
CURRENT = "current"
# Errors of a file system, or between two of them, that has no copy of its own.
CANNOT_SHARE = (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)
INDEXES = {
    "report_by_id": "report (report_id)",
    "version_by_report": "report_version (report_id)",
    "event_by_report": "event (report_id)",
    "extraction_by_capture": "extraction (capture_id)",
}


def publish_set(data_dir: DataDir, now: datetime) -> dict[str, Any]:
    """Publishes the closed, checkpointed working archive; the new set's manifest. now is naive UTC.

    Readers that have the old file open keep it; whoever opens it next has the new one.
    """
    sets = data_dir.published_sets
    sets.mkdir(parents=True, exist_ok=True)
    sweep_unfinished(data_dir)
    folder = sets / f"{now:%Y%m%dT%H%M%S%fZ}"
    unfinished = folder.with_name(folder.name + UNFINISHED)
    try:
        manifest = _fill(unfinished, data_dir, now)
        unfinished.rename(folder)
    finally:
        # A disk that it filled has its room again.
        if unfinished.exists():
            _remove(unfinished)
    sync(sets)
    _point(sets / CURRENT, Path(folder.name))
    _point(data_dir.published, Path(sets.name, CURRENT, DATABASE))
    _prune(sets)
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
    """Removes what a publishing left behind that did not end; for whoever holds the writer lock."""
    for left in data_dir.published_sets.glob(f"*{UNFINISHED}"):
        _remove(left)


def copy_database(source: Path, target: Path) -> None:
    """Copies a file; where the file system can (XFS, Btrfs), both share the blocks that do not change."""
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
    """What finds one report without a look at all; the archive that is written has none, they cost its writer."""
    with connect(path) as connection:
        for name, place in INDEXES.items():
            connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {place}")


def seal(folder: Path) -> None:
    """Makes the files read-only and sees to it that they are on the disk."""
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
    """Lets the link point to the target, in one step, whatever it was before."""
    if link.is_symlink() and link.readlink() == target:
        return
    if link.is_dir() and not link.is_symlink():
        # A copy of the data folder that followed the links has a folder here.
        _remove(link)
    new = link.with_name(link.name + UNFINISHED)
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
    sync(link.parent)


def _prune(sets: Path) -> None:
    """Removes all sets but the current one and those just before it."""
    current = (sets / CURRENT).resolve()
    found = sorted(path for path in sets.iterdir() if path.is_dir() and not path.is_symlink())
    older = [path for path in found if path.resolve() != current]
    kept = max(1, int(os.environ.get(KEPT_SETTING) or KEPT))
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
