"""A seeded sample of deliberate faults, each held against the tests that run its line.

    python -m benchmarks.mutation [--number 150] [--seed 1] [--room storage/history] [--measure]

Prints each survivor with its file and line, then killed and survived by package. Ends with 1 below 90 % killed.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from benchmarks.mutation.covering import Covering, environment, measure, read
from benchmarks.mutation.mutate import Mutant, mutants

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "mutation" / "coverage"
PACKAGES = ["extraction", "storage", "crawlers"]
SUITES = ["tests/extraction", "tests/storage", "tests/crawlers", "tests/keeping", "tests/records"]
WORKERS = 2
SECONDS = 300
ENOUGH = 0.9


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--number", type=int, default=150, help="how many faults are drawn")
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--room", default="", help="only files below this folder")
    wanted.add_argument("--measure", action="store_true", help="measure again which test runs which line")
    asked = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trees = [_copy(Path(folder) / f"tree{number}") for number in range(WORKERS)]
        covering = _covering(trees[0], again=asked.measure)
        drawn = _draw(asked.number, asked.seed, asked.room, covering)
        return _report(_run(drawn, covering, trees))


def _copy(tree: Path) -> Path:
    """The tracked files, at a place where they may be broken; ../shared beside them where it is here."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    shared, beside = ROOT.parent / "shared", tree.parent / "shared"
    if shared.is_dir() and not beside.exists():
        beside.symlink_to(shared.resolve())
    return tree


def _covering(tree: Path, *, again: bool) -> Covering:
    if again or not KEPT.exists():
        print("measuring which test runs which line …", file=sys.stderr, flush=True)
        measure(tree, SUITES, PACKAGES, KEPT)
        (KEPT.parent / "tree").write_text(str(tree), encoding="utf-8")
    return read(Path((KEPT.parent / "tree").read_text(encoding="utf-8")), KEPT)


def _draw(number: int, seed: int, room: str, covering: Covering) -> list[Mutant]:
    """So many faults, at most a few a module, on lines that at least one test runs or that nobody runs."""
    choice = random.Random(seed)
    paths = sorted(
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if path.relative_to(ROOT).as_posix().startswith(room)
    )
    drawn: list[Mutant] = []
    while paths and len(drawn) < number:
        path = choice.choice(paths)
        found = mutants(path, (ROOT / path).read_text(encoding="utf-8"))
        fresh = [one for one in found if one not in drawn]
        if not fresh:
            paths.remove(path)
            continue
        drawn.append(choice.choice(fresh))
    return drawn


def _run(drawn: list[Mutant], covering: Covering, trees: list[Path]) -> list[tuple[Mutant, str]]:
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def run(mutant: Mutant) -> tuple[Mutant, str]:
        tree = free.get()
        try:
            ended = _hold(mutant, covering.of(mutant.path, mutant.line), tree)
        finally:
            free.put(tree)
        print(f"{ended:9} {mutant.path}:{mutant.line}: {mutant.what}", file=sys.stderr, flush=True)
        return mutant, ended

    with ThreadPoolExecutor(len(trees)) as pool:
        return list(pool.map(run, drawn))


def _hold(mutant: Mutant, tests: list[str], tree: Path) -> str:
    """killed, survived, or untested where no test of the suites runs the line in its own process."""
    file = tree / mutant.path
    before = file.read_text(encoding="utf-8")
    file.write_text(mutant.source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, *(tests or _neighbours(mutant.path))],
            cwd=tree, env=environment(tree), capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        return "survived" if done.returncode == 0 else "killed"
    except subprocess.TimeoutExpired:
        return "killed"
    finally:
        file.write_text(before, encoding="utf-8")


def _neighbours(path: str) -> list[str]:
    """For a line that runs in child processes only: the tests of its package that start them."""
    return {
        "crawlers": ["tests/crawlers"],
        "storage": ["tests/storage/test_crash.py", "tests/storage/test_lock.py"],
        "extraction": ["tests/extraction/test_reading.py"],
    }[path.partition("/")[0]]


def _report(ended: list[tuple[Mutant, str]]) -> int:
    counts = Counter((mutant.path.partition("/")[0], how) for mutant, how in ended)
    for mutant, how in ended:
        if how == "survived":
            print(f"survived  {mutant.path}:{mutant.line}: {mutant.what}")
    for package in PACKAGES:
        killed, survived = counts[package, "killed"], counts[package, "survived"]
        if killed + survived:
            print(f"{package}: {killed} of {killed + survived} killed ({killed / (killed + survived):.0%})")
    killed = sum(count for (_, how), count in counts.items() if how == "killed")
    print(f"all: {killed} of {len(ended)} killed ({killed / max(1, len(ended)):.0%})")
    return 0 if killed >= ENOUGH * len(ended) else 1


if __name__ == "__main__":
    sys.exit(main())
