"""Pages as Excel files: the rows of the CSV, each value with its own type."""

import io
import json
from datetime import date, datetime
from typing import Any

from web.formats.data import cut_words, plain
from web.page import Ask, Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767
"""Maximum characters of an Excel cell."""
MARK = 40
"""Room for the note at the end of a cut text."""


def write_xlsx(ask: Ask, page: Page) -> tuple[bytes, str]:
    """The page's rows as one sheet.

    Days are days, instants are UTC, lists are JSON, and text that begins like a formula stays text. A text
    too long for a cell ends with its full length; a cut table says so in its last row.
    """
    from openpyxl import Workbook

    if page.rows is None:
        raise ValueError("this page has no rows")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("fazhi")
    found = page.rows.found()
    sheet.append(list(found[0]) if found else ["empty"])
    for row in found:
        sheet.append([_cell(sheet, ask, value) for value in row.values()])
    if told := cut_words(ask, page.rows, len(found)):
        sheet.append([told])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), XLSX


def _cell(sheet: Any, ask: Ask, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | date | datetime):
        return value
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, default=plain)
    return _text(sheet, ask, str(value))


def _text(sheet: Any, ask: Ask, text: str) -> Any:
    """A cell that stays text whatever it begins with, without characters that XML cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(text) > LONGEST:
        told = ask.say(f"…（共 {len(text):,} 字，此处截断）", f"… (cut: {len(text):,} characters)")
        text = text[: LONGEST - MARK] + told
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
