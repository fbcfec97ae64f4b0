"""All current texts as plain files in one ZIP, with their metadata and checksums: `texts.zip`.

A publication compresses only new or changed texts: the others are copied from the last bundle in their
compressed form. The checksums show which texts changed.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import duckdb

from storage.database.connection import literals
from storage.publishing.companions.zip_copy import STAMP, SUMS, opened

BUNDLE = "texts.zip"
FACTS = "metadata.csv"
LEVEL = 1
"""Compression level: a stronger one makes files of Chinese text a tenth smaller and takes three times as
long."""
BATCH = 200
SAID = "coalesce(title, '') || chr(10) || chr(10) || coalesce(body_text, '') || chr(10)"
DIGESTS = f"SELECT report_id, sha256({SAID}) FROM reports ORDER BY report_id"
TEXTS = f"SELECT report_id, {SAID} FROM reports WHERE report_id IN ({{ids}})"
REPORTS = "SELECT * EXCLUDE (body_text) FROM reports ORDER BY report_id"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_text_bundle(connection: duckdb.DuckDBPyConnection, place: Path, last: Path | None = None) -> int:
    """Writes `<report_id>.txt` for every report (title, empty line, text), then metadata.csv and SHA256SUMS,
    which `sha256sum -c` reads. The same archive gives the same bytes. last is an intact earlier bundle.
    Returns how many texts were compressed now."""
    digests = {f"{name}.txt": digest for name, digest in connection.execute(DIGESTS).fetchall()}
    with ExitStack() as stack:
        known = opened(stack, last)
        bundle = stack.enter_context(ZipFile(place, "w", ZIP_DEFLATED, compresslevel=LEVEL))
        fresh = [name for name, digest in digests.items() if not (known and known.has(name, digest))]
        texts = _texts(connection, fresh)
        for name, digest in digests.items():
            if known and known.has(name, digest):
                known.copy(name, bundle)
            else:
                _put(bundle, name, next(texts))
        facts = _facts(connection)
        _put(bundle, FACTS, facts)
        digests[FACTS] = hashlib.sha256(facts).hexdigest()
        _put(bundle, SUMS, "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode())
    return len(fresh)


def _put(bundle: ZipFile, name: str, body: bytes) -> None:
    member = ZipInfo(name, STAMP)
    member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
    bundle.writestr(member, body)


def _texts(connection: duckdb.DuckDBPyConnection, names: list[str]) -> Iterator[bytes]:
    """The texts of these files in their order, some hundred at a time: with literals, for which DuckDB uses
    its index."""
    for start in range(0, len(names), BATCH):
        some = [name.removesuffix(".txt") for name in names[start : start + BATCH]]
        found = dict(connection.execute(TEXTS.format(ids=literals(some))).fetchall())
        yield from (found[one].encode() for one in some)


def _facts(connection: duckdb.DuckDBPyConnection) -> bytes:
    """metadata.csv: one line per report."""
    written = io.StringIO("\ufeff")
    written.seek(0, io.SEEK_END)
    rows = csv.writer(written, lineterminator="\r\n")
    answer = connection.execute(REPORTS)
    names = [column[0] for column in answer.description or []]
    rows.writerow(["file", *names])
    at = names.index("report_id")
    while found := answer.fetchmany(BATCH):
        rows.writerows([f"{row[at]}.txt", *map(_cell, row)] for row in found)
    return written.getvalue().encode()


def _cell(value: Any) -> Any:
    """Marks a cell that a spreadsheet would take for a formula as text."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else value
