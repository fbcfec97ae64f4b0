"""Issues of the fold for reports whose host and issuer contradict each other."""

import duckdb

# A report that only a foreign site has, once for each page.
FOREIGN = """
INSERT INTO issue
SELECT 'fold', capture.crawl_id, capture.capture_id, 'foreign_host',
    lineage.report_id || ' is known only from a site that is not its issuer''s: ' || lineage.canonical_url
FROM lineage
JOIN report USING (report_id)
JOIN report_version ON report_version.report_id = report.report_id AND report_version.version_no = report.version_no
JOIN capture ON capture.capture_id = report_version.capture_id
WHERE unconfirmed AND is_primary ORDER BY lineage.report_id
"""
# Another text under the report_id of a report that its issuer's own site carries.
CONTRADICTED = """
INSERT INTO issue
SELECT 'fold', capture.crawl_id, capture.capture_id, 'foreign_text_differs',
    foreign_one.canonical_url || ' has another text than ' || own.canonical_url || ', under the same name'
FROM lineage AS foreign_one
JOIN report ON report.report_id = foreign_one.report_id AND report.unconfirmed
JOIN report_version
    ON report_version.report_id = report.report_id AND report_version.version_no = report.version_no
JOIN capture ON capture.capture_id = report_version.capture_id
JOIN lineage AS own ON own.name = foreign_one.name AND own.is_primary AND own.relation IN ('own', 'department', 'upper')
WHERE foreign_one.is_primary ORDER BY foreign_one.canonical_url, own.canonical_url
"""


def note_authority(connection: duckdb.DuckDBPyConnection) -> None:
    """An issue for each report that only foreign sites carry, and for each that contradicts the issuer's
    own."""
    connection.execute(FOREIGN)
    connection.execute(CONTRADICTED)
