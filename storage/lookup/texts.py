"""The texts of versions, as pages show and compare them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from storage.database.connection import literals
from storage.lookup.published import rows

TEXTS = """
SELECT report_id, version_no, title, body_text, published_on, signed_on, observed_at, url, capture_id, payload_digest
FROM versions WHERE report_id = ? AND version_no IN (SELECT unnest(?))
"""

LAST_READ = """
SELECT max(old_last_seen_at) AS last_read_at FROM changes
WHERE report_id IN {ids} AND version_no = $next AND file_url IS NULL AND kind <> 'date_changed'
"""
CURRENT = TEXTS.split("WHERE")[0] + "WHERE report_id = ? ORDER BY version_no DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class VersionText:
    """One text of a report. observed_at is naive UTC; extraction.works can compare it."""

    report_id: str
    version_no: int
    title: str | None
    body_text: str
    published_on: date | None
    signed_on: date | None
    observed_at: datetime
    url: str
    capture_id: str
    payload_digest: str


def version_texts(
    cursor: duckdb.DuckDBPyConnection, report_id: str, numbers: Sequence[int]
) -> dict[int, VersionText]:
    """These versions by number, without unknown ones."""
    found = rows(cursor, TEXTS, [report_id, list(numbers)])
    return {row["version_no"]: VersionText(**row) for row in found}


def current_text(cursor: duckdb.DuckDBPyConnection, report_id: str) -> VersionText | None:
    """The present text of a report; None for an unknown report."""
    found = rows(cursor, CURRENT, [report_id])
    return VersionText(**found[0]) if found else None


def last_read(cursor: duckdb.DuckDBPyConnection, text: VersionText) -> datetime | None:
    """When a replaced text was last read; None if the archive does not say."""
    query = LAST_READ.replace("{ids}", f"({literals([text.report_id])})")
    found = rows(cursor, query, {"next": text.version_no + 1})
    return found[0]["last_read_at"] if found else None
