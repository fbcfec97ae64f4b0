"""The evidence, read back: the payload of a capture by file and offset, and the check of whole WARC files.

What the records look like and why: docs/decisions/0003-warc-and-digests.md.
"""

import hashlib
import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from records import Capture
from storage.evidence.ranges import read_range
from storage.paths import DataDir

MAX_PAYLOAD_BYTES = 64 * 1024 * 1024
# A record is the payload and its headers.
MAX_RECORD_BYTES = 2 * MAX_PAYLOAD_BYTES
# What is sent is a form, not a file.
MAX_REQUEST_BYTES = 1024 * 1024
GZIP_START = b"\x1f\x8b\x08"
BREAKS_OFF = "the record breaks off"
CURE = "repair it with `fazhi verify --repair --from BACKUP`"


class WarcDamaged(Exception):
    """A stored payload cannot be read: one line naming the file, the offset and what to do."""


# We request only gzip and deflate (the first two).
_CODINGS = ("gzip", "deflate", "br", "zstd", "compress", "dcb", "dcz")


class TooLarge(ValueError):
    """A body unpacks to more than it may."""


@dataclass(frozen=True, slots=True)
class WarcProblem:
    """What is wrong in a WARC file: kind is `truncated_tail` (the end of a write is missing, as after a
    crash: only that last record is lost) or `damaged` (bytes are not what was written)."""

    file: Path
    offset: int
    kind: str
    detail: str

    def __str__(self) -> str:
        return f"{self.file} at byte {self.offset}: {self.kind.replace('_', ' ')}: {self.detail}"


class StoredPayload(Protocol):
    """The place and the digest of a stored payload: the fields that Capture and KnownCapture share."""

    @property
    def capture_id(self) -> str: ...
    @property
    def payload_digest(self) -> str: ...
    @property
    def warc_file(self) -> str: ...
    @property
    def warc_offset(self) -> int: ...
    @property
    def warc_length(self) -> int: ...


def payload_digest(payload: bytes) -> str:
    """`sha256:<hex>`, the form of WARC-Payload-Digest."""
    return "sha256:" + hashlib.sha256(payload).hexdigest()


def read_payload(data_dir: DataDir, capture: Capture, original: Capture | None = None) -> bytes:
    """The body of a capture with its content coding undone.

    For a revisit (capture.revisit_of is set) original is the capture it points to: the bytes are there.
    Raises WarcDamaged when the record is missing, is another one, or does not have the logged digest.
    """
    if capture.revisit_of:
        if original is None or original.capture_id != capture.revisit_of:
            raise ValueError(f"{capture.capture_id} is a revisit: pass the capture {capture.revisit_of}")
        return read_stored(data_dir, original)
    return read_stored(data_dir, capture)


def read_stored(data_dir: DataDir, capture: StoredPayload) -> bytes:
    """The body stored at this place, as read_payload returns it. Raises WarcDamaged."""
    payload, coding, place = _payload_of(data_dir, capture)
    try:
        return undo_content_coding(payload, coding, MAX_PAYLOAD_BYTES)
    except ValueError as error:
        raise WarcDamaged(f"{place}: {error}: inspect the record with `warcio extract`") from error


def check_payload(data_dir: DataDir, capture: StoredPayload) -> None:
    """Raises WarcDamaged if the record is missing or altered. A payload whose coding cannot be undone (a
    bomb, half a file) is valid evidence."""
    _payload_of(data_dir, capture)


def _payload_of(data_dir: DataDir, capture: StoredPayload) -> tuple[bytes, str, str]:
    """The body as received, its content coding, and its place in words."""
    record, place = _record_of(data_dir, capture)
    payload: bytes = record.raw_stream.read()
    if payload_digest(payload) != capture.payload_digest:
        raise WarcDamaged(f"{place}: the payload does not match its digest: {CURE}")
    return payload, record.http_headers.get_header("Content-Encoding") or "", place


def read_headers(data_dir: DataDir, capture: StoredPayload) -> list[tuple[str, str]]:
    """The headers of the response, as stored; also of a revisit. Raises WarcDamaged."""
    record, _ = _record_of(data_dir, capture)
    headers: list[tuple[str, str]] = record.http_headers.headers
    return headers


def read_request_body(data_dir: DataDir, capture: StoredPayload) -> bytes:
    """The body that was sent with the request, empty for a GET. Its request record follows the response.

    Raises WarcDamaged.
    """
    path, offset = data_dir.root / capture.warc_file, capture.warc_offset + capture.warc_length
    try:
        record = _parse(_unpack(read_range(data_dir, capture.warc_file, offset, MAX_REQUEST_BYTES))[0])
    except (OSError, zlib.error, EOFError, ArchiveLoadFailed) as error:
        raise WarcDamaged(f"{path} at byte {offset}: cannot be read ({error}): {CURE}") from error
    if record.rec_headers.get_header("WARC-Concurrent-To") != f"<{capture.capture_id}>":
        raise WarcDamaged(f"{path} at byte {offset}: is not the request of {capture.capture_id}: {CURE}")
    body: bytes = record.raw_stream.read()
    return body


def _record_of(data_dir: DataDir, capture: StoredPayload) -> tuple[Any, str]:
    """The record of a capture, and its place in words."""
    path = data_dir.root / capture.warc_file
    place = f"{path} at byte {capture.warc_offset}"
    try:
        member = read_range(data_dir, capture.warc_file, capture.warc_offset, capture.warc_length)
        record = _parse(_unpack(member)[0])
    except (OSError, zlib.error, EOFError, ArchiveLoadFailed) as error:
        raise WarcDamaged(f"{place}: cannot be read ({error}): {CURE}") from error
    if record.rec_headers.get_header("WARC-Record-ID") != f"<{capture.capture_id}>":
        raise WarcDamaged(f"{place}: contains a different record, not {capture.capture_id}: {CURE}")
    return record, place


def undo_content_coding(payload: bytes, coding: str, limit: int) -> bytes:
    """The body without its Content-Encoding (gzip and deflate, the ones we ask for).

    Bytes that are not what the header says come back as they are: servers label plain pages gzip.
    A coded body that breaks off yields what there is. TooLarge above limit bytes, ValueError for other
    codings.
    """
    return decoded(payload, coding, limit)[0]


def decoded(payload: bytes, coding: str, limit: int) -> tuple[bytes, bool]:
    """The result of undo_content_coding, and whether the coded body was complete. Never unpacks more than
    limit bytes."""
    coding = _coding(payload, coding)
    if not coding:
        return payload, True
    if coding not in ("gzip", "deflate"):
        raise ValueError(f"content coding {coding[:40]!r} is not one we asked for")
    # 47: gzip or zlib, distinguished by the header; -15: deflate without any, as some servers send it.
    for window in (47, -15) if coding == "deflate" else (47,):
        unpacker = zlib.decompressobj(window)
        try:
            plain = unpacker.decompress(payload, limit + 1)
        except zlib.error:
            continue
        if len(plain) > limit:
            raise TooLarge(f"the body unpacks to more than {limit} bytes")
        if plain:
            return plain, unpacker.eof
    return payload, True


def _coding(payload: bytes, declared: str) -> str:
    """The content coding of these bytes, "" for none. Servers send wrong values (UTF-8, none, gb2312) and
    repeat codings. An unknown value is ignored; the first bytes then decide whether the body is
    compressed."""
    named = [name.strip().lower().removeprefix("x-") for name in declared.split(",")]
    codings = [name for name in named if name in _CODINGS]
    if codings:
        return codings[-1]
    return "gzip" if any(named) and payload.startswith(b"\x1f\x8b\x08") else ""


def _unpack(data: bytes | mmap.mmap, offset: int = 0) -> tuple[bytes, int]:
    """The gzip member at offset, unpacked, and where it ends. EOFError when its end is missing,
    zlib.error when it is damaged."""
    unpacker = zlib.decompressobj(31)
    plain = bytearray()
    while not unpacker.eof:
        chunk = data[offset : offset + 65536]
        if not chunk:
            raise EOFError(BREAKS_OFF)
        plain += unpacker.decompress(chunk)
        offset += len(chunk)
        if len(plain) > MAX_RECORD_BYTES:
            raise zlib.error(f"the record unpacks to more than {MAX_RECORD_BYTES} bytes")
    return bytes(plain), offset - len(unpacker.unused_data)


def _parse(record: bytes) -> Any:
    """warcio's view of one unpacked record, digests checked while it is read. Raises ArchiveLoadFailed,
    whatever a foreign or damaged record makes warcio raise."""
    try:
        for parsed in ArchiveIterator(BytesIO(record), check_digests=True):
            return parsed
    except ArchiveLoadFailed:
        raise
    except Exception as error:  # a damaged record makes warcio raise anything
        raise ArchiveLoadFailed(
            f"no WARC record that can be read ({type(error).__name__}: {error})"
        ) from error
    raise ArchiveLoadFailed("contains no WARC record")


def check_file(path: Path) -> list[WarcProblem]:
    """Reads every record of a WARC file and checks it; what follows a damaged record is found again.

    An empty file is no problem: the crawl ended before its first record.
    """
    if path.stat().st_size == 0:
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        spans = list(spans_in(data))
    problems = []
    for offset, end, fault in spans:
        if fault:
            kind = "truncated_tail" if fault == BREAKS_OFF and end == spans[-1][1] else "damaged"
            problems.append(WarcProblem(path, offset, kind, fault))
    return problems


def spans_in(data: bytes | mmap.mmap) -> Iterator[tuple[int, int, str]]:
    """Every record of a WARC file from its first byte to the first byte of the next, with its problem, empty
    for none. Unreadable bytes between two records form one span."""
    offset = 0
    while offset < len(data):
        try:
            record, end = _unpack(data, offset)
            fault = _fault(record)
        except (zlib.error, EOFError) as error:
            fault, end = str(error), _next_record(data, offset + 1)
        yield offset, end, fault
        offset = end


def _fault(record: bytes) -> str:
    """The problem that warcio finds in one unpacked record, "" for none."""
    try:
        parsed = _parse(record)
        while parsed.raw_stream.read(65536):
            pass
    except ArchiveLoadFailed as error:
        return str(error)
    except Exception as error:  # a digest that is none, a length that is no number
        return f"cannot be read ({type(error).__name__}: {error})"
    return "; ".join(parsed.digest_checker.problems)


def _next_record(data: bytes | mmap.mmap, start: int) -> int:
    """The offset of the next readable record, or the length of the file."""
    while (start := data.find(GZIP_START, start)) != -1:
        try:
            if zlib.decompressobj(31).decompress(data[start : start + 4096], 5) == b"WARC/":
                return start
        except zlib.error:
            pass
        start += 1
    return len(data)


def stored_member(data_dir: DataDir, capture: Capture) -> bytes:
    """The stored record of a capture: one gzip member. Raises WarcDamaged if it is another record or its body
    does not match the digest; a revisit has no body of its own."""
    (_record_of if capture.revisit_of else _payload_of)(data_dir, capture)
    return read_range(data_dir, capture.warc_file, capture.warc_offset, capture.warc_length)
