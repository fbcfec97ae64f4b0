"""The evidence, written: WARC 1.1 files, one flushed record at a time.

Records are serialised here and not by warcio's writer, which percent-encodes header values that are not
ASCII and would so change what the server said. The files pass `warcio check`.
"""

import gzip
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf
from pathlib import Path
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from records import clock
from storage.evidence.warc import payload_digest

MAX_FILE_BYTES = 1_000_000_000
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# zlib level: on saved pages it takes a third of the time of the default (9), for a twentieth more bytes.
GZIP_LEVEL = 4
# Hop-by-hop headers: they describe the connection, not the document. Scrapy has undone the transfer coding.
HOP_BY_HOP = frozenset(
    b"connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer "
    b"transfer-encoding upgrade".split()
)

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response. payload is the response body with its content coding still on;
    received_at is naive UTC; truncated is a WARC-Truncated reason (`disconnect`) or empty."""

    url: str
    method: str
    request_headers: Headers
    request_body: bytes
    status: int
    status_text: str
    response_headers: Headers
    payload: bytes
    received_at: datetime
    ip_address: str = ""
    truncated: str = ""


@dataclass(frozen=True, slots=True)
class KnownCapture:
    """An earlier capture that has its own payload: a line of a crawl's `known` file.

    etag and last_modified are the newest validators that the server sent for these bytes. Without them, or
    without the place of the record, no conditional request is made.
    """

    url: str
    capture_id: str
    payload_digest: str
    captured_at: datetime
    etag: str = ""
    last_modified: str = ""
    media_type: str = ""
    charset: str = ""
    payload_bytes: int = 0
    warc_file: str = ""
    warc_offset: int = 0
    warc_length: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """Where a response (or revisit) record went; offset and length count compressed bytes."""

    record_id: str
    file: Path
    offset: int
    length: int
    payload_digest: str
    revisit_of: str


class WarcWriter:
    """Appends request and response records to new files `<prefix>-00000.warc.gz`, … in one folder.

    Every record is its own gzip member and has reached the operating system when write() returns. A response
    whose URL and payload digest equal a known capture becomes a revisit record, and so does one by which the
    server says that a known capture still holds. OSError when the disk refuses (the file then ends where it
    ended before) and when a file is already there.
    """

    def __init__(
        self,
        folder: Path,
        prefix: str,
        info: Mapping[str, str],
        known: Iterable[KnownCapture] = (),
        max_file_bytes: int = MAX_FILE_BYTES,
        max_file_seconds: float | None = None,
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._info = info
        self._known = {(capture.url, capture.payload_digest): capture for capture in known}
        self._max_file_bytes = max_file_bytes
        self._max_file_seconds = max_file_seconds or inf
        self._serial = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._open_next()

    def _open_next(self) -> None:
        self._path = self._folder / f"{self._prefix}-{self._serial:05d}.warc.gz"
        self._serial += 1
        # x: a file that is there is an earlier crawl's evidence and is never touched.
        self._file = self._path.open("xb", buffering=0)
        self._opened = monotonic()
        self._warcinfo_id = _new_id()
        block = "".join(f"{name}: {value}\r\n" for name, value in self._info.items()).encode()
        fields = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", f"<{self._warcinfo_id}>"),
            ("WARC-Date", warc_date(clock.now())),
            ("WARC-Filename", self._path.name),
            ("Content-Type", "application/warc-fields"),
        ]
        self._append(fields, block)

    def write(self, exchange: Exchange, unmodified: KnownCapture | None = None) -> Written:
        """Appends the response (or revisit) record, then its request record.

        unmodified is the known capture that a response with status 304 confirms; the digest is then that
        capture's.
        """
        self._open_next_if_full()
        record_id = _new_id()
        digest = unmodified.payload_digest if unmodified else payload_digest(exchange.payload)
        common = [
            ("WARC-Date", warc_date(exchange.received_at)),
            ("WARC-Target-URI", exchange.url),
            ("WARC-Warcinfo-ID", f"<{self._warcinfo_id}>"),
        ]
        original = self._known.get((exchange.url, digest)) if exchange.payload else unmodified
        fields = [("WARC-Record-ID", f"<{record_id}>"), *common]
        fields += _response_fields(exchange, "" if unmodified else digest)
        head = _http_head(
            f"HTTP/1.1 {exchange.status} {exchange.status_text}".rstrip(), exchange.response_headers
        )
        if original:
            profile = NOT_MODIFIED_PROFILE if unmodified else REVISIT_PROFILE
            fields = [("WARC-Type", "revisit"), *fields, *_refers_to(original, profile)]
            offset, length = self._append(fields, head)
        else:
            offset, length = self._append([("WARC-Type", "response"), *fields], head + exchange.payload)
        self._write_request(exchange, common, record_id)
        return Written(
            record_id=record_id,
            file=self._path,
            offset=offset,
            length=length,
            payload_digest=digest,
            revisit_of=original.capture_id if original else "",
        )

    def _open_next_if_full(self) -> None:
        if self._file.tell() >= self._max_file_bytes or monotonic() - self._opened >= self._max_file_seconds:
            self._file.close()
            self._open_next()

    def _write_request(self, exchange: Exchange, common: list[tuple[str, str]], response_id: str) -> None:
        fields = [
            ("WARC-Type", "request"),
            ("WARC-Record-ID", f"<{_new_id()}>"),
            *common,
            ("WARC-Concurrent-To", f"<{response_id}>"),
            ("Content-Type", "application/http; msgtype=request"),
        ]
        self._append(fields, _request_block(exchange))

    def _append(self, fields: list[tuple[str, str]], block: bytes) -> tuple[int, int]:
        digest = "sha256:" + hashlib.sha256(block).hexdigest()
        fields = [*fields, ("WARC-Block-Digest", digest), ("Content-Length", str(len(block)))]
        head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n"
        member = gzip.compress(head.encode() + block + b"\r\n\r\n", GZIP_LEVEL, mtime=0)
        offset = self._file.tell()
        rest = memoryview(member)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            self._file.truncate(offset)
            self._file.seek(offset)
            raise
        return offset, len(member)

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _response_fields(exchange: Exchange, digest: str) -> list[tuple[str, str]]:
    """The fields of a response record that depend on the exchange; digest "" leaves the payload's out."""
    fields = [("WARC-Payload-Digest", digest)] if digest else []
    if exchange.ip_address:
        fields.append(("WARC-IP-Address", exchange.ip_address))
    if exchange.truncated:
        fields.append(("WARC-Truncated", exchange.truncated))
    return [*fields, ("Content-Type", "application/http; msgtype=response")]


def _new_id() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


def warc_date(instant: datetime) -> str:
    """A naive UTC instant as WARC 1.1 writes it, with microseconds."""
    return instant.isoformat(timespec="microseconds") + "Z"


def _refers_to(original: KnownCapture, profile: str) -> list[tuple[str, str]]:
    return [
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<{original.capture_id}>"),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.captured_at)),
    ]


def _http_head(first_line: str, headers: Headers) -> bytes:
    lines = [name + b": " + value for name, value in headers if name.lower() not in HOP_BY_HOP]
    return b"\r\n".join([first_line.encode("latin-1", "replace"), *lines, b"", b""])


def _request_block(exchange: Exchange) -> bytes:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return (
        _http_head(f"{exchange.method} {target} HTTP/1.1", exchange.request_headers) + exchange.request_body
    )
