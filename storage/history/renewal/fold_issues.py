"""The issues that a fold notes: of the pages it looks at whole, of the captures that are new, and of decisions."""

import duckdb

from storage.history.authority_issues import note_authority
from storage.history.decisions import note_decisions_without_report
from storage.history.readings_in_doubt import note_doubts

# The issues of pages that are looked at whole, and those that are told of all pages, are noted anew.
FORGET_ISSUES = """
DELETE FROM issue WHERE stage = 'fold' AND (
    code IN ('foreign_host', 'foreign_text_differs', 'decision_without_report')
    OR code <> 'nobody_reads' AND capture_id IN (SELECT capture_id FROM answer WHERE whole)
    OR code = 'nobody_reads' AND (capture_id IN (SELECT capture_id FROM unfolded)
        OR capture_id IN (SELECT capture_id FROM fresh)))
"""
FORGET_ALL = "DELETE FROM issue WHERE stage = 'fold'"
# A page was a report before, and now answers with something else that is a page too.
NO_LONGER = """
INSERT INTO issue
WITH told AS (
    SELECT seen_in AS crawl_id, capture_id, canonical_url, page.report_id, captured_at, is_report,
        min(captured_at) FILTER (is_report) OVER (PARTITION BY canonical_url) AS report_at
    FROM answer JOIN page USING (canonical_url)
    WHERE whole AND page.report_id IS NOT NULL AND is_own
)
SELECT 'fold', crawl_id, capture_id, 'no_longer_a_report',
    canonical_url || ' was read as ' || report_id || ' before; now it is no report: look at the page'
FROM told WHERE NOT is_report AND captured_at > report_at
ORDER BY captured_at, capture_id
"""

# An answer in an article's place that is neither a page nor a file that anybody reads.
NOBODY_READS = """
INSERT INTO issue
SELECT 'fold', crawl_id, capture_id, 'nobody_reads', 'nothing reads what is sent as ' || media_type
FROM capture
WHERE crawl_id IN (SELECT crawl_id FROM fresh_crawl)
    AND role = 'detail' AND status = 200 AND revisit_of = '' AND payload_bytes > 0
    AND capture_id NOT IN (SELECT capture_id FROM extraction)
    AND capture_id NOT IN (SELECT capture_id FROM file_reading)
    AND capture_id NOT IN (SELECT capture_id FROM failed_fetch)
    AND capture_id NOT IN (SELECT capture_id FROM issue WHERE stage = 'extraction')
ORDER BY captured_at, capture_id
"""


def note_issues(connection: duckdb.DuckDBPyConnection, *, full: bool) -> None:
    """Brings the issues of the stage fold up to date, from the temporary tables of the fold; full is a fold of all."""
    connection.execute(FORGET_ALL if full else FORGET_ISSUES)
    connection.execute(NO_LONGER)
    note_decisions_without_report(connection)
    note_authority(connection)
    note_doubts(connection)
    connection.execute(NOBODY_READS)
