"""A person who has the published archive open in another program."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from storage.paths import DataDir

READ = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for query in sys.stdin:
    print(connection.execute(query).fetchone()[0], flush=True)
"""


@contextmanager
def reader_process(data_dir: DataDir) -> Iterator[Callable[[str], str]]:
    """Opens the published archive in a child process; the function asks it for one value."""
    command = [sys.executable, "-c", READ, str(data_dir.published)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:

        def ask(query: str) -> str:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(query + "\n")
            child.stdin.flush()
            return child.stdout.readline().rstrip("\n")

        try:
            yield ask
        finally:
            child.kill()
