"""A pytest plugin: which lines each test runs, in child processes too, and what it costs.

Set FAZHI_RECORDING to the file that gets the answer, as JSON: {test: {"passed": bool, "seconds": processor
seconds, "uses": [fixture, …], "lines": {phase: {path: [line, …]}}}} What a fixture costs that several tests
share counts for none of them: it is made once (prepared.py).
"""

import json
import os
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import coverage
import pytest

PACKAGES = ("extraction", "storage", "crawlers")
Lines = dict[str, set[int]]
"""By path."""


def spent() -> float:
    """Processor seconds of this process and of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


class Tracer:
    """Which lines of ours run under which name, in child processes too."""

    def __init__(self, tree: Path) -> None:
        self._tree = tree
        self._folder = tempfile.TemporaryDirectory()
        include = [f"{tree}/{package}/*" for package in PACKAGES]
        rules = Path(self._folder.name, "rc")
        rules.write_text(
            f"[run]\nparallel = true\ndata_file = {self._folder.name}/child\n"
            "include =\n" + "".join(f"    {pattern}\n" for pattern in include),
            encoding="utf-8",
        )
        os.environ["COVERAGE_PROCESS_START"] = str(rules)
        self._coverage = coverage.Coverage(data_file=None, include=include, config_file=False)
        self._children: dict[str, Lines] = defaultdict(lambda: defaultdict(set))
        self._name = ""
        self._coverage.start()

    @contextmanager
    def under(self, name: str) -> Iterator[None]:
        """What runs in this block is under this name, apart from what has a name of its own."""
        before, self._name = self._name, name
        self._coverage.switch_context(name)
        try:
            yield
        finally:
            for path, lines in self._of_children():
                self._children[name][path] |= lines
            self._name = before
            self._coverage.switch_context(before)

    def stop(self) -> dict[str, Lines]:
        self._coverage.stop()
        with warnings.catch_warnings():
            # Of a file whose tests run our packages only in child processes, or not at all.
            warnings.simplefilter("ignore", coverage.exceptions.CoverageWarning)
            data = self._coverage.get_data()
        found: dict[str, Lines] = defaultdict(lambda: defaultdict(set), self._children)
        for measured in data.measured_files():
            path = Path(measured).relative_to(self._tree).as_posix()
            for line, names in data.contexts_by_lineno(measured).items():
                for name in filter(None, names):
                    found[name][path].add(line)
        self._folder.cleanup()
        return found

    def _of_children(self) -> Iterator[tuple[str, set[int]]]:
        """What child processes that have ended ran; each file of theirs is read once."""
        for file in Path(self._folder.name).glob("child.*"):
            data = coverage.CoverageData(basename=str(file))
            try:
                data.read()
                found = {name: set(data.lines(name) or ()) for name in data.measured_files()}
            except coverage.exceptions.DataError:
                continue  # still being written: the next block reads it
            file.unlink()
            for name, lines in found.items():
                yield Path(name).relative_to(self._tree).as_posix(), lines


class Recorder:
    """One run of pytest: started before anything of ours is imported."""

    def __init__(self, tree: Path, out: Path) -> None:
        self._out = out
        self._tracer = Tracer(tree)
        self._tests: dict[str, dict[str, object]] = {}
        self._shared = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        return (yield from self._phase(item, "setup"))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        return (yield from self._phase(item, "call"))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        return (yield from self._phase(item, "teardown"))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        before = spent()
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                self._shared += spent() - before

    def _phase(self, item: pytest.Item, phase: str) -> Generator[None, object, object]:
        uses: list[str] = item.fixturenames  # type: ignore[attr-defined]  # of functions
        test = self._tests.setdefault(item.nodeid, {"passed": True, "seconds": 0.0, "uses": uses})
        before, self._shared = spent(), 0.0
        try:
            with self._tracer.under(f"{item.nodeid}|{phase}"):
                return (yield)
        finally:
            own = spent() - before - self._shared
            test["seconds"] = round(float(str(test["seconds"])) + max(0.0, own), 3)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self._tests[report.nodeid]["passed"] = False

    def pytest_sessionfinish(self) -> None:
        found: dict[str, dict[str, dict[str, list[int]]]] = defaultdict(dict)
        for name, paths in self._tracer.stop().items():
            test, _, phase = name.rpartition("|")
            found[test][phase] = {path: sorted(lines) for path, lines in paths.items()}
        for test, answer in self._tests.items():
            answer["lines"] = found[test]
        self._out.write_text(json.dumps(self._tests), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(Path.cwd(), Path(os.environ["FAZHI_RECORDING"])))
