"""Rows of an answer as a table, CSV or JSON."""

import csv
import json
import sys
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from rich.table import Table

from flows.rendering.terminal import Terminal
from records.printable import printable, printable_json

LONGEST_CELL = 60
RAW_CSV = "csv as it is"
# What spreadsheet programs take for a formula, also in its full-width form.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def print_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Print the rows; a table is for eyes (long cells are cut, with …), CSV and JSON hold everything. RAW_CSV is
    CSV without care for spreadsheet programs."""
    if form in ("csv", RAW_CSV):
        as_is = form == RAW_CSV
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names if as_is else map(spreadsheet_cell, names))
        writer.writerows(rows if as_is else ([spreadsheet_cell(value) for value in row] for row in rows))
    elif form == "json":
        records = [dict(zip(names, row, strict=True)) for row in rows]
        print(printable_json(json.dumps(records, ensure_ascii=False, indent=2, default=_plain)))
    else:
        print_table(names, rows)


def csv_form(form: str, raw: bool) -> str:
    """The form asked for; CSV with --raw is RAW_CSV."""
    return RAW_CSV if raw and form == "csv" else form


def spreadsheet_cell(value: Any) -> Any:
    """A cell that a spreadsheet program shows and does not compute: text that begins like a formula gets an
    apostrophe in front, and controls are shown as pictures."""
    if not isinstance(value, str):
        return value
    begins = value.lstrip(" ").startswith(_FORMULA)
    return printable(f"'{value}" if begins else value)


def print_table(
    names: Sequence[str], rows: Sequence[Sequence[Any]], title: str | None = None, whole: Collection[str] = ()
) -> None:
    """The rows as a table; long cells are cut, but not those of the columns named in `whole`.

    Into a pipe the table is as wide as its content.
    """
    console = Terminal()
    if not console.is_terminal:
        console = Terminal(width=400)
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
