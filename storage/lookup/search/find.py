"""Search: exactly the reports that match a query, with totals, facets and one page of hits with their
sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from storage.database.connection import literals
from storage.lookup.published import Published, Row, rows
from storage.lookup.search.indexed import IndexedMatches, TextIndex
from storage.lookup.search.query_words import Node, parse, words_of
from storage.lookup.search.scanned import ScannedMatches, in_title, times
from storage.publishing.folding import searchable
from storage.publishing.text_index import FACETS, TIMELINESS

SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；][”’」』）)]*)?")
"""A sentence with the closing marks after its end."""
TABLE = "flat_reports"
# The searched texts: the folded text if it differs from the printed one, and the other fields.
FLAT = "(SELECT *, coalesce(folded, body_text) AS text FROM internal.flat_reports) AS reports"
# For a set without reading tables.
PLAIN = """(
    SELECT reports.*, lower(body_text) AS text, lower(concat_ws(chr(10), coalesce(title, ''), doc_number, issuer,
        government, files.text)) AS besides
    FROM reports
    LEFT JOIN (SELECT report_id, string_agg(concat_ws(chr(10), name, CASE WHEN NOT holds_text THEN text END), chr(10)) AS text
        FROM attachments GROUP BY report_id) AS files USING (report_id)
) AS reports"""
# Both sides are selected before they are joined: otherwise the join would read every text.
ROWS = """
WITH found AS MATERIALIZED (SELECT * FROM {source} WHERE report_id IN ({ids})),
late AS MATERIALIZED (SELECT report_id, days_late FROM ledger WHERE report_id IN ({ids}))
SELECT report_id, adcode, government, province, report_year, issuer_level, title, published_on, status, url,
    capture_id, first_seen_at, ({in_title}) AS in_title, ({times}) AS times, days_late, {timeliness} AS timeliness
FROM found LEFT JOIN late USING (report_id)
"""
COUNT = "SELECT count(*) FROM reports"
TEXTS = """
SELECT report_id, title, doc_number, issuer, government, body_text
FROM reports WHERE report_id IN ({ids})
"""
FILES = """
SELECT report_id, name, text FROM attachments
WHERE report_id IN ({ids}) AND NOT holds_text
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence that contains a word.

    paragraph counts the lines of the text. 0 means outside the text; label then says where: doc_number,
    issuer, government, or the name of a file. number counts the sentences of the paragraph; 0 is the whole
    paragraph.
    """

    paragraph: int
    sentence: str
    label: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    row: Row
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Result:
    """total counts all hits within the filters; facets give the number of hits that each value would have
    with the other filters."""

    words: list[str]
    total: int
    hits: list[Hit]
    facets: dict[str, list[Row]]


def find(
    published: Published,
    cursor: duckdb.DuckDBPyConnection,
    query: str,
    *,
    filters: dict[str, str] | None = None,
    order: str = "",
    most: int = 20,
    skip: int = 0,
    places: bool = True,
) -> Result:
    """The search result, with at most `most` hits from `skip` on. Raises QueryError for an invalid query."""
    node = parse(query)
    words = words_of(node)
    chosen = {name: value for name, value in (filters or {}).items() if name in FACETS and value}
    source = FLAT if TABLE in published.tables else PLAIN
    matches = _matches(published, cursor, source, node)
    total = matches.total(chosen)
    ids = matches.page(chosen, order, min(most, max(total - skip, 0)), skip) if total > skip else []
    page = _rows(cursor, source, ids, words)
    found = places_of(cursor, ids, words) if places else {}
    facets = {name: _sorted(name, counts) for name, counts in matches.facets(chosen).items()}
    hits = [Hit(row, found.get(row["report_id"], [])) for row in page]
    return Result(words, total, hits, {name: facets[name] for name in FACETS})


def _matches(
    published: Published, cursor: duckdb.DuckDBPyConnection, source: str, node: Node
) -> IndexedMatches | ScannedMatches:
    """By the index if it belongs to exactly this file, else by scanning every text."""
    index = TextIndex.beside(published.path)
    (count,) = cursor.execute(COUNT).fetchone() or (0,)
    if index and index.reports == count:
        return IndexedMatches(index, node)
    return ScannedMatches(cursor, source, node)


def _rows(cursor: duckdb.DuckDBPyConnection, source: str, ids: list[str], words: list[str]) -> list[Row]:
    """What a list of hits shows for these reports, in their order."""
    if not ids:
        return []
    names = {word: f"$w{at}" for at, word in enumerate(words)}
    asked = {"in_title": in_title(words, names), "times": times(words, names), "timeliness": TIMELINESS}
    query = ROWS.format(source=source, ids=literals(ids), **asked)
    values = {name[1:]: word for word, name in names.items()}
    by_id = {row["report_id"]: row for row in rows(cursor, query, values)}
    return [by_id[report_id] for report_id in ids]


def _sorted(name: str, counts: dict[str, int]) -> list[Row]:
    """The values of a facet: years from the newest, others from the most frequent; without an empty value."""
    found = [
        {"value": _value(name, value), "count": count} for value, count in sorted(counts.items()) if count
    ]
    first = "value" if name == "report_year" else "count"
    return sorted(found, key=lambda one: -(one[first] or 0))


def _value(name: str, value: str) -> str | int | None:
    if not value:
        return None
    return int(value) if name == "report_year" else value


def places_of(
    cursor: duckdb.DuckDBPyConnection, ids: Iterable[str], words: list[str]
) -> dict[str, list[Place]]:
    """Every sentence of these reports that contains a word."""
    if not (named := literals(ids)):
        return {}
    found: dict[str, list[Place]] = {}
    for row in rows(cursor, TEXTS.format(ids=named)):
        lines = (row["body_text"] or "").split("\n")
        own = found[row["report_id"]] = []
        for label in ("doc_number", "issuer", "government"):
            own += [Place(0, row[label], label)] if row[label] and _has(row[label], words) else []
        own += [place for number, line in enumerate(lines, 1) for place in _in_line(line, number, words)]
    for row in rows(cursor, FILES.format(ids=named)):
        for line in [row["name"] or "", *(row["text"] or "").split("\n")]:
            found[row["report_id"]] += [
                Place(0, one.sentence, row["name"]) for one in _in_line(line, 0, words)
            ]
    return found


def _in_line(line: str, number: int, words: list[str]) -> list[Place]:
    """The sentences of a line that contain a word; the whole line if a word crosses the end of a sentence."""
    if not _has(line, words):
        return []
    found = [
        Place(number, line[start:end].strip(), number=at)
        for at, (start, end) in enumerate(sentences(line), 1)
        if _has(line[start:end], words)
    ]
    return found or [Place(number, line.strip())]


def sentences(line: str) -> list[tuple[int, int]]:
    """The start and end of each sentence of a line. A table row, which has tabs, is one sentence."""
    if "\t" in line:
        return [(0, len(line))]
    return [found.span() for found in SENTENCE.finditer(line) if found[0].strip()]


def _has(text: str, words: list[str]) -> bool:
    folded = searchable(text)
    return any(word in folded for word in words)
