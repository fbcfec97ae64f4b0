"""Finds words in the reports' texts, two-character words included, by a table of character pairs.

The table (search.sql) grows by segments of texts: within a segment it is sorted by pair, so that a question
reads a few row groups of each; a full segment is never touched again, the last one is made anew. Measured
against a scan of all texts in benchmarks/README.md.
"""

import re
from dataclasses import dataclass

import duckdb

from storage.database.migrate import transaction

SEGMENT = 8192
"""Texts a segment: what one publication may have to index again."""

CANDIDATES = 200
"""Reports looked at for words of more than two characters, at the most."""

BATCH = 20
"""Candidates whose texts are read together."""

SHOWN_AROUND = 24
SENTENCE = re.compile("[^。\n]+。?")

# The current text of each report, with what a list of results shows.
CURRENT = """
CREATE OR REPLACE TEMP TABLE current_text AS
SELECT
    report_version.text_digest, reports.report_id, adcode, government, report_year, title, published_on, status, unconfirmed, url,
    report_version.reading_id
FROM reports
JOIN report_version ON report_version.report_id = reports.report_id AND report_version.version_no = versions
"""
STALE = """
SELECT count(*) > 2 * (SELECT count(DISTINCT text_digest) FROM current_text) FROM search_text
"""
NEXT = "SELECT coalesce(max(text_no) + 1, 0) FROM search_text"
# A text that nobody could read again would stay in its segment without its pairs.
FORGET = """
DELETE FROM search_text WHERE text_no >= ? AND text_digest NOT IN (SELECT text_digest FROM extraction)
"""
# Numbered in the order in which they are stored, so that a segment reads one stretch of them.
NUMBER = f"""
INSERT INTO search_text
SELECT row_number() OVER (ORDER BY min(extraction.rowid)) - 1 + ({NEXT}), text_digest
FROM extraction SEMI JOIN current_text USING (text_digest) ANTI JOIN search_text USING (text_digest)
GROUP BY text_digest
"""
PLACES = """
CREATE OR REPLACE TEMP TABLE text_place AS
SELECT text_no, min(extraction.rowid) AS place
FROM search_text JOIN extraction USING (text_digest) WHERE text_no >= ? GROUP BY text_no
"""
# A pair does not go over the end of a sentence.
GRAMS = """
INSERT INTO search_gram
SELECT (first::BIGINT * 2097152) + second AS gram, text_no, least(count(*), 255), bool_or(in_title)
FROM (
    SELECT text_no, in_title, unnest(codes[:-2]) AS first, unnest(codes[2:]) AS second
    FROM (
        SELECT text_no, in_title, list_transform(string_split(lower(sentence), ''), lambda char: unicode(char)) AS codes
        FROM (
            SELECT text_no, in_title, unnest(regexp_extract_all(line, '[^。\n]+。?')) AS sentence
            FROM (
                SELECT text_no, unnest(lines) AS line, generate_subscripts(lines, 1) = 1 AS in_title
                FROM (
                    SELECT text_no, [title] || body_lines AS lines
                    FROM extraction
                    JOIN (FROM text_place WHERE text_no >= $first AND text_no < $first + $segment) AS wanted
                        ON extraction.rowid = place
                )
            )
        )
    )
)
GROUP BY gram, text_no ORDER BY gram, text_no
"""
LISTED = """
INSERT INTO search_report
SELECT text_no, report_id, adcode, government, report_year, title, published_on, status, unconfirmed, url, reading_id
FROM current_text JOIN search_text USING (text_digest)
"""
VERSION = "SELECT value FROM meta WHERE key = 'extractor_version'"


@dataclass(frozen=True, slots=True)
class Found:
    """A report with the words in it: how often, and the first place, with some characters around it; unconfirmed
    says that only a foreign site has it."""

    report_id: str
    government: str | None
    report_year: int | None
    title: str | None
    in_title: bool
    times: int
    place: str
    url: str
    unconfirmed: bool


def renew_search(connection: duckdb.DuckDBPyConnection) -> int:
    """Indexes the current texts in one transaction. Returns how many were new.

    The cost is that of the new texts plus at most one segment, or of all texts when most of the indexed ones
    are outdated.
    """
    with transaction(connection):
        connection.execute(CURRENT)
        if _value(connection, STALE):
            for table in ("search_text", "search_gram"):
                connection.execute(f"DELETE FROM {table}")
        begun = _value(connection, NEXT) // SEGMENT * SEGMENT
        connection.execute(FORGET, [begun])
        before = _value(connection, "SELECT count(*) FROM search_text")
        connection.execute(NUMBER)
        fresh = _value(connection, "SELECT count(*) FROM search_text") - before
        connection.execute(PLACES, [begun])
        for first in range(begun, _value(connection, NEXT) if fresh else 0, SEGMENT):
            connection.execute("DELETE FROM search_gram WHERE text_no >= ?", [first])
            connection.execute(GRAMS, {"first": first, "segment": SEGMENT})
        connection.execute("DELETE FROM search_report")
        connection.execute(LISTED)
        for table in ("current_text", "text_place"):
            connection.execute(f"DROP TABLE {table}")
    return fresh


def search(connection: duckdb.DuckDBPyConnection, words: str, most: int = 20) -> list[Found]:
    """The reports that have all these words, the best first: in the title, more often, newer.

    Words are divided by spaces and have two characters or more each; case does not matter. The candidates
    come from the pairs; then their texts are read, best candidates first, until `most` really have the words.
    A word does not go over the end of a sentence.
    """
    wanted = words.lower().split()
    candidates = connection.execute(
        "SELECT reading_id, report_id, government, report_year, title, url, unconfirmed FROM search(?) LIMIT ?",
        [words, max(CANDIDATES, most)],
    ).fetchall()
    found: list[Found] = []
    for start in range(0, len(candidates), BATCH):
        batch = candidates[start : start + BATCH]
        texts = _texts(connection, {reading_id for reading_id, *_ in batch})
        for reading_id, report_id, government, report_year, title, *place_of in batch:
            times, place = _places(texts[reading_id], wanted)
            if times:
                in_title = all(word in (title or "").lower() for word in wanted)
                about = (report_id, government, report_year, title)
                found.append(Found(*about, in_title, times, place, *place_of))
        if len(found) >= most:
            break
    found.sort(key=lambda one: (one.in_title, one.times, one.report_year or 0), reverse=True)
    return found[:most]


def _texts(connection: duckdb.DuckDBPyConnection, readings: set[str]) -> dict[str, list[str]]:
    """The sentences of these texts, the title first.

    Looked up in the published file's index, which DuckDB does for names in the query that are the only condition.
    """
    (version,) = connection.execute(VERSION).fetchone() or ("",)
    names = ", ".join(f"'{reading}'" for reading in sorted(readings))
    query = f"SELECT capture_id, extractor_version, title, body_lines FROM extraction WHERE capture_id IN ({names})"
    return {
        reading: [sentence for line in (title or "", *lines) for sentence in SENTENCE.findall(line)]
        for reading, read_with, title, lines in connection.execute(query).fetchall()
        if read_with == version
    }


def _places(sentences: list[str], wanted: list[str]) -> tuple[int, str]:
    """How often the words occur, and the first place after the title; 0 where one of them does not."""
    counts = [sum(sentence.lower().count(word) for sentence in sentences) for word in wanted]
    if not all(counts):
        return 0, ""
    first = next((one for one in [*sentences[1:], *sentences[:1]] if wanted[0] in one.lower()), "")
    start = max(first.lower().find(wanted[0]) - SHOWN_AROUND, 0)
    end = start + 2 * SHOWN_AROUND + len(wanted[0])
    return sum(counts), ("…" if start else "") + first[start:end] + ("…" if end < len(first) else "")


def _value(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
