"""Matches by scanning every text: for a published file without an index."""

from collections.abc import Mapping

import duckdb

from storage.database.rows import only_number
from storage.lookup.search.query_words import And, Node, Not, Word, all_words, words_of
from storage.publishing.text_index import FACETS, TIMELINESS

Filters = Mapping[str, str]

ORDERS = {
    "": "in_title DESC, times DESC, report_year DESC, report_id",
    "year": "report_year DESC, in_title DESC, times DESC, report_id",
    "published": "published_on DESC NULLS LAST, report_id",
}
VALUES = ", ".join(f"coalesce({name}::VARCHAR, '') AS {name}" for name in FACETS)
HITS = """
CREATE OR REPLACE TEMP TABLE hit AS
SELECT report_id, published_on, in_title, times, {values}
FROM (
    SELECT found.*, {timeliness} AS timeliness
    FROM (
        SELECT report_id, province, issuer_level, report_year, status, published_on, ({in_title}) AS in_title, ({times}) AS times
        FROM {source} WHERE {condition}
    ) AS found
    LEFT JOIN (SELECT report_id, days_late FROM ledger) USING (report_id)
)
"""
PAGE = "SELECT report_id FROM hit WHERE {narrowed} ORDER BY {order} LIMIT $most OFFSET $skip"
TOTAL = "SELECT count(*) FROM hit WHERE {narrowed}"
FACET = "SELECT {name}, count(*) FROM hit WHERE {narrowed} GROUP BY 1"


class ScannedMatches:
    """The matches of a query; source is a relation with the searched texts
    (storage/lookup/search/texts.py)."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, source: str, node: Node) -> None:
        self._cursor = cursor
        names = {word: f"$w{at}" for at, word in enumerate(all_words(node))}
        asked = {
            "in_title": in_title(words_of(node), names),
            "times": times(words_of(node), names),
            "condition": _condition(node, names),
        }
        query = HITS.format(source=source, values=VALUES, timeliness=TIMELINESS, **asked)
        cursor.execute(query, {name[1:]: word for word, name in names.items()})

    def total(self, filters: Filters) -> int:
        return only_number(self._cursor.execute(TOTAL.format(narrowed=_narrowed(filters)), dict(filters)))

    def facets(self, filters: Filters) -> dict[str, dict[str, int]]:
        """The number of hits per value, with the other filters applied; "" is the value of reports without
        one."""
        found = {}
        for name in FACETS:
            others = {other: value for other, value in filters.items() if other != name}
            query = FACET.format(name=name, narrowed=_narrowed(others))
            found[name] = dict(self._cursor.execute(query, others).fetchall())
        return found

    def page(self, filters: Filters, order: str, most: int, skip: int) -> list[str]:
        """The report ids of one page of hits, in this order."""
        query = PAGE.format(narrowed=_narrowed(filters), order=ORDERS.get(order, ORDERS[""]))
        values = dict(filters) | {"most": most, "skip": skip}
        return [report_id for (report_id,) in self._cursor.execute(query, values).fetchall()]


def in_title(words: list[str], names: Mapping[str, str]) -> str:
    """Whether all words are in the title, as SQL; names gives each word's parameter."""
    return " AND ".join(f"contains(split_part(besides, chr(10), 1), {names[word]})" for word in words)


def times(words: list[str], names: Mapping[str, str]) -> str:
    """How often the words are in the text, as SQL."""
    return " + ".join(
        f"(length(text) - length(replace(text, {names[word]}, ''))) // {len(word)}" for word in words
    )


def _condition(node: Node, names: Mapping[str, str]) -> str:
    """The query as a condition on `text` and `besides`."""
    if isinstance(node, Word):
        return f"(contains(text, {names[node.text]}) OR contains(besides, {names[node.text]}))"
    if isinstance(node, Not):
        return f"NOT ({_condition(node.part, names)})"
    joint = " AND " if isinstance(node, And) else " OR "
    return "(" + joint.join(_condition(part, names) for part in node.parts) + ")"


def _narrowed(filters: Filters) -> str:
    return " AND ".join(f"{name} = ${name}" for name in filters) or "true"
