"""Work on all cores: results in order, and no more of them in memory than needed."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Batches given to each process ahead of the one whose result is awaited.
_AHEAD = 3


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of this size; the last may be shorter."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def map_batches(
    function: Callable[[list[Item]], Result], batches: Iterator[list[Item]], processes: int | None = None
) -> Iterator[Result]:
    """function(batch) for each batch, in order; a single batch in this process, several in one process per
    core.

    function must be importable, or a partial of such a one.
    """
    first = list(islice(batches, 2))
    if len(first) < 2:
        yield from map(function, first)
        return
    count = processes or os.cpu_count() or 1
    waiting: deque[Future[Result]] = deque()
    # Spawned, not forked: the parent may run Prefect's threads, and a child needs none of them.
    with ProcessPoolExecutor(count, get_context("spawn"), _follow_parent) as pool:
        try:
            for batch in chain(first, batches):
                waiting.append(pool.submit(function, batch))
                if len(waiting) > count * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            # Do not wait for running batches, so that a stopped run ends at once.
            pool.shutdown(wait=False, cancel_futures=True)
            for child in active_children():
                child.terminate()
            raise


def _follow_parent() -> None:
    """In a child: Ctrl-C is left to the parent, and a child whose parent was killed ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
