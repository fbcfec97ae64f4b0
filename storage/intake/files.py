"""Attached files: which are still unread, what was read from them, and which pages must be combined again.

A page's text may be in a file. So the extraction of a page's capture depends on the file as it was then: on
the file's last capture up to the end of the same crawl (or of the crawl that resumed it), and among those on
the last with a text, because an error page in place of the file says nothing about the report. A page that
answered with the same bytes (a revisit) has the extraction of the capture it points to, unless its file
changed: then it gets an extraction of its own.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from records import Capture, Extraction, FileReading
from records.jsonlines import from_json, to_json
from records.url import canonical_url
from storage.database.migrate import transaction
from storage.database.rows import insert_rows

CAPTURE_COLUMNS = ", ".join(Capture.__dataclass_fields__)

# A list may link to a file in place of a page. The declared type decides which are read first; a file sent as
# text/html is recognised when it is read as a page, and has a reading from then on.
IS_FILE = """(role = 'attachment' OR (role = 'detail' AND (capture_id IN (SELECT capture_id FROM file_reading)
        OR media_type LIKE 'application/%' AND NOT regexp_matches(media_type, 'html|[/+]xml|json|javascript'))))"""

PENDING = f"""
SELECT {CAPTURE_COLUMNS} FROM capture
WHERE {IS_FILE} AND status = 200 AND revisit_of = ''
    AND capture_id NOT IN (
        SELECT capture_id FROM file_reading WHERE reader_version = $version
        AND NOT ($with_ocr AND list_contains(issues ->> '$[*].code', 'scanned')))
ORDER BY captured_at, capture_id
"""

# Files in place of a page whose extraction was made from an older reading.
ALONE = f"""
SELECT capture.* FROM (SELECT {CAPTURE_COLUMNS} FROM capture WHERE role = 'detail') AS capture
JOIN (FROM file_reading WHERE kind NOT IN ('html', 'unknown')) AS file_reading USING (capture_id)
LEFT JOIN extraction_file AS link
    ON link.capture_id = capture.capture_id AND link.file_capture_id = capture.capture_id
    AND link.extractor_version = ?
WHERE link.digest IS DISTINCT FROM file_reading.digest
ORDER BY captured_at, capture_id
"""

# Per page capture and file: the file capture that counts, and the one the page was combined with.
CHOICES = """
WITH ended AS (
    -- A resuming crawl may have no captures of its own: the end then is that of the crawl it resumed.
    SELECT coalesce(resumption.crawl_id, capture.crawl_id) AS crawl_id, max(captured_at) AS ended_at
    FROM capture LEFT JOIN resumption ON resumed_id = capture.crawl_id AND resumption.site_id = capture.site_id
    GROUP BY ALL
), wanted AS (
    SELECT page.capture_id, link.url, link.canonical_url, link.digest AS used, ended_at
    FROM capture AS page
    LEFT JOIN resumption ON resumed_id = page.crawl_id AND resumption.site_id = page.site_id
    JOIN ended ON ended.crawl_id = coalesce(resumption.crawl_id, page.crawl_id)
    JOIN read_as ON read_as.capture_id = page.capture_id AND read_as.extractor_version = $version
    JOIN extraction_file AS link
        ON link.capture_id = read_as.reading_id AND link.extractor_version = $version
    WHERE page.status IN (200, 304) AND link.file_capture_id <> link.capture_id
), seen AS (
    SELECT canonical_url, captured_at, capture.capture_id, file_reading.capture_id AS payload_id, digest, has_text
    FROM capture
    JOIN file_reading ON file_reading.capture_id = internal.payload_of(revisit_of, capture.capture_id)
    WHERE role = 'attachment' AND status IN (200, 304)
), chosen AS (
    SELECT wanted.*,
        coalesce(told.capture_id, odd.capture_id) AS file_capture_id,
        coalesce(told.payload_id, odd.payload_id) AS payload_id,
        coalesce(told.digest, odd.digest) AS digest
    FROM wanted
    ASOF LEFT JOIN (SELECT * FROM seen WHERE has_text) AS told
        ON wanted.canonical_url = told.canonical_url AND wanted.ended_at >= told.captured_at
    ASOF LEFT JOIN seen AS odd
        ON wanted.canonical_url = odd.canonical_url AND wanted.ended_at >= odd.captured_at
)
SELECT capture_id, url, file_capture_id, payload_id FROM chosen
WHERE digest IS NOT NULL AND capture_id IN (SELECT capture_id FROM chosen WHERE digest <> used)
ORDER BY capture_id, url
"""


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One capture of a file, with its reading."""

    capture_id: str
    reading: FileReading


@dataclass(frozen=True, slots=True)
class PageToCombine:
    """A capture of a page whose files have newer readings than those its extraction was combined with.

    payload is the capture that has the page's bytes: the capture itself, or the one its revisit points to.
    files are by URL as the page has it.
    """

    capture: Capture
    payload: Capture
    files: dict[str, FileSeen] = field(default_factory=dict)


def pending_files(
    connection: duckdb.DuckDBPyConnection, reader_version: str, with_ocr: bool
) -> list[Capture]:
    """The stored files that this reader version has yet to read, oldest first; with_ocr also files that were
    recognised as scans while no OCR was installed."""
    found = connection.execute(PENDING, {"version": reader_version, "with_ocr": with_ocr}).fetchall()
    return [Capture(*row) for row in found]


def save_files(connection: duckdb.DuckDBPyConnection, readings: Iterable[tuple[str, FileReading]]) -> None:
    """Stores readings by capture_id; a second reading replaces the first."""
    rows = [
        {
            "capture_id": capture_id,
            "has_text": reading.has_text,
            "digest": reading.digest,
            **to_json(reading),
        }
        for capture_id, reading in readings
    ]
    with transaction(connection):
        insert_rows(connection, "file_reading", rows, "OR REPLACE")
        note_unfolded(connection, [row["capture_id"] for row in rows])


def note_unfolded(connection: duckdb.DuckDBPyConnection, capture_ids: Iterable[str]) -> None:
    """Records captures with news for the next fold, in the transaction that writes the news."""
    insert_rows(connection, "unfolded", ({"capture_id": one} for one in capture_ids))


def pages_to_combine(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> list[PageToCombine]:
    """The page captures whose extraction was made without the current readings of their files, by id."""
    pages: dict[str, PageToCombine] = {}
    for capture_id, url, file_capture_id, payload_id in connection.execute(
        CHOICES, {"version": extractor_version}
    ).fetchall():
        if capture_id not in pages:
            capture = _capture(connection, capture_id)
            payload = _capture(connection, capture.revisit_of) if capture.revisit_of else capture
            pages[capture_id] = PageToCombine(capture, payload)
        pages[capture_id].files[url] = FileSeen(file_capture_id, _reading(connection, payload_id))
    return list(pages.values())


def files_alone(
    connection: duckdb.DuckDBPyConnection, extractor_version: str
) -> list[tuple[Capture, FileReading]]:
    """The files fetched in place of a page that have no extraction yet, with their readings."""
    captures = [Capture(*row) for row in connection.execute(ALONE, [extractor_version]).fetchall()]
    return [(capture, _reading(connection, capture.capture_id)) for capture in captures]


def link_rows(
    capture_id: str, extraction: Extraction, files: Mapping[str, FileSeen]
) -> Iterable[dict[str, Any]]:
    """The rows of extraction_file for one extraction; files are those it was combined with, by URL."""
    for position, attachment in enumerate(extraction.attachments, start=1):
        seen = files.get(attachment.url)
        yield {
            "capture_id": capture_id,
            "extractor_version": extraction.extractor_version,
            "position": position,
            "canonical_url": canonical_url(attachment.url),
            "file_capture_id": seen.capture_id if seen else "",
            "digest": seen.reading.digest if seen else "",
            **to_json(attachment),
        }


def _capture(connection: duckdb.DuckDBPyConnection, capture_id: str) -> Capture:
    query = f"SELECT {CAPTURE_COLUMNS} FROM capture WHERE capture_id = ?"
    row = connection.execute(query, [capture_id]).fetchone()
    assert row is not None
    return Capture(*row)


def _reading(connection: duckdb.DuckDBPyConnection, capture_id: str) -> FileReading:
    answer = connection.execute("SELECT * FROM file_reading WHERE capture_id = ?", [capture_id])
    names = [column[0] for column in answer.description or []]
    row = answer.fetchone()
    assert row is not None
    values = dict(zip(names, row, strict=True))
    for name in ("capture_id", "has_text", "digest"):
        del values[name]
    for name in ("tables", "members", "removed", "issues"):
        values[name] = json.loads(values[name])
    return from_json(FileReading, values)
