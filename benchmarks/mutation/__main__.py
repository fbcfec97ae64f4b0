"""A seeded sample of deliberate faults, each held against the tests of its package that run its line.

    python -m benchmarks.mutation [--number 150] [--seed 1] [--room storage/history] [--measure | --as-measured]

Prints each survivor with its file, line and change, then killed and survived by package. Ends with 1 below 90 % killed.
What is never changed is said in sites.py; single changes that change nothing are in equivalent.csv with their reasons.
Which test runs which line is measured once and kept in .cache/mutation; tests that changed are measured again. The tests
are collected once, and each fault is tried in a fork: those that run its line, the quickest first, until one fails.
"""

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from benchmarks.mutation.covering import TESTS_OF, Covering, covering
from benchmarks.mutation.equivalents import why_equivalent
from benchmarks.mutation.mutate import Mutant, lines_to_run, mutants, names_at
from benchmarks.mutation.naming import those_naming
from benchmarks.mutation.recording import Lines
from benchmarks.mutation.runner import NOT_FOUND, Runner

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "mutation"
WORKERS = 1
BUDGET = 8.0
"""Processor seconds of tests for one fault, as they were measured."""
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
    asked = wanted.parse_args()
    runner = Runner(ROOT, KEPT, WORKERS)
    texts = {
        path.relative_to(runner.copy).as_posix(): path.read_text(encoding="utf-8")
        for package in TESTS_OF
        for path in sorted((runner.copy / package).rglob("*.py"))
    }
    packages = [package for package in TESTS_OF if asked.room.partition("/")[0] in ("", package)]
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
    return _report(_run(drawn, texts, maps, runner))


def _draw(number: int, choice: random.Random, texts: dict[str, str]) -> list[Mutant]:
    """So many faults: a module by chance, then one of its faults; large modules count no more than small ones."""
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
    drawn: list[Mutant], texts: dict[str, str], maps: dict[str, Covering], runner: Runner
) -> list[tuple[Mutant, str]]:
    """How each fault ended: in forks of a process that has collected the tests, or, where it is in what runs on
    import, in a process of its own."""
    lines = {number: lines_to_run(mutant, texts) for number, mutant in enumerate(drawn)}
    chosen = {
        number: _tests_for(mutant, lines[number], texts, maps[mutant.path.partition("/")[0]], runner.copy)
        for number, mutant in enumerate(drawn)
    }
    ended = {number: "untested" for number, tests in chosen.items() if not tests}
    for package in maps:
        own = [n for n, mutant in enumerate(drawn) if chosen[n] and mutant.path.startswith(package + "/")]
        for _, answers in runner.each(
            lambda some, tree: _in_forks(some, drawn, lines, chosen, tree, runner), _dealt(own, WORKERS)
        ):
            ended |= answers

    def hold(number: int, tree: Path) -> str:
        mutant = drawn[number]
        file = tree / mutant.path
        file.write_text(mutant.source(texts[mutant.path]), encoding="utf-8")
        try:
            return "killed" if _is_noticed(lines[number], chosen[number], tree, runner) else "survived"
        finally:
            file.write_text(texts[mutant.path], encoding="utf-8")

    for number, how in runner.each(hold, [n for n in chosen if ended.get(n, "unfit") == "unfit"]):
        ended[number] = how
        mutant = drawn[number]
        print(f"{how:9} {mutant.path}:{mutant.line}: {mutant.what}", file=sys.stderr, flush=True)
    return [(mutant, ended[number]) for number, mutant in enumerate(drawn)]


def _tests_for(mutant: Mutant, lines: Lines, texts: dict[str, str], known: Covering, root: Path) -> list[str]:
    """Those that run the fault's line, or say what must be where it runs on import."""
    naming = those_naming(names_at(texts[mutant.path], mutant.line), root, known.seconds)
    return known.of(lines, BUDGET, naming)


def _dealt(numbers: list[int], hands: int) -> list[list[int]]:
    return [hand for first in range(hands) if (hand := numbers[first::hands])]


def _in_forks(
    numbers: list[int],
    drawn: list[Mutant],
    lines: dict[int, Lines],
    chosen: dict[int, list[str]],
    tree: Path,
    runner: Runner,
) -> dict[int, str]:
    faults = KEPT / f"{tree.name}.faults"
    faults.write_text(
        "".join(
            json.dumps(
                {
                    "number": n,
                    "mutant": asdict(drawn[n]),
                    "lines": _listed(lines[n]),
                    "tests": chosen[n],
                    "seconds": 4 * BUDGET,
                }
            )
            + "\n"
            for n in numbers
        ),
        encoding="utf-8",
    )
    files = sorted({test.partition("::")[0] for n in numbers for test in chosen[n]})
    runner.code(
        tree,
        ["-p", "benchmarks.mutation.collected", *files],
        None,
        FAZHI_FAULTS=str(faults),
        FAZHI_PREPARED=str(_prepared(tree)),
    )
    answers = faults.with_suffix(".answers").read_text(encoding="utf-8").splitlines()
    return {answer["number"]: answer["how"] for answer in map(json.loads, answers)}


def _listed(lines: Lines) -> dict[str, list[int]]:
    return {path: sorted(some) for path, some in lines.items()}


def _prepared(tree: Path) -> Path:
    return KEPT / f"{tree.name}.prepared"


def _is_noticed(lines: Lines, tests: list[str], tree: Path, runner: Runner) -> bool:
    """Whether a test fails, or the tests take far too long. A test that waited too long is asked twice."""
    options = ["-x", "-p", "benchmarks.mutation.prepared"]
    fault = {"lines": _listed(lines), "seconds": 4 * BUDGET}
    given = {"FAZHI_PREPARED": str(_prepared(tree)), "FAZHI_FAULT": json.dumps(fault)}
    for _ in range(2):
        code = runner.code(tree, [*options, *tests], 4 * BUDGET, **given)
        if code == NOT_FOUND:  # The fault changed which examples there are.
            files = sorted({test.partition("::")[0] for test in tests})
            code = runner.code(tree, [*options, *files], 8 * BUDGET, **given)
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
