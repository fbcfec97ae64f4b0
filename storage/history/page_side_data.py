"""What each reading of a page found beside the text: the day it states and its files. No version shows by them,
but silent edits do."""

import duckdb

# The words of a file without white space, in which two encodings of one text differ. A file without a text
# (a scan that nobody could read, an error page) proves nothing.
STAMPED = (
    "regexp_matches(coalesce(evidence ->> '$.published_on.basis', ''), '更新|生成|修改|generation time')"
)
BESIDE = f"""
CREATE OR REPLACE TEMP TABLE beside AS
WITH file AS (
    SELECT capture_id, CASE WHEN text <> '' THEN md5(translate(text, E' \\n\\t　', '')) ELSE digest END AS content
    FROM file_reading WHERE has_text
), annexed AS (
    SELECT
        link.capture_id,
        list({{'url': link.canonical_url, 'name': link.name, 'content': coalesce(content, ''),
              'capture_id': link.file_capture_id}} ORDER BY position) AS annexes
    FROM extraction_file AS link
    LEFT JOIN capture ON capture.capture_id = link.file_capture_id
    LEFT JOIN file ON file.capture_id = internal.payload_of(capture.revisit_of, capture.capture_id)
    WHERE link.extractor_version = $version AND NOT link.holds_text
    GROUP BY link.capture_id
)
-- A day of updating or generating is none of publication.
SELECT sighting.capture_id, CASE WHEN NOT {STAMPED} THEN published_on END AS published_on,
    coalesce(annexes, []) AS annexes
FROM sighting
JOIN read_as ON read_as.capture_id = sighting.capture_id AND read_as.extractor_version = $version
JOIN extraction ON extraction.capture_id = read_as.reading_id AND extraction.extractor_version = $version
LEFT JOIN annexed ON annexed.capture_id = read_as.reading_id
WHERE sighting.outcome = 'read'
"""
MARK = """
UPDATE sighting SET digest = md5(concat_ws(' ', digest, coalesce(published_on::VARCHAR, '-'), annexes::VARCHAR))
FROM beside WHERE sighting.capture_id = beside.capture_id
"""


def write_beside(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Makes the temporary table beside (capture_id of a sighting that was read, published_on, annexes in the
    order of the page) and lets pages with another day or other files than before be folded again; after
    write_sightings, in its transaction."""
    connection.execute(BESIDE, {"version": extractor_version})
    connection.execute(MARK)
