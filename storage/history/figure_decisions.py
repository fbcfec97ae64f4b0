"""figure-decisions.csv, beside the captures: what people decided about figures. The panel applies it."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from records import figure_codes
from storage.errors import DecisionsInvalid

COLUMNS = (
    "report_id",
    "code",
    "printed",
    "sentence",
    "decision",
    "value",
    "reason",
    "decided_on",
    "decided_by",
)
DECISIONS = ("accept", "correct", "reject")


def read_figure_decisions(path: Path) -> list[dict[str, Any]]:
    """The rows of the file with their line numbers, in order; none if there is no file. DecisionsInvalid
    names every invalid row, one line each."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise DecisionsInvalid(f"{path}: the first line must be {','.join(COLUMNS)}")
        found = [
            (number, {name: (row[name] or "").strip() for name in COLUMNS})
            for number, row in enumerate(rows, 2)
        ]
    wrong = [f"{path}, row {number}: {fault}" for number, row in found if (fault := fault_of(row))]
    if wrong:
        raise DecisionsInvalid("\n".join(wrong))
    return [
        {"line": number, **row, "value": float(row["value"]) if row["value"] else None}
        for number, row in found
    ]


def fault_of(row: dict[str, str]) -> str:
    """The fault of a row in words; empty for none."""
    if row["code"] not in figure_codes():
        return f"code {row['code']!r} does not exist: docs/figures.md lists all codes"
    if row["decision"] not in DECISIONS:
        return f"the decision is {row['decision']!r}: it must be accept, correct or reject"
    if (row["decision"] == "correct") != bool(row["value"]):
        return "fill in value for the decision correct, and leave it empty for accept and reject"
    for name in ("report_id", "printed", "sentence", "reason", "decided_by"):
        if not row[name]:
            return f"{name} is empty"
    try:
        date.fromisoformat(row["decided_on"])
        float(row["value"] or 0)
    except ValueError:
        return (
            f"decided_on is {row['decided_on']!r} and value {row['value']!r}: they must be a day such as"
            " 2026-03-01 and a number"
        )
    return ""


def add_figure_decisions(path: Path, rows: list[dict[str, str]]) -> None:
    """Appends these rows, creating the file if there is none. Raises DecisionsInvalid if one is invalid."""
    wrong = [fault for row in rows if (fault := fault_of(row))]
    if wrong:
        raise DecisionsInvalid("\n".join(wrong))
    fresh = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        if fresh:
            writer.writeheader()
        writer.writerows(rows)
