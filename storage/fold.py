"""Histories are a fold: pages, reports, versions and events are made anew from captures and extractions.

How a report is named and what counts as a version is not decided here: the caller passes the pure
function that does (extraction.lineage.histories).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from records import History, Observation, Sighting
from records.jsonlines import to_json
from storage.frontier import write_due, write_pages
from storage.migrate import transaction
from storage.rows import insert_rows

ReadHistories = Callable[[Iterable[Sighting], Callable[[str], str]], Sequence[History]]

# Every sighting of every page that was a report at least once, read as the view read_as says.
# A missing page counts as gone only where the site's lists were healthy in the same crawl.
SIGHTINGS = """
WITH reading AS (
    SELECT
        canonical_url, capture.capture_id, crawl_id, captured_at, status, is_report, text_digest,
        extraction.adcode, report_year, issuer, issuer_level, coalesce(listing_healthy, false) AS healthy
    FROM capture
    LEFT JOIN read_as ON read_as.capture_id = capture.capture_id AND read_as.extractor_version = ?
    LEFT JOIN extraction
        ON extraction.capture_id = read_as.reading_id
        AND extraction.extractor_version = read_as.extractor_version
    LEFT JOIN site_outcome USING (crawl_id, site_id)
    WHERE method = 'GET'
)
SELECT
    canonical_url, capture_id, crawl_id, captured_at,
    CASE WHEN status IN (200, 304) AND is_report THEN 'read'
         WHEN status IN (404, 410) AND healthy THEN 'gone'
         ELSE 'unproven' END AS outcome,
    CASE WHEN status IN (200, 304) AND is_report THEN text_digest ELSE '' END,
    coalesce(is_report, false), adcode, report_year, issuer, issuer_level
FROM reading
WHERE canonical_url IN (SELECT canonical_url FROM reading WHERE status IN (200, 304) AND is_report)
ORDER BY captured_at, capture_id
"""

TEXT = """
SELECT body_text FROM read_as
JOIN extraction ON extraction.capture_id = reading_id AND extraction.extractor_version = read_as.extractor_version
WHERE read_as.capture_id = ? AND read_as.extractor_version = ?
"""

CARRIED = "CREATE OR REPLACE TEMP TABLE carried (url VARCHAR, report_id VARCHAR, is_primary BOOLEAN)"
REPORT_PAGES = """
UPDATE page SET report_id = carried.report_id, is_primary = carried.is_primary
FROM carried WHERE page.canonical_url = carried.url
"""

# A page was a report before, and now answers with something else that is a page too.
NO_LONGER = """
INSERT INTO issue
SELECT 'fold', crawl_id, capture_id, 'no_longer_a_report',
    canonical_url || ' was read as ' || page.report_id || ' before; now it is no report: look at the page'
FROM capture
JOIN page USING (canonical_url)
JOIN extraction USING (capture_id)
WHERE page.report_id IS NOT NULL AND status IN (200, 304) AND extractor_version = ? AND NOT is_report
    AND captured_at > (
        SELECT min(earlier.captured_at) FROM capture AS earlier JOIN extraction AS read USING (capture_id)
        WHERE earlier.canonical_url = capture.canonical_url AND read.is_report
            AND read.extractor_version = extraction.extractor_version)
ORDER BY captured_at, capture_id
"""


@dataclass(frozen=True, slots=True)
class Folded:
    """How many there are after a fold."""

    reports: int
    versions: int
    events: int


def fold(
    connection: duckdb.DuckDBPyConnection, extractor_version: str, read_histories: ReadHistories
) -> Folded:
    """Makes page, report, report_version and event anew, in one transaction; equal inputs give equal rows.

    read_histories gets all sightings of report pages, and a function from a capture_id to its body text.
    """

    def text_of(capture_id: str) -> str:
        row = connection.execute(TEXT, [capture_id, extractor_version]).fetchone()
        return str(row[0]) if row else ""

    with transaction(connection):
        sightings = connection.execute(SIGHTINGS, [extractor_version]).fetchall()
        histories = read_histories([_sighting(row) for row in sightings], text_of)
        for table in ("report", "report_version", "event"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM issue WHERE stage = 'fold'")
        write_pages(connection)
        reports = insert_rows(connection, "report", map(_report_row, histories))
        versions = [to_json(version) for history in histories for version in history.versions]
        events = [
            {"event_no": number, **to_json(event)}
            for history in histories
            for number, event in enumerate(history.events, start=1)
        ]
        insert_rows(connection, "report_version", versions)
        insert_rows(connection, "event", events)
        _name_pages(connection, histories)
        write_due(connection, extractor_version)
        connection.execute(NO_LONGER, [extractor_version])
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('extractor_version', ?)", [extractor_version])
    return Folded(reports, len(versions), len(events))


def _sighting(row: tuple[Any, ...]) -> Sighting:
    page_url, capture_id, crawl_id, observed_at, outcome, text_digest, *naming = row
    return Sighting(Observation(page_url, capture_id, crawl_id, observed_at, outcome, text_digest), *naming)


def _report_row(history: History) -> dict[str, Any]:
    versions = history.versions
    return {
        "report_id": history.report_id,
        "adcode": history.named_by.adcode,
        "report_year": history.named_by.report_year,
        "issuer": history.named_by.issuer,
        "issuer_level": history.named_by.issuer_level,
        "page_url": history.primary_url,
        "status": "live" if history.live else "removed",
        "version_no": len(versions),
        "first_seen_at": to_json(versions[0].observed_at),
        "last_seen_at": to_json(max(read_at for _, read_at in history.pages)),
        "last_changed_at": to_json(versions[-1].observed_at) if len(versions) > 1 else None,
    }


def _name_pages(connection: duckdb.DuckDBPyConnection, histories: Sequence[History]) -> None:
    """Writes to each page which report it carries; to one that carried several over time, the last."""
    rows = sorted(
        (read_at, history.report_id, url, url == history.primary_url)
        for history in histories
        for url, read_at in history.pages
    )
    carried = {
        url: {"url": url, "report_id": report_id, "is_primary": is_primary}
        for _, report_id, url, is_primary in rows
    }
    connection.execute(CARRIED)
    insert_rows(connection, "carried", carried.values())
    connection.execute(REPORT_PAGES)
    connection.execute("DROP TABLE carried")
