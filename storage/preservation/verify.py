"""Verifies the evidence: every capture, every WARC file, and the text of every version."""

import zlib
from collections.abc import Callable, Iterator, Sequence

import duckdb

from records import Capture
from records.text.text_identity import digest
from storage.evidence.ranges import read_range
from storage.evidence.warc import CURE, WarcDamaged, WarcProblem, check_file, check_payload
from storage.intake.files import CAPTURE_COLUMNS
from storage.paths import DataDir
from storage.preservation.log_audit import damaged_logs
from storage.publishing.checks import broken_promises

Progress = Callable[[int, int], None]

SHOWN_BY = """
SELECT payload_capture_id, report_id, version_no FROM version_reading
UNION
SELECT capture_id, report_id, version_no FROM version_reading
ORDER BY ALL
"""


SHOWN_TEXTS = "SELECT report_id, version_no, title, body_text, text_digest FROM versions ORDER BY ALL"
STORED_TEXTS = """
SELECT report_id, version_no, title, array_to_string(body_lines, chr(10)), report_version.text_digest
FROM report_version
JOIN version_reading USING (report_id, version_no)
JOIN extraction
    ON extraction.capture_id = version_reading.reading_id
    AND extraction.extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version')
ORDER BY ALL
"""


def verify(
    data_dir: DataDir, connection: duckdb.DuckDBPyConnection, progress: Progress = lambda done, total: None
) -> list[str]:
    """All problems of the evidence, one line each; empty if everything is intact.

    Reads every byte once or twice. progress gets the captures done and their total. A record cut off at the
    end of a file by a crash is no problem unless a capture needs it.
    """
    shown = shown_by(connection)
    return [
        *(str(problem) for problem in damaged_files(data_dir)),
        *(
            f"{capture.capture_id}: {error} ({affected(capture, shown)})"
            for capture, error in damaged(data_dir, all_captures(connection), progress)
        ),
        *(line for _, line in damaged_logs(data_dir, connection)),
        *_changed_texts(connection),
        *broken_promises(connection),
    ]


def damaged_files(data_dir: DataDir) -> Iterator[WarcProblem]:
    """The problems of the WARC files, except tails cut off by a crash."""
    for path in sorted(data_dir.warc.rglob("*.warc.gz")):
        yield from (problem for problem in check_file(path) if problem.kind != "truncated_tail")


def shown_by(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The report versions that each capture shows: by the capture that holds the bytes."""
    shown: dict[str, list[str]] = {}
    for capture_id, report_id, version_no in connection.execute(SHOWN_BY).fetchall():
        shown.setdefault(capture_id, []).append(f"{report_id} version {version_no}")
    return shown


def affected(capture: Capture, shown: dict[str, list[str]]) -> str:
    """What depends on a capture, in words."""
    return ", ".join([f"the {capture.role} {capture.page_url}", *shown.get(capture.capture_id, ())])


def all_captures(connection: duckdb.DuckDBPyConnection) -> list[Capture]:
    found = connection.execute(f"SELECT {CAPTURE_COLUMNS} FROM capture ORDER BY warc_file, warc_offset")
    return [Capture(*row) for row in found.fetchall()]


def unreadable(data_dir: DataDir, captures: Sequence[Capture]) -> Iterator[str]:
    """Those of these captures whose records are missing or altered, one line each."""
    for capture, error in damaged(data_dir, captures):
        yield f"{capture.capture_id}: {error}"


def damaged(
    data_dir: DataDir, captures: Sequence[Capture], progress: Progress = lambda done, total: None
) -> Iterator[tuple[Capture, str]]:
    """The problems of these captures, by capture."""
    for done, capture in enumerate(captures, start=1):
        try:
            if capture.revisit_of:
                _find_revisit(data_dir, capture)
            else:
                check_payload(data_dir, capture)
        except WarcDamaged as error:
            yield capture, str(error)
        progress(done, len(captures))


def _find_revisit(data_dir: DataDir, capture: Capture) -> None:
    """A revisit record has no payload of its own; the capture it points to is verified as such."""
    place = f"{data_dir.root / capture.warc_file} at byte {capture.warc_offset}"
    try:
        member = read_range(data_dir, capture.warc_file, capture.warc_offset, capture.warc_length)
        head = zlib.decompress(member, wbits=31)
    except (OSError, zlib.error) as error:
        raise WarcDamaged(f"{place}: cannot be read ({error}): {CURE}") from error
    if f"WARC-Record-ID: <{capture.capture_id}>".encode() not in head:
        raise WarcDamaged(f"{place}: contains a different record, not {capture.capture_id}: {CURE}")


def _changed_texts(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Compares texts with their digests, both as people read them and as they are stored: a published file
    has both."""
    seen: set[str] = set()
    for query in (SHOWN_TEXTS, STORED_TEXTS):
        answer = connection.execute(query)
        while row := answer.fetchone():
            report_id, version_no, title, body_text, text_digest = row
            place = f"{report_id} version {version_no}"
            if place not in seen and digest(title, body_text) != text_digest:
                seen.add(place)
                yield f"{place}: the stored text does not match its digest: run `fazhi rebuild --replace`"
