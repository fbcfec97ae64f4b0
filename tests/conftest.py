"""What every test may use: the shared folder where it is there, one demo, and no network beyond this
machine."""

import fcntl
import gc
import logging
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

from flows.cli import main
from flows.rendering.console import STAGE_LOGGERS
from storage.archive import Archive
from storage.paths import DataDir

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
LONG_RUN = os.environ.get("FAZHI_TESTS") in ("nightly", "search")
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
PATIENCE = 300.0
"""Seconds a test waits for what will come: fifty times what it takes, for machines that have much else to
do."""
SMALL_COUNTRY = "adcode LIKE '%0000' OR adcode[:4] IN ('1304', '3301', '3302', '3701', '3702')"
"""The provinces, and five cities with their counties."""


def examples(number: int) -> int:
    """How many examples a property is tried on: all of them in the nightly run, a fifth in `make test`."""
    return number if LONG_RUN else number // 5


# Properties are tried on the same examples in every run, and none fails because the machine was slow.
# FAZHI_TESTS=search looks for new ones.
settings.register_profile(
    "fazhi",
    derandomize=os.environ.get("FAZHI_TESTS") != "search",
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fazhi")


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Returns as soon as it holds. Fails and names what was waited for when it does not within PATIENCE."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"waited {PATIENCE:.0f} s for {what}"
        time.sleep(0.05)


@contextmanager
def refusing() -> Iterator[str]:
    """HOST:PORT where nobody listens, and where nobody else can begin to while the block lasts."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{held.getsockname()[1]}"


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
    """Run the command within this process: what it prints and its exit code are those of a process."""
    loggers = [logging.getLogger(name) for name in STAGE_LOGGERS]
    before = [(logger.handlers[:], logger.level, logger.propagate) for logger in loggers]
    memory = resource.getrlimit(resource.RLIMIT_AS)
    try:
        done = CliRunner().invoke(main, arguments, input=stdin, env=env, prog_name="fazhi")
    finally:
        resource.setrlimit(resource.RLIMIT_AS, memory)  # `sql` lowers it for good: a browser needs more
        for logger, (handlers, level, propagate) in zip(loggers, before, strict=True):
            logger.handlers[:], logger.propagate = handlers, propagate
            logger.setLevel(level)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Finished(done.exit_code, done.stdout, done.stderr)


def fazhi_process(*arguments: str, stdin: str = "", env: dict[str, str] | None = None) -> Finished:
    """Run the command in a process of its own: where locks, signals, child processes or Prefect matter."""
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, **(env or {})},
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


@contextmanager
def made_once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, name: str
) -> Iterator[tuple[Path, bool]]:
    """A folder that all workers share, and whether it is to be filled: by the first that comes, the others
    wait."""
    own = tmp_path_factory.getbasetemp()
    # The folder of a worker lies in that of the whole run.
    folder = (own if worker_id == "master" else own.parent) / name
    folder.mkdir(exist_ok=True)
    is_made = folder / "is-made"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder, not is_made.exists()
        is_made.touch()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Demo:
    """Two nights on the replica, run as a person runs them: once for all tests and workers, which only read
    it."""
    with made_once(tmp_path_factory, worker_id, "demo") as (folder, is_new):
        out = folder / "printed.txt"
        if is_new:
            ended = fazhi_process("--data", str(folder / "data"), "demo")
            assert ended.code == 0, ended.err
            out.write_text(ended.out, encoding="utf-8")
    return Demo(DataDir(folder / "data"), out.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A working archive in which nothing has happened yet: made once, copied by each test. It knows few
    governments: a ledger of the whole country costs each night and each publication more than all else in
    these tests."""
    with made_once(tmp_path_factory, worker_id, "empty") as (folder, is_new):
        data = DataDir(folder / "data")
        if is_new:
            with Archive.open(data) as archive:
                archive._connection.execute(f"DELETE FROM government WHERE NOT ({SMALL_COUNTRY})")
                archive._connection.execute("CHECKPOINT")
    return data.work_archive


def fresh(folder: Path, empty_archive: Path) -> DataDir:
    """A data folder of its own with a copy of the empty archive."""
    made = DataDir(folder / "data")
    made.work.mkdir(parents=True)
    shutil.copy(empty_archive, made.work_archive)
    return made


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


# Those that take longest, the longest first: a worker that begins one at the end keeps all others waiting.
# Those that
# need the demo come when it is made: by the one that is longest.
LONG = [
    "flows/test_deployments",
    "test_documented_blocks",
    "flows/test_kill",
    "flows/test_attachments",
    "storage/test_published_set",
    "storage/test_frontier",
    "storage/test_damaged_set",
    "web/test_browser",
    "storage/test_incremental",
    "rehearsal/test_story",
    "keeping/test_faults",
    "storage/test_crash",
    "crawlers/test_edge",
    "crawlers/test_discovery",
    "crawlers/test_replica",
    "keeping/test_writers",
    "crawlers/test_run",
    "storage/test_fold",
    "storage/test_works",
    "storage/test_decisions",
    "rehearsal/test_rehearsal",
    "flows/test_cli",
    "flows/test_add_page",
]


def pytest_configure() -> None:
    """What is collected stays until the end: the collector does not look at it while it grows, nor
    afterwards."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers (`-n`), a file stays in one, so that its fixtures are made once."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(str(item.path)))
    items.sort(key=_turn)  # stable: within a file nothing changes


def _turn(item: pytest.Item) -> int:
    name = item.path.with_suffix("").relative_to(ROOT / "tests").as_posix()
    return LONG.index(name) if name in LONG else len(LONG)
