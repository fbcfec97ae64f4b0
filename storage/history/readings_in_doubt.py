"""Readings in doubt: one bad fetch is no edit (docs/decisions/0004-identity-of-a-text.md).

A report's page whose text is nearly gone, or breaks off, counts as read only when the next crawl that reads it finds
the same text. Until then the last good text stays.
"""

import duckdb

LEFT = 0.1
"""Share of the last good text: a text with less than that is gone."""
LEAST = 200
"""Characters: of a shorter text nothing can be said to be gone."""

# From the temporary table answer (storage.history.sightings). Crawls in the order in which they began to read the page.
DOUBT = """
CREATE OR REPLACE TEMP TABLE doubt AS
WITH seen AS (
    SELECT canonical_url, crawl_id, capture_id, captured_at, text_digest, chars, is_cut,
        lead(text_digest) OVER later AS next_digest, lag(text_digest) OVER later AS digest_before,
        lag(crawl_id) OVER later AS crawl_before, lead(crawl_id) OVER later AS next_crawl
    FROM answer WHERE is_good AND is_report
    WINDOW later AS (PARTITION BY canonical_url ORDER BY captured_at, capture_id)
), good AS (
    SELECT canonical_url, captured_at, chars FROM seen WHERE NOT is_cut AND chars >= $least
), judged AS (
    SELECT seen.*, good.chars AS chars_before
    FROM seen ASOF LEFT JOIN good ON good.canonical_url = seen.canonical_url AND good.captured_at < seen.captured_at
)
SELECT
    canonical_url, crawl_id, capture_id, captured_at,
    CASE WHEN is_cut THEN 'text_cut_off' ELSE 'text_gone' END AS code,
    CASE WHEN is_cut THEN 'the page breaks off after ' || chars || ' characters'
         ELSE chars || ' characters are left of ' || chars_before END AS detail
FROM judged
WHERE (is_cut OR chars < $left * chars_before)
    AND coalesce(text_digest <> next_digest OR crawl_id = next_crawl, true)
    AND coalesce(text_digest <> digest_before OR crawl_id = crawl_before, true)
"""
ISSUES = """
INSERT INTO issue
SELECT 'fold', crawl_id, capture_id, code,
    detail || ': it counts when the next crawl finds the same; the last good text stays until then'
FROM doubt ORDER BY captured_at, capture_id
"""


def write_doubts(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary table doubt (one row a reading that does not count) from the table answer."""
    connection.execute(DOUBT, {"left": LEFT, "least": LEAST})


def note_doubts(connection: duckdb.DuckDBPyConnection) -> None:
    """An issue for each of them; drops the table."""
    connection.execute(ISSUES)
    connection.execute("DROP TABLE doubt")
