"""Captures: one with its bytes, those of an address, those of a report."""

import json

import duckdb

from records import Capture
from records.url import canonical_url
from storage.evidence.warc import read_headers, read_payload, stored_member
from storage.intake.files import CAPTURE_COLUMNS
from storage.lookup.published import Row, first, rows
from storage.paths import DataDir

OF_ADDRESS = """
SELECT captures.*, coalesce(nullif(revisit_of, ''), capture_id) AS bytes_of
FROM captures WHERE url = $url OR page_url = $url
ORDER BY captured_at, capture_id
"""
PAGE = "SELECT * FROM pages WHERE url = ?"
READING = (
    "SELECT title, removed, extractor_version, family, encoding, is_report FROM readings WHERE capture_id = ?"
)
RECORD = f"SELECT {CAPTURE_COLUMNS} FROM capture WHERE capture_id = ?"
# Every response of a report's pages and files, and the lists and refusals that its ledger row names.
OF_REPORT = f"""
SELECT {CAPTURE_COLUMNS} FROM capture
WHERE canonical_url IN (SELECT canonical_url FROM lineage WHERE report_id = $id)
    OR capture_id IN (SELECT unnest(proof_captures) FROM ledger WHERE report_id = $id)
    OR capture_id IN (SELECT capture_id FROM attachments WHERE report_id = $id)
    OR capture_id IN (SELECT capture_id FROM versions WHERE report_id = $id)
ORDER BY captured_at, capture_id
"""
REPORT_OF = """
SELECT report_id, version_no FROM versions WHERE capture_id = $id
UNION SELECT report_id, version_no FROM events WHERE capture_id = $id LIMIT 1
"""


def capture(cursor: duckdb.DuckDBPyConnection, capture_id: str) -> Row | None:
    """A row of `captures`, with its extraction (reading, None without one) and the report it shows."""
    found = first(cursor, "SELECT * FROM captures WHERE capture_id = ?", [capture_id])
    if found is None:
        return None
    reading = first(cursor, READING, [capture_id])
    if reading:
        reading["removed"] = json.loads(reading["removed"] or "[]")
    return found | {"reading": reading, "report": first(cursor, REPORT_OF, {"id": capture_id})}


def captures_at(cursor: duckdb.DuckDBPyConnection, url: str) -> list[Row]:
    """All captures of an address, oldest first."""
    found = rows(cursor, OF_ADDRESS, {"url": url})
    return found or rows(cursor, OF_ADDRESS, {"url": canonical_url(url)})


def page_at(cursor: duckdb.DuckDBPyConnection, url: str) -> Row | None:
    """The row of `pages` of an address."""
    return first(cursor, PAGE, [canonical_url(url)])


def record(cursor: duckdb.DuckDBPyConnection, capture_id: str) -> Capture | None:
    """The whole record of a capture."""
    found = cursor.execute(RECORD, [capture_id]).fetchone()
    return Capture(*found) if found else None


def records_of(cursor: duckdb.DuckDBPyConnection, report_id: str) -> list[Capture]:
    """All captures that concern a report, and those that revisits among them point to."""
    found = [Capture(*row) for row in cursor.execute(OF_REPORT, {"id": report_id}).fetchall()]
    there = {one.capture_id for one in found}
    originals = [
        record(cursor, one.revisit_of) for one in found if one.revisit_of and one.revisit_of not in there
    ]
    return list({one.capture_id: one for one in [*filter(None, originals), *found]}.values())


def payload(data: DataDir, cursor: duckdb.DuckDBPyConnection, capture: Capture) -> bytes:
    """The body of a capture, its content coding undone. Raises WarcDamaged if the evidence cannot be read."""
    return read_payload(data, capture, record(cursor, capture.revisit_of) if capture.revisit_of else None)


def headers(data: DataDir, capture: Capture) -> list[tuple[str, str]]:
    """The headers of the response as stored. WarcDamaged."""
    return read_headers(data, capture)


def member(data: DataDir, capture: Capture) -> bytes:
    """The WARC record of a capture as stored: one gzip member. WarcDamaged."""
    return stored_member(data, capture)
