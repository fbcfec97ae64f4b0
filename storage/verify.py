"""Does the evidence still carry what the archive says? Every capture, every WARC file, every text."""

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence

import duckdb

from records import Capture
from storage.checks import broken_promises
from storage.files import CAPTURE_COLUMNS
from storage.paths import DataDir
from storage.warc import WarcDamaged, check_file, check_payload

Progress = Callable[[int, int], None]


def verify(
    data_dir: DataDir, connection: duckdb.DuckDBPyConnection, progress: Progress = lambda done, total: None
) -> list[str]:
    """What is wrong, one line each; an empty list when everything is as it was written.

    Reads every byte of the evidence once or twice. progress gets the captures done and their total.
    A record that a crash cut off at the end of a file is no problem as long as no capture needs it.
    """
    return [
        *_damaged_files(data_dir),
        *unreadable(data_dir, _captures(connection), progress),
        *_changed_texts(connection),
        *broken_promises(connection),
    ]


def _damaged_files(data_dir: DataDir) -> Iterator[str]:
    for path in sorted(data_dir.warc.rglob("*.warc.gz")):
        yield from (str(problem) for problem in check_file(path) if problem.kind != "truncated_tail")


def _captures(connection: duckdb.DuckDBPyConnection) -> list[Capture]:
    found = connection.execute(f"SELECT {CAPTURE_COLUMNS} FROM capture ORDER BY warc_file, warc_offset")
    return [Capture(*row) for row in found.fetchall()]


def unreadable(
    data_dir: DataDir, captures: Sequence[Capture], progress: Progress = lambda done, total: None
) -> Iterator[str]:
    """Which of these captures' records are not there or not what they were, one line each."""
    for done, capture in enumerate(captures, start=1):
        try:
            if capture.revisit_of:
                _find_revisit(data_dir, capture)
            else:
                check_payload(data_dir, capture)
        except WarcDamaged as error:
            yield f"{capture.capture_id}: {error}"
        progress(done, len(captures))


def _find_revisit(data_dir: DataDir, capture: Capture) -> None:
    """A revisit record has no payload of its own; what it points to is verified as a capture itself."""
    place = f"{data_dir.root / capture.warc_file} at byte {capture.warc_offset}"
    try:
        with (data_dir.root / capture.warc_file).open("rb") as file:
            file.seek(capture.warc_offset)
            head = zlib.decompress(file.read(capture.warc_length), wbits=31)
    except (OSError, zlib.error) as error:
        raise WarcDamaged(f"{place}: cannot be read ({error}): restore the file from a backup") from error
    if f"WARC-Record-ID: <{capture.capture_id}>".encode() not in head:
        raise WarcDamaged(f"{place}: holds another record: restore the file from a backup")


def _changed_texts(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    answer = connection.execute(
        "SELECT report_id, version_no, title, body_text, text_digest FROM versions ORDER BY ALL"
    )
    while row := answer.fetchone():
        report_id, version_no, title, body_text, text_digest = row
        if "sha256:" + hashlib.sha256(f"{title or ''}\n{body_text}".encode()).hexdigest() != text_digest:
            place = f"{report_id} version {version_no}"
            yield f"{place}: the stored text does not have its digest: run `fazhi reextract`"
