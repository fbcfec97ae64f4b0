"""Changes that change nothing, one by one, with the reason: they are shown apart and not counted."""

import csv
from functools import cache
from pathlib import Path

from benchmarks.mutation.mutate import Mutant

TABLE = Path(__file__).with_name("equivalent.csv")
Place = tuple[str, str, str]
"""Path, line as it is written, and change."""


@cache
def reasons() -> dict[Place, str]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {(row["path"], row["code"], row["change"]): row["why"] for row in csv.DictReader(lines)}


def place_of(mutant: Mutant, text: str) -> Place:
    return mutant.path, text.splitlines()[mutant.line - 1].strip(), mutant.what


def why_equivalent(mutant: Mutant, text: str) -> str:
    """Why no test can notice this change; "" for a fault."""
    return reasons().get(place_of(mutant, text), "")
