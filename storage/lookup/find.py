"""Search: every report that a query matches, exactly; totals, facets, one page of hits with their sentences."""

import re
from dataclasses import dataclass

import duckdb

from storage.lookup.published import Published, Row, first, rows
from storage.lookup.query_words import And, Node, Not, Word, all_words, parse, words_of
from storage.publishing.folding import searchable

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")
ORDERS = {
    "": "in_title DESC, times DESC, report_year DESC NULLS LAST, report_id",
    "year": "report_year DESC NULLS LAST, in_title DESC, times DESC, report_id",
    "published": "published_on DESC NULLS LAST, report_id",
}
FACETS = ("province", "issuer_level", "report_year", "status", "timeliness")
# What is looked through: the text folded where that is another one than as printed, and everything else besides.
FLAT = "internal.flat_reports AS reports"
# Where the set has no table made for reading.
PLAIN = """(
    SELECT reports.*, lower(body_text) AS folded, lower(concat_ws(chr(10), coalesce(title, ''), doc_number, issuer,
        government, files.text)) AS besides
    FROM reports
    LEFT JOIN (SELECT report_id, string_agg(concat_ws(chr(10), name, CASE WHEN NOT holds_text THEN text END), chr(10)) AS text
        FROM attachments GROUP BY report_id) AS files USING (report_id)
) AS reports"""
TABLE = "flat_reports"
HITS = """
CREATE OR REPLACE TEMP TABLE hit AS
SELECT found.*, days_late,
    CASE WHEN days_late > 0 THEN 'late' WHEN days_late = 0 THEN 'in_time' ELSE 'unknown' END AS timeliness
FROM (
    SELECT report_id, adcode, government, province, report_year, issuer_level, title, published_on, status, url,
        capture_id, first_seen_at, ({in_title}) AS in_title, ({times}) AS times
    FROM (SELECT *, coalesce(folded, body_text) AS text FROM {source}) AS reports WHERE {condition}
) AS found
LEFT JOIN ledger ON ledger.report_id = found.report_id
"""
PAGE = "SELECT * FROM hit WHERE {narrowed} ORDER BY {order} LIMIT $most OFFSET $skip"
TOTAL = "SELECT count(*) AS total FROM hit WHERE {narrowed}"
FACET = "SELECT {name} AS value, count(*) AS count FROM hit WHERE {narrowed} GROUP BY 1 ORDER BY {order}"
TEXTS = """
SELECT report_id, title, doc_number, issuer, government, body_text
FROM reports WHERE report_id IN (SELECT unnest($ids))
"""
FILES = "SELECT report_id, name, text FROM attachments WHERE report_id IN (SELECT unnest($ids)) AND NOT holds_text"


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence with a word in it. paragraph counts the lines of the text; 0 is outside of the text, label then
    says where: doc_number, issuer, government, or the name of a file."""

    paragraph: int
    sentence: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    row: Row
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Result:
    """total counts all hits within the filters; facets count what each value would give with the other filters."""

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
    """All of it, or from `skip` on at the most `most` hits. QueryError where the query cannot be understood."""
    node = parse(query)
    words = words_of(node)
    names = {word: f"$w{at}" for at, word in enumerate(all_words(node))}
    values = {name[1:]: word for word, name in names.items()}
    condition = _condition(node, names)
    source = FLAT if TABLE in published.tables else PLAIN
    asked = {
        "in_title": " AND ".join(
            f"contains(split_part(besides, chr(10), 1), {names[word]})" for word in words
        ),
        "times": " + ".join(
            f"(length(text) - length(replace(text, {names[word]}, ''))) // {len(word)}" for word in words
        ),
    }
    cursor.execute(HITS.format(source=source, condition=condition, **asked), values)
    chosen = {name: value for name, value in (filters or {}).items() if name in FACETS and value}
    narrowed = _narrowed(chosen)
    total = first(cursor, TOTAL.format(narrowed=narrowed), chosen) or {"total": 0}
    page = rows(
        cursor,
        PAGE.format(narrowed=narrowed, order=ORDERS.get(order, ORDERS[""])),
        chosen | {"most": most, "skip": skip},
    )
    found = _places(cursor, page, words) if places else {}
    hits = [Hit(row, found.get(row["report_id"], [])) for row in page]
    return Result(words, total["total"], hits, {name: _facet(cursor, name, chosen) for name in FACETS})


def _condition(node: Node, names: dict[str, str]) -> str:
    """The query as a condition on `text` and `besides`; names gives each word's parameter."""
    if isinstance(node, Word):
        return f"(contains(text, {names[node.text]}) OR contains(besides, {names[node.text]}))"
    if isinstance(node, Not):
        return f"NOT ({_condition(node.part, names)})"
    joint = " AND " if isinstance(node, And) else " OR "
    return "(" + joint.join(_condition(part, names) for part in node.parts) + ")"


def _narrowed(chosen: dict[str, str], without: str = "") -> str:
    conditions = [f"coalesce({name}::VARCHAR, '') = ${name}" for name in chosen if name != without]
    return " AND ".join(conditions) or "true"


def _facet(cursor: duckdb.DuckDBPyConnection, name: str, chosen: dict[str, str]) -> list[Row]:
    order = "1 DESC" if name == "report_year" else "2 DESC, 1"
    others = {other: value for other, value in chosen.items() if other != name}
    return rows(cursor, FACET.format(name=name, narrowed=_narrowed(chosen, name), order=order), others)


def _places(cursor: duckdb.DuckDBPyConnection, page: list[Row], words: list[str]) -> dict[str, list[Place]]:
    """Every sentence of these reports that contains a word."""
    asked = {"ids": [row["report_id"] for row in page]}
    if not asked["ids"]:
        return {}
    found: dict[str, list[Place]] = {}
    for row in rows(cursor, TEXTS, asked):
        lines = (row["body_text"] or "").split("\n")
        own = found[row["report_id"]] = []
        for label in ("doc_number", "issuer", "government"):
            own += [Place(0, row[label], label)] if row[label] and _has(row[label], words) else []
        own += [place for number, line in enumerate(lines, 1) for place in _in_line(line, number, words)]
    for row in rows(cursor, FILES, asked):
        for line in [row["name"] or "", *(row["text"] or "").split("\n")]:
            found[row["report_id"]] += [
                Place(0, one.sentence, row["name"]) for one in _in_line(line, 0, words)
            ]
    return found


def _in_line(line: str, number: int, words: list[str]) -> list[Place]:
    """The sentences of a line with a word in them; the whole line where a word goes over a sentence's end."""
    if not _has(line, words):
        return []
    found = [one.strip() for one in SENTENCE.findall(line) if _has(one, words)]
    return [Place(number, one) for one in found or [line.strip()]]


def _has(text: str, words: list[str]) -> bool:
    folded = searchable(text)
    return any(word in folded for word in words)
