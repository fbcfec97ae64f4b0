"""The replica as a process of its own, for tests and the demo."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from replica.zoo import Zoo

# Longer than any start seen, shorter than a person's patience.
STOP_SECONDS = 10


class ReplicaFailed(RuntimeError):
    """The replica did not start; the message is the line it printed."""


@dataclass(frozen=True, slots=True)
class Running:
    """A replica that is up: the proxy's address (`127.0.0.1:PORT`) and the night it plays."""

    address: str
    night: int


@contextmanager
def running(
    night: int = 1, texts: Path | str | None = None, zoo: Zoo | None = None, port: int = 0
) -> Iterator[Running]:
    """Runs the replica in a child process while the block lasts. Raises ReplicaFailed."""
    command = [sys.executable, "-m", "replica", "--night", str(night), "--port", str(port)]
    if texts is not None:
        command += ["--texts", str(texts)]
    if zoo is not None:
        command += zoo.arguments()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stderr is not None
        try:
            announced = child.stdout.readline().strip()
            if not announced:
                raise ReplicaFailed(child.stderr.read().strip() or "the replica did not start")
            yield Running(announced.rpartition(" ")[2], night)
        finally:
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
