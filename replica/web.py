"""What passes between the proxy and a site: requests and responses, without any network."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape as escape  # re-exported: dialects write HTML with it
from typing import Any
from urllib.parse import parse_qsl, urlsplit

# Stands in a page where the view counter goes; the proxy puts a new number there on every request.
VIEWS = "@VIEWS@"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as a site sees it: path without query; query and form decoded, last value wins.

    Names of headers are in lower case; body is the form's bytes, or JSON.
    """

    method: str
    scheme: str
    host: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    query_string: str = ""


@dataclass(frozen=True, slots=True)
class Wire:
    """How an answer goes over the wire where it does not simply go.

    parts are sent in place of the body, with a pause (seconds) before each; length is what Content-Length
    promises (None: the answer is sent in chunks). ending: whole, reset (the connection is torn down after
    the last part) or silence (nothing is sent at all, for `pause` seconds).
    """

    parts: Callable[[], Iterable[bytes]] = tuple
    length: int | None = None
    pause: float = 0.0
    ending: str = "whole"


@dataclass(frozen=True, slots=True)
class Response:
    """Status, body and content type; location is set for redirects only; headers are further ones."""

    status: int
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    location: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    wire: Wire | None = None


Answer = Callable[[Request], Response]
Routes = dict[str, Answer]


def parse_request(method: str, url: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Request:
    """The request for an absolute URL; the body is read as a UTF-8 form."""
    parts = urlsplit(url)
    return Request(
        method=method,
        scheme=parts.scheme,
        host=parts.hostname or "",
        path=parts.path or "/",
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        form=dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)),
        headers=headers or {},
        body=body,
        query_string=parts.query,
    )


def page(text: str, status: int = 200) -> Response:
    """An HTML page in UTF-8, declared in the header."""
    return Response(status, text.encode())


def json_reply(value: Any) -> Response:
    """JSON in UTF-8, Chinese as it is."""
    return Response(200, json.dumps(value, ensure_ascii=False).encode(), "application/json;charset=UTF-8")


def redirect(location: str, status: int = 302) -> Response:
    """A redirect with the short body that nginx sends."""
    body = f"<html><head><title>{status}</title></head><body><center>nginx</center></body></html>"
    return Response(status, body.encode(), "text/html", location)
