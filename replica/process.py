"""The replica as a process of its own, for tests and the demo."""

import ctypes
import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from replica.ledger import HOST
from replica.zoo import Zoo

# Longer than any start or end seen, on a busy machine too.
STOP_SECONDS = 60
# A country's hosts are compared with those of the night before in less.
ANSWER_SECONDS = 300
# prctl(2): the signal that this process gets when its parent dies.
PR_SET_PDEATHSIG = 1


class ReplicaFailed(RuntimeError):
    """The replica did not start; the message is the line it printed."""


@dataclass(frozen=True, slots=True)
class Running:
    """A replica that is up: the proxy's address (`127.0.0.1:PORT`) and the night it began with."""

    address: str
    night: int

    def ask(self, path: str) -> bytes:
        """What the replica tells of itself."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": f"http://{self.address}"}))
        with opener.open(f"http://{HOST}{path}", timeout=ANSWER_SECONDS) as answer:
            return bytes(answer.read())

    def turn_to(self, night: int) -> None:
        """Goes on to another night, with the counts of requests at nothing again."""
        self.ask(f"/_night?to={night}")

    def served(self) -> dict[str, int]:
        """Requests by host."""
        return {host: told["requests"] for host, told in json.loads(self.ask("/_served")).items()}


@contextmanager
def running(
    night: int = 1,
    texts: Path | str | None = None,
    zoo: Zoo | None = None,
    port: int = 0,
    varied: bool = False,
) -> Iterator[Running]:
    """Runs the replica in a child process while the block lasts; varied is that of the five sites. Raises
    ReplicaFailed."""
    arguments = ["--night", str(night), "--port", str(port)]
    if texts is not None:
        arguments += ["--texts", str(texts)]
    if zoo is not None:
        arguments += zoo.arguments()
    elif varied:
        arguments.append("--varied")
    with started("replica", arguments, night) as process:
        yield process


@contextmanager
def started(module: str, arguments: list[str], night: int = 1) -> Iterator[Running]:
    """Runs a module that serves a proxy, with these arguments, while the block lasts, or until this process
    is killed. Raises ReplicaFailed."""
    command = [sys.executable, "-m", module, *arguments]
    with (
        # A file: a pipe that nobody reads is full one day, and then the replica stands still.
        TemporaryFile("w+") as complaints,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=complaints, text=True, preexec_fn=_end_with_parent
        ) as child,
    ):
        assert child.stdout is not None
        try:
            announced = child.stdout.readline().strip()
            if not announced:
                child.wait(STOP_SECONDS)
                complaints.seek(0)
                raise ReplicaFailed(complaints.read().strip() or "the replica did not start")
            yield Running(announced.rpartition(" ")[2], night)
        finally:
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()


def _end_with_parent() -> None:
    """In the child before its program begins: a kill -9 of the parent ends it too. Linux only, else
    nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
