"""The forward proxy: asyncio and h11 on loopback; CONNECT is answered with TLS from a throw-away CA."""

import asyncio
import contextlib
import itertools
import signal
import ssl
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import h11

from replica.ledger import HOST, Ledger
from replica.tls import NOBODY, NOTHING, RESET, Certificates
from replica.validators import not_modified
from replica.web import VIEWS, Request, Response, parse_request
from replica.wire import reset, send

# The number of visits the first page shows; every page sent afterwards shows one more.
FIRST_VISIT = 1208
CHUNK = 65536


class Internet(Protocol):
    """What is behind the proxy."""

    def respond(self, request: Request) -> Response | None:
        """The response; None for a host that does not exist."""

    def tls(self, host: str) -> str:
        """How the host's port 443 behaves, in the words of replica.tls."""

    def turn_to(self, night: int) -> None:
        """Goes on to another night."""


class Proxy:
    """Answers for all hosts of an internet, and for replica.invalid, which tells what was asked."""

    def __init__(self, internet: Internet) -> None:
        self._internet = internet
        self._visits = itertools.count(FIRST_VISIT)
        self._certificates = Certificates()
        self._ledger = Ledger()

    async def serve_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speaks with one client until it leaves."""
        try:
            await self._converse(reader, writer, tunnel="")
        except asyncio.CancelledError:
            # The proxy ends. Python 3.11 would print the cancelled task of an open connection as an error.
            writer.transport.abort()
            return
        except (ConnectionError, ssl.SSLError, TimeoutError):
            pass
        if writer.transport.is_closing():
            return
        writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError, TimeoutError):
            await writer.wait_closed()

    async def _converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, tunnel: str
    ) -> None:
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=CHUNK)
        while True:
            try:
                received = await _read_request(connection, reader)
            except h11.RemoteProtocolError as error:
                if connection.our_state is h11.IDLE:
                    await send(connection, reader, writer, _plain(400, str(error)))
                return
            if received is None:
                return
            request, body = received
            method, target = request.method.decode(), request.target.decode()
            if method == "CONNECT" and not tunnel:
                await self._open_tunnel(connection, reader, writer, target)
                return
            url = f"https://{tunnel}{target}" if tunnel else target
            asked = parse_request(method, url, body, _headers(request))
            with self._ledger.entry(asked):
                answer = self._answer(asked)
                await send(
                    connection, reader, writer, answer, without_body=method == "HEAD" or answer.status == 304
                )
            if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                return
            connection.start_next_cycle()

    def _answer(self, request: Request) -> Response:
        if request.scheme not in ("http", "https"):
            return _plain(400, "this is a proxy: the request line must hold an absolute URL")
        if request.method not in ("GET", "HEAD", "POST"):
            return _plain(405, f"method {request.method}")
        if request.host == HOST:
            if request.path == "/_night":
                self._internet.turn_to(int(request.query["to"]))
            return self._ledger.respond(request)
        response = self._internet.respond(request)
        if response is None:
            return _plain(502, "no such host")
        response = not_modified(request, response)
        return replace(response, body=self._count_visit(response.body))

    def _count_visit(self, body: bytes) -> bytes:
        """The body with this visit's number where the view counter stands."""
        marker = VIEWS.encode()
        return body.replace(marker, str(next(self._visits)).encode()) if marker in body else body

    async def _open_tunnel(
        self,
        connection: h11.Connection,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        authority: str,
    ) -> None:
        host, _, port = authority.rpartition(":")
        manner = self._internet.tls(host)
        if port != "443" or manner in (NOTHING, NOBODY):
            # What was met is in the words after the status: a client hears nothing else of this answer.
            status, words = (504, b"DNS: no such name") if manner == NOBODY else (502, b"Connection refused")
            refused = h11.Response(status_code=status, headers=[("Content-Length", "0")], reason=words)
            writer.write(connection.send(refused) or b"")
            return
        established = h11.Response(status_code=200, headers=[], reason=b"Connection established")
        writer.write(connection.send(established) or b"")
        if manner == RESET:
            await reader.read(CHUNK)
            reset(writer)
            return
        await writer.start_tls(self._certificates.context(host, manner))
        await self._converse(reader, writer, tunnel=host)


async def _read_request(
    connection: h11.Connection, reader: asyncio.StreamReader
) -> tuple[h11.Request, bytes] | None:
    """The next request with its whole body; None when the client has left."""
    request: h11.Request | None = None
    body = bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(CHUNK))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            assert request is not None
            return request, bytes(body)
        else:
            return None


def _headers(request: h11.Request) -> dict[str, str]:
    return {name.decode(): value.decode("latin-1") for name, value in request.headers}


def _plain(status: int, message: str) -> Response:
    return Response(status, f"{message}\n".encode(), "text/plain; charset=utf-8")


async def serve(proxy: Proxy, port: int, ready: Callable[[str], None]) -> None:
    """Serves on 127.0.0.1 until SIGTERM or Ctrl-C; `ready` is told the address (`127.0.0.1:PORT`)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for stopping in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(stopping, stop.set)
    server = await asyncio.start_server(proxy.serve_connection, "127.0.0.1", port, backlog=1024)
    ready(f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
    await stop.wait()
    server.close()
