"""The addresses of the evidence of one capture or report: raw pages, bytes, headers, WARC, WACZ."""

from collections.abc import Awaitable, Callable

import duckdb
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from records import Capture
from storage.evidence.warc import WarcDamaged
from storage.lookup import captures
from storage.lookup.published import Published, Row
from storage.lookup.reports import report_row
from web.evidence.raw import byte_headers, raw_headers
from web.evidence.wacz import TooLarge, wacz_file, warc_file
from web.serving.server import Server

PREFIX = "urn:uuid:"
Make = Callable[[Published, duckdb.DuckDBPyConnection, Capture, Row], Response]
Endpoint = Callable[[Request], Awaitable[Response]]
TEXT = "text/plain; charset=utf-8"


def evidence_routes(server: Server) -> list[Route]:
    def raw(published: Published, cursor: duckdb.DuckDBPyConnection, record: Capture, row: Row) -> Response:
        body = captures.payload(published.data, cursor, record)
        return Response(body, 200, raw_headers(row, _encoding(row), f"'self' {server.site.base}".strip()))

    def plain_bytes(
        published: Published, cursor: duckdb.DuckDBPyConnection, record: Capture, row: Row
    ) -> Response:
        body = captures.payload(published.data, cursor, record)
        return Response(body, 200, byte_headers(row, record.capture_id.removeprefix(PREFIX)))

    def headers(
        published: Published, cursor: duckdb.DuckDBPyConnection, record: Capture, row: Row
    ) -> Response:
        lines = "".join(f"{name}: {value}\n" for name, value in captures.headers(published.data, record))
        return server.plain(f"HTTP {record.status}\n{lines}".encode(), TEXT)

    def warc(published: Published, cursor: duckdb.DuckDBPyConnection, record: Capture, row: Row) -> Response:
        name = record.capture_id.removeprefix(PREFIX)
        return _saved(server, warc_file(published.data, record), "application/warc", f"{name}.warc.gz")

    return [
        Route("/capture/{name}/raw", _of_capture(server, raw)),
        Route("/capture/{name}/bytes", _of_capture(server, plain_bytes)),
        Route("/capture/{name}/headers", _of_capture(server, headers)),
        Route("/capture/{name}.warc", _of_capture(server, warc)),
        Route("/report/{report_id}.wacz", _wacz(server)),
    ]


def _of_capture(server: Server, make: Make) -> Endpoint:
    """An endpoint that looks up its capture and answers 404 if it is unknown or its bytes are not here."""

    async def endpoint(request: Request) -> Response:
        name = PREFIX + request.path_params["name"]

        def work(published: Published, cursor: duckdb.DuckDBPyConnection) -> Response:
            record, row = captures.record(cursor, name), captures.capture(cursor, name)
            if record is None or row is None:
                return server.plain("没有这个响应 / no such capture\n".encode(), TEXT, status=404)
            try:
                return make(published, cursor, record, row)
            except WarcDamaged as error:
                return server.plain(not_here(error), TEXT, status=404)

        return await server.work(request, work)

    return endpoint


def _wacz(server: Server) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        report_id = request.path_params["report_id"]

        def work(published: Published, cursor: duckdb.DuckDBPyConnection) -> Response:
            row = report_row(cursor, report_id)
            if row is None:
                return server.plain("没有这篇报告 / no such report\n".encode(), TEXT, status=404)
            found = captures.records_of(cursor, report_id)
            try:
                packed = wacz_file(
                    published.data, found, row["title"] or report_id, row["url"], published.published_at
                )
            except TooLarge:
                words = "响应过多，不能打成一个包 / too many bytes for one package\n"
                return server.plain(words.encode(), TEXT, status=413)
            if len(packed.missing) == len(found):
                return server.plain(
                    "这里没有这些字节（证据不在本机）/ the bytes are not here\n".encode(), TEXT, status=404
                )
            return _saved(server, packed.body, "application/wacz+zip", f"{report_id}.wacz")

        return await server.work(request, work)

    return endpoint


def _saved(server: Server, body: bytes, media_type: str, filename: str) -> Response:
    safe = "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "_" for char in filename)
    headers = {"Content-Disposition": f'attachment; filename="{safe}"', "X-Robots-Tag": "noindex"}
    return server.plain(body, media_type, headers)


def _encoding(row: Row) -> str:
    return (row["reading"] or {}).get("encoding") or ""


def not_here(error: WarcDamaged) -> bytes:
    """The message for bytes that are not available; without the path of the data folder on this machine."""
    where = str(error).rpartition(": ")[0].rpartition("/")[2][:200]
    return f"这里没有这份字节（证据不在本机，或已损坏）/ these bytes are not here\n{where}\n".encode()
