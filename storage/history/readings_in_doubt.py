"""Doubtful readings: one bad fetch must not look like an edit (docs/decisions/0004-identity-of-a-text.md).

A reading whose text is almost empty, breaks off, or is only the beginning of the last good text counts only
after the next crawl has read the same text. Until then the last good text stays current.
"""

import duckdb

LEFT = 0.1
"""Share of the last good text: a text shorter than that counts as almost empty."""
LEAST = 200
"""Characters: the last good text must be at least this long for a shorter reading to be doubtful."""

# From the temporary table answer (storage.history.sightings). Crawls in the order in which they began to read
# the page.
DOUBT = r"""
CREATE OR REPLACE TEMP TABLE doubt AS
WITH seen AS (
    SELECT canonical_url, crawl_id, capture_id, captured_at, text_digest, reading_id, chars, is_cut,
        lead(text_digest) OVER later AS next_digest, lag(text_digest) OVER later AS digest_before,
        lag(crawl_id) OVER later AS crawl_before, lead(crawl_id) OVER later AS next_crawl
    FROM answer WHERE is_good AND is_report
    WINDOW later AS (PARTITION BY canonical_url ORDER BY captured_at, capture_id)
), good AS (
    SELECT canonical_url, captured_at, chars, reading_id FROM seen WHERE NOT is_cut AND chars >= $least
), compared AS (
    SELECT seen.*, good.chars AS chars_before, good.reading_id AS reading_before
    FROM seen ASOF LEFT JOIN good ON good.canonical_url = seen.canonical_url AND good.captured_at < seen.captured_at
), beginning AS (
    -- Closed elements prove no end: a text that is a longer one's beginning may have been cut as well.
    SELECT compared.capture_id
    FROM compared
    JOIN extraction AS now ON now.capture_id = compared.reading_id AND now.extractor_version = $version
    JOIN extraction AS before ON before.capture_id = reading_before AND before.extractor_version = $version
    WHERE compared.chars < chars_before AND compared.chars >= $left * chars_before AND reading_id <> reading_before
        AND starts_with(
            regexp_replace(array_to_string(before.body_lines, ''), '\s+', '', 'g'),
            regexp_replace(array_to_string(now.body_lines, ''), '\s+', '', 'g'))
), judged AS (
    SELECT compared.*, beginning.capture_id IS NOT NULL AS is_beginning
    FROM compared LEFT JOIN beginning USING (capture_id)
)
SELECT
    canonical_url, crawl_id, capture_id, captured_at,
    CASE WHEN is_cut OR is_beginning THEN 'text_cut_off' ELSE 'text_gone' END AS code,
    CASE WHEN is_cut THEN 'the page breaks off after ' || chars || ' characters'
         WHEN is_beginning THEN 'the text ends after ' || chars || ' of ' || chars_before || ' characters'
         ELSE chars || ' characters are left of ' || chars_before END AS detail
FROM judged
WHERE (is_cut OR is_beginning OR chars < $left * chars_before)
    AND coalesce(text_digest <> next_digest OR crawl_id = next_crawl, true)
    AND coalesce(text_digest <> digest_before OR crawl_id = crawl_before, true)
"""
ISSUES = """
INSERT INTO issue
SELECT 'fold', crawl_id, capture_id, code,
    detail || ': it counts when the next crawl finds the same; the last good text stays until then'
FROM doubt ORDER BY captured_at, capture_id
"""


def write_doubts(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Creates the temporary table doubt (one row per reading that does not count) from the table answer."""
    connection.execute(DOUBT, {"left": LEFT, "least": LEAST, "version": extractor_version})


def note_doubts(connection: duckdb.DuckDBPyConnection) -> None:
    """Records an issue for each of them; drops the table."""
    connection.execute(ISSUES)
    connection.execute("DROP TABLE doubt")
