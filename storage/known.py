"""What the next crawl should know of the last ones."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from storage.warc_writer import KnownCapture

# The last response of each address that holds its bytes itself: what a revisit record may point to. With the
# validators of the last answer that spoke of these bytes, because a server may name them anew.
KNOWN = """
WITH answer AS (
    SELECT * FROM capture
    WHERE site_id IN (SELECT unnest(?::VARCHAR[])) AND method = 'GET' AND status IN (200, 304)
), original AS (
    SELECT unnest(max_by(answer, (captured_at, capture_id))) FROM answer
    WHERE status = 200 AND revisit_of = '' GROUP BY url
)
SELECT
    original.url, original.capture_id, original.payload_digest, original.captured_at,
    max_by(answer.etag, (answer.captured_at, answer.capture_id)),
    max_by(answer.last_modified, (answer.captured_at, answer.capture_id)),
    original.media_type, original.charset, original.payload_bytes,
    original.warc_file, original.warc_offset, original.warc_length
FROM original
JOIN answer
    ON answer.url = original.url
    AND coalesce(nullif(answer.revisit_of, ''), answer.capture_id) = original.capture_id
GROUP BY ALL ORDER BY original.url
"""

REPORT_PAGES = """
SELECT site_id, canonical_url FROM page
WHERE report_id IS NOT NULL AND site_id IN (SELECT unnest(?::VARCHAR[]))
ORDER BY site_id, canonical_url
"""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page to be looked at again because it carries, or carried, a report."""

    site_id: str
    url: str
    role: str = "detail"


def known_captures(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str]) -> list[KnownCapture]:
    """The lines of a crawl's `known` file: the last full capture of every address of these sites."""
    return [KnownCapture(*row) for row in connection.execute(KNOWN, [list(site_ids)]).fetchall()]


def report_pages(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str]) -> list[ReportPage]:
    """All pages of these sites that carry or carried a report, so that silence is noticed, and return."""
    return [ReportPage(*row) for row in connection.execute(REPORT_PAGES, [list(site_ids)]).fetchall()]
