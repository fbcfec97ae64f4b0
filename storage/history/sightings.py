"""What each crawl saw of each page that was a report at least once: the input of the fold."""

import duckdb

from storage.history.readings_in_doubt import write_doubts
from storage.history.removal_rule import write_missing_nights

SEEN = """
CREATE OR REPLACE TEMP TABLE seen AS
SELECT canonical_url, capture_id, site_id, crawl_id, captured_at, status, url, page_url, revisit_of, whole
FROM capture JOIN asked USING (canonical_url)
WHERE method = 'GET' AND captured_at > since AND captured_at > $earliest
"""
READING = """
CREATE OR REPLACE TEMP TABLE reading AS
SELECT capture_id, is_report, text_digest, adcode, report_year, issuer, issuer_level, published_on,
    evidence ->> '$.published_on.basis' AS basis,
    coalesce(list_contains(issues ->> '$[*].code', 'cut_off'), false) AS is_cut
FROM extraction
WHERE extractor_version = $version
    AND capture_id IN (SELECT capture_id FROM seen UNION ALL SELECT revisit_of FROM seen)
"""
# Joins each capture with its reading (view read_as) and assigns the captures of an interrupted crawl to the
# crawl that resumed it. A response in place of the page (a challenge, the home page) is not a reading; "page
# not found" with status 200 counts as 404. The text length is computed only for pages that are folded
# completely.
ANSWER = """
CREATE OR REPLACE TEMP TABLE answer AS
WITH judged AS (
    SELECT capture_id, max(kind) AS kind FROM failed_fetch WHERE capture_id <> '' GROUP BY capture_id
), told AS (
    SELECT seen.*, coalesce(own.capture_id, nullif(seen.revisit_of, '')) AS read_as, own.capture_id IS NOT NULL AS is_own
    FROM seen LEFT JOIN reading AS own ON own.capture_id = seen.capture_id
), text AS (
    SELECT capture_id, length(array_to_string(body_lines, '')) AS chars FROM extraction
    WHERE extractor_version = $version AND capture_id IN (SELECT read_as FROM told WHERE whole)
)
SELECT
    canonical_url, told.capture_id, told.site_id, captured_at,
    coalesce(resumption.crawl_id, told.crawl_id) AS crawl_id,
    status IN (200, 304) AND judged.kind IS NULL AS is_good,
    status IN (404, 410) OR coalesce(judged.kind = 'soft_404', false) AS is_missing,
    is_report, text_digest, reading.adcode, report_year, issuer, issuer_level, told.url, page_url,
    coalesce(site.adcode, '') AS site_adcode, coalesce(chars, 0) AS chars, coalesce(is_cut, false) AS is_cut,
    reading.capture_id AS reading_id, published_on, basis, is_own AND status = 200 AS is_own, told.crawl_id AS seen_in,
    internal.payload_of(told.revisit_of, told.capture_id) AS payload_id, whole
FROM told
LEFT JOIN site ON site.site_id = told.site_id
LEFT JOIN judged ON judged.capture_id = told.capture_id
LEFT JOIN resumption ON resumed_id = told.crawl_id AND resumption.site_id = told.site_id
LEFT JOIN reading ON reading.capture_id = told.read_as
LEFT JOIN text ON text.capture_id = told.read_as
"""

SIGHTING = """
CREATE OR REPLACE TEMP TABLE sighting AS
WITH gone AS (
    SELECT canonical_url, crawl_id FROM missing_night WHERE decides
), left_for AS (
    -- A page that was read at its own address and now sends to one that is itself known to carry the report: it
    -- has moved there, which needs no further proof.
    SELECT DISTINCT sent.capture_id
    FROM answer AS sent
    JOIN answer AS goal ON goal.url = sent.url AND goal.canonical_url <> sent.canonical_url
    JOIN answer AS before ON before.canonical_url = sent.canonical_url AND before.captured_at < sent.captured_at
    WHERE sent.is_good AND sent.page_url <> sent.url
        AND goal.is_good AND goal.is_report AND goal.page_url = goal.url
        AND (goal.crawl_id = sent.crawl_id OR goal.captured_at < sent.captured_at)
        AND before.is_good AND before.is_report AND before.page_url = before.url
), told AS (
    SELECT
        answer.canonical_url, answer.capture_id, answer.crawl_id, answer.captured_at AS observed_at,
        CASE WHEN left_for.capture_id IS NOT NULL THEN 'gone'
             WHEN is_good AND is_report AND doubt.capture_id IS NULL THEN 'read'
             WHEN is_missing AND gone.crawl_id IS NOT NULL THEN 'gone'
             ELSE 'unproven' END AS outcome,
        CASE WHEN outcome = 'read' THEN text_digest ELSE '' END AS text_digest,
        coalesce(is_report, false) AS is_report, adcode, report_year, issuer, issuer_level, site_adcode
    FROM answer
    LEFT JOIN gone ON gone.canonical_url = answer.canonical_url AND gone.crawl_id = answer.crawl_id
    LEFT JOIN left_for ON left_for.capture_id = answer.capture_id
    LEFT JOIN doubt ON doubt.capture_id = answer.capture_id
)
SELECT *, md5(CAST(told AS VARCHAR)) AS digest FROM told
"""

# A page that only ever returned something else in its place was never a report.
DROP_OTHERS = """
DELETE FROM {table} WHERE canonical_url IN (SELECT canonical_url FROM asked)
    AND canonical_url NOT IN (SELECT canonical_url FROM sighting WHERE outcome = 'read')
"""


def write_sightings(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Creates the temporary table sighting for the pages in the temporary table asked: canonical_url,
    capture_id, crawl_id, observed_at, outcome, what the text states, and a digest of the row. Also writes
    their rows of the table missing_night and the temporary tables answer (their responses) and doubt
    (storage.history.readings_in_doubt)."""
    row = connection.execute("SELECT min(since) FROM asked").fetchone()
    earliest = row[0] if row and row[0] else None
    connection.execute(SEEN, {"earliest": earliest})
    connection.execute(READING, {"version": extractor_version})
    connection.execute(ANSWER, {"version": extractor_version})
    write_missing_nights(connection)
    write_doubts(connection, extractor_version)
    connection.execute(SIGHTING)
    for table in ("missing_night", "sighting"):
        connection.execute(DROP_OTHERS.format(table=table))
