"""Settled pages: pages whose content stays the same. Another equal sighting only moves their last-seen day.

Equal means the same bytes, or other bytes (a counter) with the same reading. In general the fold of a report
may depend on every sighting of all its pages. But once a page has returned the same content in two crawls,
and no page with one of its report ids has had news since the first of the two, another equal sighting changes
only the last-seen day (extraction.works.history_fold works crawl by crawl).
"""

import duckdb

from storage.database.rows import json_list

# Each row's digest includes the one before it, so that adding a row needs only the last digest.
DIGEST = "list_reduce(list(digest ORDER BY observed_at, capture_id), lambda before, one: md5(before || one))"

# The fields of a reading that histories depend on.
STATE = """md5(CAST((text_digest, is_report, adcode, report_year, issuer, issuer_level,
    CASE WHEN NOT regexp_matches(coalesce(basis, ''), '更新|生成|修改|generation time') THEN published_on END) AS VARCHAR))"""

# Never settled: report ids whose pages state different issuers (the last reading decides), pages with a
# decision, and pages with a reading of their own beside their bytes because one of their files changed.
SETTLE = f"""
INSERT INTO folded BY NAME
WITH told AS (
    SELECT sighting.*, hash(outcome, text_digest, is_report, adcode, report_year, issuer, issuer_level, site_adcode,
            published_on, annexes) AS state,
        lag(state) OVER (PARTITION BY canonical_url ORDER BY observed_at, sighting.capture_id) AS before
    FROM sighting LEFT JOIN beside USING (capture_id)
    WHERE canonical_url IN (SELECT unnest($pages::JSON::VARCHAR[]))
), page AS (
    SELECT canonical_url, {DIGEST} AS digest, max(observed_at) AS last_at,
        arg_max(capture_id, (observed_at, capture_id)) AS capture_id, arg_max(crawl_id, (observed_at, capture_id)) AS crawl_id,
        arg_max(outcome, (observed_at, capture_id)) AS outcome,
        arg_max(concat_ws(' ', adcode, report_year, issuer_level, issuer), (observed_at, capture_id)) AS naming,
        max(observed_at) FILTER (before IS DISTINCT FROM state) AS turned_at,
        arg_max(crawl_id, observed_at) FILTER (before IS DISTINCT FROM state) AS turned_in,
        canonical_url IN (SELECT canonical_url FROM decision) AS decided
    FROM told GROUP BY canonical_url
), named AS (
    SELECT name, max(turned_at) AS turned_at, arg_max(turned_in, turned_at) AS turned_in, bool_or(decided) AS decided,
        count(DISTINCT naming) FILTER (outcome = 'read') AS namings
    FROM (SELECT DISTINCT name, canonical_url FROM lineage) JOIN page USING (canonical_url) GROUP BY name
), unsettled AS (
    SELECT canonical_url FROM page LEFT JOIN lineage USING (canonical_url) LEFT JOIN named USING (name)
    WHERE NOT coalesce(page.last_at > named.turned_at AND page.crawl_id <> named.turned_in
        AND NOT named.decided AND namings = 1, false)
)
SELECT page.canonical_url, digest, last_at, payload_id, answer.url, answer.site_id,
    CASE WHEN reading_id IN (SELECT capture_id FROM extraction_file) THEN '' ELSE {STATE} END AS state,
    outcome = 'read' AND NOT is_cut AND answer.url = page_url AND coalesce(reading_id = payload_id, false) AND NOT decided
        AND page.canonical_url NOT IN (SELECT canonical_url FROM unsettled) AS settled, decided
FROM page JOIN answer USING (capture_id)
ORDER BY page.canonical_url
"""
FORGET = "DELETE FROM folded WHERE canonical_url IN (SELECT unnest($pages::JSON::VARCHAR[]))"
SEEN_AGAIN = """
CREATE OR REPLACE TEMP TABLE seen_again AS
SELECT canonical_url, max(observed_at) AS observed_at, any_value(last_at) AS before_at,
    arg_max(answer.payload_id, (observed_at, capture_id)) AS payload_id,
    list_reduce([any_value(folded.digest)] || list(sighting.digest ORDER BY observed_at, capture_id),
        lambda before, one: md5(before || one)) AS digest
FROM sighting JOIN (SELECT canonical_url FROM asked WHERE NOT whole) USING (canonical_url)
JOIN folded USING (canonical_url)
JOIN (SELECT capture_id, payload_id FROM answer) AS answer USING (capture_id)
GROUP BY canonical_url
"""
SEEN_REPORTS = """
UPDATE report SET last_seen_at = greatest(last_seen_at, told.observed_at)
FROM (SELECT report_id, max(observed_at) AS observed_at FROM lineage JOIN seen_again USING (canonical_url)
      WHERE read_at = before_at GROUP BY report_id) AS told
WHERE report.report_id = told.report_id
"""
SEEN_PAGES = """
UPDATE lineage SET read_at = observed_at FROM seen_again
WHERE lineage.canonical_url = seen_again.canonical_url AND read_at = before_at
"""
SEEN_FOLDED = """
UPDATE folded SET last_at = observed_at, digest = seen_again.digest, payload_id = seen_again.payload_id FROM seen_again
WHERE folded.canonical_url = seen_again.canonical_url
"""


def settle(connection: duckdb.DuckDBPyConnection, pages: set[str]) -> None:
    """Stores the state of these completely folded pages. Call it after their lineage was written."""
    asked = {"pages": json_list(pages)}
    connection.execute(FORGET, asked)
    connection.execute(SETTLE, asked)


def see_again(connection: duckdb.DuckDBPyConnection) -> None:
    """Records a new last-seen day for the settled pages and their reports."""
    for statement in (SEEN_AGAIN, SEEN_REPORTS, SEEN_PAGES, SEEN_FOLDED, "DROP TABLE seen_again"):
        connection.execute(statement)
