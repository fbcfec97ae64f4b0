"""What each crawl saw of each page that was a report at least once: what histories are folded from."""

import duckdb

# Read as the view read_as says, and told as the crawl that went on with it where the crawl died.
#
# A page counts as gone only in a crawl that walked all lists of its site to their ends and found them
# healthy: that of the answer itself, or the first one after it, if the page did not answer well in between.
# A partial walk proves nothing absent. A response in the page's place (a challenge, the homepage) is no
# reading of it; "page not found" with status 200 is as good as a 404.
SIGHTING = """
CREATE OR REPLACE TEMP TABLE sighting AS
WITH judged AS (
    SELECT capture_id, max(kind) AS kind FROM failed_fetch WHERE capture_id <> '' GROUP BY capture_id
), answer AS (
    SELECT
        canonical_url, capture.capture_id, capture.site_id, captured_at,
        coalesce(resumption.crawl_id, capture.crawl_id) AS crawl_id,
        status IN (200, 304) AND judged.kind IS NULL AS is_good,
        status IN (404, 410) OR coalesce(judged.kind = 'soft_404', false) AS is_missing,
        is_report, text_digest, extraction.adcode, report_year, issuer, issuer_level
    FROM capture
    LEFT JOIN judged USING (capture_id)
    LEFT JOIN resumption ON resumed_id = capture.crawl_id AND resumption.site_id = capture.site_id
    LEFT JOIN read_as ON read_as.capture_id = capture.capture_id AND read_as.extractor_version = $version
    LEFT JOIN extraction
        ON extraction.capture_id = read_as.reading_id
        AND extraction.extractor_version = read_as.extractor_version
    WHERE method = 'GET' AND canonical_url IN (
        SELECT canonical_url FROM capture JOIN read_as USING (capture_id)
        JOIN extraction ON extraction.capture_id = reading_id
            AND extraction.extractor_version = read_as.extractor_version
        WHERE extraction.extractor_version = $version AND is_report)
), proof AS (
    SELECT site_id, crawl_id, started_at, coalesce(finished_at, started_at) AS finished_at
    FROM site_outcome JOIN crawl USING (crawl_id) WHERE whole AND listing_healthy
), missing AS (
    SELECT answer.*,
        (SELECT min(later.captured_at) FROM answer AS later
         WHERE later.canonical_url = answer.canonical_url AND later.is_good
            AND later.captured_at > answer.captured_at) AS back_at
    FROM answer WHERE is_missing
), proved AS (
    SELECT missing.capture_id, proof.crawl_id, greatest(captured_at, started_at) AS observed_at
    FROM missing ASOF JOIN proof
        ON missing.site_id = proof.site_id AND missing.captured_at <= proof.finished_at
    WHERE back_at IS NULL OR back_at > proof.finished_at OR missing.crawl_id = proof.crawl_id
), told AS (
    SELECT
        canonical_url, capture_id, coalesce(proved.crawl_id, answer.crawl_id) AS crawl_id,
        coalesce(proved.observed_at, captured_at) AS observed_at,
        CASE WHEN is_good AND is_report THEN 'read'
             WHEN proved.crawl_id IS NOT NULL THEN 'gone'
             ELSE 'unproven' END AS outcome,
        CASE WHEN outcome = 'read' THEN text_digest ELSE '' END AS text_digest,
        coalesce(is_report, false) AS is_report, adcode, report_year, issuer, issuer_level
    FROM answer LEFT JOIN proved USING (capture_id)
)
SELECT *, md5(CAST(told AS VARCHAR)) AS digest FROM told
"""

# A page whose readings are all in the place of something else never was a report.
DROP_OTHERS = """
DELETE FROM sighting WHERE canonical_url NOT IN (SELECT canonical_url FROM sighting WHERE outcome = 'read')
"""


def write_sightings(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Makes the temporary table sighting: canonical_url, capture_id, crawl_id, observed_at, outcome, what the
    text says of itself, and a digest of the row."""
    connection.execute(SIGHTING, {"version": extractor_version})
    connection.execute(DROP_OTHERS)
