"""Maintains the table known: for each site and address the last response that is not a revisit. Each ingested
crawl updates it; recomputing it from all captures gives the same rows."""

import duckdb

# The validators are those of the last answer, because a server may change them for the same bytes.
RENEW = """
CREATE OR REPLACE TEMP TABLE renewed_known AS
WITH answer AS (
    SELECT * FROM capture WHERE method = 'GET' AND status IN (200, 304) AND {those}
), original AS (
    SELECT * FROM answer WHERE status = 200 AND revisit_of = ''
    QUALIFY row_number() OVER (PARTITION BY site_id, url ORDER BY captured_at DESC, capture_id DESC) = 1
), before AS (
    SELECT * FROM known WHERE {kept}
), held AS (
    SELECT site_id, url, capture_id, payload_digest, captured_at, etag, last_modified, media_type, charset, payload_bytes,
        warc_file, warc_offset, warc_length
    FROM before ANTI JOIN original USING (site_id, url)
    UNION ALL
    SELECT site_id, url, capture_id, payload_digest, captured_at, etag, last_modified, media_type, charset, payload_bytes,
        warc_file, warc_offset, warc_length
    FROM original
), told AS (
    SELECT site_id, url, internal.payload_of(revisit_of, capture_id) AS capture_id,
        max_by(etag, (captured_at, answer.capture_id)) AS etag,
        max_by(last_modified, (captured_at, answer.capture_id)) AS last_modified
    FROM answer GROUP BY site_id, url, internal.payload_of(revisit_of, capture_id)
), last AS (
    SELECT site_id, url, max(captured_at) AS last_answer_at FROM answer GROUP BY site_id, url
)
SELECT held.* REPLACE (coalesce(told.etag, held.etag) AS etag, coalesce(told.last_modified, held.last_modified) AS last_modified),
    last.last_answer_at
FROM held JOIN last USING (site_id, url) LEFT JOIN told USING (site_id, url, capture_id)
"""
PLACES = "(site_id, url) IN (SELECT (site_id, url) FROM {table})"
LATE = """
CREATE OR REPLACE TEMP TABLE late_known AS
SELECT DISTINCT capture.site_id, capture.url FROM capture JOIN known USING (site_id, url)
WHERE crawl_id = $crawl AND method = 'GET' AND capture.captured_at <= last_answer_at
"""
PUT = (
    f"DELETE FROM known WHERE {PLACES.format(table='renewed_known')}",
    "INSERT INTO known BY NAME FROM renewed_known",
)
OF_CRAWL = "crawl_id = $crawl"


def renew_known(connection: duckdb.DuckDBPyConnection, crawl_id: str) -> None:
    """Adds the responses of this crawl, in the transaction that adds its captures."""
    asked = {"crawl": crawl_id}
    connection.execute(LATE, asked)
    connection.execute(RENEW.format(those=OF_CRAWL, kept="true"), asked)
    for statement in PUT:
        connection.execute(statement)
    if connection.execute("SELECT 1 FROM late_known LIMIT 1").fetchone():
        # A crawl older than known rows: its addresses are computed from all captures.
        connection.execute(RENEW.format(those=PLACES.format(table="late_known"), kept="false"))
        for statement in PUT:
            connection.execute(statement)
    for table in ("renewed_known", "late_known"):
        connection.execute(f"DROP TABLE {table}")
