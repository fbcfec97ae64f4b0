"""The published set being served. Switches when the link changes; the old set stays open until its requests
are answered."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import NotPublished
from storage.lookup.published import Published, current
from storage.paths import DataDir

LOOK_EVERY = 1.0


class Current:
    """Opens sets when they are published. A request keeps the set it began with until it is answered."""

    def __init__(self, data: DataDir) -> None:
        self.data = data
        self._lock = threading.Lock()
        self._set = Published.open(data)
        self._holders: dict[str, int] = {}
        self._old: dict[str, Published] = {}
        self._looked = time.monotonic()

    @property
    def now(self) -> Published:
        return self._set

    @contextmanager
    def held(self) -> Iterator[Published]:
        """The current set, kept open for the length of a `with` statement."""
        with self._lock:
            held = self._set
            self._holders[held.name] = self._holders.get(held.name, 0) + 1
        try:
            yield held
        finally:
            with self._lock:
                self._holders[held.name] -= 1
                self._close_drained()

    def newer(self) -> Path | None:
        """The path of another set, if the link points to one now; checked at most once a second."""
        if time.monotonic() - self._looked < LOOK_EVERY:
            return None
        self._looked = time.monotonic()
        try:
            path = current(self.data)
        except NotPublished:
            return None
        return path if path != self._set.path else None

    def change_over(self) -> Published:
        """Opens the set that the link points to and serves it from now on."""
        fresh = Published.open(self.data)
        with self._lock:
            if fresh.path == self._set.path:
                fresh.close()
                return self._set
            self._old[self._set.name], self._set = self._set, fresh
            self._close_drained()
        return fresh

    def close(self) -> None:
        with self._lock:
            for one in (*self._old.values(), self._set):
                one.close()

    def _close_drained(self) -> None:
        for name in [name for name in self._old if not self._holders.get(name)]:
            self._old.pop(name).close()
            self._holders.pop(name, None)
