"""Finds words in the reports' texts, two-character words included, by a table of character pairs.

The table (search.sql) grows by segments of texts: within a segment it is sorted by pair, so that a question
reads a few row groups of each; a full segment is never touched again, the last one is made anew. Measured
against a scan of all texts in benchmarks/README.md.
"""

from dataclasses import dataclass

import duckdb

from storage.migrate import transaction

SEGMENT = 8192
"""Texts a segment: what one publication may have to index again."""

CANDIDATES = 200
"""Reports looked at for words of more than two characters, at the most."""

BATCH = 20
"""Candidates whose texts are read together."""

SHOWN_AROUND = 24

# The current text of each report, with what a list of results shows.
CURRENT = """
CREATE OR REPLACE TEMP TABLE current_text AS
SELECT text_digest, report_id, adcode, government, report_year, title, published_on, status, url, reports.capture_id
FROM reports JOIN report_version USING (report_id) WHERE version_no = versions
"""
STALE = """
SELECT count(*) > 2 * (SELECT count(DISTINCT text_digest) FROM current_text) FROM search_text
"""
NUMBER = """
INSERT INTO search_text
SELECT row_number() OVER (ORDER BY min(capture_id)) - 1 + (SELECT coalesce(max(text_no) + 1, 0) FROM search_text), text_digest
FROM current_text ANTI JOIN search_text USING (text_digest) GROUP BY text_digest
"""
SENTENCES = """
INSERT INTO search_sentence
SELECT text_no, sentence
FROM (
    SELECT text_no, unnest(sentences) AS sentence, generate_subscripts(sentences, 1) AS sentence_no
    FROM (
        SELECT text_no, regexp_extract_all(
            coalesce(readings.title, '') || chr(10) || body_text, '[^。\n]+。?'
        ) AS sentences
        FROM search_text
        JOIN (SELECT text_digest, min(capture_id) AS capture_id FROM current_text GROUP BY text_digest)
            USING (text_digest)
        JOIN readings USING (capture_id)
        WHERE text_no >= ?
    )
)
ORDER BY text_no, sentence_no
"""
GRAMS = """
INSERT INTO search_gram
SELECT (first::BIGINT * 2097152) + second AS gram, text_no, least(count(*), 255)
FROM (
    SELECT text_no, unnest(codes[:-2]) AS first, unnest(codes[2:]) AS second
    FROM (
        SELECT text_no, list_transform(string_split(lower(sentence), ''), lambda char: unicode(char)) AS codes
        FROM search_sentence WHERE text_no >= $first AND text_no < $first + $segment
    )
)
GROUP BY ALL ORDER BY gram, text_no
"""
LISTED = """
INSERT INTO search_report
SELECT text_no, report_id, adcode, government, report_year, title, published_on, status, url
FROM current_text JOIN search_text USING (text_digest)
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A report with the words in it: how often, and the first place, with some characters around it."""

    report_id: str
    government: str | None
    report_year: int | None
    title: str | None
    in_title: bool
    times: int
    place: str
    url: str


def renew_search(connection: duckdb.DuckDBPyConnection) -> int:
    """Makes the current texts findable, in one transaction; how many were new.

    Costs what is new plus at most one segment; everything, when most of the indexed texts have gone.
    """
    with transaction(connection):
        connection.execute(CURRENT)
        if _value(connection, STALE):
            for table in ("search_text", "search_sentence", "search_gram"):
                connection.execute(f"DELETE FROM {table}")
        before = _value(connection, "SELECT count(*) FROM search_text")
        connection.execute(NUMBER)
        after = _value(connection, "SELECT count(*) FROM search_text")
        if after > before:
            connection.execute(SENTENCES, [before])
        for first in range(before // SEGMENT * SEGMENT, after if after > before else 0, SEGMENT):
            connection.execute("DELETE FROM search_gram WHERE text_no >= ?", [first])
            connection.execute(GRAMS, {"first": first, "segment": SEGMENT})
        connection.execute("DELETE FROM search_report")
        connection.execute(LISTED)
        connection.execute("DROP TABLE current_text")
    return after - before


def search(connection: duckdb.DuckDBPyConnection, words: str, most: int = 20) -> list[Found]:
    """The reports that have all these words, the best first: in the title, more often, newer.

    Words are divided by spaces and have two characters or more each; case does not matter. The candidates
    come from the pairs; then their texts are read, best candidates first, until `most` really have the words.
    A word does not go over the end of a sentence.
    """
    wanted = words.lower().split()
    candidates = connection.execute(
        "SELECT text_no, report_id, government, report_year, title, in_title, url FROM search(?) LIMIT ?",
        [words, max(CANDIDATES, most)],
    ).fetchall()
    found: list[Found] = []
    for start in range(0, len(candidates), BATCH):
        batch = candidates[start : start + BATCH]
        texts = _texts(connection, {text_no for text_no, *_ in batch})
        for text_no, report_id, government, report_year, title, in_title, url in batch:
            times, place = _places(texts[text_no], wanted)
            if times:
                found.append(Found(report_id, government, report_year, title, in_title, times, place, url))
        if len(found) >= most:
            break
    found.sort(key=lambda one: (one.in_title, one.times, one.report_year or 0), reverse=True)
    return found[:most]


def _texts(connection: duckdb.DuckDBPyConnection, numbers: set[int]) -> dict[int, list[str]]:
    """The sentences of these texts. One condition a text: only equality lets DuckDB pass over the blocks of others."""
    query = " UNION ALL ".join(
        f"SELECT text_no, sentence FROM search_sentence WHERE text_no = {number:d}"
        for number in sorted(numbers)
    )
    texts: dict[int, list[str]] = {number: [] for number in numbers}
    for number, sentence in connection.execute(query).fetchall():
        texts[number].append(sentence)
    return texts


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
