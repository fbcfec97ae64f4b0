"""Rows of an answer as a table, CSV or JSON."""

import csv
import json
import sys
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

LONGEST_CELL = 60


def print_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Print the rows; a table is for eyes (long cells are cut, with …), CSV and JSON hold everything."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
    elif form == "json":
        records = [dict(zip(names, row, strict=True)) for row in rows]
        print(json.dumps(records, ensure_ascii=False, indent=2, default=_plain))
    else:
        print_table(names, rows)


def print_table(
    names: Sequence[str], rows: Sequence[Sequence[Any]], title: str | None = None, whole: Collection[str] = ()
) -> None:
    """The rows as a table; long cells are cut, but not those of the columns named in `whole`.

    Into a pipe the table is as wide as its content.
    """
    console = Console()
    if not console.is_terminal:
        console = Console(width=400)
    table = Table(title=title, title_justify="left")
    for name, column in zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True):
        numeric = any(column) and all(isinstance(value, (int, float)) or value is None for value in column)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value, name in whole) for name, value in zip(names, row, strict=True)))
    console.print(table)


def _cell(value: Any, whole: bool) -> str:
    if value is None:
        return ""
    text = str(value.replace(microsecond=0)) if isinstance(value, datetime) else str(value)
    text = " ".join(text.split())
    return text if whole or len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
