"""A crash at every step, at many points of each: does the next run end where an undisturbed one ends?

`python -m benchmarks.faults --most 24`: a small archive is taken to the start of each step; a child process
(forked from this one, which has everything imported) runs the step and is struck at a point of it; then the
step is run again, the night ended, and the archive compared. A point is a call that changes something: a
statement to DuckDB, a file opened for writing, renamed, removed, linked, synced. Strikes:

    kill    SIGKILL before the call
    torn    the files open for writing lose their ends, then SIGKILL: a power cut
    full    the call fails with ENOSPC, and whatever that raises runs its course
    short   no file may grow beyond so many bytes; the write that would is cut off there, with SIGKILL
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.fault_steps import STEPS, Step, make_starts
from benchmarks.strikes import Strike, in_child, limit_files
from extraction.reading import EXTRACTOR_VERSION
from storage.database.fingerprint import fingerprint
from storage.paths import DataDir
from storage.publishing.query import open_published
from storage.publishing.release import verify_release

STRIKES = ("kill", "torn", "full", "short")


class Crash(NamedTuple):
    """One strike at one point of a step; for `short` the point is a number of bytes."""

    step: Step
    strike: str
    point: int


def points_of(step: Step, data: DataDir) -> tuple[int, int]:
    """How many calls the step makes, and how large the largest file is that it leaves."""

    def count() -> int:
        counted = Strike(data.root)
        counted.install()
        step.run(data)
        return counted.count

    status, answer = in_child(count)
    if status:
        raise RuntimeError(f"{step.name} fails undisturbed")
    return int(answer), max(path.stat().st_size for path in data.root.rglob("*") if path.is_file())


def strike(crash: Crash, data: DataDir) -> bool:
    """Runs the step and strikes; whether it was hit."""

    def run() -> None:
        if crash.strike == "short":
            limit_files(crash.point)
        else:
            Strike(data.root, crash.strike, crash.point).install()
        crash.step.run(data)

    return in_child(run, quiet=True)[0] != 0


def crashes(step: Step, calls: int, largest: int, most: int, seed: int) -> Iterator[Crash]:
    """That many strikes, spread over the step; every kind in turn, the first by the seed."""
    for at in range(most):
        kind = STRIKES[(at + seed) % len(STRIKES)]
        share = (at + Random(seed + at).random()) / most
        yield Crash(step, kind, int(share**3 * largest) if kind == "short" else 1 + int(share * calls))


def half_seen(data: DataDir, good: set[str]) -> str:
    """What is wrong with what readers have right after a crash; empty when it is an old or a new whole."""
    if data.published.exists():
        with open_published(data) as archive:
            if fingerprint(archive) not in good:
                return "readers see a half state"
    for folder in data.releases.glob("fazhi-*"):
        if not folder.name.endswith(".new") and verify_release(folder):
            return f"{folder.name} is a half release"
    return ""


def try_out(crash: Crash, starts: Path, scratch: Path, good: set[str], expected: str) -> tuple[bool, str]:
    """One crash and the run after it: whether the strike hit, and what is wrong then (empty: nothing)."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        data = DataDir(Path(folder) / "data")
        shutil.copytree(starts / crash.step.start, data.root, symlinks=True)
        hit = strike(crash, data)

        def after() -> str:
            if wrong := half_seen(data, good):
                return wrong
            crash.step.run(data)
            found, wrong = crash.step.look(data)
            return wrong or ("" if found == expected else "another fingerprint")

        status, wrong = in_child(after)
        return hit, wrong if status == 0 else "the next run failed"


class Tried(NamedTuple):
    """What came of the crashes in one step."""

    name: str
    calls: int
    struck: int
    equal: int
    wrong: tuple[str, ...]


def try_all(most: int, names: Collection[str] = (), seed: int = 0) -> Iterator[Tried]:
    """`most` crashes in each of these steps (all without names); one result a step."""
    with tempfile.TemporaryDirectory(prefix="fazhi-faults-") as folder:
        scratch, starts = Path(folder), Path(folder) / "starts"
        if in_child(lambda: make_starts(starts))[0]:
            raise RuntimeError("the archives to disturb could not be made")
        _, before = in_child(lambda: _seen(DataDir(starts / "waiting")))
        _, expected = in_child(lambda: _seen(DataDir(starts / "published")))
        for number, step in enumerate(STEPS):
            if names and step.name not in names:
                continue
            calm = DataDir(scratch / "calm" / step.name)
            shutil.copytree(starts / step.start, calm.root, symlinks=True)
            calls, largest = points_of(step, calm)
            results = [
                (crash, *try_out(crash, starts, scratch, {before, expected}, expected))
                for crash in crashes(step, calls, largest, most, seed + number)
            ]
            wrong = tuple(f"{crash.strike} at {crash.point}: {told}" for crash, _, told in results if told)
            struck = [told for _, hit, told in results if hit]
            yield Tried(step.name, calls, len(struck), struck.count(""), wrong)
            shutil.rmtree(calm.root)


def _seen(data: DataDir) -> str:
    with open_published(data) as archive:
        return fingerprint(archive)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--most", type=int, default=24, help="crashes a step")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--step", action="append", default=[], choices=[step.name for step in STEPS])
    chosen = parser.parse_args()
    table = Table("step", "calls", "crashes", "equal", title=f"extractor {EXTRACTOR_VERSION}")
    wrong: list[str] = []
    total = good = 0
    for tried in try_all(chosen.most, chosen.step, chosen.seed):
        table.add_row(tried.name, str(tried.calls), str(tried.struck), str(tried.equal))
        total, good = total + tried.struck, good + tried.equal
        wrong += [f"{tried.name}: {line}" for line in tried.wrong]
        print(f"{tried.name}: {tried.equal} of {tried.struck} equal", file=sys.stderr, flush=True)
    Console().print(table)
    print(f"{good} of {total} crashes ended like an undisturbed run")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
