"""What the next crawl should know of the last ones."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from storage.warc_writer import KnownCapture

# The last response of each address that holds its bytes itself: what a revisit record may point to.
KNOWN = """
SELECT url, max_by(capture_id, (captured_at, capture_id)), max_by(payload_digest, (captured_at, capture_id)),
    max(captured_at)
FROM capture
WHERE site_id IN (SELECT unnest(?::VARCHAR[])) AND status = 200 AND method = 'GET' AND revisit_of = ''
GROUP BY url ORDER BY url
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
