"""What is searched for in the archive's benchmark, and whether search finds exactly what a full scan
finds."""

from array import array
from collections.abc import Iterator, Sequence

import duckdb
import numpy as np

from benchmarks.reports import Language
from storage.lookup.published import Published
from storage.lookup.search.find import find
from storage.lookup.search.indexed import IndexedMatches, TextIndex
from storage.lookup.search.query_words import parse, words_of
from storage.publishing.folding import searchable

REPEATS = 40
MIXED = 200
MIXED_WORDS = "one to four words of one to four characters"
COMPARED = 2_000
"""Hits whose names are compared at the most; of more the total, and the names of so many, the best first."""
BATCH = 500
TEXTS = "SELECT report_id, concat_ws(chr(10), title, doc_number, issuer, government, body_text) FROM reports"


def searched(
    connection: duckdb.DuckDBPyConnection, spoken: Language, dice: np.random.Generator
) -> dict[str, list[str]]:
    """Words to look for: common and rare ones, and pieces of texts as somebody would copy them."""
    pairs = [word for word in spoken.words if len(word) == 2]
    lines = connection.execute(
        f"SELECT body_lines FROM extraction USING SAMPLE {REPEATS} ROWS (reservoir, 2)"
    ).fetchall()
    bodies = [dice.choice(one).split("。")[0] for (one,) in lines]
    starts = [int(dice.integers(0, max(len(body) - 10, 1))) for body in bodies]
    cut = list(zip(bodies, starts, strict=True))
    return {
        "two characters, among the 500 commonest words": list(dice.choice(pairs[:500], REPEATS)),
        "two characters, any word": list(dice.choice(pairs, REPEATS)),
        "four characters of a text": [body[start : start + 4] for body, start in cut],
        "eight characters of a text": [body[start : start + 8] for body, start in cut],
        "two words of two characters": [" ".join(dice.choice(pairs[:2000], 2)) for _ in range(REPEATS)],
        "one character": [body[start] for body, start in cut],
        MIXED_WORDS: list(_mixed(bodies, dice)),
    }


def _mixed(bodies: list[str], dice: np.random.Generator) -> Iterator[str]:
    """Queries of pieces of texts."""
    for _ in range(MIXED):
        words = []
        for _ in range(int(dice.integers(1, 5))):
            body, length = str(dice.choice(bodies)), int(dice.integers(1, 5))
            start = int(dice.integers(0, max(len(body) - length, 1)))
            words.append(f'"{body[start : start + length]}"')
        yield " ".join(words)


def wrong(published: Published, connection: duckdb.DuckDBPyConnection, queries: Sequence[str]) -> list[str]:
    """The queries that the index answers otherwise than a look at every text. RuntimeError without an index.

    Reports without attachments: their texts are not looked at.
    """
    index = TextIndex.beside(published.path)
    if index is None:
        raise RuntimeError(f"{published.path} has no index beside it")
    ids, expected = _scanned(connection, queries)
    found = []
    for query, places in zip(queries, expected, strict=True):
        matches = IndexedMatches(index, parse(query))
        names = set(matches.page({}, "", min(COMPARED, max(len(places), 1)), 0))
        right = {ids[place] for place in places}
        same = names == right if len(right) <= COMPARED else names <= right and len(names) == COMPARED
        total = find(published, connection, query, most=1, places=False).total
        if not same or not total == matches.total({}) == len(right):
            found.append(query)
    return found


def _scanned(
    connection: duckdb.DuckDBPyConnection, queries: Sequence[str]
) -> tuple[list[str], list["array[int]"]]:
    """The ids of all reports, and for each query the places in them of those whose text has all its words."""
    asked = [words_of(parse(query)) for query in queries]
    ids: list[str] = []
    expected = [array("L") for _ in queries]
    with connection.cursor() as reading:
        answer = reading.execute(TEXTS)
        while rows := answer.fetchmany(BATCH):
            for name, text in rows:
                folded = searchable(text)
                for places, words in zip(expected, asked, strict=True):
                    if all(word in folded for word in words):
                        places.append(len(ids))
                ids.append(name)
    return ids, expected
