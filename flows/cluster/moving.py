"""Moves an archive to a cluster and back: its evidence, file by file, unchanged; gzipped logs are plain in
the store."""

import logging
from pathlib import Path

from flows.cluster.landing import FILES
from flows.cluster.night_plan import DIED
from storage.archive import Archive
from storage.database.identity import archive_id
from storage.database.lock import writer_lock
from storage.evidence.crawl_logs import PACKED, UNFINISHED, open_log, stored
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir

log = logging.getLogger(__name__)


def upload(data: DataDir, store: ObjectStore) -> int:
    """Uploads every WARC file and log that the store lacks. Returns how many.

    Nothing is deleted here, and existing objects are not compared. Raises ForeignArchive for the store of
    another archive.
    """
    with writer_lock(data):
        with Archive.open(data):
            store.claim(archive_id(data))
        there = {*store.listed(data.warc.name), *store.listed(data.crawls.name)}
        done = 0
        for path in _files(data.warc):
            done += _brought(store, there, path.relative_to(data.root).as_posix(), path)
        for path in _files(data.crawls):
            plain = path.with_name(path.name.removesuffix(PACKED))
            if path.suffix != UNFINISHED and (path == plain or not plain.exists()):
                done += _brought(store, there, plain.relative_to(data.root).as_posix(), plain)
    return done


def _files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file())


def _brought(store: ObjectStore, there: set[str], key: str, path: Path) -> bool:
    """Uploads a file unless its key exists. Returns whether it did."""
    if key in there:
        return False
    with open_log(path) as file:
        store.put(key, file.read())
    return True


def download(data: DataDir, store: ObjectStore) -> int:
    """Downloads every WARC file and log that is missing here. Returns how many.

    An incomplete file left by a kill is downloaded again. Raises ForeignArchive for the store of another
    archive.
    """
    with writer_lock(data):
        with Archive.open(data):
            store.claim(archive_id(data))
        done = 0
        for key in (*store.listed("warc"), *store.listed("crawls")):
            target = data.root / key
            if target.name in (FILES, DIED) or stored(target):
                continue
            payload = store.read(key)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(target.name + ".part")
            part.write_bytes(payload)
            part.replace(target)
            done += 1
    return done
