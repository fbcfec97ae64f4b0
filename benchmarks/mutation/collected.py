"""A pytest plugin: the tests are collected once; then, for each fault, a fork of this process runs some of
them.

The fault is put into the functions that are in memory, and into the file, for child processes. Set
FAZHI_FAULTS to a file of JSON lines, {"number", "mutant", "lines", "tests", "seconds"}; answers are written
beside it, a line each: {"number", "how", "by"}, by being the test that noticed. What the tests share is made
before (prepared.py); an empty file of faults: only what all files share.
"""

import contextlib
import functools
import gc
import json
import os
import resource
import shutil
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from benchmarks.mutation.mutate import Mutant
from benchmarks.mutation.prepared import Key, Prepared, use_folder

Place = tuple[str, int]
WALL_SECONDS = 600
SURVIVED, KILLED, LATE, UNFIT = 0, 1, 3, 5
HOW = {SURVIVED: "survived", UNFIT: "unfit"}
"""unfit: the fault is in what runs on import; it needs a fresh process."""


class Collected:
    """Stands in for the loop that runs the tests."""

    def __init__(self, faults: Path, prepared: Prepared, scratch: Path) -> None:
        self._prepared, self._scratch = prepared, scratch
        self._faults = [json.loads(line) for line in faults.read_text(encoding="utf-8").splitlines()]
        self._out = faults.with_suffix(".answers")
        self._failed = ""
        self._late = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self._failed:
            self._failed = report.nodeid
            self._late = any(word in report.longreprtext for word in ("TimeoutExpired", "TimeoutError"))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        self._memory = Memory()
        gc.freeze()  # which hides them from Memory
        asked = {test for fault in self._faults for test in fault["tests"]} or items.keys()
        wanted = (item for name, item in items.items() if name in asked)
        self._prepared.prepare(wanted, self._memory.clear_caches, of_all=not self._faults)
        sound: dict[tuple[str, frozenset[Key]], bool] = {}
        with self._out.open("w", encoding="utf-8") as out:
            for fault in self._faults:
                how, by = self._hold(fault, items, sound)
                out.write(json.dumps({"number": fault["number"], "how": how, "by": by}) + "\n")
                out.flush()
                self._say(fault["mutant"], how, by)
        return True

    def _say(self, mutant: dict[str, Any], how: str, by: str) -> None:
        line = f"{how:9} {mutant['path']}:{mutant['line']}: {mutant['what']}  {by.rpartition('/')[2]}\n"
        os.write(int(os.environ["FAZHI_SAYS"]), line.encode())

    def _hold(
        self,
        fault: dict[str, Any],
        items: dict[str, pytest.Item],
        sound: dict[tuple[str, frozenset[Key]], bool],
    ) -> tuple[str, str]:
        """What became of one fault. A test that fails without it as well is no witness."""
        stale = self._prepared.touched_by(fault["lines"])
        asked = [items[test] for test in fault["tests"] if test in items]
        anew = self._prepared.affordable(asked, stale, fault["seconds"])
        while True:
            chosen = [items[test] for test in anew if sound.get((test, anew[test]), True)]
            if not chosen:
                return "unfit", ""
            code, by = self._in_a_fork(fault, chosen, stale)
            if code == LATE:
                code, by = self._in_a_fork(fault, chosen, stale)
            if code in HOW or by not in anew:
                return HOW.get(code, "killed"), by
            if (by, anew[by]) not in sound:
                sound[by, anew[by]] = self._in_a_fork(None, [items[by]], anew[by])[0] == SURVIVED
            if sound[by, anew[by]]:
                return "killed", by

    def run(
        self, fault: dict[str, Any] | None, text: str, chosen: list[pytest.Item], stale: frozenset[Key]
    ) -> tuple[int, str]:
        """In the fork: the tests until one fails."""
        if fault and not self._memory.break_(Mutant(**fault["mutant"]), text):
            return UNFIT, ""
        self._prepared.stale = stale
        use_folder(chosen[0].config, self._scratch)
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return (LATE if self._late else KILLED), self._failed
        return SURVIVED, ""

    def _in_a_fork(
        self, fault: dict[str, Any] | None, chosen: list[pytest.Item], stale: frozenset[Key]
    ) -> tuple[int, str]:
        seconds = (fault["seconds"] if fault else 120) + self._prepared.seconds(stale)
        self._scratch.mkdir(parents=True)
        try:
            return _in_a_fork(fault, seconds, lambda before: self.run(fault, before, chosen, stale))
        finally:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._prepared.restore()


def _in_a_fork(
    fault: dict[str, Any] | None, seconds: float, work: Callable[[str], tuple[int, str]]
) -> tuple[int, str]:
    """What the work answers that gets the sound text of the fault's module, with the fault in its file."""
    path = Path(fault["mutant"]["path"]) if fault else None
    before = path.read_text(encoding="utf-8") if path else ""
    told, tell = os.pipe()
    by = ""
    if path and fault:
        path.write_text(Mutant(**fault["mutant"]).source(before), encoding="utf-8")
    try:
        if (child := os.fork()) == 0:
            code, by = KILLED, ""
            try:
                os.setsid()
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.alarm(WALL_SECONDS)
                limit = int(seconds) + 1
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
                code, by = work(before)
            finally:
                os.write(tell, by.encode())
                os._exit(code)
        _, status = os.waitpid(child, 0)
        os.set_blocking(told, False)
        with contextlib.suppress(OSError):
            os.killpg(child, signal.SIGKILL)  # what the tests started and left
        with contextlib.suppress(BlockingIOError):
            by = os.read(told, 10_000).decode()
    finally:
        os.close(told)
        os.close(tell)
        if path:
            path.write_text(before, encoding="utf-8")
    return os.waitstatus_to_exitcode(status), by


class Memory:
    """The functions of the modules under test that are in memory, by file, name and line; and all caches."""

    def __init__(self) -> None:
        self._functions: dict[str, dict[Place, list[FunctionType]]] = defaultdict(lambda: defaultdict(list))
        self._caches: list[Any] = []
        gc.unfreeze()  # what the tests' own collection has frozen is not among the objects
        for held in gc.get_objects():
            if isinstance(held, FunctionType) and "site-packages" not in held.__code__.co_filename:
                self._functions[held.__code__.co_filename][_place(held.__code__)].append(held)
            elif isinstance(held, functools._lru_cache_wrapper) and held.cache_info().currsize:
                self._caches.append(held)

    def break_(self, mutant: Mutant, text: str) -> bool:
        """Puts the fault into the functions; False where it is outside of functions: that runs on import."""
        file = str(Path(mutant.path).resolve())
        if file not in self._functions:
            return True  # not imported yet
        changed = dict(
            _changed(compile(text, file, "exec", dont_inherit=True), _compiled(mutant, text, file))
        )
        if not changed or not all(code.co_flags & CO_OPTIMIZED for code in changed.values()):
            return False
        for place, code in changed.items():
            for function in self._functions[file].get(place, ()):
                function.__code__ = code
        self.clear_caches()
        return True

    def clear_caches(self) -> None:
        for cache in self._caches:
            cache.cache_clear()


def _compiled(mutant: Mutant, text: str, file: str) -> CodeType:
    return compile(mutant.tree(text), file, "exec", dont_inherit=True)


def _place(code: CodeType) -> Place:
    return code.co_qualname, code.co_firstlineno


def _changed(before: CodeType, after: CodeType) -> Iterator[tuple[Place, CodeType]]:
    """The code that differs, of functions with what is nested in them; of a module and a class only its
    own."""
    inner = False
    for old, new in zip(_nested(before), _nested(after), strict=True):
        for found in _changed(old, new):
            inner = True
            yield found
    if _own(before) != _own(after) or (inner and before.co_flags & CO_OPTIMIZED):
        yield _place(before), after


def _nested(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def _own(code: CodeType) -> tuple[bytes, str, tuple[str, ...]]:
    own = [one for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, repr(own), code.co_names


def pytest_configure(config: pytest.Config) -> None:
    faults, folder = Path(os.environ["FAZHI_FAULTS"]), Path(os.environ["FAZHI_PREPARED"])
    prepared = Prepared(folder)
    config.pluginmanager.register(prepared)
    config.pluginmanager.register(Collected(faults, prepared, folder / "scratch"))
