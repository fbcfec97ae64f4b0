"""One demo for all tests of this folder: two nights on the replica, run as a person runs them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.paths import DataDir


@dataclass(frozen=True)
class Finished:
    code: int
    out: str
    err: str


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


@dataclass(frozen=True)
class Demo:
    data: DataDir
    out: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The archive `fazhi demo` makes, and what it printed."""
    folder: Path = tmp_path_factory.mktemp("demo")
    ended = fazhi("--data", str(folder), "demo")
    assert ended.code == 0, ended.err
    return Demo(DataDir(folder), ended.out)
