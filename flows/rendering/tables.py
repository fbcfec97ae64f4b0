"""Rows of an answer as a table, TSV, CSV or JSON.

Data comes from web pages: none of it reaches a terminal as markup or as a control character.
"""

import csv
import json
import shutil
import sys
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from rich.table import Table

from flows.rendering.terminal import Terminal
from records.text.printable import printable, printable_json

LONGEST_CELL = 60
NARROW = 60
"""Columns of a terminal below which a row is printed as a list of its values."""
LEAST = 8
"""Minimum width of a table column."""
SCREENFUL = 400
"""With more rows, a table is printed line by line: laying one out takes a millisecond per row."""
RAW_CSV = "csv as it is"
# First characters of a formula in spreadsheet programs, also in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def print_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Prints the rows.

    A table is for eyes; into a pipe it is TSV with whole cells. CSV and JSON have everything. RAW_CSV is CSV
    without the escapes for spreadsheet programs.
    """
    if form in ("csv", RAW_CSV):
        raw = form == RAW_CSV
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names if raw else map(spreadsheet_cell, names))
        writer.writerows([_csv_cell(value, raw) for value in row] for row in rows)
    elif form == "json":
        records = [dict(zip(names, row, strict=True)) for row in rows]
        print(printable_json(json.dumps(records, ensure_ascii=False, indent=2, default=json_value)))
    elif not sys.stdout.isatty() or len(rows) > SCREENFUL:
        _print_lines(names, rows)
    else:
        print_table(names, rows)


def print_table(
    names: Sequence[str], rows: Sequence[Sequence[Any]], title: str | None = None, whole: Collection[str] = ()
) -> None:
    """Prints the rows as a table that fits the terminal.

    Cells are cut, with …, except in the columns named in `whole`; columns that do not fit are named below it.
    A narrow terminal gets one value per line, a pipe all columns.
    """
    console = Terminal()
    if not console.is_terminal:
        console = Terminal(width=400)
    if console.width < NARROW:
        _print_records(names, rows)
        return
    shown = _that_fit(names, rows, console.width, whole)
    table = Table(title=title, title_justify="left")
    for at in shown:
        column = [row[at] for row in rows]
        numeric = any(column) and all(isinstance(value, (int, float)) or value is None for value in column)
        table.add_column(names[at], justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row[at], names[at] in whole) for at in shown))
    console.print(table)
    left = [name for at, name in enumerate(names) if at not in shown]
    if left:
        console.print(f"… {len(left)} more columns ({', '.join(left)}): use --format csv", style="dim")


def _that_fit(
    names: Sequence[str], rows: Sequence[Sequence[Any]], width: int, whole: Collection[str]
) -> list[int]:
    """The columns, from the left, that have room: a column may be as narrow as LEAST; those of `whole` always
    stay."""
    room = width - 1
    shown: list[int] = []
    for at, name in enumerate(names):
        needs = max([len(name), *(len(_cell(row[at], False)) for row in rows[:50])], default=0)
        room -= min(max(needs, LEAST), 2 * LEAST) + 3
        if room >= 0 or name in whole or not shown:
            shown.append(at)
    return shown


def _print_lines(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Prints tab-separated lines with whole cells: for pipes, and for more rows than a screen shows."""
    print("\t".join(map(printable, names)))
    for row in rows:
        print("\t".join(_cell(value, True) for value in row))


def _print_records(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    names = [printable(name) for name in names]
    longest = max(map(len, names), default=0)
    for number, row in enumerate(rows, start=1):
        print(f"— {number} of {len(rows)}" + " —" * (shutil.get_terminal_size().columns > 40))
        for name, value in zip(names, row, strict=True):
            if value not in (None, ""):
                print(f"{name.ljust(longest)}  {_cell(value, True)}")


def csv_form(form: str, raw: bool) -> str:
    """The requested form; CSV with --raw is RAW_CSV."""
    return RAW_CSV if raw and form == "csv" else form


def spreadsheet_cell(value: Any) -> Any:
    """A cell that a spreadsheet program shows and does not compute: text that begins like a formula gets a
    leading apostrophe, and control characters are shown as pictures."""
    if not isinstance(value, str):
        return value
    begins = value.lstrip(" ").startswith(_FORMULA)
    return printable(f"'{value}" if begins else value)


def _csv_cell(value: Any, raw: bool) -> Any:
    """A cell for data tools: true and false, lists as JSON; text never becomes a formula unless raw."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=json_value)
    if isinstance(value, str) and not raw:
        # Some programs take a lone carriage return for the end of a row.
        return str(spreadsheet_cell(value)).replace("\r\n", "\n").replace("\r", "\n")
    return value


def _cell(value: Any, whole: bool) -> str:
    if value is None:
        return ""
    text = str(value.replace(microsecond=0)) if isinstance(value, datetime) else str(value)
    text = printable(" ".join(text.split()))
    return text if whole or len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def json_value(value: Any) -> Any:
    """Values without a JSON form: days and instants in ISO 8601, all others as text."""
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
