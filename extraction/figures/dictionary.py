"""The codebook: what each code counts."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("dictionary.csv")


class Code(NamedTuple):
    """One code: names, unit it is counted in, kind (count, rate, persons, money, flag), tier 1 to 3, theme."""

    code: str
    name_zh: str
    name_en: str
    unit: str
    kind: str
    tier: int
    theme: str


@cache
def codes() -> dict[str, Code]:
    """All codes by name, in the order of the codebook."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = [
            Code(
                row["code"],
                row["name_zh"],
                row["name_en"],
                row["unit"],
                row["kind"],
                int(row["tier"]),
                row["theme"],
            )
            for row in csv.DictReader(lines)
        ]
    return {row.code: row for row in rows}
