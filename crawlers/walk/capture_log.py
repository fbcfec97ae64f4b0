"""What a crawl leaves behind while it runs: WARC records, and a line for each in captures.jsonl or
failures.jsonl (attempts.jsonl: requests in vain, each). A line is written after its record has reached the
operating system, never before."""

import json
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response
from w3lib.url import safe_url_string

from crawlers.errors import BadSpec
from crawlers.spec import CrawlSpec
from crawlers.walk.failures import detail_of, kind_of
from crawlers.walk.request_context import META_KEY, RequestContext
from crawlers.walk.wire_timing import wire_timing_of
from records import Capture, FailedFetch, clock
from records.jsonlines import from_json
from storage.evidence.warc_writer import Exchange, KnownCapture, WarcWriter


class CaptureLog:
    """The log of one crawl. Raises BadSpec where a crawl of this name has left its log before."""

    def __init__(self, spec: CrawlSpec, user_agent: str) -> None:
        self._spec = spec
        folder = spec.data.crawl(spec.crawl_id)
        folder.mkdir(parents=True, exist_ok=True)
        known = list(read_known(Path(spec.known))) if spec.known else []
        self.known = {capture.url: capture for capture in known}
        info = {
            "software": f"fazhi/{version('fazhi')}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf": spec.crawl_id,
            "robots": "obey",
            "http-header-user-agent": user_agent,
        }
        notes = ["certificates are not verified"]
        if spec.via:
            notes.append(f"fetched through the proxy {spec.via}")
        info["description"] = "; ".join(notes)
        try:
            # Unbuffered: a line is with the operating system when write() returns.
            self._captures = (folder / "captures.jsonl").open("xb", buffering=0)
            self._failures = (folder / "failures.jsonl").open("xb", buffering=0)
            self._attempts = (folder / "attempts.jsonl").open("xb", buffering=0)
            warc = spec.data.warc_of(spec.crawl_id)
            limits = (spec.rotate_bytes, spec.rotate_seconds)
            self._warc = WarcWriter(warc, spec.crawl_id, info, known, *limits)
            self._warc_folder = warc.relative_to(spec.data.root).as_posix()
        except FileExistsError as error:
            raise BadSpec(
                f"crawl {spec.crawl_id} was already started ({error.filename} exists):"
                " a crawl id is used once; start a new crawl with `fazhi harvest`"
            ) from error
        self.captures = 0

    def save(
        self,
        step: RequestContext,
        request: Request,
        response: Response,
        unmodified: KnownCapture | None = None,
    ) -> str:
        """Writes a whole response: its WARC records, then its line. Returns the capture's id.

        unmodified is the known capture that a response with status 304 refers to: the line then describes its
        payload. Raises OSError if the disk refuses.
        """
        exchange = self._exchange(request, response)
        written = self._warc.write(exchange, unmodified)
        media_type, charset = content_type(response)
        timing = wire_timing_of(request)
        held = unmodified or KnownCapture(request.url, "", "", exchange.received_at)
        capture = Capture(
            capture_id=written.record_id,
            crawl_id=self._spec.crawl_id,
            site_id=step.site_id,
            url=request.url,
            page_url=step.page_url,
            method=request.method,
            role=step.role,
            captured_at=exchange.received_at,
            status=response.status,
            media_type=held.media_type or media_type,
            charset=held.charset or charset,
            payload_digest=written.payload_digest,
            payload_bytes=held.payload_bytes or len(response.body),
            warc_file=f"{self._warc_folder}/{written.file.name}",
            warc_offset=written.offset,
            warc_length=written.length,
            revisit_of=written.revisit_of,
            redirect_to=_redirect_to(request, response),
            found_on=step.found_on,
            link_title=step.link_title,
            requested_at=timing.requested_at if timing else None,
            took=timing.took if timing else 0.0,
            etag=_header(response, "ETag") or held.etag,
            last_modified=_header(response, "Last-Modified") or held.last_modified,
            tls=timing.tls if timing else "",
        )
        self._captures.write(_line(capture))
        self.captures += 1
        return capture.capture_id

    def save_truncated(self, request: Request, response: Response, why: str = "disconnect") -> None:
        """Writes the received part of a response that broke off or was stopped (length). It gets no line: it
        is evidence, not a page."""
        self._warc.write(self._exchange(request, response, truncated=why))

    def fail(
        self,
        step: RequestContext,
        url: str,
        kind: str,
        detail: str,
        capture_id: str = "",
        requested_at: datetime | None = None,
    ) -> None:
        """Writes the line of a failed request; capture_id is the capture that shows the failure."""
        self._failures.write(_line(self._failure(step, url, kind, detail, capture_id, requested_at)))

    def attempt(self, request: Request, error: Exception) -> None:
        """Writes the line of a request that was sent and got no whole response, even if it is retried:
        failures.jsonl has one line per page, attempts.jsonl one per request."""
        timing = wire_timing_of(request)
        if timing:
            kind, detail = kind_of(error), detail_of(error)
            step: RequestContext = request.meta[META_KEY]
            line = self._failure(step, request.url, kind, detail, requested_at=timing.requested_at)
            self._attempts.write(_line(line))

    def _failure(
        self,
        step: RequestContext,
        url: str,
        kind: str,
        detail: str,
        capture_id: str = "",
        requested_at: datetime | None = None,
    ) -> FailedFetch:
        return FailedFetch(
            crawl_id=self._spec.crawl_id,
            site_id=step.site_id,
            url=url,
            role=step.role,
            failed_at=clock.now(),
            kind=kind,
            detail=detail,
            capture_id=capture_id,
            requested_at=requested_at,
        )

    def close(self) -> None:
        self._warc.close()
        self._captures.close()
        self._failures.close()
        self._attempts.close()

    def _exchange(self, request: Request, response: Response, truncated: str = "") -> Exchange:
        netloc = urlsplit(request.url).netloc.encode("latin-1", "replace")
        direct = response.ip_address is not None and not self._spec.via
        return Exchange(
            url=request.url,
            method=request.method,
            # Twisted adds Host on the wire.
            request_headers=((b"Host", netloc), *_pairs(request)),
            request_body=request.body,
            status=response.status,
            status_text=_STATUS_TEXTS.get(response.status, ""),
            response_headers=_pairs(response),
            payload=response.body,
            received_at=clock.now(),
            ip_address=str(response.ip_address) if direct else "",
            truncated=truncated,
        )


_LONGEST_VALIDATOR = 500

# Scrapy does not hand on the words after the status number.
_STATUS_TEXTS = {status.value: status.phrase for status in HTTPStatus}


def _line(record: Capture | FailedFetch) -> bytes:
    # As records.jsonlines writes it, without its way into nested records.
    values = {name: getattr(record, name) for name in record.__dataclass_fields__}
    return json.dumps(values, ensure_ascii=False, default=datetime.isoformat).encode() + b"\n"


def _pairs(message: Request | Response) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name, value) for name, values in message.headers.items() for value in values)


def _header(response: Response, name: str) -> str:
    # What is not ASCII would change on its way back to the server.
    value = (response.headers.get(name) or b"").strip()
    return value.decode("ascii") if value.isascii() and len(value) <= _LONGEST_VALIDATOR else ""


def content_type(response: Response) -> tuple[str, str]:
    """(media type, charset) as the header declares them, in lower case, "" where it does not."""
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    media_type, *parameters = (part.strip() for part in header.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media_type.lower(), value.strip().strip("\"'").lower()
    return media_type.lower(), ""


def _redirect_to(request: Request, response: Response) -> str:
    location = response.headers.get("Location")
    if location is None or not 300 <= response.status < 400:
        return ""
    return urljoin(request.url, safe_url_string(location))


def read_known(path: Path) -> Iterator[KnownCapture]:
    """The lines of a `known` file. Raises BadSpec."""
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield from_json(KnownCapture, json.loads(line))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadSpec(
            f"{path} is not a list of known captures ({error}):"
            " start a new crawl; fazhi writes the file again from the archive"
        ) from error
