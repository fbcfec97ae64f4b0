"""A seeded sample of deliberate faults, each held against the tests of its package that run its line.

    python -m benchmarks.mutation [--number 150] [--seed 1] [--room storage/history] [--quick]
                                 [--measure | --as-measured]

Prints each survivor with its file, line and change, then killed and survived by package. Ends with 1 below 90
% killed. What is never changed is said in sites.py; single changes that change nothing are in equivalent.csv
with their reasons. Which test runs which line is measured once and kept in .cache/mutation; tests that
changed are measured again. The tests are collected once, and each fault is tried in a fork: those that run
its line, the quickest first, until one fails. What survives is held against the slower ones as well.
"""

import argparse
import json
import random
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.mutation.covering import TESTS_OF, Covering, covering, selection
from benchmarks.mutation.equivalents import why_equivalent
from benchmarks.mutation.mutate import Mutant, lines_to_run, mutants, names_at
from benchmarks.mutation.naming import those_naming
from benchmarks.mutation.prepared import prepared_in
from benchmarks.mutation.runner import NOT_FOUND, Runner

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "mutation"
WORKERS = 1
BUDGETS = (8.0, 120.0)
"""Processor seconds of tests for one fault, as they were measured: first few, and where none fails many
more."""
ENOUGH = 0.9


def main() -> int:
    wanted = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    wanted.add_argument(
        "--number", type=int, default=150, help="how many faults are drawn, a third from each package"
    )
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--room", default="", help="only files below this folder")
    measuring = wanted.add_mutually_exclusive_group()
    measuring.add_argument("--measure", action="store_true", help="measure again which test runs which line")
    measuring.add_argument(
        "--as-measured",
        action="store_true",
        help="measure only tests that never were, not those that changed",
    )
    wanted.add_argument(
        "--quick",
        action="store_true",
        help="what the quickest tests let through is not held against the others",
    )
    asked = wanted.parse_args()
    runner = Runner(ROOT, KEPT, WORKERS)
    texts = {
        path.relative_to(runner.copy).as_posix(): path.read_text(encoding="utf-8")
        for package in TESTS_OF
        for path in sorted((runner.copy / package).rglob("*.py"))
    }
    packages = [package for package in TESTS_OF if asked.room.partition("/")[0] in ("", package)]
    for old in KEPT.glob("*.prepared"):
        shutil.rmtree(old)
    maps = {
        package: covering(
            runner.copy, KEPT, package, runner, again=asked.measure, as_measured=asked.as_measured
        )
        for package in packages
    }
    drawn = [
        mutant
        for at, package in enumerate(packages)
        for mutant in _draw(
            (asked.number + at) // len(packages),
            random.Random(f"{asked.seed} {package}"),
            {path: text for path, text in texts.items() if path.startswith((asked.room or package) + "/")},
        )
    ]
    return _report(_run(drawn, texts, maps, runner, BUDGETS[: 1 if asked.quick else None]))


def _draw(number: int, choice: random.Random, texts: dict[str, str]) -> list[Mutant]:
    """So many faults: a module by chance, then one of its faults; large modules count no more than small
    ones."""
    left = {path: found for path, text in texts.items() if (found := mutants(path, text))}
    drawn: list[Mutant] = []
    while left and len(drawn) < number:
        path = choice.choice(sorted(left))
        mutant = left[path].pop(choice.randrange(len(left[path])))
        if why := why_equivalent(mutant, texts[path]):
            print(f"equivalent  {path}:{mutant.line}: {mutant.what}: {why}")
        else:
            drawn.append(mutant)
        if not left[path]:
            del left[path]
    return drawn


def _run(
    drawn: list[Mutant],
    texts: dict[str, str],
    maps: dict[str, Covering],
    runner: Runner,
    budgets: Sequence[float],
) -> list[tuple[Mutant, str]]:
    """How each fault ended. What the quickest tests let through is held against the others."""
    ended: dict[int, str] = {}
    tried: dict[int, list[str]] = {number: [] for number in range(len(drawn))}
    for budget in budgets:
        chosen: dict[int, list[str]] = {}
        for number in (n for n in tried if ended.get(n, "survived") == "survived"):
            mutant = drawn[number]
            tests = _tests_for(mutant, texts, maps[_package(mutant)], runner.copy, budget)
            chosen[number] = [test for test in tests if test not in tried[number]]
            tried[number] = tests
            if not tests:
                ended[number] = "untested"
        ended |= _held({n: tests for n, tests in chosen.items() if tests}, drawn, texts, runner, budget)
    return [(mutant, ended[number]) for number, mutant in enumerate(drawn)]


def _held(
    chosen: dict[int, list[str]], drawn: list[Mutant], texts: dict[str, str], runner: Runner, budget: float
) -> dict[int, str]:
    """How each fault ended: in forks of a process that has collected the tests, or, where it is in what runs
    on import, in a process of its own."""
    ended: dict[int, str] = {}
    for package in TESTS_OF:
        own = [number for number in chosen if _package(drawn[number]) == package]
        for _, answers in runner.each(
            lambda some, tree: _in_forks(some, drawn, chosen, texts, tree, runner, budget),
            _dealt(own, WORKERS),
        ):
            ended |= answers

    def hold(number: int, tree: Path) -> str:
        mutant = drawn[number]
        file = tree / mutant.path
        file.write_text(mutant.source(texts[mutant.path]), encoding="utf-8")
        try:
            return (
                "killed" if _is_noticed(mutant, chosen[number], texts, tree, runner, budget) else "survived"
            )
        finally:
            file.write_text(texts[mutant.path], encoding="utf-8")

    for number, how in runner.each(hold, [n for n in chosen if ended.get(n, "unfit") == "unfit"]):
        ended[number] = how
        mutant = drawn[number]
        print(f"{how:9} {mutant.path}:{mutant.line}: {mutant.what}", file=sys.stderr, flush=True)
    return ended


def _package(mutant: Mutant) -> str:
    return mutant.path.partition("/")[0]


def _tests_for(
    mutant: Mutant, texts: dict[str, str], known: Covering, root: Path, budget: float
) -> list[str]:
    """Those that run the fault's line, or say what must be where it runs on import."""
    naming = those_naming(names_at(texts[mutant.path], mutant.line), root, known.seconds)
    return known.of(lines_to_run(mutant, texts), budget, naming)


def _dealt(numbers: list[int], hands: int) -> list[list[int]]:
    return [hand for first in range(hands) if (hand := numbers[first::hands])]


def _in_forks(
    numbers: list[int],
    drawn: list[Mutant],
    chosen: dict[int, list[str]],
    texts: dict[str, str],
    tree: Path,
    runner: Runner,
    budget: float,
) -> dict[int, str]:
    faults = KEPT / f"{tree.name}.faults"
    faults.write_text(
        "".join(
            json.dumps(
                {"number": n, "mutant": asdict(drawn[n]), "tests": chosen[n]}
                | _given(drawn[n], texts, budget)
            )
            + "\n"
            for n in numbers
        ),
        encoding="utf-8",
    )
    files = sorted({test.partition("::")[0] for n in numbers for test in chosen[n]})
    chosen_by = selection(_package(drawn[numbers[0]]))
    options = ["-p", "benchmarks.mutation.collected", *chosen_by]
    runner.code(
        tree, [*options, *files], None, FAZHI_FAULTS=str(faults), FAZHI_PREPARED=str(prepared_in(KEPT, tree))
    )
    answers = faults.with_suffix(".answers").read_text(encoding="utf-8").splitlines()
    return {answer["number"]: answer["how"] for answer in map(json.loads, answers)}


def _given(mutant: Mutant, texts: dict[str, str], budget: float) -> dict[str, object]:
    """What decides which shared fixtures are made again (prepared.py)."""
    lines = {path: sorted(some) for path, some in lines_to_run(mutant, texts).items()}
    return {"lines": lines, "seconds": 4 * budget}


def _is_noticed(
    mutant: Mutant, tests: list[str], texts: dict[str, str], tree: Path, runner: Runner, budget: float
) -> bool:
    """Whether a test fails, or the tests take far too long. A test that waited too long is asked twice."""
    options = ["-x", "-p", "benchmarks.mutation.prepared", *selection(_package(mutant))]
    fault = json.dumps(_given(mutant, texts, budget))
    given = {"FAZHI_PREPARED": str(prepared_in(KEPT, tree)), "FAZHI_FAULT": fault}
    for _ in range(2):
        code = runner.code(tree, [*options, *tests], 4 * budget, **given)
        if code == NOT_FOUND:  # The fault changed which examples there are.
            files = sorted({test.partition("::")[0] for test in tests})
            code = runner.code(tree, [*options, *files], 8 * budget, **given)
        if code == 0 or not runner.waited_too_long(tree):
            break
    return code != 0


def _report(ended: list[tuple[Mutant, str]]) -> int:
    ended.sort(key=lambda one: (one[0].path, one[0].line))
    counts = Counter((mutant.path.partition("/")[0], how) for mutant, how in ended)
    for mutant, how in ended:
        if how != "killed":
            print(f"{how}  {mutant.path}:{mutant.line}: {mutant.what}")
    for package in TESTS_OF:
        if drawn := sum(counts[package, how] for how in ("killed", "survived", "untested")):
            killed, untested = counts[package, "killed"], counts[package, "untested"]
            print(
                f"{package}: {killed} of {drawn} killed ({killed / drawn:.0%}), {untested} on lines no test runs"
            )
    killed = sum(count for (_, how), count in counts.items() if how == "killed")
    print(f"all: {killed} of {len(ended)} killed ({killed / max(1, len(ended)):.1%})")
    return 0 if killed >= ENOUGH * len(ended) else 1


if __name__ == "__main__":
    sys.exit(main())
