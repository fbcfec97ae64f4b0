"""The addresses that other archives use: TimeGate, TimeMap, mementos, CDXJ."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import duckdb
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from storage.evidence.warc import WarcDamaged
from storage.lookup import captures
from storage.lookup.published import Published, Row
from web.evidence.cdxj import cdxj_line
from web.evidence.memento import (
    LINK_FORMAT,
    STAMP,
    accepted,
    memento_headers,
    memento_path,
    mementos,
    nearest,
    timegate_links,
    timemap,
)
from web.evidence.raw import raw_headers
from web.serving.evidence import TEXT, not_here
from web.serving.server import Server

NONE = "没有读过这个网址 / no memento of this address\n".encode()
Found = Callable[[Published, duckdb.DuckDBPyConnection, list[Row]], Response]


def replay_routes(server: Server) -> list[Route]:
    return [
        Route("/timegate/{url:path}", partial(_timegate, server)),
        Route("/timemap/link/{url:path}", partial(_timemap, server)),
        Route("/web/{stamp}/{url:path}", partial(_memento, server)),
        Route("/cdx", partial(_cdx, server)),
    ]


async def _timegate(server: Server, request: Request) -> Response:
    """Redirects to the memento nearest to the requested time."""
    url, base = _url(request), _base(server, request)

    def make(published: Published, cursor: duckdb.DuckDBPyConnection, found: list[Row]) -> Response:
        header = request.headers.get("accept-datetime", "")
        when = accepted(header) if header else None
        if header and when is None:
            return server.plain(b"Accept-Datetime is no date\n", TEXT, {"Vary": "accept-datetime"}, 400)
        headers = {
            "Location": base + memento_path(nearest(found, when)),
            "Vary": "accept-datetime",
            "Link": timegate_links(base, url),
        }
        return server.plain(b"", TEXT, headers, 302)

    return await _with(server, request, url, make)


async def _timemap(server: Server, request: Request) -> Response:
    """All mementos of an address."""
    url, base = _url(request), _base(server, request)

    def make(published: Published, cursor: duckdb.DuckDBPyConnection, found: list[Row]) -> Response:
        return server.plain(timemap(base, url, found), LINK_FORMAT)

    return await _with(server, request, url, make)


async def _memento(server: Server, request: Request) -> Response:
    """The bytes of the capture of this second; redirects to the nearest one if there is none."""
    url, base = _url(request), _base(server, request)
    try:
        when = datetime.strptime(request.path_params["stamp"], STAMP)  # noqa: DTZ007 - such stamps are UTC (RFC 7089)
    except ValueError:
        return server.plain(NONE, TEXT, status=404)

    def make(published: Published, cursor: duckdb.DuckDBPyConnection, found: list[Row]) -> Response:
        chosen = nearest(found, when)
        if abs((chosen["captured_at"] - when).total_seconds()) >= 1:
            return server.plain(b"", TEXT, {"Location": base + memento_path(chosen)}, 302)
        record = captures.record(cursor, chosen["capture_id"])
        row = captures.capture(cursor, chosen["capture_id"])
        if record is None or row is None:
            return server.plain(NONE, TEXT, status=404)
        try:
            body = captures.payload(published.data, cursor, record)
        except WarcDamaged as error:
            return server.plain(not_here(error), TEXT, status=404)
        encoding = (row["reading"] or {}).get("encoding") or ""
        headers = raw_headers(row, encoding, "'self'") | memento_headers(base, chosen, found)
        return Response(body, 200, headers)

    return await _with(server, request, url, make)


async def _cdx(server: Server, request: Request) -> Response:
    """The captures of an address as lines of CDXJ."""
    url = request.query_params.get("url", "")

    def work(published: Published, cursor: duckdb.DuckDBPyConnection) -> Response:
        found = [captures.record(cursor, one["capture_id"]) for one in captures.captures_at(cursor, url)]
        lines = [cdxj_line(one, one.warc_file, one.warc_offset, one.warc_length) for one in found if one]
        body = "".join(lines).encode()
        return server.plain(body, "text/x-cdxj; charset=utf-8", status=200 if lines else 404)

    return await server.work(request, work)


async def _with(server: Server, request: Request, url: str, make: Found) -> Response:
    """Looks up the mementos of an address; 404 if there are none."""

    def work(published: Published, cursor: duckdb.DuckDBPyConnection) -> Response:
        found = mementos(captures.captures_at(cursor, url))
        if not found:
            return server.plain(NONE, TEXT, status=404)
        return make(published, cursor, found)

    return await server.work(request, work)


def _url(request: Request) -> str:
    """The address after the path, with its own query; a proxy may have merged two slashes into one."""
    url: str = request.path_params["url"]
    for scheme in ("http:/", "https:/"):
        if url.startswith(scheme) and not url.startswith(scheme + "/"):
            url = scheme + "/" + url[len(scheme) :]
    query = request.scope["query_string"].decode("latin-1")
    return f"{url}?{query}" if query else url


def _base(server: Server, request: Request) -> str:
    return server.site.base or str(request.base_url).rstrip("/")
