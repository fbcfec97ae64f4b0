"""What the process does that reads beside a crawl (crawlers.walk.reader): from a socket to the same
socket."""

import gc
import os
import pickle
import resource
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass

from crawlers.walk.page_reading import read_response

GIGABYTE = 1024**3
# How the process ends where its memory is spent.
OUT_OF_MEMORY = 12
_BUFFER = 1024 * 1024
# So many new objects before the collector looks at them: a page makes some hundreds, and few are in circles.
_NEW_OBJECTS = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take: address space of the process, seconds of CPU (a busy machine makes no page
    hostile). The largest real pages take a second, the largest that are fetched some ten. still_seconds: how
    long the process may do nothing although a page waits (crawlers.walk.reader_watch)."""

    memory_bytes: int = 4 * GIGABYTE
    seconds: float = 60
    still_seconds: float = 30


def collect_seldom() -> None:
    """Modules and known captures stay until the end: the collector need not look at them again and again."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)


def serve(limits: Limits, theirs: socket.socket, ours: socket.socket | None = None) -> None:
    """What the process does: for each response a reading, or what was raised."""
    if ours:
        ours.close()
    # Whoever stops the crawl lets it finish what came.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    collect_seldom()
    with theirs, theirs.makefile("rb", _BUFFER) as wire, suppress(ConnectionError):
        try:
            while size := wire.read(4):
                signal.setitimer(signal.ITIMER_PROF, limits.seconds)
                answer = _answer(wire.read(int.from_bytes(size)))
                signal.setitimer(signal.ITIMER_PROF, 0)
                theirs.sendall(len(answer).to_bytes(4) + answer)
        except MemoryError:
            # At once: whatever else a process does at its end may need memory too.
            os._exit(OUT_OF_MEMORY)


def _answer(message: bytes) -> bytes:
    try:
        return pickle.dumps(read_response(pickle.loads(message)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        raise
    except Exception as error:  # whatever it is, the crawl counts it as an error of its callback
        with suppress(Exception):
            pickle.loads(answer := pickle.dumps(error))
            return answer
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
