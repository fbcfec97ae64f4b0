"""A store of write-once objects: the evidence of an archive that many machines write.

A place is anything fsspec reaches that can refuse to overwrite: `s3://bucket/prefix` (address and credentials
from AWS_ENDPOINT_URL and the other AWS_* variables) or a folder that all machines share. An object appears
whole or not at all, is read back after writing, and is never changed or appended to.
"""

import contextlib
import hashlib
import logging
import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.errors import ForeignArchive, ObjectDiffers, StoreUnusable
from storage.evidence.store_refusals import is_no_bucket, refusal_of, was_there

log = logging.getLogger(__name__)

OF_ARCHIVE = "archive-id"


def _noted(loop: object, context: dict[str, Any]) -> None:
    """Logs an error that a broken connection leaves in the driver's event loop. The caller gets its own
    exception."""
    log.debug("%s: %r", context.get("message"), context.get("exception"))


class ObjectStore:
    """The objects of one archive below a place.

    Every method raises StoreUnusable if the place does not answer, refuses, or does not exist.
    """

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        with self._said():
            import fsspec  # heavy, and not everybody's

            options = {"use_listings_cache": False} if place.startswith("s3:") else {}
            self._files, self._root = fsspec.core.url_to_fs(self.place, **options)
            if place.startswith("s3:"):
                fsspec.asyn.get_loop().set_exception_handler(_noted)
        self._is_s3 = place.startswith("s3:")

    def claim(self, archive_id: str) -> None:
        """Reserves an empty place for this archive. Raises ForeignArchive if it belongs to another."""
        try:
            self.put(OF_ARCHIVE, archive_id.encode())
        except ObjectDiffers:
            there = self.read(OF_ARCHIVE).decode("utf-8", "replace").strip()
            raise ForeignArchive(
                f"{self.place} holds archive {there[:40]}, not {archive_id}: name the right place with"
                " FAZHI_STORE"
            ) from None

    def put(self, key: str, payload: bytes) -> str:
        """Writes an object, reads it back and returns its sha256. Writing the same bytes again changes
        nothing.

        Raises ObjectDiffers if the object exists with other bytes.
        """
        written = hashlib.sha256(payload).hexdigest()
        with self._said():
            self._write(self._at(key), payload)
            there = self._files.cat_file(self._at(key))
        if hashlib.sha256(there).hexdigest() != written:
            raise ObjectDiffers(
                f"{self.place}/{key} already exists with other bytes ({len(there)}, not {len(payload)}):"
                " nothing was overwritten; compare the two before anything else"
            )
        return written

    def _write(self, path: str, payload: bytes) -> None:
        """Writes the object unless the key exists."""
        if self._is_s3:
            bucket, _, name = path.partition("/")
            asked = {"Bucket": bucket, "Key": name, "Body": payload, "IfNoneMatch": "*"}
            try:
                self._files.call_s3("put_object", **asked, ChecksumAlgorithm="SHA256")
            except OSError as error:
                if not was_there(error):
                    raise
            return
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        part.write_bytes(payload)
        try:
            with contextlib.suppress(FileExistsError):
                os.link(part, target)
        finally:
            part.unlink()

    def read(self, key: str) -> bytes:
        """The bytes of an object. Raises FileNotFoundError."""
        with self._said():
            found: bytes = self._files.cat_file(self._at(key))
        return found

    def read_range(self, key: str, offset: int, length: int) -> bytes:
        """length bytes of an object from offset, fewer at its end. Raises FileNotFoundError."""
        with self._said():
            found: bytes = self._files.cat_file(self._at(key), start=offset, end=offset + length)
        return found

    def exists(self, key: str) -> bool:
        with self._said():
            return bool(self._files.exists(self._at(key)))

    def listed(self, under: str) -> list[str]:
        """The keys of all objects below a folder, sorted."""
        with self._said():
            root = self._root.rstrip("/") + "/"
            found = self._files.find(self._at(under))
        names = (path.removeprefix(root) for path in found)
        return sorted(name for name in names if not posixpath.basename(name).startswith("."))

    def folders(self, under: str) -> list[str]:
        """The names of everything directly below a folder, sorted; none if it does not exist."""
        with self._said():
            try:
                found = self._files.ls(self._at(under), detail=False)
            except FileNotFoundError:
                return []
        return sorted(posixpath.basename(path.rstrip("/")) for path in found)

    def _at(self, key: str) -> str:
        return posixpath.join(self._root, key)

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        """Context manager: turns a driver's exception into StoreUnusable with one line that says what to do.
        FileNotFoundError of an object passes."""
        try:
            yield
        except (StoreUnusable, ObjectDiffers):
            raise
        except FileNotFoundError as error:
            if is_no_bucket(error):
                raise refusal_of(self.place, error) from error
            raise
        except Exception as error:  # each driver has errors of its own
            raise refusal_of(self.place, error) from error
