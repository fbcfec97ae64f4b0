"""The CPU seconds of each process below this one, as the system shows them (/proc)."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_LOOK_EVERY_SECONDS = 0.05


@dataclass
class Shares:
    """CPU seconds: of the processes that were there before, of the child that was started, of the child's
    own."""

    before: float = 0.0
    child: float = 0.0
    below: float = 0.0


@contextmanager
def shares() -> Iterator[Shares]:
    """What each of them takes while the block lasts; of one that ends all but its last twentieth of a
    second."""
    taken, ended = Shares(), threading.Event()
    began = {pid: seconds for pid, _, seconds in _below(os.getpid())}
    seen: dict[int, tuple[int, float]] = {}

    def look() -> None:
        seen.update({pid: (depth, seconds) for pid, depth, seconds in _below(os.getpid())})

    def watch() -> None:
        while not ended.wait(_LOOK_EVERY_SECONDS):
            look()

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield taken
    finally:
        ended.set()
        watching.join()
        look()
    for pid, (depth, seconds) in seen.items():
        if pid in began:
            taken.before += seconds - began[pid]
        elif depth == 1:
            taken.child += seconds
        else:
            taken.below += seconds


def _below(pid: int, depth: int = 1) -> Iterator[tuple[int, int, float]]:
    """(process, how far below, its CPU seconds), whatever ends meanwhile left out."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        try:
            numbers = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield child, depth, (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
        yield from _below(child, depth + 1)
