"""A store of objects that are written once: the evidence of an archive that many machines write.

A place is anything fsspec reaches that can refuse to overwrite: `s3://bucket/prefix` (AWS_ENDPOINT_URL and the
other variables of AWS say where and as whom) or a folder that all machines see. An object appears whole or not at
all, is read back after it was written, and is never changed or appended to.
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
    """What a broken connection leaves behind in the driver's loop: who asked hears of it by an exception of its own."""
    log.debug("%s: %r", context.get("message"), context.get("exception"))


class ObjectStore:
    """The objects of one archive below a place. Every method raises StoreUnusable where the place does not answer,
    refuses, or is not there."""

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
        """Takes an empty place for this archive. ForeignArchive where it is another's."""
        try:
            self.put(OF_ARCHIVE, archive_id.encode())
        except ObjectDiffers:
            there = self.read(OF_ARCHIVE).decode("utf-8", "replace").strip()
            raise ForeignArchive(
                f"{self.place} holds archive {there[:40]}, not {archive_id}: name the right place with FAZHI_STORE"
            ) from None

    def put(self, key: str, payload: bytes) -> str:
        """Writes an object and reads it back; its sha256. Writing the same bytes again changes nothing.

        ObjectDiffers where other bytes are there.
        """
        written = hashlib.sha256(payload).hexdigest()
        with self._said():
            self._write(self._at(key), payload)
            there = self._files.cat_file(self._at(key))
        if hashlib.sha256(there).hexdigest() != written:
            raise ObjectDiffers(
                f"{self.place}/{key} is there with other bytes ({len(there)}, not {len(payload)}): nothing was"
                " overwritten; compare the two before anything else"
            )
        return written

    def _write(self, path: str, payload: bytes) -> None:
        """Nothing where something is there already."""
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
        """The bytes of an object. FileNotFoundError."""
        with self._said():
            found: bytes = self._files.cat_file(self._at(key))
        return found

    def read_range(self, key: str, offset: int, length: int) -> bytes:
        """So many bytes of an object, fewer at its end. FileNotFoundError."""
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
        """The names of what lies directly below a folder, sorted; none where it is not there."""
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
        """What drivers raise, in one line."""
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
