"""The deliberate faults: a comparison, a number, a truth value or a connective of one line is another one."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
SIGNS = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: the module's path, the line, what it says there, and the whole source with it."""

    path: str
    line: int
    what: str
    source: str


def mutants(path: str, source: str) -> list[Mutant]:
    """Every fault of one module. Annotations, docstrings, defaults of `range` and error texts are left alone."""
    tree = ast.parse(source)
    skipped = set(_left_alone(tree))
    found = []
    for index, node in enumerate(ast.walk(tree)):
        if node in skipped:
            continue
        for what, change in _changes(node):
            other = copy.deepcopy(tree)
            target = next(one for at, one in enumerate(ast.walk(other)) if at == index)
            change(target)
            line = getattr(node, "lineno", 0)
            found.append(Mutant(path, line, what, ast.unparse(ast.fix_missing_locations(other)) + "\n"))
    return found


def _left_alone(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes in which a change means nothing to a reader of the result, or cannot be seen by any test."""
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.AnnAssign | ast.arg):
            parts = [node.annotation]
        elif isinstance(node, ast.FunctionDef):
            parts = [node.returns, *node.decorator_list]
        elif isinstance(node, ast.ClassDef):
            parts = list(node.decorator_list)
        elif isinstance(node, ast.Raise):
            parts = [node.exc]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            parts = [node]
        for part in parts:
            if part is not None:
                yield from ast.walk(part)


def _changes(node: ast.AST) -> Iterator[tuple[str, "Change"]]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            new = SWAPS[type(operator)]
            yield f"{SIGNS[type(operator)]} → {SIGNS[new]}", _set_operator(at, new)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield ("and → or" if other is ast.Or else "or → and"), _set("op", other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not x → not not x", _set("operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        if not _is_text(node.left) and not _is_text(node.right):
            other_sign = ast.Sub if isinstance(node.op, ast.Add) else ast.Add
            yield ("+ → -" if other_sign is ast.Sub else "- → +"), _set("op", other_sign())
    elif isinstance(node, ast.Constant):
        yield from _constants(node)


def _constants(node: ast.Constant) -> Iterator[tuple[str, "Change"]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} → {not value}", _set("value", not value)
    elif isinstance(value, int):
        yield f"{value} → {value + 1}", _set("value", value + 1)
        if value > 1:
            yield f"{value} → {value - 1}", _set("value", value - 1)
    elif isinstance(value, float):
        yield f"{value} → {value * 0.8:g}", _set("value", value * 0.8)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


class Change:
    """Sets one attribute of a node."""

    def __init__(self, name: str, value: object, at: int | None = None) -> None:
        self._name, self._value, self._at = name, value, at

    def __call__(self, node: ast.AST) -> None:
        if self._at is None:
            setattr(node, self._name, self._value)
        else:
            getattr(node, self._name)[self._at] = self._value


def _set(name: str, value: object) -> Change:
    return Change(name, value)


def _set_operator(at: int, operator: type[ast.cmpop]) -> Change:
    return Change("ops", operator(), at)
