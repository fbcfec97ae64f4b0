"""The headers of every response: what a page may load, how long it may be cached."""

import gzip
import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from web.page import Site

CACHED = "public, max-age=60, stale-while-revalidate=86400"
OWN = "private, max-age=60"
LONG = "public, max-age=86400"
PLAIN = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
SMALLEST = 1024
HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
LEVEL = 4


def page_headers(site: Site) -> dict[str, str]:
    """Headers for our own pages: nothing inline, no external resources; frames only of captured pages."""
    frames = f"'self' {site.raw}".strip()
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors 'self'; frame-src {frames}"
    )
    return PLAIN | {"Content-Security-Policy": policy, "X-Frame-Options": "SAMEORIGIN"}


def origin(request: Request, site: Site) -> str:
    """The public address of the site; if it is unknown, the one that the request was sent to.

    A response made with the latter must not be cached for others, because the client chooses it. "" for an
    invalid Host.
    """
    if site.base:
        return site.base
    host = request.headers.get("host", "")
    scheme = "https" if request.url.scheme == "https" else "http"
    return f"{scheme}://{host}" if HOST.fullmatch(host) else ""


def send(body: bytes, media_type: str, status: int, headers: Mapping[str, str]) -> Response:
    return Response(body, status, dict(headers), media_type)


def accepts_gzip(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")


def packed(
    request: Request, body: bytes, media_type: str, status: int, headers: Mapping[str, str]
) -> Response:
    """The body, compressed if it is long enough and the client accepts that."""
    varied = {**headers, "Vary": "Accept-Encoding"}
    if len(body) < SMALLEST or not accepts_gzip(request):
        return send(body, media_type, status, varied)
    return send(
        gzip.compress(body, LEVEL, mtime=0), media_type, status, varied | {"Content-Encoding": "gzip"}
    )


def unpacked(request: Request, body: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """A compressed body, unchanged or decompressed."""
    varied = {**headers, "Vary": "Accept-Encoding"}
    if accepts_gzip(request):
        return send(body, media_type, 200, varied | {"Content-Encoding": "gzip"})
    return send(gzip.decompress(body), media_type, 200, varied)
