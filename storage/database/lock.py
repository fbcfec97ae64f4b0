"""One writer at a time, in whatever program.

The lock is the operating system's (flock): it ends with its process, so a lock file left by a killed writer
blocks nobody.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from records import clock
from storage.errors import ArchiveLocked
from storage.paths import DataDir

POLL_SECONDS = 0.2

# Locks of this process, by descriptor: a process is one writer, so taking its own lock again is free.
_held: dict[tuple[int, Path], int] = {}


@contextmanager
def writer_lock(data_dir: DataDir, wait_seconds: float = 0) -> Iterator[None]:
    """Holds the writer lock of this data folder. Raises ArchiveLocked if it is not free within wait_seconds.
    A process that already holds it passes straight through."""
    path = data_dir.writer_lock
    path.parent.mkdir(parents=True, exist_ok=True)
    key = (os.getpid(), path.resolve())
    if key in _held:
        yield
        return
    with path.open("a+", encoding="utf-8") as file:
        _take(file.fileno(), path, wait_seconds)
        since = clock.now().replace(microsecond=0)
        file.truncate(0)
        file.write(json.dumps({"process": os.getpid(), "since": since.isoformat(" ")}))
        file.flush()
        _held[key] = file.fileno()
        try:
            yield
        finally:
            del _held[key]
            file.truncate(0)


def lock_descriptors(data_dir: DataDir) -> tuple[int, ...]:
    """The lock's file descriptor when this process holds it, for a child to inherit: the lock then lasts as
    long as either lives, so a child that outlives a killed parent still keeps other writers away."""
    held = _held.get((os.getpid(), data_dir.writer_lock.resolve()))
    return () if held is None else (held,)


def _take(descriptor: int, path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise ArchiveLocked(
                    f"another harvest is running ({_holder(path)}): wait for it, or stop it"
                ) from None
        time.sleep(POLL_SECONDS)


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"process {holder['process']}, since {holder['since']} UTC"
    except ValueError:  # it has just taken the lock and not yet signed
        return "just started"
