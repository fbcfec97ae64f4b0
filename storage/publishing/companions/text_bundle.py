"""All current texts as plain files in one ZIP, with what is known of each and the checksums: `texts.zip`."""

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import duckdb

BUNDLE = "texts.zip"
FACTS = "metadata.csv"
SUMS = "SHA256SUMS"
LEVEL = 1
"""Of compression: a stronger one makes files of Chinese text a tenth smaller and takes three times as long."""
BATCH = 200
IDS = "SELECT report_id FROM reports ORDER BY report_id"
REPORTS = "SELECT * FROM reports WHERE report_id IN ({ids}) ORDER BY report_id"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_text_bundle(connection: duckdb.DuckDBPyConnection, place: Path, published_at: datetime) -> int:
    """Writes `<report_id>.txt` for every report (title, empty line, text), then metadata.csv and SHA256SUMS, which
    `sha256sum -c` reads. The same archive gives the same bytes. Returns how many texts there are."""
    stamp = (*published_at.timetuple()[:5], 0)
    facts = io.StringIO()
    rows, sums = csv.writer(facts, lineterminator="\r\n"), []
    with ZipFile(place, "w", ZIP_DEFLATED, compresslevel=LEVEL) as bundle:

        def put(name: str, body: bytes) -> None:
            member = ZipInfo(name, stamp)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
            bundle.writestr(member, body)
            sums.append(f"{hashlib.sha256(body).hexdigest()}  {name}\n")

        ids = [report_id for (report_id,) in connection.execute(IDS).fetchall()]
        for report in _reports(connection, ids):
            name = f"{report['report_id']}.txt"
            put(name, f"{report['title'] or ''}\n\n{report.pop('body_text') or ''}\n".encode())
            if not facts.tell():
                rows.writerow(["file", *report])
            rows.writerow([_cell(value) for value in (name, *report.values())])
        put(FACTS, ("\ufeff" + facts.getvalue()).encode())
        bundle.writestr(ZipInfo(SUMS, stamp), "".join(sums), ZIP_DEFLATED)
    return len(ids)


def _reports(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> Iterator[dict[str, Any]]:
    """The rows in the order of their ids, some hundred at a time: by literals, with which DuckDB asks its index."""
    for start in range(0, len(ids), BATCH):
        wanted = ", ".join("'" + one.replace("'", "''") + "'" for one in ids[start : start + BATCH])
        answer = connection.execute(REPORTS.format(ids=wanted))
        names = [column[0] for column in answer.description or []]
        for row in answer.fetchall():
            yield dict(zip(names, row, strict=True))


def _cell(value: Any) -> Any:
    """A cell that a spreadsheet would take for a formula is given as text."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else value
