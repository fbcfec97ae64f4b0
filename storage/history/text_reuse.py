"""How much of each report is in others: in that of the year before, and in its nearest copy.

What a sentence is, and which texts may be near, is not decided here: the caller passes the pure function that
makes a text's sketch (extraction.works.reuse.sketch). Texts are near when their sketches share a band; only
those are compared, so the work grows with the number of reports and not with its square. A report's result
depends on the report itself, on the reports that share a band with it and on those of the year before. So
only reports near a changed one are computed again; a full computation gives the same rows.
"""

from collections.abc import Callable, Iterator
from typing import Any

import duckdb

from records.sketch import Sketch
from storage.database.migrate import transaction
from storage.database.rows import insert_rows, only_number

AT_ONCE = 500
"""Texts in memory at a time."""
NEAR = 64
"""Maximum number of reports per band that may be near: of a text that thousands have, the first ones by
id."""
COMPARED = 16
"""How many of those, with the most bands in common, are compared sentence by sentence."""
TOLD_AT_ONCE = 20_000
"""Reports computed in one query: limits its memory whatever the size of the archive."""

WANTED = """
CREATE OR REPLACE TEMP TABLE wanted AS
WITH known AS (
    SELECT report_id, reading_id, report_year, status = 'live' AS live, text_digest,
        CASE WHEN adcode IS NOT NULL AND issuer_level IN ('province', 'prefecture', 'county') THEN adcode
             WHEN adcode IS NOT NULL AND issuer IS NOT NULL THEN adcode || ' ' || regexp_replace(issuer, '\\s', '', 'g')
             ELSE report_id END AS issuer_key
    FROM report
    JOIN report_version USING (report_id, version_no)
)
SELECT *, md5(concat_ws(' ', $version, text_digest, live, coalesce(report_year, 0), issuer_key)) AS digest FROM known
"""
CHANGED = """
CREATE OR REPLACE TEMP TABLE changed AS
SELECT report_id FROM wanted FULL JOIN reuse_sketch AS kept USING (report_id)
WHERE wanted.digest IS DISTINCT FROM kept.digest
"""
# Before and after the sketches are updated: a report that was near a changed one may now have another nearest
# copy.
NO_NEIGHBOURS = (
    "CREATE OR REPLACE TEMP TABLE neighbour (band UINTEGER, issuer_key VARCHAR, report_year INTEGER)"
)
NOTE_NEIGHBOURS = """
INSERT INTO neighbour
SELECT unnest(CASE WHEN bands = [] THEN [NULL] ELSE bands END), issuer_key, report_year + 1
FROM reuse_sketch SEMI JOIN changed USING (report_id)
"""
TEXTS = """
SELECT report_id, digest, issuer_key, wanted.report_year, live, coalesce(array_to_string(body_lines, chr(10)), '')
FROM wanted
JOIN extraction ON extraction.capture_id = reading_id AND extractor_version = ?
WHERE report_id NOT IN (SELECT report_id FROM reuse_sketch)
"""
AFFECTED = """
CREATE OR REPLACE TEMP TABLE affected AS
SELECT report_id, (row_number() OVER (ORDER BY report_id) - 1) // $at_once AS part
FROM (
    SELECT report_id FROM changed
    UNION
    SELECT report_id FROM (SELECT report_id, unnest(bands) AS band FROM reuse_sketch)
    WHERE band IN (SELECT band FROM neighbour WHERE band IS NOT NULL)
    UNION
    SELECT report_id FROM reuse_sketch SEMI JOIN neighbour USING (issuer_key, report_year)
)
"""
PARTS = "SELECT coalesce(max(part) + 1, 0) FROM affected"
# Bands that occur in reports of one issuer only are ignored.
FIRST_OF_BAND = """
CREATE OR REPLACE TEMP TABLE first_of_band AS
WITH held AS (
    SELECT report_id, issuer_key, unnest(bands) AS band FROM reuse_sketch
), shared_band AS (
    SELECT band FROM held
    WHERE band IN (SELECT unnest(bands) FROM reuse_sketch SEMI JOIN affected USING (report_id) WHERE live)
    GROUP BY band HAVING min(issuer_key) <> max(issuer_key)
)
SELECT held.* FROM held SEMI JOIN shared_band USING (band)
QUALIFY row_number() OVER (PARTITION BY band ORDER BY report_id) <= $near
"""
TELL = """
INSERT INTO reuse BY NAME
WITH one AS (
    SELECT reuse_sketch.* FROM reuse_sketch SEMI JOIN (FROM affected WHERE part = $part) USING (report_id)
    WHERE live AND len(sentences) > 0
), pair AS (
    SELECT own.report_id, other.report_id AS other_id
    FROM (SELECT report_id, issuer_key, unnest(bands) AS band FROM one) AS own
    JOIN first_of_band AS other ON other.band = own.band AND other.issuer_key <> own.issuer_key
    GROUP BY own.report_id, other.report_id
    QUALIFY row_number() OVER (PARTITION BY own.report_id ORDER BY count(*) DESC, other.report_id) <= $compared
), shared AS (
    SELECT pair.*, len(list_intersect(one.sentences, other.sentences)) AS in_common
    FROM pair JOIN one USING (report_id) JOIN reuse_sketch AS other ON other.report_id = other_id
), closest AS (
    SELECT * FROM shared WHERE in_common > 0
    QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY in_common DESC, other_id) = 1
), before AS (
    SELECT one.report_id, other.report_id AS other_id, len(list_intersect(one.sentences, other.sentences)) AS in_common
    FROM one JOIN reuse_sketch AS other ON other.issuer_key = one.issuer_key AND other.report_year = one.report_year - 1
    QUALIFY row_number() OVER (PARTITION BY one.report_id ORDER BY in_common DESC, other_id) = 1
)
SELECT one.report_id, len(one.sentences) AS sentences, before.other_id AS year_before_id,
    before.in_common / len(one.sentences) AS year_before_share, closest.other_id AS closest_id,
    closest.in_common / len(one.sentences) AS closest_share, closest.in_common AS shared_sentences
FROM one
LEFT JOIN closest ON closest.report_id = one.report_id
LEFT JOIN before ON before.report_id = one.report_id
ORDER BY one.report_id
"""


def write_reuse(
    connection: duckdb.DuckDBPyConnection, extractor_version: str, sketch: Callable[[str], Sketch]
) -> int:
    """Updates the tables reuse_sketch and reuse in one transaction. Returns how many reports were computed
    again."""
    with transaction(connection):
        connection.execute(WANTED, {"version": extractor_version})
        connection.execute(CHANGED)
        connection.execute(NO_NEIGHBOURS)
        connection.execute(NOTE_NEIGHBOURS)
        connection.execute("DELETE FROM reuse_sketch WHERE report_id IN (FROM changed)")
        insert_rows(connection, "reuse_sketch", _sketches(connection, extractor_version, sketch))
        connection.execute(NOTE_NEIGHBOURS)
        connection.execute(AFFECTED, {"at_once": TOLD_AT_ONCE})
        connection.execute("DELETE FROM reuse WHERE report_id IN (SELECT report_id FROM affected)")
        connection.execute(FIRST_OF_BAND, {"near": NEAR})
        told = 0
        for part in range(only_number(connection.execute(PARTS))):
            told += only_number(connection.execute(TELL, {"part": part, "compared": COMPARED}))
        for table in ("wanted", "changed", "neighbour", "affected", "first_of_band"):
            connection.execute(f"DROP TABLE {table}")
    return told


def _sketches(
    connection: duckdb.DuckDBPyConnection, extractor_version: str, sketch: Callable[[str], Sketch]
) -> Iterator[dict[str, Any]]:
    texts = connection.execute(TEXTS, [extractor_version])
    while some := texts.fetchmany(AT_ONCE):
        for report_id, digest, issuer_key, report_year, live, body_text in some:
            made = sketch(body_text)
            yield {
                "report_id": report_id,
                "digest": digest,
                "issuer_key": issuer_key,
                "report_year": report_year,
                "live": live,
                "sentences": made.sentences,
                "bands": made.bands,
            }
