"""Rebuilds the archive from what cannot be made again: a folder that borrows the evidence, and the exchange.

data/work/rebuilt/warc    →  data/warc          the evidence itself, by a link
data/work/rebuilt/crawls  →  data/crawls        and decisions.csv, people's decisions
data/work/rebuilt/work/archive.duckdb           the archive made from them
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import duckdb

from storage.database.connection import connect, table_schema
from storage.database.fingerprint import Content, content
from storage.database.migrate import check_schema, transaction
from storage.errors import ArchiveLocked, MigrationChanged, RebuildRefused, SchemaTooNew
from storage.history.promotion import promoted_version
from storage.history.removal_rule import RemovalRule, removal_rule
from storage.paths import DataDir
from storage.publishing.publish import UNFINISHED, sync

Answer = TypeVar("Answer")

# Data that no evidence contains: what people accepted, and which captures were found damaged.
CARRIED_OVER = ("publication", "lost_capture")
INVENTED = "SELECT 1 FROM meta WHERE key = 'texts' AND value = 'invented'"


def begin_rebuild(data_dir: DataDir, folder: Path, extractor_version: str) -> DataDir:
    """Prepares the folder as a data folder of its own over the same evidence. A rebuild that this program
    began there is continued; an archive of another program is deleted first.

    Raises RebuildRefused if the folder has evidence of its own.
    """
    there = DataDir(folder)
    borrowed = (
        (there.warc, data_dir.warc),
        (there.crawls, data_dir.crawls),
        (there.archive_id, data_dir.archive_id),
        (there.decisions, data_dir.decisions),
        (there.figure_decisions, data_dir.figure_decisions),
    )
    for link, target in borrowed:
        if link.exists() and link.resolve() != target.resolve():
            raise RebuildRefused(f"{link} belongs to another archive: choose another folder with --to")
        if not link.is_symlink():
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(target.resolve())
    if there.work_archive.exists() and not _is_ours(there.work_archive, extractor_version):
        _remove_archive(there.work_archive)
    return there


def _is_ours(path: Path, extractor_version: str) -> bool:
    """Whether this program created the archive there. One that cannot be opened counts as foreign."""
    try:
        with connect(path) as connection:
            return bool(check_schema(connection)) and promoted_version(connection) in ("", extractor_version)
    except (duckdb.Error, SchemaTooNew, MigrationChanged) as error:
        if isinstance(error, duckdb.Error):
            _refuse_if_open_elsewhere(path, error)
        return False


def _remove_archive(path: Path) -> None:
    # The write-ahead log first: a database without its log is only older, a log without its database cannot
    # be used.
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
    path.unlink()


def live_content(data_dir: DataDir) -> tuple[str, Content] | None:
    """The content of the live archive (storage.database.fingerprint), and its extractor version.

    Taken from the working archive, from the published one if that is missing; None if neither exists.
    """
    return _ask_live(data_dir, lambda connection: (promoted_version(connection), content(connection)))


def live_rule(data_dir: DataDir) -> RemovalRule:
    """The removal rule of the live archive; the default if there is none."""
    return _ask_live(data_dir, removal_rule) or RemovalRule()


def live_is_invented(data_dir: DataDir) -> bool:
    """Whether the live archive's texts are invented, like the demo's: the evidence does not show that."""
    return bool(_ask_live(data_dir, lambda connection: connection.execute(INVENTED).fetchall()))


def _ask_live(data_dir: DataDir, ask: Callable[[duckdb.DuckDBPyConnection], Answer]) -> Answer | None:
    for path in (data_dir.work_archive, data_dir.published):
        if path.exists():
            try:
                with connect(path, read_only=path == data_dir.published) as connection:
                    return ask(connection)
            except duckdb.Error as error:
                _refuse_if_open_elsewhere(path, error)
    return None


def _refuse_if_open_elsewhere(path: Path, error: duckdb.Error) -> None:
    """Treats an archive that cannot be opened as damaged, unless another program has it open."""
    if "lock" in str(error):
        raise ArchiveLocked(f"{path} is open in another program: close it there ({error})") from error


def put_in_place(data_dir: DataDir, there: DataDir) -> None:
    """Replaces the working archive with the rebuilt one in one step. The caller holds the writer lock.

    Data that no evidence contains is copied first. A working archive that cannot be opened is moved aside.
    """
    data_dir.work.mkdir(parents=True, exist_ok=True)
    if data_dir.work_archive.exists():
        try:
            _carry_over(data_dir.work_archive, there.work_archive)
        except duckdb.Error as error:
            _refuse_if_open_elsewhere(data_dir.work_archive, error)
            _put_aside(data_dir.work_archive)
    new = data_dir.work_archive.with_name(data_dir.work_archive.name + UNFINISHED)
    shutil.copyfile(there.work_archive, new)
    sync(new)
    new.replace(data_dir.work_archive)
    sync(data_dir.work)
    shutil.rmtree(there.work)


def _carry_over(live: Path, rebuilt: Path) -> None:
    path = str(live.resolve()).replace("'", "''")
    with connect(rebuilt) as connection:
        # Attached for writing: closing it writes its log into the file.
        connection.execute(f"ATTACH '{path}' AS live")
        for table in CARRIED_OVER:
            schema = table_schema(connection, "live", table)
            if schema is None:  # the live archive is older than the table
                continue
            with transaction(connection):
                connection.execute(f"DELETE FROM {table}")
                connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM live.{schema}.{table}")
        connection.execute("DETACH live")


def _put_aside(live: Path) -> None:
    for path in (live.with_name(live.name + ".wal"), live):
        if path.exists():
            path.replace(path.with_name(path.name + ".damaged"))
