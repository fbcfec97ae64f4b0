"""All current texts as plain files in one ZIP, with what is known of each and the checksums: `texts.zip`.

A publication compresses only texts that are new or changed: the others are copied out of the last bundle as they
lie in it, compressed. Which they are is told by the checksums.
"""

import csv
import hashlib
import io
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import duckdb

from storage.database.connection import literals

BUNDLE = "texts.zip"
FACTS = "metadata.csv"
SUMS = "SHA256SUMS"
LEVEL = 1
"""Of compression: a stronger one makes files of Chinese text a tenth smaller and takes three times as long."""
STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it, the first that a ZIP can hold: a text is the same bytes in every publication."""
BATCH = 200
SAID = "coalesce(title, '') || chr(10) || chr(10) || coalesce(body_text, '') || chr(10)"
DIGESTS = f"SELECT report_id, sha256({SAID}) FROM reports ORDER BY report_id"
TEXTS = f"SELECT report_id, {SAID} FROM reports WHERE report_id IN ({{ids}})"
REPORTS = "SELECT * EXCLUDE (body_text) FROM reports ORDER BY report_id"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LOCAL_HEAD = struct.Struct("<26x2H")
"""What stands before a member: 26 bytes that the directory has too, the lengths of its name and its extra field."""


@dataclass(slots=True)
class Last:
    """The bundle of the last publication: the members that are in it, and their digests by name."""

    bundle: ZipFile
    digests: dict[str, str] = field(default_factory=dict)

    def has(self, name: str, digest: str) -> bool:
        return self.digests.get(name) == digest

    def copy(self, name: str, target: ZipFile) -> None:
        """Copies a member as it is compressed."""
        member, source = self.bundle.getinfo(name), self.bundle.fp
        assert source is not None and target.fp is not None
        source.seek(member.header_offset)
        name_bytes, extra_bytes = LOCAL_HEAD.unpack(source.read(LOCAL_HEAD.size))
        source.seek(name_bytes + extra_bytes, io.SEEK_CUR)
        member.header_offset, member.extra = target.fp.tell(), b""
        target.fp.write(member.FileHeader(zip64=False))
        target.fp.write(source.read(member.compress_size))
        target.filelist.append(member)
        target.NameToInfo[name] = member
        target.start_dir = target.fp.tell()


def write_text_bundle(connection: duckdb.DuckDBPyConnection, place: Path, last: Path | None = None) -> int:
    """Writes `<report_id>.txt` for every report (title, empty line, text), then metadata.csv and SHA256SUMS, which
    `sha256sum -c` reads. The same archive gives the same bytes. last is an undamaged bundle of before. Returns how
    many texts were compressed now."""
    digests = {f"{name}.txt": digest for name, digest in connection.execute(DIGESTS).fetchall()}
    with ExitStack() as stack:
        known = _last(stack, last)
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


def _last(stack: ExitStack, place: Path | None) -> Last | None:
    """The bundle of before, where there is one that opens."""
    if place is None or not place.is_file():
        return None
    try:
        bundle = stack.enter_context(ZipFile(place))
        lines = bundle.read(SUMS).decode().splitlines()
    except (BadZipFile, KeyError, OSError, UnicodeDecodeError):
        return None
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    same = {one.filename for one in bundle.infolist() if one.date_time == STAMP and not one.flag_bits & 8}
    return Last(bundle, {name: digest for name, digest in told.items() if name in same})


def _put(bundle: ZipFile, name: str, body: bytes) -> None:
    member = ZipInfo(name, STAMP)
    member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
    bundle.writestr(member, body)


def _texts(connection: duckdb.DuckDBPyConnection, names: list[str]) -> Iterator[bytes]:
    """The texts of these files in their order, some hundred at a time: by literals, with which DuckDB asks its
    index."""
    for start in range(0, len(names), BATCH):
        some = [name.removesuffix(".txt") for name in names[start : start + BATCH]]
        found = dict(connection.execute(TEXTS.format(ids=literals(some))).fetchall())
        yield from (found[one].encode() for one in some)


def _facts(connection: duckdb.DuckDBPyConnection) -> bytes:
    """metadata.csv: what is known of each report, one a line."""
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
    """A cell that a spreadsheet would take for a formula is given as text."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else value
