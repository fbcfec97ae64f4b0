"""Which tests cost how much: processor seconds of each phase of each test, its child processes included.

    python -m pytest -p benchmarks.test_costs --costs costs.tsv …
    python -m benchmarks.test_costs costs.tsv

A pytest plugin. The clock of a busy machine says little, so it counts user and system seconds.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--costs", help="append processor seconds of each test to this file")


def _spent() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _phase(item: pytest.Item, phase: str) -> Generator[None, object, object]:
    before = _spent()
    result = yield
    if at := item.config.getoption("--costs"):
        with Path(at).open("a", encoding="utf-8") as out:
            out.write(f"{_spent() - before:.3f}\t{phase}\t{item.nodeid}\n")
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _phase(item, "setup"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _phase(item, "call"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _phase(item, "teardown"))


def read(path: Path) -> dict[str, float]:
    """Processor seconds by test, all phases together."""
    seconds: dict[str, float] = defaultdict(float)
    for line in path.read_text(encoding="utf-8").splitlines():
        spent, _, test = line.split("\t", 2)
        seconds[test] += float(spent)
    return dict(seconds)


def main(path: Path) -> None:
    """Prints the sum, the dearest files and the dearest tests."""
    tests = read(path)
    files: dict[str, float] = defaultdict(float)
    for test, spent in tests.items():
        files[test.partition("::")[0]] += spent
    print(f"{sum(tests.values()):.0f} s of processor time in {len(tests)} tests")
    for title, spent_by in (("files", files), ("tests", tests)):
        print(f"\n{title}")
        for name in sorted(spent_by, key=lambda one: -spent_by[one])[:40]:
            print(f"{spent_by[name]:8.1f}  {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
