"""The text index beside a published file (`search/`): exactly which reports contain which words.

Every pair of neighbouring characters is a term with its positions, so that a word of any length is a phrase
of pairs, and hits need no second check. The index is made from the published file: it can be deleted and made
again, and a file without it is searched text by text. A publication links the files of the last index and
writes only new or changed reports. Measured in benchmarks/README.md.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from storage.database.connection import connect, literals
from storage.database.memory import memory_limit
from storage.publishing.folding import searchable

if TYPE_CHECKING:
    import tantivy

FOLDER = "search"
MARKS = "marks.json"
FORMAT = 2
PAIRS = "pairs"
FACETS = ("province", "issuer_level", "report_year", "status", "timeliness")
WHITE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
HELD = {space: chr(0xFDD0 + at) for at, space in enumerate(WHITE)}
"""White space in the index, where a space separates the terms: as code points that no text has."""
PAIR_AND_SPACE = bytes(8) + " ".encode("utf-32-le")
LINE = HELD["\n"]
BATCH = 500
HEAP = 200_000_000
"""Bytes that the writer collects before it writes a segment of the index."""

TIMELINESS = "CASE WHEN days_late > 0 THEN 'late' WHEN days_late = 0 THEN 'in_time' ELSE 'unknown' END"
# `folded` exists only if it differs from the printed text.
DOCUMENTS = f"""
SELECT report_id, coalesce(folded, body_text, '') || chr(10) || besides AS text, coalesce(title, '') AS title,
    coalesce(province, '') AS province, coalesce(issuer_level, '') AS issuer_level,
    coalesce(report_year::VARCHAR, '') AS report_year, status, {TIMELINESS} AS timeliness,
    coalesce(datediff('day', DATE '1900-01-01', published_on), 0) AS published
FROM internal.flat_reports LEFT JOIN (SELECT report_id, days_late FROM internal.flat_ledger) USING (report_id)
"""
MARK = f"""
SELECT report_id, hash(text, title, province, issuer_level, report_year, status, timeliness, published)
FROM ({DOCUMENTS})
"""
WANTED = f"SELECT * FROM ({DOCUMENTS}) WHERE report_id IN ({{ids}})"


def write_text_index(database: Path, folder: Path, last: Path | None = None) -> int:
    """Writes the index of a published file, starting from the last index if there is one. Returns how many
    reports were indexed now."""
    folder.mkdir()
    known = _link(last, folder) if last else {}
    if known and not _is_whole(folder, len(known)):
        for path in folder.iterdir():
            path.unlink()
        known = {}
    with connect(database, read_only=True, config={"memory_limit": memory_limit()}) as connection:
        marks = dict(connection.execute(MARK).fetchall())
        fresh = [name for name, mark in marks.items() if known.get(name) != mark]
        outdated = [name for name, mark in known.items() if marks.get(name) != mark]
        if fresh or outdated or not known:
            _renew(folder, outdated, _documents(connection, fresh))
    (folder / MARKS).write_text(json.dumps({"made_by": _made_by(), "marks": marks}), encoding="utf-8")
    for lock in folder.glob("*.lock"):
        lock.unlink()
    return len(fresh)


def _is_whole(folder: Path, count: int) -> bool:
    """True for an index that opens and has this many reports."""
    try:
        index = open_index(folder)
        index.reload()
        return int(index.searcher().num_docs) == count
    except (OSError, ValueError):
        return False


def open_index(folder: Path) -> "tantivy.Index":
    """Opens the index in a folder, creating it if there is none."""
    import tantivy  # here: only who publishes or searches needs it

    fields = tantivy.SchemaBuilder()
    fields.add_text_field("report_id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("text", "title"):
        fields.add_text_field(name, tokenizer_name=PAIRS, index_option="position")
    for name in FACETS:
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("newest", "published"):
        fields.add_unsigned_field(name, fast=True)
    index = tantivy.Index(fields.build(), path=str(folder))
    index.config_reader("manual")
    # Split at spaces and not every two characters: a regular expression costs half as much again.
    by_spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(PAIRS, by_spaces)
    return index


def held(text: str) -> str:
    """The text with white space in the form of the index, with the same length."""
    for space, character in HELD.items():
        text = text.replace(space, character)
    return text


def paired(text: str) -> str:
    """The terms of a text, separated by spaces: each pair of neighbouring characters, then each character
    followed by a line end, by which a one-character word is found."""
    text = held(text)
    alone = (character + LINE for character in sorted(set(text)))
    return " ".join([_pairs(text), *alone] if len(text) > 1 else alone)


def _pairs(text: str) -> str:
    """Each pair of neighbouring characters, separated by spaces, built from four bytes per character: six
    times as fast as character by character."""
    by_four = text.encode("utf-32-le")
    pairs = bytearray(PAIR_AND_SPACE * (len(text) - 1))
    for byte in range(4):
        pairs[byte::12] = by_four[byte:-4:4]
        pairs[4 + byte :: 12] = by_four[4 + byte :: 4]
    return pairs[:-4].decode("utf-32-le")


def _link(last: Path, folder: Path) -> dict[str, int]:
    """Links the last index into the folder: its files are never modified. Returns the marks of its reports.
    Returns none, and links nothing, if another version made it."""
    try:
        told = json.loads((last / MARKS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if told.get("made_by") != _made_by():
        return {}
    for path in last.iterdir():
        if path.name != MARKS:
            os.link(path, folder / path.name)
    marks: dict[str, int] = told["marks"]
    return marks


def _made_by() -> list[str]:
    from importlib.metadata import version

    return [str(FORMAT), version("tantivy"), duckdb.__version__]


def _renew(folder: Path, outdated: list[str], documents: Iterator[Mapping[str, Any]]) -> None:
    """Deletes reports from the index and adds others, in one commit."""
    writer = open_index(folder).writer(heap_size=HEAP, num_threads=1)
    for report_id in outdated:
        writer.delete_documents_by_term("report_id", report_id)
    for one in documents:
        writer.add_document(_document(one))
    writer.commit()
    writer.wait_merging_threads()


def _document(one: Mapping[str, Any]) -> "tantivy.Document":
    import tantivy

    facets = {name: one[name] for name in FACETS}
    document = tantivy.Document(
        report_id=one["report_id"],
        text=paired(one["text"]),
        title=paired(searchable(one["title"])),
        **facets,
    )
    document.add_unsigned("newest", int(one["report_year"] or 0))
    document.add_unsigned("published", max(one["published"], 0))
    return document


def _documents(connection: duckdb.DuckDBPyConnection, wanted: list[str]) -> Iterator[Mapping[str, Any]]:
    for start in range(0, len(wanted), BATCH):
        found = connection.execute(WANTED.format(ids=literals(wanted[start : start + BATCH])))
        names = [column[0] for column in found.description or []]
        for row in found.fetchall():
            yield dict(zip(names, row, strict=True))
