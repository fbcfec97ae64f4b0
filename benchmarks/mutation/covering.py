"""Which tests run which lines: measured once a file of tests, kept on disk, and used until that file changes.

The sources may change in between: lines are found again by comparing the text with the one that was measured.
"""

import gzip
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from benchmarks.mutation.prepared import Prepared, prepared_in
from benchmarks.mutation.recording import Lines
from benchmarks.mutation.runner import Runner

TESTS_OF = {
    "extraction": ("tests/extraction", "tests/benchmarks", "tests/web/test_texts.py"),
    "storage": (
        "tests/storage",
        "tests/keeping",
        "tests/records",
        "tests/cluster/test_store.py",
        "tests/flows/test_citing.py",
        "tests/flows/test_figures.py",
        "tests/flows/test_reader_verbs.py",
        # Of storage.lookup, which is what the pages ask.
        "tests/web/test_downloads.py",
        "tests/web/test_evidence.py",
        "tests/web/test_figures.py",
        "tests/web/test_find.py",
        "tests/web/test_pages.py",
    ),
    "crawlers": ("tests/crawlers", "tests/records/test_government.py"),
}
"""The tests of a package, folders and files: those that a mutant of it is held against."""
AT_NIGHT = {"extraction"}
"""Packages whose nightly tests count too: they take seconds. Those of the others take minutes."""
PLUGIN = "benchmarks.mutation.recording"
MOST_SECONDS = 900


@dataclass
class Covering:
    """Per package: tests by file and line, what each test costs, and how many lines each runs."""

    tests: dict[str, dict[int, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    prepared: dict[str, dict[int, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    seconds: dict[str, float] = field(default_factory=dict)
    breadth: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def of(self, places: dict[str, set[int]], budget: float, naming: Collection[str] = ()) -> list[str]:
        """The tests that run one of these lines, those that run least and end soonest first, within the
        budget.

        naming are tests that speak of what the lines define: they come before. Tests whose shared fixture
        runs the line come after those that run it themselves.
        """
        own: set[str] = set()
        shared: set[str] = set()
        for path, lines in places.items():
            for line in lines:
                own |= self.tests[path][line]
                shared |= self.prepared[path][line]
        own -= set(naming)
        shared -= own.union(naming)
        chosen: list[str] = []
        spent = 0.0
        for test in (test for group in (naming, own, shared) for test in sorted(group, key=self._order)):
            spent += self.seconds[test]
            if spent > budget and chosen:
                break
            chosen.append(test)
        return chosen

    def _order(self, test: str) -> tuple[float, str]:
        return (self.breadth[test] + 2000 * self.seconds[test], test)

    def add(self, measured: dict[str, dict[str, Any]], moved: "Moved", shared: dict[str, Lines]) -> None:
        """What one file of tests was measured to run. Tests that failed by themselves are no witnesses.
        shared is what the fixtures run that all files share: where they were there already, no test was seen
        to run it."""
        passed = [test for test, told in measured.items() if told["passed"]]
        for test in passed:
            told = measured[test]
            self.seconds[test] = float(told["seconds"])
            for name in shared.keys() & set(told.get("uses", ())):
                for path, lines in shared[name].items():
                    for line in lines:
                        self.prepared[path][line].add(test)
            for phase, paths in told["lines"].items():
                for path, lines in paths.items():
                    now = moved.lines(path, lines)
                    self.breadth[test] += len(now) if phase == "call" else 0
                    for line in now:
                        if phase == "call":
                            self.tests[path][line].add(test)
                        elif phase == "setup":
                            # A fixture of the file or of the package: all its tests may look at what it made.
                            self.prepared[path][line].update(passed)


class Moved:
    """Where a measured line stands today."""

    def __init__(self, root: Path, sources: Path, digests: dict[str, str]) -> None:
        self._root, self._sources, self._digests = root, sources, digests
        self._maps: dict[str, dict[int, int] | None] = {}

    def lines(self, path: str, lines: Iterable[int]) -> list[int]:
        if path not in self._maps:
            self._maps[path] = self._map(path)
        found = self._maps[path]
        return list(lines) if found is None else sorted({found[line] for line in lines if line in found})

    def _map(self, path: str) -> dict[int, int] | None:
        """None where the file is as it was measured."""
        now = self._root / path
        if not now.exists():
            return {}
        if digest_of(now) == self._digests[path]:
            return None
        before = (self._sources / self._digests[path]).read_text(encoding="utf-8").splitlines()
        after = now.read_text(encoding="utf-8").splitlines()
        found: dict[int, int] = {}
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag == "equal":
                found.update((line + 1, b0 + line - a0 + 1) for line in range(a0, a1))
            elif b1 > b0:
                found.update((line + 1, min(b0 + line - a0, b1 - 1) + 1) for line in range(a0, a1))
        return found


def selection(package: str) -> list[str]:
    """Pytest's arguments for the tests of a package that count."""
    return ["-m", ""] if package in AT_NIGHT else []


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def covering(
    root: Path, kept: Path, package: str, runner: Runner, *, again: bool = False, as_measured: bool = False
) -> Covering:
    """The map of one package; files of tests that are new or changed are measured first."""
    files = sorted(
        path.relative_to(root).as_posix()
        for suite in TESTS_OF[package]
        for path in ((root / suite).rglob("test_*.py") if (root / suite).is_dir() else [root / suite])
    )
    known = {name for name in files if _place(kept, name).exists()}
    stale = [
        name
        for name in files
        if again or name not in known or not (as_measured or _is_fresh(root, kept, name))
    ]

    def measure(name: str, tree: Path) -> int:
        raw = kept / "raw" / name.replace("/", "+")
        raw.parent.mkdir(parents=True, exist_ok=True)
        options = ["-p", PLUGIN, "-p", "benchmarks.mutation.prepared", *selection(package)]
        places = {"FAZHI_RECORDING": str(raw), "FAZHI_PREPARED": str(prepared_in(kept, tree))}
        return runner.code(tree, [*options, name], MOST_SECONDS, **places)

    if stale:
        _prepare(kept, package, runner, stale)
    for number, (name, code) in enumerate(runner.each(measure, stale), 1):
        print(f"measured {number} of {len(stale)}: {name} ({code})", file=sys.stderr, flush=True)
        _keep(root, kept, name)
    found = Covering()
    shared = Prepared(prepared_in(kept, root)).lines_by_name()
    for name in files:
        if (at := _place(kept, name)).exists():
            told = json.loads(gzip.decompress(at.read_bytes()))
            found.add(told["tests"], Moved(root, kept / "sources", told["sources"]), shared)
    return found


def _prepare(kept: Path, package: str, runner: Runner, names: list[str]) -> None:
    """Makes what all these files share, once for their measurements."""

    def prepare(none: Path, tree: Path) -> None:
        none.write_text("", encoding="utf-8")
        options = ["-p", "benchmarks.mutation.collected", *selection(package)]
        places = {"FAZHI_FAULTS": str(none), "FAZHI_PREPARED": str(prepared_in(kept, tree))}
        runner.code(tree, [*options, *names], None, **places)

    for _ in runner.each(prepare, [kept / "none.faults"]):
        pass


def _place(kept: Path, name: str) -> Path:
    return kept / "tests" / (name.replace("/", "+") + ".json.gz")


def _is_fresh(root: Path, kept: Path, name: str) -> bool:
    at = _place(kept, name)
    return at.exists() and json.loads(gzip.decompress(at.read_bytes()))["digest"] == digest_of(root / name)


def _keep(root: Path, kept: Path, name: str) -> None:
    """Puts one answer of the recording where it is found, with the sources it is about."""
    raw = kept / "raw" / name.replace("/", "+")
    if not raw.exists():
        return
    tests = json.loads(raw.read_text(encoding="utf-8"))
    sources: dict[str, str] = {}
    for path in {path for told in tests.values() for paths in told["lines"].values() for path in paths}:
        sources[path] = digest_of(root / path)
        copy = kept / "sources" / sources[path]
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((root / path).read_bytes())
    told = {"digest": digest_of(root / name), "sources": sources, "tests": tests}
    _place(kept, name).parent.mkdir(parents=True, exist_ok=True)
    _place(kept, name).write_bytes(gzip.compress(json.dumps(told).encode(), 5))
    raw.unlink()
