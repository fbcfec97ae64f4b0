"""A pytest plugin: which lines each test runs, in child processes too, and what it costs.

Set FAZHI_RECORDING to the file that gets the answer, as JSON:
{test: {"passed": bool, "seconds": processor seconds, "lines": {phase: {path: [line, …]}}}}
"""

import json
import os
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path

import coverage
import pytest

PACKAGES = ("extraction", "storage", "crawlers")


def _spent() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


class Recorder:
    """One run of pytest: started before anything of ours is imported."""

    def __init__(self, tree: Path, out: Path) -> None:
        self._tree, self._out = tree, out
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
        self._tests: dict[str, dict[str, object]] = {}
        self._children: dict[tuple[str, str], dict[str, set[int]]] = {}
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        return (yield from self._phase(item, "setup"))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        return (yield from self._phase(item, "call"))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        return (yield from self._phase(item, "teardown"))

    def _phase(self, item: pytest.Item, phase: str) -> Generator[None, object, object]:
        test = self._tests.setdefault(item.nodeid, {"passed": True, "seconds": 0.0})
        self._coverage.switch_context(f"{item.nodeid}|{phase}")
        before = _spent()
        try:
            return (yield)
        finally:
            test["seconds"] = round(float(str(test["seconds"])) + _spent() - before, 3)
            self._coverage.switch_context("")
            for path, lines in self._of_children():
                self._children.setdefault((item.nodeid, phase), defaultdict(set))[path] |= lines

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self._tests[report.nodeid]["passed"] = False

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        with warnings.catch_warnings():
            # Of a file whose tests run our packages only in child processes, or not at all.
            warnings.simplefilter("ignore", coverage.exceptions.CoverageWarning)
            data = self._coverage.get_data()
        lines: dict[str, dict[str, dict[str, set[int]]]] = defaultdict(lambda: defaultdict(dict))
        for measured in data.measured_files():
            path = Path(measured).relative_to(self._tree).as_posix()
            for line, contexts in data.contexts_by_lineno(measured).items():
                for context in filter(None, contexts):
                    test, _, phase = context.rpartition("|")
                    lines[test][phase].setdefault(path, set()).add(line)
        for (test, phase), of_children in self._children.items():
            for path, found in of_children.items():
                lines[test][phase].setdefault(path, set()).update(found)
        for test, found_of in self._tests.items():
            found_of["lines"] = {
                phase: {path: sorted(found) for path, found in paths.items()}
                for phase, paths in lines[test].items()
            }
        self._out.write_text(json.dumps(self._tests), encoding="utf-8")
        self._folder.cleanup()

    def _of_children(self) -> Iterator[tuple[str, set[int]]]:
        """What child processes that have ended ran; each file of theirs is read once."""
        for file in Path(self._folder.name).glob("child.*"):
            data = coverage.CoverageData(basename=str(file))
            try:
                data.read()
                found = {name: set(data.lines(name) or ()) for name in data.measured_files()}
            except coverage.exceptions.DataError:
                continue  # still being written: the next phase reads it
            file.unlink()
            for name, lines in found.items():
                yield Path(name).relative_to(self._tree).as_posix(), lines


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(Path.cwd(), Path(os.environ["FAZHI_RECORDING"])))
