"""The files beside a page's text, as each reading of the page found them: what a replaced attachment shows by."""

import duckdb

# The words of a file without white space, in which two encodings of one text differ. A file without a text
# (a scan that nobody could read, an error page) proves nothing.
ANNEX = """
CREATE OR REPLACE TEMP TABLE annex AS
WITH file AS (
    SELECT capture_id, CASE WHEN text <> '' THEN md5(translate(text, E' \\n\\t　', '')) ELSE digest END AS content
    FROM file_reading WHERE has_text
)
SELECT
    sighting.capture_id,
    list({'url': link.canonical_url, 'name': link.name, 'content': coalesce(content, ''),
          'capture_id': link.file_capture_id} ORDER BY position) AS annexes
FROM sighting
JOIN read_as ON read_as.capture_id = sighting.capture_id AND read_as.extractor_version = $version
JOIN extraction_file AS link
    ON link.capture_id = read_as.reading_id AND link.extractor_version = $version AND NOT link.holds_text
LEFT JOIN capture ON capture.capture_id = link.file_capture_id
LEFT JOIN file ON file.capture_id = coalesce(nullif(capture.revisit_of, ''), capture.capture_id)
WHERE sighting.outcome = 'read'
GROUP BY sighting.capture_id
"""
MARK = """
UPDATE sighting SET digest = md5(digest || annex.annexes::VARCHAR) FROM annex
WHERE sighting.capture_id = annex.capture_id
"""


def write_annexes(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Makes the temporary table annex (capture_id of a sighting, its annexes in the order of the page) and lets
    pages with other files than before be folded again; after write_sightings, in its transaction."""
    connection.execute(ANNEX, {"version": extractor_version})
    connection.execute(MARK)
