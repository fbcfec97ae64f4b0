"""Tests in fresh processes, forked from a warm one: packages of others are imported once, ours anew each
time.

Each worker has a copy of the files that git does not ignore, in which a module may be broken.
"""

import compileall
import multiprocessing
import os
import py_compile
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

OPTIONS = [
    "-q", "-n", "0", "-p", "no:cacheprovider", "-o", "timeout=0",
    # Pytest's plugins are among what the warm process has imported.
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
]  # fmt: skip
NICE = 10
WALL_SECONDS = 900
NOT_FOUND = 4

T = TypeVar("T")
R = TypeVar("R")


class Runner:
    """Some copies of the files, and pytest in them, as many runs at a time as there are copies."""

    def __init__(self, root: Path, folder: Path, workers: int) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["benchmarks.mutation.warm"])
        self._folder = folder
        self._trees: SimpleQueue[Path] = SimpleQueue()
        self._workers = workers
        for number in range(workers):
            tree = _synced(root, folder / f"tree{number}")
            # Checked by content: a module that is broken and repaired within a second is compiled anew.
            compileall.compile_dir(
                tree, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH, maxlevels=20
            )
            self._trees.put(tree)
        self.copy = folder / "tree0"
        """The state that is tried, whatever is edited meanwhile."""

    def each(self, work: Callable[[T, Path], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Does `work` on every item, each time in a copy that nobody else uses, and gives the results as they
        come."""

        def in_a_free_tree(item: T) -> tuple[T, R]:
            tree = self._trees.get()
            try:
                return item, work(item, tree)
            finally:
                self._trees.put(tree)

        with ThreadPoolExecutor(self._workers) as pool:
            for done in as_completed([pool.submit(in_a_free_tree, item) for item in items]):
                yield done.result()

    def code(self, tree: Path, arguments: list[str], seconds: float | None, **environment: str) -> int:
        """Pytest's exit code; negative where it took more than these processor seconds, or far too long."""
        log = self._folder / f"{tree.name}.log"
        process = self._context.Process(target=_pytest, args=(tree, log, arguments, seconds, environment))
        process.start()
        process.join(WALL_SECONDS if seconds else None)
        if process.exitcode is None:
            process.kill()
            process.join()
        return -1 if process.exitcode is None else process.exitcode

    def waited_too_long(self, tree: Path) -> bool:
        """Whether the last run in this copy failed because a child process or an answer did not come in
        time."""
        log = (self._folder / f"{tree.name}.log").read_text(encoding="utf-8", errors="replace")
        return "TimeoutExpired" in log or "TimeoutError" in log


def _pytest(
    tree: Path, log: Path, arguments: list[str], seconds: float | None, environment: dict[str, str]
) -> None:
    """In the forked process: the tree's own packages come first, in child processes too."""
    os.nice(max(0, NICE - os.nice(0)))
    os.setsid()
    os.chdir(tree)
    sys.path[:] = [str(tree), *(at for at in sys.path if at and Path(at) not in tree.parents)]
    os.environ.update(environment, PYTHONPATH=str(tree))
    if seconds:
        limit = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
    os.environ["FAZHI_SAYS"] = str(os.dup(2))
    with log.open("w") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    import pytest

    sys.exit(int(pytest.main([*OPTIONS, *arguments])))


def _synced(root: Path, tree: Path) -> Path:
    """A copy of the files that git does not ignore; ../shared beside it where it is here. Only what differs
    is written."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    names = {name for name in listed.stdout.decode().split("\0") if name and (root / name).is_file()}
    for name in names:
        at, content = tree / name, (root / name).read_bytes()
        if not at.exists() or at.read_bytes() != content:
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes(content)
    for path in tree.rglob("*"):
        if (
            path.is_file()
            and "__pycache__" not in path.parts
            and path.relative_to(tree).as_posix() not in names
        ):
            path.unlink()
    shared, beside = root.parent / "shared", tree.parent / "shared"
    if shared.is_dir() and not beside.exists():
        beside.symlink_to(shared.resolve())
    return tree
