"""Conditional requests (If-None-Match, If-Modified-Since): a 304 costs the server almost nothing."""

from scrapy import Request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from storage.evidence.warc import read_stored
from storage.evidence.warc_writer import KnownCapture
from storage.paths import DataDir

ASKED_IF_KEY = "fazhi_asked_if"
# Set on a request whose stored payload could not be read: the bytes are needed.
WHOLE_KEY = "fazhi_whole"
# The flag of a response whose body comes out of the archive.
NOT_MODIFIED = "not_modified"


def ask_if_modified(request: Request, known: KnownCapture | None) -> None:
    """Makes a request conditional if the server once sent a validator for the page. Otherwise removes the
    validators that a redirected request inherited."""
    request.headers.pop("If-None-Match", None)
    request.headers.pop("If-Modified-Since", None)
    request.meta.pop(ASKED_IF_KEY, None)
    if known is None or request.method != "GET" or request.meta.get(WHOLE_KEY) or not known.warc_file:
        return
    if known.etag:
        request.headers["If-None-Match"] = known.etag
    if known.last_modified:
        request.headers["If-Modified-Since"] = known.last_modified
    if known.etag or known.last_modified:
        request.meta[ASKED_IF_KEY] = known


def unmodified(request: Request, response: Response) -> KnownCapture | None:
    """The known capture that this response confirms as unmodified; None for any other response."""
    known = request.meta.get(ASKED_IF_KEY)
    return known if response.status == 304 and isinstance(known, KnownCapture) else None


def stored_response(data_dir: DataDir, known: KnownCapture, response: Response) -> Response:
    """What the server would have sent: status 200 and the stored body, flagged. Raises WarcDamaged."""
    body = read_stored(data_dir, known)
    headers = response.headers.copy()
    headers.pop("Content-Encoding", None)
    headers["Content-Type"] = known.media_type + (f"; charset={known.charset}" if known.charset else "")
    made = responsetypes.from_args(headers=headers, url=response.url, body=body)
    flags = [*response.flags, NOT_MODIFIED]
    return made(response.url, status=200, headers=headers, body=body, flags=flags, request=response.request)
