"""Which tests run which lines, and how long each test takes: measured once, kept in .cache/mutation."""

import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from coverage import CoverageData

MOST_SECONDS = 90.0
"""Tests of one mutant, together: the ones that run the fewest lines are tried first."""


@dataclass
class Covering:
    """Tests by file and line, the seconds of each test, and how many lines each runs."""

    tests: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    breadth: dict[str, int] = field(default_factory=dict)

    def of(self, path: str, line: int) -> list[str]:
        """The tests that run this line, the most special first, within MOST_SECONDS."""
        found = sorted(self.tests.get(path, {}).get(line, ()), key=lambda test: (self.breadth[test], test))
        chosen: list[str] = []
        spent = 0.0
        for test in found:
            spent += self.seconds.get(test, 0.1)
            if spent > MOST_SECONDS and chosen:
                break
            chosen.append(test)
        return chosen


def measure(tree: Path, suites: list[str], packages: list[str], kept: Path) -> None:
    """Runs the suites once with coverage of each test; the data file is `kept`.

    Coverage takes every file that begins with the data file's name and a dot for data of its own: it would delete them.
    """
    kept.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder",
        "-p", "no:cacheprovider", "--durations=0", "--durations-min=0.05", "--cov-report=", "--cov-context=test",
        *(f"--cov={package}" for package in packages), *suites,
    ]  # fmt: skip
    with kept.with_name("durations.txt").open("w", encoding="utf-8") as out:
        subprocess.run(command, cwd=tree, stdout=out, check=False, env=environment(tree, kept))


def environment(tree: Path, data: Path | None = None) -> dict[str, str]:
    """The tree's own packages come first, in child processes too."""

    own = {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    return {**os.environ, **own, **({"COVERAGE_FILE": str(data)} if data else {})}


def read(tree: Path, kept: Path) -> Covering:
    """What was measured, by paths relative to the tree."""
    data = CoverageData(basename=str(kept))
    data.read()
    found = Covering(seconds=_durations(kept.with_name("durations.txt")))
    breadth: dict[str, int] = defaultdict(int)
    for measured in data.measured_files():
        lines: dict[int, set[str]] = {}
        for line, contexts in data.contexts_by_lineno(measured).items():
            names = {context.partition("|")[0] for context in contexts if context}
            lines[line] = names
            for name in names:
                breadth[name] += 1
        found.tests[Path(measured).relative_to(tree).as_posix()] = lines
    found.breadth = dict(breadth)
    return found


def _durations(out: Path) -> dict[str, float]:
    seconds: dict[str, float] = defaultdict(float)
    for line in out.read_text(encoding="utf-8").splitlines():
        parts = line.split(maxsplit=2)
        if len(parts) == 3 and parts[0].endswith("s") and parts[1] in ("call", "setup", "teardown"):
            seconds[parts[2]] += float(parts[0][:-1])
    return dict(seconds)
