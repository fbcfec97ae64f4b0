"""XLSX and XLS: each visible sheet as a table, its rows as lines of text, numbers as they are shown."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from extraction.files.blocks import Block, text_and_tables
from extraction.files.limits import MAX_CELLS, READER_VERSION, Unreadable, at_most
from extraction.files.readers.packages import Package
from extraction.prose.text import squeeze
from records import FileReading, Issue

_DTD = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
# Programs store 15 significant digits; what follows is the noise of binary fractions.
_DIGITS = 15


def read_xlsx(payload: bytes) -> FileReading:
    """The sheets of a workbook (XLSX, the newer ET). Raises Unreadable."""
    import openpyxl

    package = Package(payload)
    for name in package.members:
        if name.endswith((".xml", ".rels")) and any(mark in package.read(name) for mark in _DTD):
            raise Unreadable("xml_entities", f"{name} declares a document type")
    workbook = openpyxl.load_workbook(
        io.BytesIO(package.transitional() or payload), read_only=True, data_only=True
    )
    try:
        shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        sheets = [
            _trimmed((_shown(cell.value, cell.number_format or "") for cell in row) for row in _rows(sheet))
            for sheet in shown
        ]
        return _reading("xlsx", sheets, len(workbook.worksheets) - len(shown))
    finally:
        workbook.close()


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows of a sheet. A declared size is not believed: it may be a million empty rows."""
    sheet.reset_dimensions()
    seen = 0
    for row in sheet.iter_rows():
        seen += max(len(row), 1)
        at_most(seen, MAX_CELLS, "cells")
        yield row


def read_xls(payload: bytes) -> FileReading:
    """The sheets of a workbook in Excel's old format (also ET). Raises Unreadable."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=payload, logfile=io.StringIO(), formatting_info=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Unreadable("encrypted", "the workbook needs a password") from error
        raise Unreadable("damaged", f"the workbook cannot be read ({error})") from error
    shown = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    at_most(sum(sheet.nrows * sheet.ncols for sheet in shown), MAX_CELLS, "cells")
    sheets = [
        _trimmed((_xls_cell(book, cell) for cell in sheet.row(at)) for at in range(sheet.nrows))
        for sheet in shown
    ]
    return _reading("xls", sheets, book.nsheets - len(shown))


def _xls_cell(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return _shown(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
        except (ValueError, OverflowError):
            return _shown(cell.value, "")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return _shown(bool(cell.value), "")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    style = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else None
    found = book.format_map.get(style)
    return _shown(cell.value, found.format_str if found else "")


def _shown(value: object, number_format: str) -> str:
    """A cell as its readers see it: 0.987 with the format 0.0% is 98.7%."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return (
            _number(float(value), number_format) if isinstance(value, float) else _whole(value, number_format)
        )
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, (date, time)):
        return value.isoformat()
    return squeeze(str(value))


def _whole(value: int, number_format: str) -> str:
    return _number(float(value), number_format) if "%" in number_format else str(value)


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        places = len(number_format.partition("%")[0].rpartition(".")[2]) if "." in number_format else 0
        return f"{value * 100:.{places}f}%"
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.{_DIGITS}g}"


def _trimmed(rows: Iterable[Iterable[str]]) -> list[Block]:
    """The rows without the empty ones, and without empty cells at their ends."""
    table = []
    for row in rows:
        cells = list(row)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            table.append(tuple(cells))
    return table


def _reading(kind: str, sheets: list[list[Block]], hidden: int) -> FileReading:
    text, tables = text_and_tables(row for sheet in sheets for row in sheet)
    issues = [Issue("hidden_sheets", f"{hidden} sheets are hidden and were left out")] if hidden else []
    if not text:
        issues.append(Issue("no_text", "the sheets are empty"))
    return FileReading(READER_VERSION, kind, text, tables, pages=len(sheets), issues=tuple(issues))
