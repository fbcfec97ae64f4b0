"""What is left alone: changes that mean nothing to a reader of the result. Rules, no list of places.

1. Annotations, decorators (a cache's size is one), docstrings, `if TYPE_CHECKING`, `if __name__ ==
   "__main__"`.
2. What is said to a person: arguments of `raise`, of loggers and of `print`.
3. Keywords that guard, tune or lay out and change no result where nothing goes wrong: GUARDS.
4. Module constants that say how much is done at a time: their names hold a word of TUNING.
5. `+` and `-` between texts, lists, tuples, sets and dictionaries: the change cannot run.
"""

import ast
import re
from collections.abc import Iterator

GUARDS = {
    "strict", "exist_ok", "missing_ok", "parents", "check", "daemon", "stacklevel", "flush", "buffering",
    "maxsize", "chunksize", "chunk_size", "batch_size", "frozen", "slots", "repr", "copy_logs", "recover", "indent",
}  # fmt: skip
TUNING = re.compile(r"(?:^|_)(?:BATCH|BUFFER|CHUNK|CACHE|CACHED|EVERY|HEAP|LOG|ONCE)(?:_|$)")
LOGGERS = re.compile(r"^_?(?:log|logger|warnings)$", re.IGNORECASE)
CONTAINERS = (ast.JoinedStr, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp)
MAKERS = {"list", "tuple", "set", "dict", "str", "sorted", "join", "Counter", "read", "read_bytes", "encode"}


def left_alone(tree: ast.AST) -> set[ast.AST]:
    """The nodes below which nothing is changed, with all that is in them."""
    return {inner for part in _parts(tree) for inner in ast.walk(part)}


def _parts(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            yield node.annotation
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from node.decorator_list
            if node.returns:
                yield node.returns
        elif isinstance(node, ast.ClassDef):
            yield from node.decorator_list
        elif isinstance(node, ast.Raise):
            if node.exc:
                yield node.exc
        elif isinstance(node, ast.Call):
            if _is_said(node.func):
                yield node
            yield from (keyword for keyword in node.keywords if keyword.arg in GUARDS)
        elif isinstance(node, ast.If):
            if {"TYPE_CHECKING", "__name__"} & {
                name.id for name in ast.walk(node.test) if isinstance(name, ast.Name)
            }:
                yield node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(name, ast.Name) and TUNING.search(name.id) for name in targets):
                yield node


def _is_said(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "print"
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return bool(LOGGERS.match(name))


def is_container(node: ast.AST) -> bool:
    """Whether the value is no number, as far as its form says."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes)
    if isinstance(node, ast.BinOp):
        return is_container(node.left) or is_container(node.right)
    if isinstance(node, ast.Call):
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        return name in MAKERS
    return isinstance(node, CONTAINERS)
