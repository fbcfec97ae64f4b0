"""The addresses of evidence: raw pages, bytes, headers, WARC, WACZ, Memento, CDXJ."""

from collections.abc import Callable

import duckdb
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from records import Capture
from storage.evidence.warc import WarcDamaged
from storage.lookup import captures
from storage.lookup.published import Published, Row
from web.evidence.raw import byte_headers, raw_headers
from web.serving.server import Server

PREFIX = "urn:uuid:"
Make = Callable[[Published, duckdb.DuckDBPyConnection, Capture, Row], Response]


def evidence_routes(server: Server) -> list[Route]:
    def of_capture(make: Make) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            name = PREFIX + request.path_params["name"]

            def work(published: Published, cursor: duckdb.DuckDBPyConnection) -> Response:
                record = captures.record(cursor, name)
                row = captures.capture(cursor, name)
                if record is None or row is None:
                    return server.plain(
                        "没有这个响应 / no such capture".encode(), "text/plain; charset=utf-8", status=404
                    )
                try:
                    return make(published, cursor, record, row)
                except WarcDamaged as error:
                    words = f"这里没有这份字节（证据不在本机，或已损坏）/ these bytes are not here\n{_plainly(error)}\n"
                    return server.plain(words.encode(), "text/plain; charset=utf-8", status=404)

            return await server.work(request, work)

        return endpoint

    def raw(published: Published, cursor: duckdb.DuckDBPyConnection, record: Capture, row: Row) -> Response:
        body = captures.payload(published.data, cursor, record)
        encoding = (row["reading"] or {}).get("encoding") or ""
        ancestors = f"'self' {server.site.base}".strip()
        return Response(body, 200, raw_headers(row, encoding, ancestors))

    def plain_bytes(
        published: Published, cursor: duckdb.DuckDBPyConnection, record: Capture, row: Row
    ) -> Response:
        body = captures.payload(published.data, cursor, record)
        return Response(body, 200, byte_headers(row, record.capture_id.removeprefix(PREFIX)))

    def headers(
        published: Published, cursor: duckdb.DuckDBPyConnection, record: Capture, row: Row
    ) -> Response:
        lines = "".join(f"{name}: {value}\n" for name, value in captures.headers(published.data, record))
        return server.plain(f"HTTP {record.status}\n{lines}".encode(), "text/plain; charset=utf-8")

    return [
        Route("/capture/{name}/raw", of_capture(raw)),
        Route("/capture/{name}/bytes", of_capture(plain_bytes)),
        Route("/capture/{name}/headers", of_capture(headers)),
    ]


def _plainly(error: WarcDamaged) -> str:
    """Without the place of the data folder on this machine."""
    return str(error).rpartition(": ")[0].rpartition("/")[2][:200]
