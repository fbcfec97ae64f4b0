"""The log files of a crawl: written uncompressed, gzipped when the crawl is over, read in either form.

captures.jsonl → captures.jsonl.gz
"""

import gzip
import os
import shutil
import zlib
from pathlib import Path
from typing import IO, cast

PACKED = ".gz"
# The exceptions that reading a damaged log raises.
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
    """The path of a log, plain or gzipped; None if neither exists."""
    packed = path.with_name(path.name + PACKED)
    return next((one for one in (path, packed) if one.exists()), None)


def open_log(path: Path) -> IO[bytes]:
    """Opens a log for reading, plain or gzipped. Raises FileNotFoundError."""
    there = stored(path)
    if there is None:
        return path.open("rb")
    return cast("IO[bytes]", gzip.open(there, "rb")) if there != path else path.open("rb")


def read_text(path: Path) -> str:
    """The whole text of a log. Raises FileNotFoundError."""
    with open_log(path) as log:
        return log.read().decode()


def pack_logs(folder: Path) -> int:
    """Compresses the logs of a finished crawl. Returns how many. Can be repeated after an interruption: at
    any moment each log exists whole, plain or gzipped or both."""
    plain = [folder / name for name in LOGS if (folder / name).exists()]
    for path in plain:
        target = path.with_name(path.name + PACKED)
        part = path.with_name(path.name + PACKED + UNFINISHED)
        # No file name and no time in the gzip header, so that equal logs are equal files.
        with path.open("rb") as source, part.open("wb") as out:
            with gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
                shutil.copyfileobj(source, packed)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        path.unlink()
    return len(plain)
