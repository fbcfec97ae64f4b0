"""A connection for queries by people who are not trusted: it can read the archive and nothing else."""

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

SECONDS = 60.0
MOST_ROWS = 100_000
_MEMORY = "1GB"
_ADDRESS_SPACE = 4 * 1024**3
# The order matters: the last setting locks the others.
_CLOSED = (
    f"SET memory_limit = '{_MEMORY}'",
    "SET threads = 2",
    "SET temp_directory = ''",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


def close_in(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes from a connection, for good: files, network, extensions, settings; and from its process memory
    beyond 4 GB."""
    for statement in _CLOSED:
        connection.execute(statement)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > _ADDRESS_SPACE:
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, most))


@contextmanager
def time_limit(connection: duckdb.DuckDBPyConnection, seconds: float = SECONDS) -> Iterator[None]:
    """Interrupts the query inside after this many seconds: duckdb.InterruptException."""
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
