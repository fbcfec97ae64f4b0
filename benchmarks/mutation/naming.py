"""Tests that speak of a name: what runs on import is run by no test in particular, but a test may say what it
must be."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

Function = tuple[str, str]
"""A file of tests and the name of a function in it."""


def those_naming(names: Iterable[str], root: Path, tests: Iterable[str]) -> set[str]:
    """Of these tests, by their ids, those whose function (or a constant of its file that it uses) has one of
    the names."""
    wanted = [re.compile(rf"\b{re.escape(name)}\b") for name in names]
    by_function: dict[Function, list[str]] = defaultdict(list)
    for test in tests:
        file, _, rest = test.partition("::")
        by_function[file, rest.partition("[")[0].rpartition("::")[2]].append(test)
    found: set[str] = set()
    if not wanted:
        return found
    for file in {file for file, _ in by_function}:
        text = (root / file).read_text(encoding="utf-8")
        if any(one.search(text) for one in wanted):
            for function in _naming(text, wanted):
                found.update(by_function.get((file, function), ()))
    return found


def _naming(text: str, wanted: list[re.Pattern[str]]) -> list[str]:
    """The test functions of one file; a constant with one of the names counts as the name."""
    tree = ast.parse(text)
    lines = text.splitlines()
    names = list(wanted)
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _has(_source(node, lines), wanted):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [re.compile(rf"\b{name.id}\b") for name in targets if isinstance(name, ast.Name)]
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and _has(_source(node, lines), names)
    ]


def _has(source: str, names: list[re.Pattern[str]]) -> bool:
    return any(name.search(source) for name in names)


def _source(node: ast.stmt, lines: list[str]) -> str:
    """The text of a statement, with what decorates it."""
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    return "\n".join(lines[first - 1 : node.end_lineno])
