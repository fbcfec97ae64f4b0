"""The most memory that a process held, and that the crawls of this process hold, looked at while they run.

Not what the system tells of ended children: that number survives fork and exec, and is the parent's where the
parent was larger.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EVERY = 0.5


def most_held() -> int:
    """The most bytes that this process has held so far."""
    return _held(Path("/proc/self"))


class Peak:
    """bytes is the most that any crawl held so far."""

    bytes = 0


@contextmanager
def watching() -> Iterator[Peak]:
    """Looks at the crawls below this process until the block is left."""
    peak, over = Peak(), threading.Event()

    def look() -> None:
        while not over.wait(_EVERY):
            peak.bytes = max(peak.bytes, *map(_held, _crawls()), 0)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _crawls() -> list[Path]:
    found = []
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            process = Path("/proc", child)
            try:
                if b"crawlers.run" in (process / "cmdline").read_bytes():
                    found.append(process)
            except OSError:
                pass  # it has ended meanwhile
    return found


def _held(process: Path) -> int:
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)
