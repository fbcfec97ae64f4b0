"""Cache of rendered pages, one folder per publication: a crawler's visit costs one file read."""

import gzip
import os
import re
import shutil
from pathlib import Path

from web.answers import Answer

LEVEL = 5
NAMED = re.compile(r"[A-Za-z0-9_.-]{1,120}")


class Kept:
    """A folder of rendered responses of one publication in one language."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self.folder = root / name

    def get(self, path: str, language: str) -> bytes | None:
        """The cached compressed body of an address, or None."""
        place = self._place(path, language)
        try:
            return place.read_bytes() if place else None
        except OSError:
            return None

    def put(self, path: str, language: str, answer: Answer) -> None:
        """Caches a good response; addresses that cannot be file names are left out."""
        place = self._place(path, language)
        if place is None or answer.status != 200:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(f"{place.name}.{os.getpid()}.{os.urandom(4).hex()}")
        unfinished.write_bytes(gzip.compress(answer.body, LEVEL, mtime=0))
        unfinished.replace(place)

    def link(self, other: "Kept", path: str, language: str) -> bool:
        """Reuses another publication's cached page of an address. Returns whether there was one."""
        here, there = self._place(path, language), other._place(path, language)
        if here is None or there is None or not there.is_file():
            return False
        here.parent.mkdir(parents=True, exist_ok=True)
        here.unlink(missing_ok=True)
        here.hardlink_to(there)
        return True

    def others_removed(self) -> None:
        """Deletes cached pages of other publications."""
        for other in self.root.iterdir() if self.root.is_dir() else ():
            if other != self.folder and other.is_dir():
                shutil.rmtree(other, ignore_errors=True)

    def _place(self, path: str, language: str) -> Path | None:
        parts = [part for part in path.split("/") if part]
        if not all(NAMED.fullmatch(part) and part not in (".", "..") for part in parts):
            return None
        return self.folder.joinpath(language, *parts[:-1], (parts[-1] if parts else "index") + ".gz")
