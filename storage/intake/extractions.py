"""Captures without an extraction, and the extractions to store."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb

from records import Capture, Extraction, Issue
from records.jsonlines import to_json
from storage.database.migrate import transaction
from storage.database.rows import insert_rows, json_list
from storage.intake.files import CAPTURE_COLUMNS, IS_FILE, FileSeen, link_rows, note_unfolded

# Declared types are unreliable: everything that is neither media nor, by its bytes, a file is read as a page.
PENDING = f"""
SELECT {CAPTURE_COLUMNS} FROM capture
WHERE status = 200 AND revisit_of = '' AND payload_bytes > 0
  AND NOT regexp_matches(media_type, '^(image|audio|video|font)/')
  AND (NOT {IS_FILE} OR capture_id IN (SELECT capture_id FROM file_reading WHERE kind IN ('html', 'unknown')))
  AND (role = 'detail' OR canonical_url IN (SELECT canonical_url FROM page WHERE report_id IS NOT NULL)
       OR role IN ('catalogue', 'list') AND regexp_matches(link_title, '(20[0-9]{{2}}|二[〇○零]..).*法治|法治.*20[0-9]{{2}}'))
  AND capture_id NOT IN (SELECT capture_id FROM extraction WHERE extractor_version = ?)
  AND capture_id NOT IN (SELECT capture_id FROM failed_fetch)
ORDER BY captured_at, capture_id
"""


def pending(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> list[Capture]:
    """The captures that this extractor version has yet to read, oldest first.

    Report pages that answered with their text, not with something in its place (a challenge, "page not found"
    with status 200: failed_fetch names those). A revisit is covered by the capture it points to.
    """
    return [Capture(*row) for row in connection.execute(PENDING, [extractor_version]).fetchall()]


# The further pages of an article, fetched in the same crawl as its first, or in the crawl that resumed it; a
# revisit has the reading of the capture it points to.
FURTHER = f"""
WITH told AS (
    SELECT capture.* EXCLUDE (crawl_id), coalesce(resumption.crawl_id, capture.crawl_id) AS crawl_id
    FROM capture
    LEFT JOIN resumption ON resumed_id = capture.crawl_id AND resumption.site_id = capture.site_id
)
SELECT first.capture_id, part.page_url, {", ".join(f"payload.{name}" for name in Capture.__dataclass_fields__)}
FROM told AS first
JOIN told AS part ON part.crawl_id = first.crawl_id AND part.found_on = first.url
JOIN capture AS payload ON payload.capture_id = internal.payload_of(part.revisit_of, part.capture_id)
WHERE part.role = 'detail_page' AND part.status IN (200, 304) AND first.capture_id IN (SELECT unnest(?::JSON::VARCHAR[]))
"""


def further_pages(
    connection: duckdb.DuckDBPyConnection, captures: Sequence[Capture]
) -> dict[str, dict[str, Capture]]:
    """By capture_id of an article's first page: the captures of its further pages, by address."""
    found: dict[str, dict[str, Capture]] = {}
    rows = connection.execute(FURTHER, [json_list(capture.capture_id for capture in captures)]).fetchall()
    for capture_id, url, *row in rows:
        found.setdefault(capture_id, {})[url] = Capture(*row)
    return found


def save_extractions(
    connection: duckdb.DuckDBPyConnection,
    extractions: Iterable[tuple[str, Extraction]],
    files: Mapping[str, Mapping[str, FileSeen]] | None = None,
) -> int:
    """Stores extractions by capture_id, all or nothing; a second one replaces the first.

    files are those that the extractions were combined with: by capture_id, then by URL.
    """
    read = {(capture_id, one.extractor_version): one for capture_id, one in extractions}
    links = [
        row
        for (capture_id, _), extraction in read.items()
        for row in link_rows(capture_id, extraction, (files or {}).get(capture_id, {}))
    ]
    with transaction(connection):
        _drop_issues(connection, [capture_id for capture_id, _ in read])
        _drop_links(connection, list(read))
        insert_rows(connection, "extraction_file", links)
        note_unfolded(connection, [capture_id for capture_id, _ in read])
        rows = (extraction_row(capture_id, extraction) for (capture_id, _), extraction in read.items())
        return insert_rows(connection, "extraction", rows, "OR REPLACE")


def save_unread(connection: duckdb.DuckDBPyConnection, unread: Iterable[tuple[Capture, Issue]]) -> None:
    """Stores why captures could not be read, replacing earlier reasons."""
    rows = [
        {
            "stage": "extraction",
            "crawl_id": capture.crawl_id,
            "capture_id": capture.capture_id,
            **to_json(issue),
        }
        for capture, issue in unread
    ]
    with transaction(connection):
        _drop_issues(connection, [row["capture_id"] for row in rows])
        insert_rows(connection, "issue", rows)
        note_unfolded(connection, [row["capture_id"] for row in rows])


def drop_unfinished(connection: duckdb.DuckDBPyConnection, crawl_id: str) -> None:
    """Deletes the extractions of articles whose remaining pages this crawl fetched when it resumed an
    interrupted one: they are read again. In the caller's transaction."""
    connection.execute(
        "DELETE FROM extraction WHERE capture_id IN ("
        " SELECT first.capture_id FROM capture AS part"
        " JOIN resumption ON resumption.crawl_id = part.crawl_id AND resumption.site_id = part.site_id"
        " JOIN capture AS first ON first.crawl_id = resumed_id AND first.url = part.found_on"
        " WHERE part.crawl_id = ? AND part.role = 'detail_page')",
        [crawl_id],
    )


def _drop_issues(connection: duckdb.DuckDBPyConnection, capture_ids: list[str]) -> None:
    connection.execute(
        "DELETE FROM issue WHERE stage = 'extraction' AND capture_id IN (SELECT unnest(?::JSON::VARCHAR[]))",
        [json_list(capture_ids)],
    )


def _drop_links(connection: duckdb.DuckDBPyConnection, keys: list[tuple[str, str]]) -> None:
    connection.execute(
        "DELETE FROM extraction_file WHERE capture_id IN (SELECT unnest(?::JSON::VARCHAR[]))"
        " AND extractor_version IN (SELECT unnest(?::JSON::VARCHAR[]))",
        [json_list(capture_id for capture_id, _ in keys), json_list({version for _, version in keys})],
    )


def extraction_row(capture_id: str, extraction: Extraction) -> dict[str, Any]:
    """The row of the table extraction; nested values are not JSON text yet."""
    row: dict[str, Any] = to_json(extraction)
    lines = row.pop("body_text").split("\n")
    return {"capture_id": capture_id, "text_digest": extraction.text_digest, "body_lines": lines, **row}
