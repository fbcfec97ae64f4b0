"""A pytest plugin: what tests share (a fixture of a session or a module) is made once for all faults, by
sound code.

It is made in a fork, with the lines that it runs, and comes back pickled. Where a fault is in one of these
lines, it is made again by the faulty code. What yields holds something open: that is made in each fork, as
what cannot be pickled.
"""

import contextlib
import inspect
import json
import os
import pickle
import shutil
import signal
import traceback
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.mutation.recording import Lines, Tracer, spent

Key = tuple[str, str, str]
"""The file of tests for which a fixture is made ("" for all), where it is defined, and its name."""
SECONDS = 1800
DEAREST = 0.25
"""The part of a fault's seconds that may go into making again what its tests share."""


@dataclass(frozen=True, slots=True)
class Made:
    """One fixture: its value, pickled, what it cost, the lines it ran, and the names of the fixtures it
    uses."""

    key: Key
    value: bytes
    seconds: float
    lines: Lines
    uses: tuple[str, ...]


class Prepared:
    """Gives fixtures that were made before to the tests of this process, but for those that are stale."""

    def __init__(self, folder: Path, seconds: float = 0) -> None:
        self._folder, self._seconds = folder, seconds
        self._index = folder / "index.pickle"
        self._made: dict[Key, Made] = pickle.loads(self._index.read_bytes()) if self._index.exists() else {}
        self.stale: frozenset[Key] = frozenset()

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any], request: Any) -> object:
        made = self._made.get(_key(fixturedef, request.node))
        if made is None or made.key in self.stale:
            return None
        value: object = pickle.loads(made.value)
        fixturedef.cached_result = (value, fixturedef.cache_key(request), None)
        return value

    def touched_by(self, lines: dict[str, list[int]]) -> frozenset[Key]:
        """Those that run one of the lines, those made of them, and the others of the same file, for they may
        write to one folder; all where no line is known."""
        found = {
            key
            for key, made in self._made.items()
            if not lines
            or any(made.lines.get(path, set()).intersection(some) for path, some in lines.items())
        }
        while True:
            names, files = {name for *_, name in found}, {file for file, *_ in found if file}
            more = {
                key for key, made in self._made.items() if key[0] in files or names.intersection(made.uses)
            }
            if more <= found:
                return frozenset(found)
            found |= more

    def affordable(
        self, items: Iterable[pytest.Item], stale: frozenset[Key], seconds: float
    ) -> dict[str, frozenset[Key]]:
        """What must be made again for each of these tests. Those that need nothing come first; those that
        need too much are left out, if others are left."""
        needed = {item.nodeid: stale & _shared(item) for item in items}
        made: frozenset[Key] = frozenset()
        chosen: dict[str, frozenset[Key]] = {}
        for test in sorted(needed, key=lambda test: bool(needed[test])):
            if not chosen or self.seconds(made | needed[test]) <= DEAREST * seconds:
                made |= needed[test]
                chosen[test] = needed[test]
        return chosen

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        by_name = {item.nodeid: item for item in items}
        if self.stale - self.of_files():
            items[:] = [by_name[test] for test in self.affordable(items, self.stale, self._seconds)]

    def lines_by_name(self) -> dict[str, Lines]:
        """The lines of what all files of tests share, by the name of the fixture."""
        return {name: made.lines for (file, _, name), made in self._made.items() if not file}

    def of_files(self) -> frozenset[Key]:
        return frozenset(key for key in self._made if key[0])

    def seconds(self, keys: Iterable[Key]) -> float:
        return sum(self._made[key].seconds for key in keys)

    def prepare(
        self, items: Iterable[pytest.Item], clear_caches: Callable[[], None], *, of_all: bool = False
    ) -> None:
        """Makes what these tests share and is not there yet, each fixture once; of_all: only what all files
        share."""
        tried = set(self._made)
        for item in items:
            wanted = {key for key in _shared(item) - tried if not (of_all and key[0])}
            if wanted:
                tried |= wanted
                folder = self._folder / "made" / str(len(tried))
                self._make(item, wanted, folder, clear_caches)
                shutil.copytree(folder, self._folder / "pristine" / folder.name, symlinks=True)
        self._index.parent.mkdir(parents=True, exist_ok=True)
        self._index.write_bytes(pickle.dumps(self._made))

    def _make(
        self, item: pytest.Item, wanted: set[Key], folder: Path, clear_caches: Callable[[], None]
    ) -> None:
        folder.mkdir(parents=True)
        out = folder.with_suffix(".pickle")
        if (child := os.fork()) == 0:
            try:
                os.setsid()
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.alarm(SECONDS)
                clear_caches()
                use_folder(item.config, folder)
                making = Making(wanted)
                item.config.pluginmanager.register(making)
                with contextlib.suppress(pytest.skip.Exception):
                    item.ihook.pytest_runtest_setup(item=item)
                out.write_bytes(pickle.dumps(making.made()))
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        with contextlib.suppress(OSError):
            os.killpg(child, signal.SIGKILL)
        if out.exists():
            for made in pickle.loads(out.read_bytes()):
                self._made[made.key] = made
            out.unlink()

    def restore(self) -> None:
        """Repairs what a test has changed."""
        for pristine in (self._folder / "pristine").glob("*"):
            used = self._folder / "made" / pristine.name
            if _state(used) != _state(pristine):
                shutil.rmtree(used, ignore_errors=True)
                shutil.copytree(pristine, used, symlinks=True)


class Making:
    """In the fork: the fixtures as they are made, each under its own name."""

    def __init__(self, wanted: set[Key]) -> None:
        self._wanted = wanted
        self._made: list[Made] = []
        self._tracer = Tracer(Path.cwd())

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: Any
    ) -> Generator[None, object, object]:
        key = _key(fixturedef, request.node)
        if key not in self._wanted:
            return (yield)
        before = spent()
        with self._tracer.under("|".join(key)):
            value = yield
        with contextlib.suppress(Exception):
            if value is not None:
                self._made.append(Made(key, pickle.dumps(value), spent() - before, {}, fixturedef.argnames))
        return value

    def made(self) -> list[Made]:
        lines = self._tracer.stop()
        return [replace(one, lines=dict(lines["|".join(one.key)])) for one in self._made]


def prepared_in(kept: Path, tree: Path) -> Path:
    """Where what the tests of this copy share is kept."""
    return kept / f"{tree.name}.prepared"


def use_folder(config: pytest.Config, folder: Path) -> None:
    """The tests of this process write here."""
    config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]


def _key(fixture: pytest.FixtureDef[Any], node: Any) -> Key:
    file = node.getparent(pytest.Module) if fixture.scope != "session" else None
    return file.nodeid if file else "", fixture.func.__module__, fixture.argname


def _shared(item: pytest.Item) -> set[Key]:
    """The fixtures of this test that could be made before it."""
    return {
        _key(one, item)
        for some in item._fixtureinfo.name2fixturedefs.values()  # type: ignore[attr-defined]
        for one in some
        if one.scope != "function" and not one.params and one.func.__module__.startswith("tests.")
        if not inspect.isgeneratorfunction(one.func)
    }


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(folder).as_posix(): ((now := path.lstat()).st_size, now.st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def pytest_configure(config: pytest.Config) -> None:
    """In a process that has a fault in its modules, or that measures the tests of one file."""
    fault = json.loads(os.environ.get("FAZHI_FAULT", "null"))
    prepared = Prepared(Path(os.environ["FAZHI_PREPARED"]), fault["seconds"] if fault else SECONDS)
    prepared.stale = prepared.touched_by(fault["lines"]) if fault else prepared.of_files()
    config.pluginmanager.register(prepared)
