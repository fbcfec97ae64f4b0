"""Rows as files for other programs: CSV, Excel, Stata, Parquet, JSON."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import AnswerFailed
from flows.rendering.stata import labels_of, write_stata
from flows.rendering.tables import spreadsheet_cell

FILES = ("csv", "json", "xlsx", "dta", "parquet")
_MOST_EXCEL_ROWS = 1_048_575


def write_rows(path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Writes the rows. Raises AnswerFailed if the format cannot hold them."""
    try:
        if form == "csv":
            _write_csv(path, names, rows)
        elif form == "json":
            records = [dict(zip(names, row, strict=True)) for row in rows]
            path.write_text(
                json.dumps(records, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8"
            )
        elif form == "xlsx":
            _write_excel(path, names, rows)
        elif form == "dta":
            write_stata(path, names, rows, labels_of("figure_panel", names))
        else:
            _write_parquet(path, names, rows)
    except OSError as error:
        raise AnswerFailed(f"{path}: {error.strerror}") from error


def _write_csv(path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    # Excel recognises UTF-8 by its byte order mark
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([spreadsheet_cell(value) for value in row] for row in rows)


def _write_excel(path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from openpyxl import Workbook

    if len(rows) > _MOST_EXCEL_ROWS:
        raise AnswerFailed(
            f"{len(rows):,} rows are more than a sheet of Excel holds: --format csv or parquet"
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.append(list(names))
    for row in rows:
        sheet.append([spreadsheet_cell(value) for value in row])
    book.save(path)


def _write_parquet(path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    target = str(path.resolve()).replace("'", "''")
    with duckdb.connect() as connection:
        kinds = ["DOUBLE" if _is_number(rows, at) else "VARCHAR" for at in range(len(names))]
        columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(names, kinds, strict=True))
        connection.execute(f"CREATE TABLE told ({columns})")
        marks = ", ".join("?" * len(names))
        for start in range(0, len(rows), 1000):
            connection.executemany(
                f"INSERT INTO told VALUES ({marks})", [list(row) for row in rows[start : start + 1000]]
            )
        connection.execute(f"COPY told TO '{target}' (FORMAT parquet)")


def _is_number(rows: Sequence[Sequence[Any]], at: int) -> bool:
    return all(isinstance(row[at], (int, float)) or row[at] is None for row in rows)
