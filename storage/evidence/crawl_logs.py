"""The logs of a crawl on the disk: written plain, compressed once nobody writes or goes on with the crawl, read as either.

captures.jsonl  →  captures.jsonl.gz
"""

import gzip
import os
import shutil
import zlib
from pathlib import Path
from typing import IO, cast

PACKED = ".gz"
# What reading a damaged one raises.
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)
UNFINISHED = ".new"
LOGS = (
    "captures.jsonl",
    "failures.jsonl",
    "attempts.jsonl",
    "summary.json",
    "spec.json",
    "crawl.log",
    "child.out",
)


def stored(path: Path) -> Path | None:
    """Where a log is: there, or compressed beside it; None where it is neither."""
    packed = path.with_name(path.name + PACKED)
    return next((one for one in (path, packed) if one.exists()), None)


def open_log(path: Path) -> IO[bytes]:
    """A log for reading, compressed or not. FileNotFoundError."""
    there = stored(path)
    if there is None:
        return path.open("rb")
    return cast("IO[bytes]", gzip.open(there, "rb")) if there != path else path.open("rb")


def read_text(path: Path) -> str:
    """The whole of it. FileNotFoundError."""
    with open_log(path) as log:
        return log.read().decode()


def pack_logs(folder: Path) -> int:
    """Compresses the logs of a crawl that is over; how many. Killed at any moment, it can be done again: a log is there
    whole, plain or compressed or both."""
    plain = [folder / name for name in LOGS if (folder / name).exists()]
    for path in plain:
        target = path.with_name(path.name + PACKED)
        part = path.with_name(path.name + PACKED + UNFINISHED)
        # Without a name and a time within, so that equal logs are equal files.
        with path.open("rb") as source, part.open("wb") as out:
            with gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
                shutil.copyfileobj(source, packed)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        path.unlink()
    return len(plain)
