"""The frontier: every address that was ever requested, the result of its last fetch, and when it is due
again.

A pure function of captures, failed fetches and histories, so a rebuilt archive has the same frontier.
"""

from collections.abc import Iterable

import duckdb

from records.jsonlines import to_json
from storage.database.rows import insert_rows, json_list
from storage.planning.schedule import page_due_at

# Addresses whose fetches are all read again; for the others only fetches newer than their row.
WHOLE = """
CREATE OR REPLACE TEMP TABLE whole_page AS
SELECT canonical_url FROM asked WHERE whole
UNION
SELECT canonical_url FROM told_anew
UNION
SELECT unnest($pages::JSON::VARCHAR[])
UNION
SELECT canonical_url FROM (
    SELECT canonical_url, captured_at AS seen_at FROM fresh
    UNION ALL
    SELECT canonical_url, failed_at FROM failed_fetch WHERE crawl_id IN (SELECT crawl_id FROM fresh_crawl)
) JOIN page USING (canonical_url) WHERE seen_at <= last_asked_at
"""
OF_WHOLE = "canonical_url IN (SELECT canonical_url FROM whole_page)"
OF_FRESH = f"{{table}}.crawl_id IN (SELECT crawl_id FROM fresh_crawl) AND NOT ({OF_WHOLE})"
OF_TABLES = {"capture": "capture", "failure": "failed_fetch"}
NEWER = "CREATE OR REPLACE TEMP TABLE fetched AS FROM ({newer})"
ALL_OF_WHOLE = "INSERT INTO fetched FROM ({whole})"

# The result of each fetch of a page. A redirect is not a result, and a response in place of the page (a
# challenge, a "page not found" with status 200) counts as what it was judged to be. The fetches of an
# interrupted crawl count as those of the crawl that resumed it.
FETCHES = """
WITH judged AS (
    SELECT capture_id, max(kind) AS kind FROM failed_fetch WHERE capture_id <> '' GROUP BY capture_id
), answer AS (
    SELECT canonical_url, capture.site_id, role, coalesce(resumption.crawl_id, capture.crawl_id) AS crawl_id,
        captured_at AS seen_at, capture.capture_id, status,
        CASE WHEN kind IS NOT NULL THEN kind
             WHEN status = 200 THEN 'ok'
             WHEN status = 304 THEN 'not_modified'
             ELSE 'http_error' END AS outcome,
        outcome IN ('ok', 'not_modified') AS good, status IN (404, 410) OR outcome = 'soft_404' AS missing
    FROM capture
    LEFT JOIN judged USING (capture_id)
    LEFT JOIN resumption ON resumed_id = capture.crawl_id AND resumption.site_id = capture.site_id
    WHERE method = 'GET' AND (redirect_to = '' OR kind IS NOT NULL) AND {of_capture}
    UNION ALL
    SELECT canonical_url, failed_fetch.site_id, role, coalesce(resumption.crawl_id, failed_fetch.crawl_id),
        failed_at, '', 0, kind, false, false
    FROM failed_fetch
    LEFT JOIN resumption ON resumed_id = failed_fetch.crawl_id AND resumption.site_id = failed_fetch.site_id
    WHERE capture_id = '' AND {of_failure}
)
FROM answer
"""
BEFORE = """
CREATE OR REPLACE TEMP TABLE page_before AS
SELECT * FROM page WHERE canonical_url IN (SELECT canonical_url FROM fetched) AND canonical_url NOT IN (FROM whole_page)
"""
FORGET = """
DELETE FROM page WHERE canonical_url IN (SELECT canonical_url FROM fetched UNION ALL FROM whole_page)
"""
# A good answer restarts the counts.
PAGES = """
INSERT INTO page BY NAME
WITH answered AS (
    SELECT canonical_url, max(seen_at) AS good_at FROM fetched WHERE good GROUP BY canonical_url
), new AS (
    SELECT
        canonical_url,
        arg_max(fetched.site_id, (seen_at, capture_id)) AS site_id,
        arg_max(role, (seen_at, capture_id)) AS role,
        min(seen_at) FILTER (good) AS first_seen_at,
        max(seen_at) FILTER (good) AS last_seen_at,
        max(seen_at) AS last_asked_at,
        arg_max(status, (seen_at, capture_id)) AS last_status,
        arg_max(outcome, (seen_at, capture_id)) AS last_outcome,
        count(DISTINCT crawl_id) FILTER (good_at IS NULL OR seen_at > good_at) AS failures,
        min(seen_at) FILTER (good_at IS NULL OR seen_at > good_at) AS failing_since,
        min(seen_at) FILTER (missing AND (good_at IS NULL OR seen_at > good_at)) AS missing_since
    FROM fetched LEFT JOIN answered USING (canonical_url)
    WHERE role <> 'robots'
    GROUP BY canonical_url
), told AS (
    SELECT
        new.* REPLACE (
            coalesce(before.first_seen_at, new.first_seen_at) AS first_seen_at,
            coalesce(new.last_seen_at, before.last_seen_at) AS last_seen_at,
            CASE WHEN new.last_seen_at IS NULL THEN coalesce(before.failures, 0) + new.failures ELSE new.failures END AS failures,
            CASE WHEN new.last_seen_at IS NULL THEN coalesce(before.failing_since, new.failing_since)
                 ELSE new.failing_since END AS failing_since,
            CASE WHEN new.last_seen_at IS NULL THEN coalesce(before.missing_since, new.missing_since)
                 ELSE new.missing_since END AS missing_since)
    FROM new LEFT JOIN page_before AS before USING (canonical_url)
), decided AS (
    SELECT canonical_url, min(observed_at) AS gone_at
    FROM missing_night JOIN told USING (canonical_url)
    WHERE decides AND observed_at >= missing_since GROUP BY canonical_url
)
SELECT told.*, gone_at, NULL AS report_id, false AS is_primary,
    CASE WHEN failures = 0 THEN 'fetched'
         WHEN last_status IN (404, 410) OR last_outcome = 'soft_404' THEN 'gone'
         WHEN first_seen_at IS NULL AND last_outcome IN ('robots', 'off_domain', 'private_address') THEN 'known'
         ELSE 'failed' END AS state
FROM told LEFT JOIN decided USING (canonical_url)
ORDER BY canonical_url
"""
RENEWED = """
CREATE OR REPLACE TEMP TABLE renewed AS SELECT canonical_url FROM fetched UNION FROM whole_page
"""

# Pages that carry or carried a report, and article pages that could not be fetched: all others are reached by
# links.
ASKED_AGAIN = """
SELECT page.canonical_url, last_asked_at, coalesce(page.first_seen_at, last_asked_at), extraction.published_on,
    failing_since, report.status = 'live' AND missing_since IS NOT NULL AND gone_at IS NULL AS undecided
FROM page
SEMI JOIN renewed USING (canonical_url)
LEFT JOIN report USING (report_id)
LEFT JOIN report_version USING (report_id, version_no)
LEFT JOIN extraction
    ON extraction.capture_id = payload_capture_id AND extraction.extractor_version = ?
WHERE page.report_id IS NOT NULL OR (page.role = 'detail' AND state = 'failed')
"""

DUE_ROWS = "CREATE OR REPLACE TEMP TABLE due_row (url VARCHAR, published_on DATE, due_at TIMESTAMP)"
SET_DUE = """
UPDATE page SET published_on = due_row.published_on, due_at = due_row.due_at
FROM due_row WHERE page.canonical_url = due_row.url
"""


def write_pages(connection: duckdb.DuckDBPyConnection, pages: Iterable[str], *, full: bool) -> None:
    """Rewrites the rows of page, without their reports, for these pages and all addresses requested since the
    last fold; for all addresses if full. Uses the temporary tables of storage.history.renewal.news and
    creates renewed (the rewritten addresses), in the caller's transaction."""
    connection.execute(WHOLE, {"pages": json_list(pages)})
    if full:
        connection.execute("DELETE FROM whole_page")
        connection.execute(NEWER.format(newer=FETCHES.format(of_capture="true", of_failure="true")))
        connection.execute("DELETE FROM page")
    else:
        newer = {f"of_{one}": OF_FRESH.format(table=table) for one, table in OF_TABLES.items()}
        connection.execute(NEWER.format(newer=FETCHES.format(**newer)))
        if connection.execute("SELECT 1 FROM whole_page LIMIT 1").fetchone():
            whole = FETCHES.format(of_capture=OF_WHOLE, of_failure=OF_WHOLE)
            connection.execute(ALL_OF_WHOLE.format(whole=whole))
    connection.execute(BEFORE)
    connection.execute(FORGET)
    connection.execute(PAGES)
    connection.execute(RENEWED)
    for table in ("whole_page", "fetched", "page_before"):
        connection.execute(f"DROP TABLE {table}")


def write_due(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Writes the due time of each page. Call it after the pages' reports are written."""
    rows = [
        {
            "url": url,
            "published_on": to_json(published_on),
            "due_at": to_json(
                page_due_at(url, asked_at, seen_at, published_on, failing_since, bool(undecided))
            ),
        }
        for url, asked_at, seen_at, published_on, failing_since, undecided in connection.execute(
            ASKED_AGAIN, [extractor_version]
        ).fetchall()
    ]
    connection.execute(DUE_ROWS)
    insert_rows(connection, "due_row", rows)
    connection.execute(SET_DUE)
    connection.execute("DROP TABLE due_row")
