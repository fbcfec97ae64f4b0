"""The deliberate faults: a comparison, a number, a truth value or a connective of one line is another one."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.mutation.sites import is_container, left_alone

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
LARGE = 100
"""Numbers from here on are halved and doubled: one more or less of them decides nothing."""

Change = Callable[[ast.AST], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: where it is, what it changes, and which change of which node of the module makes it."""

    path: str
    line: int
    what: str
    node: int
    change: int

    def tree(self, text: str) -> ast.Module:
        """The module with the fault in it; its lines are those of the text."""
        tree = ast.parse(text)
        node = _nodes(tree)[self.node]
        list(_changes(node))[self.change][1](node)
        return ast.fix_missing_locations(tree)

    def source(self, text: str) -> str:
        """The same as text, in lines of its own."""
        return ast.unparse(self.tree(text)) + "\n"


def mutants(path: str, text: str) -> list[Mutant]:
    """Every fault of one module."""
    tree = ast.parse(text)
    skipped = left_alone(tree)
    return [
        Mutant(path, getattr(node, "lineno", 0), what, at, number)
        for at, node in enumerate(_nodes(tree))
        if node not in skipped
        for number, (what, _) in enumerate(_changes(node))
    ]


def lines_to_run(mutant: Mutant, texts: dict[str, str]) -> dict[str, set[int]]:
    """The lines whose tests may notice, by path: the fault's own, or where what it defines is used.

    A line outside functions runs when its module is imported, which no test does by itself.
    """
    tree = ast.parse(texts[mutant.path])
    if function := _function_at(tree, mutant.line):
        return {mutant.path: _statement_at(function, mutant.line)}
    names = _made_of(tree, mutant.line)
    found: dict[str, set[int]] = {}
    for path, text in texts.items():
        if any(name in text for name in names):
            lines = {
                line
                for node in ast.walk(ast.parse(text))
                if (isinstance(node, ast.Name) and node.id in names)
                or (isinstance(node, ast.Attribute) and node.attr in names)
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
            }
            if lines:
                found[path] = lines
    return found


def names_at(text: str, line: int) -> set[str]:
    """What a line outside functions defines; nothing for a line of a function."""
    tree = ast.parse(text)
    return set() if _function_at(tree, line) else _made_of(tree, line)


def _function_at(tree: ast.Module, line: int) -> ast.AST | None:
    """The outermost function with this line in its body."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return next((node for node in functions if node.body[0].lineno <= line <= (node.end_lineno or 0)), None)


def _statement_at(function: ast.AST, line: int) -> set[int]:
    """The lines of the innermost statement, of one with a body those of its head: which of them a tracer
    names differs from one version of Python to the next."""
    found = {line}
    for node in ast.walk(function):
        if (
            isinstance(node, ast.stmt)
            and node is not function
            and node.lineno <= line <= (node.end_lineno or 0)
        ):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if isinstance(body, list) else (node.end_lineno or line)
            if line <= max(last, node.lineno):
                found = set(range(node.lineno, max(last, node.lineno) + 1))
    return found


def _made_of(tree: ast.Module, line: int) -> set[str]:
    """What a line outside functions defines, and the constants of its module that are made of that."""
    names = set(_defined_at(tree, line))
    constants = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    for _ in constants:
        more = {
            name
            for node in constants
            if names & {used.id for used in ast.walk(node) if isinstance(used, ast.Name)}
            for name in _defined_at(tree, node.lineno)
        }
        if more <= names:
            break
        names |= more
    return names


def _defined_at(tree: ast.Module, line: int) -> Iterator[str]:
    for node in tree.body:
        if node.lineno <= line <= (node.end_lineno or 0):
            if isinstance(node, ast.ClassDef):
                yield node.name
                yield from (
                    name.id
                    for inner in node.body
                    if inner.lineno <= line <= (inner.end_lineno or 0)
                    for name in ast.walk(inner)
                    if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
                )
            elif isinstance(node, ast.FunctionDef):
                yield node.name
            else:
                for name in ast.walk(node):
                    if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                        yield name.id


def _nodes(tree: ast.AST) -> list[ast.AST]:
    return list(ast.walk(tree))


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            new = SWAPS[type(operator)]
            yield f"{SIGNS[type(operator)]} → {SIGNS[new]}", _set_operator(at, new())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ("and → or" if isinstance(node.op, ast.And) else "or → and"), _set("op", other)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not x → x", _set("operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        if not is_container(node):
            sign = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield ("+ → -" if isinstance(node.op, ast.Add) else "- → +"), _set("op", sign)
    elif isinstance(node, ast.Constant):
        for value in _others(node.value):
            shown = f"{value:g}" if isinstance(value, float) else repr(value)
            yield f"{node.value!r} → {shown}", _set("value", value)


def _others(value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value * 2 if value >= LARGE else value + 1
        if value > 1:
            yield value // 2 if value >= LARGE else value - 1
    elif isinstance(value, float):
        yield value * 0.8 if value else 1.0


def _set(name: str, value: object) -> Change:
    return lambda node: setattr(node, name, value)


def _set_operator(at: int, operator: ast.cmpop) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.ops[at] = operator

    return change
