"""Reads bytes of a WARC file from the data folder or from the object store that FAZHI_STORE names."""

import os
from functools import lru_cache

from storage.errors import StoreUnusable
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir

STORE = "FAZHI_STORE"


def read_range(data_dir: DataDir, file: str, offset: int, length: int) -> bytes:
    """So many bytes of a file named relative to the data folder, fewer at its end. Raises OSError."""
    try:
        with (data_dir.root / file).open("rb") as opened:
            opened.seek(offset)
            return opened.read(length)
    except FileNotFoundError:
        place = os.environ.get(STORE)
        if not place:
            raise
    try:
        return _store(place).read_range(file, offset, length)
    except StoreUnusable as error:
        raise OSError(str(error)) from error


@lru_cache(maxsize=4)
def _store(place: str) -> ObjectStore:
    return ObjectStore(place)
