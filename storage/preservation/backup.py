"""A second copy of everything that cannot be made again, anywhere fsspec reaches: a folder, S3.

The copy has the paths of the data folder, and manifest.json: bytes and sha256 of every file in it. A file
without a manifest entry is not part of the copy yet. Logs are copied before WARC files, so that no copied
line lacks its record although a crawl continues meanwhile: no lock is needed.
"""

import hashlib
import json
import os
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import fsspec

from storage.errors import BackupDamaged, BackupRefused
from storage.evidence.crawl_logs import PACKED
from storage.paths import DataDir
from storage.publishing.manifest import file_sha256
from storage.publishing.publish import sync

MANIFEST = "manifest.json"
PART = ".part"
CHUNK = 1 << 20
SAVE_EVERY_BYTES = 256 * CHUNK
"""The manifest is written after this many bytes; a kill loses at most these."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a copy; mtime_ns is the original's, by which an unchanged file is recognised without
    reading it."""

    bytes: int
    sha256: str
    mtime_ns: int = 0


@dataclass(frozen=True, slots=True)
class Copied:
    """The result of a backup or a restore."""

    files: int
    bytes: int
    unchanged: int


# Written for each crawl; earlier programs stored it beside the logs and copied it.
KNOWN = "known.jsonl"
OBJECT_STORES = ("s3://", "s3a://", "gs://", "gcs://", "oss://", "abfs://", "az://")


class Copy:
    """A place that contains, or will contain, a copy. Raises BackupRefused if it cannot be reached."""

    def __init__(self, place: str) -> None:
        try:
            self._files, self._root = fsspec.core.url_to_fs(place)
        except (ImportError, ValueError) as error:
            raise BackupRefused(f"{place}: {error}") from error
        self._bucket = self._root.partition("/")[0] if place.startswith(OBJECT_STORES) else ""

    def manifest(self) -> dict[str, Entry]:
        """The files of the copy by path; empty if there is none yet. The first request to the place."""
        try:
            self._find_bucket()
            if not self._files.exists(self._at(MANIFEST)):
                return {}
            told = json.loads(self._files.cat_file(self._at(MANIFEST)))
        except BackupRefused:
            raise
        except Exception as error:  # each driver of fsspec has errors of its own
            raise BackupRefused(f"{self._root} cannot be read: {error}") from error
        return {path: Entry(**entry) for path, entry in told.items()}

    def _find_bucket(self) -> None:
        """Raises BackupRefused if the bucket is missing, the driver's error if the store refuses, fails or is
        down."""
        if not self._bucket or self._files.exists(self._bucket):
            return
        try:
            self._files.ls(
                self._bucket
            )  # says why: to `exists` a wrong key and a missing bucket are the same
        except FileNotFoundError as error:
            raise BackupRefused(
                f"{self._bucket}: there is no such bucket: correct the name, or create the bucket, then run"
                " `fazhi backup` again"
            ) from error

    def save_manifest(self, entries: dict[str, Entry]) -> None:
        """Replaces the manifest in one step."""
        told = {path: _plain(entries[path]) for path in sorted(entries)}
        self._files.makedirs(self._root, exist_ok=True)
        self._files.pipe_file(self._at(MANIFEST + PART), json.dumps(told, indent=0).encode())
        self._files.mv(self._at(MANIFEST + PART), self._at(MANIFEST))

    def exists(self, path: str) -> bool:
        return bool(self._files.exists(self._at(path)))

    def open(self, path: str) -> BinaryIO:
        """A file of the copy, for reading."""
        opened: BinaryIO = self._files.open(self._at(path), "rb")
        return opened

    def put(self, path: str, source: BinaryIO, size: int) -> str:
        """Writes the first size bytes of source, reads them back and returns their sha256. Raises
        BackupDamaged."""
        target = self._at(path)
        self._files.makedirs(posixpath.dirname(target), exist_ok=True)
        with self._files.open(target + PART, "wb") as file:
            written = _pour(source, size, file.write)
        with self._files.open(target + PART, "rb") as file:
            if _pour(file, size, lambda _: None) != written:
                raise BackupDamaged(
                    f"{target}: reading it back gave other bytes than were written: check the disk"
                )
        self._files.mv(target + PART, target)
        return written

    def remove(self, path: str) -> None:
        """Removes a file that the manifest does not list any more."""
        if self.exists(path):
            self._files.rm_file(self._at(path))

    def _at(self, path: str) -> str:
        return posixpath.join(self._root, path)


def backup(data_dir: DataDir, place: str, progress: Progress = lambda done, total: None) -> Copied:
    """Copies new files. A file with the size and time of its copy is not read again.

    After an interruption the next call continues. progress gets bytes done and their total. Raises
    BackupDamaged, after copying everything else, if an append-only file no longer begins with what was copied
    before: the copy keeps the intact bytes.
    """
    copy = Copy(place)
    entries = copy.manifest()
    found = {path: (data_dir.root / path).stat() for path in _to_copy(data_dir)}
    fresh = [path for path, stat in found.items() if not _unchanged(entries.get(path), stat)]
    total, done, saved, damaged = sum(found[path].st_size for path in fresh), 0, 0, []
    for path in fresh:
        size, before = found[path].st_size, entries.get(path)
        with (data_dir.root / path).open("rb") as source:
            if not _has_grown(path, source, size, before):
                damaged.append(path)
                continue
            source.seek(0)
            same = before is not None and before.bytes == size and _only_grows(path)
            digest = before.sha256 if before and same else copy.put(path, source, size)
            entries[path] = Entry(size, digest, found[path].st_mtime_ns)
        done += size
        if done - saved > SAVE_EVERY_BYTES:
            copy.save_manifest(entries)
            saved = done
        progress(done, total)
    packed = [path for path in entries if path not in found and path + PACKED in entries]
    for path in packed:
        del entries[path]
    if fresh or packed or not entries:
        copy.save_manifest(entries)
    for path in packed:
        copy.remove(path)
    missing = [path for path in entries if path not in found and not path.endswith(f"/{KNOWN}")]
    if damaged or missing:
        raise BackupDamaged(_damage_message(damaged, missing, place))
    return Copied(len(fresh), done, len(found) - len(fresh))


def restore(place: str, data_dir: DataDir, progress: Progress = lambda done, total: None) -> Copied:
    """Restores every file of the copy. Intact files on the disk stay, so an interrupted restore can be
    continued.

    Raises BackupRefused, before anything is written, if there is no copy or another file is in the place of
    one; BackupDamaged, after all other files, for a file of the copy that has changed.
    """
    copy = Copy(place)
    entries = copy.manifest()
    if not entries:
        raise BackupRefused(f"{place}: not a backup (it has no {MANIFEST})")
    there = {path: file_sha256(data_dir.root / path) for path in entries if (data_dir.root / path).exists()}
    others = [path for path, digest in there.items() if digest != entries[path].sha256]
    if others:
        raise BackupRefused(
            f"{data_dir.root} already has a different {others[0]} ({len(others)} such files): restore to an"
            " empty folder, or run `fazhi verify --repair --from` there"
        )
    wanted = [path for path in entries if path not in there]
    total, done, damaged = sum(entries[path].bytes for path in wanted), 0, []
    for path in wanted:
        if not fetch(copy, path, entries[path], data_dir.root / path):
            damaged.append(path)
        done += entries[path].bytes
        progress(done, total)
    if damaged:
        raise BackupDamaged(
            f"{place}: {_some(damaged)} in the backup are damaged; everything else is restored"
        )
    return Copied(len(wanted), done, len(there))


def fetch(copy: Copy, path: str, entry: Entry, target: Path) -> bool:
    """Restores one file whole. Returns False, and writes nothing, if its copy is damaged."""
    if not copy.exists(path):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + PART)
    with copy.open(path) as source, part.open("wb") as file:
        digest = _pour(source, entry.bytes, file.write)
    if digest != entry.sha256:
        part.unlink()
        return False
    os.utime(part, ns=(entry.mtime_ns, entry.mtime_ns))  # the next backup knows it by its time
    sync(part)
    part.replace(target)
    sync(target.parent)
    return True


def _to_copy(data_dir: DataDir) -> Iterator[str]:
    """Everything that no program can make again, logs first: paths relative to the data folder."""
    for decided in (data_dir.archive_id, data_dir.decisions, data_dir.figure_decisions):
        if decided.exists():
            yield decided.relative_to(data_dir.root).as_posix()
    for sheet in sorted(data_dir.audits.glob("*.csv")) if data_dir.audits.exists() else ():
        yield sheet.relative_to(data_dir.root).as_posix()
    for folder in (data_dir.crawls, data_dir.promotions, data_dir.releases, data_dir.warc):
        for path in sorted(folder.rglob("*")):
            if (
                path.is_file()
                and path.name != KNOWN
                and not any(part.endswith((PART, ".new")) for part in path.parts)
            ):
                yield path.relative_to(data_dir.root).as_posix()


def _unchanged(entry: Entry | None, stat: Any) -> bool:
    return entry is not None and (entry.bytes, entry.mtime_ns) == (stat.st_size, stat.st_mtime_ns)


def _only_grows(path: str) -> bool:
    """True for append-only files (logs, WARC); False for edited ones (decisions)."""
    return path.partition("/")[0] in ("crawls", "warc")


def _has_grown(path: str, source: BinaryIO, size: int, before: Entry | None) -> bool:
    """Whether the file is new, may be edited, or begins with what was copied before."""
    if before is None or not _only_grows(path):
        return True
    return size >= before.bytes and _pour(source, before.bytes, lambda _: None) == before.sha256


def _pour(source: BinaryIO, size: int, write: Callable[[bytes], Any]) -> str:
    """Passes on the first size bytes, or fewer if source is shorter. Returns the sha256 of the passed
    bytes."""
    digest = hashlib.sha256()
    while size > 0 and (chunk := source.read(min(CHUNK, size))):
        digest.update(chunk)
        write(chunk)
        size -= len(chunk)
    return digest.hexdigest()


def _plain(entry: Entry) -> dict[str, Any]:
    return {"bytes": entry.bytes, "sha256": entry.sha256, "mtime_ns": entry.mtime_ns}


def _damage_message(damaged: list[str], missing: list[str], place: str) -> str:
    what = [f"{_some(damaged)} have changed since the last backup"] if damaged else []
    what += [f"{_some(missing)} are missing"] if missing else []
    return (
        f"{' and '.join(what)}; the backup still has the intact files: fazhi verify --repair --from {place}"
    )


def _some(paths: list[str]) -> str:
    return f"{len(paths)} files ({paths[0]}{', …' if len(paths) > 1 else ''})"
