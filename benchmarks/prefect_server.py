"""A Prefect server of our own with its state in a temporary folder, for what must be tried on a real one."""

import atexit
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PORTS = (20_000, 30_000)
_taken: list[socket.socket] = []


@atexit.register
def _give_back() -> None:
    for name in _taken:
        name.close()


@contextmanager
def process(log: Path, *module: str, env: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """`python -m MODULE …` as a child, with a process group of its own, that ends with the block.

    An error in the block carries the end of the child's log.
    """
    with log.open("ab") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield child
        except Exception as error:
            error.add_note(f"{log.name}: {log.read_text(errors='replace')[-4000:]}")
            raise
        finally:
            child.terminate()
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


@contextmanager
def running(home: Path) -> Iterator[dict[str, str]]:
    """The server, with its data folder below home: the environment that reaches both."""
    with serving(home, free_port()) as (env, _):
        yield env


@contextmanager
def serving(home: Path, port: int) -> Iterator[tuple[dict[str, str], "subprocess.Popen[bytes]"]]:
    """The same with its process."""
    env = {
        **os.environ,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "DO_NOT_TRACK": "1",
        "DATA_DIR": str(home / "data"),
    }
    command = ("prefect", "server", "start", "--port", str(port))
    with process(home / "server.log", *command, env=env) as child:
        while not _answers(port):
            if child.poll() is not None:
                raise RuntimeError((home / "server.log").read_text())
            time.sleep(0.5)
        yield env, child


def working(home: Path, env: dict[str, str]) -> AbstractContextManager["subprocess.Popen[bytes]"]:
    """The worker, as `make worker` starts it."""
    return process(home / "worker.log", "flows.operation.worker", "local", env=env)


def deploy(env: dict[str, str]) -> None:
    """Tells the server everything of prefect.yaml."""
    prefect(env, "work-pool", "create", "local", "--type", "process", "--overwrite")
    archive = python(env, "flows.cli", "archive-id").strip()
    prefect({**env, "FAZHI_ARCHIVE": archive}, "--no-prompt", "deploy", "--all")
    python(env, "flows.operation.automations")


def prefect(env: dict[str, str], *command: str) -> str:
    """What `prefect …` prints; RuntimeError when it fails."""
    return python(env, "prefect", *command)


def python(env: dict[str, str], *module: str) -> str:
    """What `python -m MODULE …` prints; RuntimeError when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def _answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/api/health", timeout=60).close()
    except (OSError, HTTPException):
        return False
    return True


def free_port() -> int:
    """A port of this machine for a server that must be told one before it starts.

    It lies below those that the system gives to who asks for any, and no other process gets it from here
    while this one lives: its name stays taken.
    """
    while True:
        port = random.SystemRandom().randrange(*PORTS)
        name = socket.socket(socket.AF_UNIX)
        with suppress(OSError), socket.socket() as one:
            name.bind(f"\0fazhi-port-{port}")
            one.bind(("127.0.0.1", port))
            _taken.append(name)
            return port
        name.close()
