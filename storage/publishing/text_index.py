"""The index of texts beside a published file (`search/`): which reports contain which words, exactly.

Every pair of neighbouring characters is a term with its places, so that a word of any length is a phrase of
pairs, and nothing has to be looked at again. The index is made from the published file: it can be removed and is
made anew, and a file without it is searched text by text. A publication links the files of the last index and
writes only reports that are new or changed. Measured in benchmarks/README.md.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from storage.database.connection import connect
from storage.database.memory import memory_limit
from storage.publishing.folding import searchable

if TYPE_CHECKING:
    import tantivy

FOLDER = "search"
MARKS = "marks.json"
FORMAT = 1
PAIRS = "pairs"
FACETS = ("province", "issuer_level", "report_year", "status", "timeliness")
LINE = "\n"
BATCH = 500
HEAP = 100_000_000
"""Bytes that the writer collects before it writes a part of the index."""

TIMELINESS = "CASE WHEN days_late > 0 THEN 'late' WHEN days_late = 0 THEN 'in_time' ELSE 'unknown' END"
# `folded` is there only where it differs from the text as printed.
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
WANTED = f"SELECT * FROM ({DOCUMENTS}) WHERE report_id IN (SELECT unnest(string_split($ids, chr(10))))"


def write_text_index(database: Path, folder: Path, last: Path | None = None) -> int:
    """Makes the index of a published file, from the last one where there is one. Returns how many reports were
    indexed now."""
    folder.mkdir()
    known = _link(last, folder) if last else {}
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


def open_index(folder: Path) -> "tantivy.Index":
    """The index in a folder, made where there is none."""
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
    two_characters = tantivy.Tokenizer.regex("(?s)..")
    index.register_tokenizer(PAIRS, tantivy.TextAnalyzerBuilder(two_characters).build())
    return index


def paired(text: str) -> str:
    """What the tokenizer cuts into pairs: each pair of neighbours, then each character with a line's end, by which
    a word of one character is found."""
    pairs = [""] * (2 * max(len(text) - 1, 0))
    pairs[0::2], pairs[1::2] = text[:-1], text[1:]
    return "".join(pairs) + "".join(character + LINE for character in sorted(set(text)))


def _link(last: Path, folder: Path) -> dict[str, int]:
    """Links the last index into the folder: its files are never written again. Returns the marks of its reports;
    none, and nothing is linked, where another version made it."""
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
    """Removes reports from the index and adds others, in one commit."""
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
        found = connection.execute(WANTED, {"ids": "\n".join(wanted[start : start + BATCH])})
        names = [column[0] for column in found.description or []]
        for row in found.fetchall():
            yield dict(zip(names, row, strict=True))
