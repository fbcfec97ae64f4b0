"""Pages as data: JSON with links, CSV for data tools."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

from web.page import Ask, Page, Rows
from web.times import utc

BOM = "\ufeff"


def write_json(ask: Ask, page: Page) -> tuple[bytes, str]:
    """The page's data; `links` has this address and the next one if there is more."""
    links = {"self": ask.whole(_with(ask, page, "json"))}
    if page.next_path:
        links["next"] = ask.whole(page.next_path)
    body = {"links": links} | (page.data if isinstance(page.data, dict) else {"data": page.data})
    return json.dumps(body, ensure_ascii=False, default=plain, indent=1).encode(), "application/json"


def write_csv(ask: Ask, page: Page) -> tuple[bytes, str]:
    """The page's rows. Lists are JSON, booleans true and false, instants ISO 8601 in UTC.

    A cut table says so in its last row. `?bom=1` adds a byte order mark at the beginning, as Excel needs it.
    """
    if page.rows is None:
        raise ValueError("this page has no rows")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    found = page.rows.found()
    if found:
        writer.writerow(list(found[0]))
        writer.writerows([_cell(value) for value in row.values()] for row in found)
    else:
        writer.writerow(["empty"])
    if told := cut_words(ask, page.rows, len(found)):
        writer.writerow([told])
    return (BOM * (ask.query.get("bom") == "1") + out.getvalue()).encode(), "text/csv; charset=utf-8"


def cut_words(ask: Ask, table: Rows, shown: int) -> str:
    """The last row of a cut table; "" if it is complete."""
    if table.cut or shown >= table.total:
        return table.cut
    return ask.say(
        f"# 只含前 {shown:,} 行，共 {table.total:,} 行；全部见 /data",
        f"# only the first {shown:,} of {table.total:,} rows; all of them: /data",
    )


def plain(value: Any) -> Any:
    """A value for JSON: instants are UTC with a Z."""
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        return value._asdict()
    return str(value)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=plain)
    if isinstance(value, datetime):
        return utc(value)
    return _safe(value) if isinstance(value, str) else value


def _safe(text: str) -> str:
    """Marks a cell that a spreadsheet would take for a formula as text."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _with(ask: Ask, page: Page, extension: str) -> str:
    path = "/index" if ask.path == "/" else ask.path
    return ask.link(f"{path}.{extension}", **{k: v for k, v in ask.query.items() if k != "lang"})
