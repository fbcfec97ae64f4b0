"""The issues that a fold records: of the pages it folds completely, of new captures, and of decisions."""

import duckdb

from storage.history.authority_issues import note_authority
from storage.history.decisions import note_decisions_without_report
from storage.history.readings_in_doubt import note_doubts

# Issues of completely folded pages, and issues that concern all pages, are rewritten.
FORGET_ISSUES = """
DELETE FROM issue WHERE stage = 'fold' AND (
    code IN ('foreign_host', 'foreign_text_differs', 'decision_without_report')
    OR code <> 'nobody_reads' AND capture_id IN (SELECT capture_id FROM answer WHERE whole)
    OR code = 'nobody_reads' AND (capture_id IN (SELECT capture_id FROM unfolded)
        OR capture_id IN (SELECT capture_id FROM fresh)))
"""
FORGET_ALL = "DELETE FROM issue WHERE stage = 'fold'"
# A page that was a report and now returns another page.
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

# A response in place of an article that is neither a page nor a readable file.
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
    """Updates the issues of the stage fold, from the temporary tables of the fold. full: everything is
    folded."""
    connection.execute(FORGET_ALL if full else FORGET_ISSUES)
    connection.execute(NO_LONGER)
    note_decisions_without_report(connection)
    note_authority(connection)
    note_doubts(connection)
    connection.execute(NOBODY_READS)
