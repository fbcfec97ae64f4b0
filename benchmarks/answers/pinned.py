"""The pinned answers: a file of each kind, a line of JSON each case."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.answers.cases import Case

HERE = Path(__file__).parent


@cache
def pinned(kind: str) -> dict[str, Any]:
    """The pinned answers of one kind, by the names of their cases."""
    path = HERE / f"{kind}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: answer for line in lines for name, answer in json.loads(line).items()}


def pin(cases: Iterable[Case]) -> None:
    """Writes the answers of today in place of the pinned ones."""
    for kind, some in groupby(cases, key=lambda case: case.kind):
        lines = [json.dumps({case.name: case.answer()}, ensure_ascii=False) + "\n" for case in some]
        (HERE / f"{kind}.jsonl").write_text("".join(lines), encoding="utf-8")
    pinned.cache_clear()


def differences(before: Any, now: Any, at: str = "") -> Iterator[str]:
    """Where two answers differ: the path to the value, what was pinned, what is answered."""
    now = json.loads(json.dumps(now))
    if isinstance(before, dict) and isinstance(now, dict):
        for key in (*before, *(key for key in now if key not in before)):
            yield from differences(before.get(key), now.get(key), f"{at}.{key}")
    elif before != now:
        yield f"{at}: {before!r} → {now!r}"
