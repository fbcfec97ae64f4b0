"""`fazhi export`: the reports as files for other programs: one text file each, or one table of all."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import AnswerFailed
from flows.queries.names import check_place
from flows.queries.show import as_markdown, as_text
from flows.rendering.stata import labels_of, write_stata
from flows.rendering.tables import json_value, spreadsheet_cell
from storage.paths import DataDir
from storage.publishing.query import open_published

FORMATS = ("txt", "md", "csv", "jsonl", "parquet", "xlsx", "dta")
WANTED = """
SELECT {columns} FROM reports
WHERE ($province = '' OR starts_with(province, $province)) AND ($year IS NULL OR report_year = $year)
    AND ($government = '' OR starts_with(adcode, $government) OR contains(government, $government))
ORDER BY report_id
"""
SECTIONS = "SELECT sections FROM readings WHERE capture_id = ?"
BATCH = 200
LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""


def export(
    data: DataDir, folder: Path, form: str, province: str, year: int | None, government: str, *, raw: bool
) -> None:
    """Writes the selected reports into the folder and prints how many. Raises AnswerFailed if there are none,
    or if the folder is not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise AnswerFailed(f"{folder} is not empty: name a new folder")
    asked = {"province": province, "year": year, "government": government}
    with open_published(data) as connection:
        check_place(connection, province, year)
        count = connection.execute(
            f"SELECT count(*) FROM ({WANTED.format(columns='report_id')})", asked
        ).fetchone()
        if not count or not count[0]:
            raise AnswerFailed("no report matches these options: `fazhi ledger` shows which reports exist")
        folder.mkdir(parents=True, exist_ok=True)
        notes = _write(connection, asked, folder, form, raw)
    print(f"{count[0]} reports: {folder}")
    for note in notes:
        print(note)


def _write(
    connection: duckdb.DuckDBPyConnection, asked: dict[str, Any], folder: Path, form: str, raw: bool
) -> list[str]:
    if form == "parquet":
        target = str((folder / "reports.parquet").resolve()).replace("'", "''")
        chosen = WANTED.format(columns="*")
        connection.execute(f"COPY ({chosen}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)", asked)
        return []
    reports = _reports(connection, asked)
    if form in ("txt", "md"):
        return _write_texts(connection, reports, folder, form, raw)
    if form == "jsonl":
        with (folder / "reports.jsonl").open("w", encoding="utf-8") as lines:
            for report in reports:
                lines.write(json.dumps(report, ensure_ascii=False, default=json_value) + "\n")
        return []
    if form == "dta":
        return _write_stata(reports, folder)
    return _write_sheet(reports, folder, raw) if form == "xlsx" else _write_csv(reports, folder, raw)


def _reports(connection: duckdb.DuckDBPyConnection, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows one by one, never all texts at once."""
    cursor = connection.cursor()
    cursor.execute("SET search_path = 'main,internal'")
    answer = cursor.execute(WANTED.format(columns="*"), asked)
    names = [column[0] for column in answer.description or []]
    while batch := answer.fetchmany(BATCH):
        for row in batch:
            yield dict(zip(names, row, strict=True))


def _write_texts(
    connection: duckdb.DuckDBPyConnection,
    reports: Iterator[dict[str, Any]],
    folder: Path,
    form: str,
    raw: bool,
) -> list[str]:
    """One file per report, and metadata.csv."""
    facts: list[dict[str, Any]] = []
    for report in reports:
        name = f"{report['report_id']}.{form}"
        if form == "txt":
            text = as_text(report)
        else:
            found = connection.execute(SECTIONS, [report["capture_id"]]).fetchone()
            text = as_markdown(report, json.loads(found[0]) if found else [])
        (folder / name).write_text(text + "\n", encoding="utf-8")
        facts.append({"file": name, **{key: value for key, value in report.items() if key != "body_text"}})
    with (folder / "metadata.csv").open("w", encoding="utf-8-sig", newline="") as lines:
        _rows(csv.writer(lines), facts, raw)
    return []


def _write_csv(reports: Iterator[dict[str, Any]], folder: Path, raw: bool) -> list[str]:
    with (folder / "reports.csv").open("w", encoding="utf-8-sig", newline="") as lines:
        _rows(csv.writer(lines), reports, raw)
    return []


def _write_sheet(reports: Iterator[dict[str, Any]], folder: Path, raw: bool) -> list[str]:
    """One sheet; a text that is too long for a cell is cut, and the column text_cut marks it."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("reports")
    cut = 0
    for number, report in enumerate(reports):
        row = {**report, "text_cut": len(report["body_text"] or "") > LONGEST_CELL}
        cut += row["text_cut"]
        if number == 0:
            sheet.append(list(row))
        values = [value if raw else spreadsheet_cell(value) for value in row.values()]
        sheet.append(
            [
                ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL] if isinstance(value, str) else value
                for value in values
            ]
        )
    book.save(folder / "reports.xlsx")
    return (
        [f"{cut} texts are longer than a cell of Excel holds and were cut: see the column text_cut"]
        if cut
        else []
    )


def _write_stata(reports: Iterator[dict[str, Any]], folder: Path) -> list[str]:
    """The columns without the texts, which are too long for Stata's text columns."""
    facts = [{name: value for name, value in one.items() if name != "body_text"} for one in reports]
    names = list(facts[0])
    write_stata(
        folder / "reports.dta", names, [list(one.values()) for one in facts], labels_of("reports", names)
    )
    return [
        "reports.dta has no texts: Stata reads them from --format csv (import delimited).",
        "The figures of the reports as a Stata file: fazhi figures --wide --to figures.dta",
    ]


def _rows(writer: Any, reports: Any, raw: bool) -> None:
    for number, report in enumerate(reports):
        if number == 0:
            writer.writerow(report)
        writer.writerow([value if raw else spreadsheet_cell(value) for value in report.values()])
