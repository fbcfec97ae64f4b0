"""Every compiled pattern of the program, and texts that make a careless one slow.

    python -m benchmarks.patterns              # patterns whose cost grows faster than the text, worst first
    python -m benchmarks.patterns --cost 0.1   # patterns that cost more seconds for a million characters

A pattern that its module only holds against a beginning (match, fullmatch) is tried so, others are looked
for.
"""

import argparse
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]  # private: nothing else parses a pattern
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

PACKAGES = ("records", "extraction", "crawlers", "storage", "flows", "web")
_TIMES = 8
_WAYS = 40
_TELLING = 0.002  # seconds: less is noise
Parsed = list[tuple[Any, Any]]


def every_pattern() -> dict[str, re.Pattern[Any]]:
    """By module and name: the patterns that modules keep, also in tuples, lists and dictionaries."""
    found: dict[str, re.Pattern[Any]] = {}
    for package in PACKAGES:
        root = importlib.import_module(package)
        for info in pkgutil.walk_packages(root.__path__, f"{package}."):
            if info.name.endswith("__main__"):
                continue
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                for at, pattern in enumerate(_patterns_in(value)):
                    found.setdefault(f"{info.name}.{name}{f'[{at}]' if at else ''}", pattern)
    unique: dict[tuple[Any, int], str] = {}
    for name, pattern in found.items():
        unique.setdefault((pattern.pattern, pattern.flags), name)
    return {name: found[name] for name in unique.values()}


def _patterns_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list, frozenset, set)) and depth < 3:
        for one in value:
            yield from _patterns_in(one, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        yield from _patterns_in(list(value.keys()), depth + 1)
        yield from _patterns_in(list(value.values()), depth + 1)


def attacks(pattern: re.Pattern[Any], length: int) -> list[Any]:
    """Texts of this length that begin to match again and again, and never do."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = list(parser.parse(text, pattern.flags & ~re.DEBUG))
    sample = "".join(_sample(parsed, 2))
    repeated = list(dict.fromkeys(_repeated(parsed)))[:8]
    units = [sample[:end] for end in _ends(len(sample))] + repeated
    units += ["".join(_sample(one, 2)) for one in _alternatives(parsed)]
    units += [a + b for a, b in zip(repeated, repeated[1:], strict=False)]
    made = [(unit * (length // len(unit) + 1))[:length] for unit in units if unit]
    for end in _ends(len(sample)):
        made += [(sample[:end] + one * length)[:length] for one in repeated]
    made = list(dict.fromkeys(made))
    if isinstance(pattern.pattern, bytes):
        return [one.encode("latin-1", "replace") for one in made]
    return made


def _alternatives(parsed: Parsed) -> list[Parsed]:
    """The ways a pattern begins with, as far as it begins with a choice."""
    if parsed and parsed[0][0] is code.SUBPATTERN:
        return _alternatives(list(parsed[0][1][-1]))
    if parsed and parsed[0][0] is code.BRANCH:
        ways = [list(one) for one in parsed[0][1][1]]
        return [deeper for way in ways for deeper in (_alternatives(way) or [way])][:_WAYS]
    return []


def _ends(length: int) -> list[int]:
    """Where a sample is cut: everywhere at its beginning, then ever more rarely."""
    return sorted(
        {*range(1, min(length, 8)), *(length * part // 6 for part in range(1, 7)), length - 1} - {0, -1}
    )


def _sample(parsed: Parsed, times: int) -> Iterator[str]:
    """A text the pattern matches, as far as that can be had without trying."""
    for operator, argument in parsed:
        if operator is code.LITERAL:
            yield chr(argument)
        elif operator in (code.ANY, code.NOT_LITERAL):
            yield "a" if argument != ord("a") else "b"
        elif operator is code.IN:
            yield _of_class(argument)
        elif operator in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            least, most, inner = argument
            yield from "".join(_sample(list(inner), times)) * min(max(least, times), int(most))
        elif operator is code.SUBPATTERN:
            yield from _sample(list(argument[-1]), times)
        elif operator is code.ATOMIC_GROUP:
            yield from _sample(list(argument), times)
        elif operator is code.BRANCH:
            yield from _sample(list(argument[1][0]), times)


def _repeated(parsed: Parsed) -> Iterator[str]:
    """What is inside repetitions, once each."""
    for operator, argument in parsed:
        if operator in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            yield "".join(_sample(list(argument[2]), 1))
            yield from _repeated(list(argument[2]))
        elif operator is code.SUBPATTERN:
            yield from _repeated(list(argument[-1]))
        elif operator is code.ATOMIC_GROUP:
            yield from _repeated(list(argument))
        elif operator is code.BRANCH:
            for one in argument[1]:
                yield from _repeated(list(one))
        elif operator in (code.ASSERT, code.ASSERT_NOT):
            yield from _repeated(list(argument[1]))


def _of_class(members: Parsed) -> str:
    negated = members[0][0] is code.NEGATE
    if negated:
        taken = {argument for operator, argument in members if operator is code.LITERAL}
        return next(one for one in "a1 中\n<" if ord(one) not in taken)
    for operator, argument in members:
        if operator is code.LITERAL:
            return chr(argument)
        if operator is code.RANGE:
            return chr(argument[0])
        if operator is code.CATEGORY:
            return {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " "}.get(argument, "a")
    return "a"


@lru_cache(maxsize=1)
def _sources() -> tuple[str, ...]:
    roots = [Path(root) for package in PACKAGES for root in importlib.import_module(package).__path__]
    return tuple(path.read_text("utf-8") for root in roots for path in sorted(root.rglob("*.py")))


def used_whole(name: str) -> bool:
    """True for a pattern that the program only holds against the beginning of a text, or all of it. A name
    that begins with _ is used in its module alone."""
    module, _, constant = name.partition("[")[0].rpartition(".")
    sources = [inspect.getsource(importlib.import_module(module))]
    if not constant.startswith("_"):
        sources = [source for source in _sources() if re.search(rf"\b{re.escape(constant)}\b", source)]
    uses = {use for source in sources for use in re.findall(rf"\b{re.escape(constant)}\.(\w+)", source)}
    return bool(uses) and uses <= {"match", "fullmatch", "pattern", "flags"}


def seconds(pattern: re.Pattern[Any], text: Any, whole: bool, rounds: int = 3) -> float:
    """What one pass over the text takes of this thread; the least of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.thread_time()
        if whole:
            pattern.fullmatch(text)
        else:
            for _found in pattern.finditer(text):
                pass
        best = min(best, time.thread_time() - began)
    return best


def grows(name: str, pattern: re.Pattern[Any], length: int = 1_000) -> tuple[float, float, Any]:
    """Of the worst text: seconds for this length, for eight times of it, and the beginning of the text."""
    whole = used_whole(name)
    short = attacks(pattern, length)
    if not short:
        return 0.0, 0.0, ""
    costs = [seconds(pattern, text, whole, 1) for text in short]
    at = costs.index(max(costs))
    long = attacks(pattern, _TIMES * length)[at]
    return seconds(pattern, short[at], whole), seconds(pattern, long, whole), long[:40]


def runs_away(name: str, pattern: re.Pattern[Any], length: int) -> bool:
    """True where eight times the text costs more than 24 times as much: a line gives 8, a square 64."""
    short, long, _ = grows(name, pattern, length)
    return long > _TELLING and long > 3 * _TIMES * short


def dear(most: float, length: int = 2_000) -> list[tuple[float, str, str]]:
    """Seconds for a million characters, name and worst text of each pattern that costs more than most,
    dearest first."""
    found = []
    for name, pattern in every_pattern().items():
        whole = used_whole(name)
        texts = attacks(pattern, length)
        if not texts:
            continue
        costs = [seconds(pattern, text, whole, 1) for text in texts]
        worst = texts[costs.index(max(costs))]
        cost = seconds(pattern, worst, whole) / length * 1e6
        if cost > most:
            found.append((cost, name, worst[:40]))
    return sorted(found, reverse=True)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--cost", type=float, help="seconds for a million characters")
    if (most := options.parse_args().cost) is not None:
        for cost, name, text in dear(most):
            print(f"{cost:7.2f} s for a million characters  {name}  {text!r}")
        return
    slow = []
    for name, pattern in every_pattern().items():
        short, long, text = grows(name, pattern, 500)
        if long > _TELLING and long > 2 * _TIMES * short:
            slow.append((long / (500 * _TIMES) * 1e6, long / short, name, text))
    for cost, growth, name, text in sorted(slow, reverse=True):
        print(f"{cost:7.2f} s/MB  x{growth:.0f} for {_TIMES} times the text  {name}  {text!r}")
    print(f"{len(slow)} patterns grow faster than the text")


if __name__ == "__main__":
    main()
