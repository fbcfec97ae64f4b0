"""Strikes from outside, for benchmarks.faults: nothing in the program knows of them.

A point is a call that changes something: a statement to DuckDB, a file opened for writing, renamed, removed,
linked, synced. They are counted by an audit hook and by wrapping what Python does not audit.
"""

import contextlib
import errno
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

CALLS = {
    *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.symlink", "os.truncate"),
    *("shutil.rmtree", "shutil.copyfile", "tempfile.mkdtemp"),
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Strike:
    """Counts the calls that change something, and strikes at one of them. Without a strike it only counts."""

    def __init__(self, root: Path, strike: str = "", point: int = 0) -> None:
        self.count = 0
        self._root, self._strike, self._point = root, strike, point

    def install(self) -> None:
        execute, fsync = duckdb.DuckDBPyConnection.execute, os.fsync

        def counted(connection: Any, *arguments: Any, **named: Any) -> Any:
            self.call(duckdb.IOException)
            return execute(connection, *arguments, **named)

        def synced(descriptor: int) -> None:
            self.call(OSError)
            fsync(descriptor)

        # Only in this child, which ends with the step; an audit hook hears neither of the two.
        duckdb.DuckDBPyConnection.execute = counted  # type: ignore[assignment]
        os.fsync = synced  # type: ignore[assignment]
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CALLS or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
            self.call(OSError)

    def call(self, fails_with: type[Exception]) -> None:
        self.count += 1
        if self.count != self._point:
            return
        if self._strike == "full":
            if fails_with is OSError:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            raise fails_with("IO Error: No space left on device")
        if self._strike == "torn":
            _tear(self._root)
        os.kill(os.getpid(), signal.SIGKILL)


def _tear(root: Path) -> None:
    """What is open for writing may not have reached the disk: a log loses its last bytes, a file that is
    being written its second half. A database's own file is only written where nothing points to yet."""
    for opened in list(Path("/proc/self/fd").iterdir()):
        with contextlib.suppress(OSError):
            path = opened.readlink()
            flags = int(Path(f"/proc/self/fdinfo/{opened.name}").read_text().split()[3], 8)
            if path.is_relative_to(root) and flags & WRITING and path.suffix not in (".duckdb", ".lock"):
                size = path.stat().st_size
                os.truncate(path, max(0, size - 7) if path.suffix == ".wal" else size // 2)


def in_child(work: Callable[[], Any], quiet: bool = False) -> tuple[int, str]:
    """Runs this in a forked process; its wait status, and what it answered."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        code = 1
        try:
            os.write(writes, str(work()).encode())
            code = 0
        except BaseException:
            if not quiet:
                traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writes)
    with os.fdopen(reads, "rb") as answer:
        text = answer.read().decode()
    return os.waitpid(child, 0)[1], text


def limit_files(most_bytes: int) -> None:
    """No file of this process may grow beyond so many bytes: the write that would is cut off there, and
    SIGXFSZ ends the process at that byte, whichever library was writing."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))
