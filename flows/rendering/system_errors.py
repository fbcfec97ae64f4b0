"""System errors as one line: what, where, how much is free, what to do next; with an exit code.

The one place where OSError, DuckDB's, fsspec's and Prefect's errors become sentences.
"""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

EXIT_MACHINE = 7
"""The archive or the evidence, or here the machine below them, needs a person."""
MEMORY_CURE = "give it more with FAZHI_MEMORY=2GB, or use a machine with more"

CURES = {
    errno.ENOSPC: "make room (`fazhi status --disk`), then run the same command",
    errno.EDQUOT: "the quota is used up: make room, then run the same command",
    errno.EROFS: "the disk is mounted read-only: mount it for writing",
    errno.EACCES: "no permission: run as the owner of the data folder, or correct its owner (chown)",
    errno.EPERM: "no permission: run as the owner of the data folder, or correct its owner (chown)",
    errno.EIO: "disk error: see the system log (dmesg), then run `fazhi verify`",
    errno.EMFILE: "too many open files: raise the limit (ulimit -n)",
    errno.ENOTDIR: "a file is where a folder should be: name another folder with --data",
    errno.EISDIR: "a folder is where a file should be: move it away",
}


def sentence(error: BaseException, root: Path) -> tuple[str, int] | None:
    """The line for an error and its exit code; None for other errors. root is the data folder."""
    kind = type(error)
    module = kind.__module__.partition(".")[0]
    if module in ("duckdb", "_duckdb"):
        return _of_duckdb(error, root), EXIT_MACHINE
    if isinstance(error, OSError) and error.errno is not None and not isinstance(error, BrokenPipeError):
        return _of_system(error, root), EXIT_MACHINE
    if module in ("botocore", "s3fs", "fsspec", "aiohttp"):
        return (
            f"the backup store cannot be used: {_first(error)}: check that it runs and can be reached from"
            " here, then run the same command",
            2,
        )
    # Prefect raises a plain RuntimeError if its server does not answer; its cause shows that.
    if {one.partition(".")[0] for one in _modules(error)} & {"prefect", "httpx", "httpcore"}:
        cure = "start it (make server), or unset PREFECT_API_URL: the commands need none"
        return f"the Prefect server cannot be used: {_first(error)}: {cure}", 2
    if isinstance(error, MemoryError):
        return f"the machine has no more memory: {MEMORY_CURE}", EXIT_MACHINE
    return None


def _modules(error: BaseException | None) -> Iterator[str]:
    """The modules of the error's type and of its causes' types."""
    while error is not None:
        yield type(error).__module__
        error = error.__cause__


def _of_system(error: OSError, root: Path) -> str:
    where = error.filename or root
    cure = CURES.get(error.errno or 0, "check this place, then run the same command")
    return f"{where}: {error.strerror} ({_free(root)}): {cure}"


def _of_duckdb(error: BaseException, root: Path) -> str:
    text = _first(error)
    low = text.lower()
    if "no space left" in low or "could not write file" in low:
        return f"{root}: the disk is full ({_free(root)}): {CURES[errno.ENOSPC]}"
    if "out of memory" in low or type(error).__name__ == "OutOfMemoryException":
        return f"the database needs more memory than it may take: {MEMORY_CURE}"
    if "read-only file system" in low or "permission denied" in low:
        return f"{root}: cannot be written ({text}): mount it for writing, or correct its owner"
    return f"{root}: the database cannot be used ({text}): `fazhi rebuild --replace` makes it again from the evidence"


def _free(root: Path) -> str:
    place = root.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return f"{shutil.disk_usage(place).free / 1e6:.0f} MB free"


def _first(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
