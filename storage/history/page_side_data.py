"""The publication date and the files that each reading of a page found beside the text. A change in them
makes no new version but is recorded as an event (date_changed, attachment_replaced)."""

import duckdb

# The text of a file without white space, which can differ between two encodings of one text. A file without
# text (an unread scan, an error page) proves nothing.
STAMPED = "regexp_matches(coalesce(basis, ''), '更新|生成|修改|generation time')"
BESIDE = f"""
CREATE OR REPLACE TEMP TABLE beside AS
WITH link AS (
    SELECT link.capture_id, link.canonical_url, name, position, file_capture_id,
        internal.payload_of(revisit_of, capture.capture_id) AS payload_id
    FROM extraction_file AS link
    LEFT JOIN capture ON capture.capture_id = link.file_capture_id
    WHERE link.extractor_version = $version AND NOT link.holds_text
        AND link.capture_id IN (SELECT reading_id FROM answer)
), file AS (
    SELECT capture_id, CASE WHEN text <> '' THEN md5(translate(text, E' \\n\\t　', '')) ELSE digest END AS content
    FROM file_reading WHERE has_text AND capture_id IN (SELECT payload_id FROM link)
), annexed AS (
    SELECT
        link.capture_id,
        list({{'url': link.canonical_url, 'name': link.name, 'content': coalesce(content, ''),
              'capture_id': link.file_capture_id}} ORDER BY position) AS annexes
    FROM link LEFT JOIN file ON file.capture_id = payload_id
    GROUP BY link.capture_id
)
-- A date of updating or generation is not a publication date.
SELECT sighting.capture_id, CASE WHEN NOT {STAMPED} THEN published_on END AS published_on,
    coalesce(annexes, []) AS annexes
FROM sighting
JOIN answer USING (capture_id)
LEFT JOIN annexed ON annexed.capture_id = reading_id
WHERE sighting.outcome = 'read'
"""
MARK = """
UPDATE sighting SET digest = md5(concat_ws(' ', digest, coalesce(published_on::VARCHAR, '-'), annexes::VARCHAR))
FROM beside WHERE sighting.capture_id = beside.capture_id
"""


def write_beside(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Creates the temporary table beside (capture_id of a sighting that was read, published_on, annexes in
    the order of the page) and marks pages whose date or files changed, so that they are folded again. Call it
    after write_sightings, in its transaction."""
    connection.execute(BESIDE, {"version": extractor_version})
    connection.execute(MARK)
