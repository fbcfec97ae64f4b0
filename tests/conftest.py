"""What every test may use: the shared folder where it is there, one demo, and no network beyond this machine."""

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.paths import DataDir

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


@dataclass(frozen=True)
class Finished:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Demo:
    """The archive `fazhi demo` makes, and what it printed."""

    data: DataDir
    out: str


def fazhi(*arguments: str, stdin: str = "", env: dict[str, str] | None = None) -> Finished:
    """Run the command in a process of its own, as a person would."""
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, **(env or {})},
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Two nights on the replica, run as a person runs them: once for all tests, which only read it."""
    folder = tmp_path_factory.mktemp("demo")
    ended = fazhi("--data", str(folder), "demo")
    assert ended.code == 0, ended.err
    return Demo(DataDir(folder), ended.out)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real texts and pages that are not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder ../shared with real texts and pages, which is not here")
    return SHARED


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch):
    """A test that would leave this machine fails, and says where it wanted to go."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers (`-n`), a file stays in one, so that its fixtures are made once; so does the demo."""
    for item in items:
        uses_demo = "demo" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("demo" if uses_demo else str(item.path)))
