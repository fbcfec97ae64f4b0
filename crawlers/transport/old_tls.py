"""HTTPS for servers with outdated encryption, which some counties still use.

The TLS library of Scrapy's handler lacks TLS 1.0 and 1.1; that of the standard library has them, at a lower
security level. Only for hosts with which the modern one has failed: some modern servers hang if old versions
are offered.
"""

import asyncio
import socket
import ssl
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import h11
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawlers.transport.addresses import is_public
from crawlers.walk.failures import PROXY_ERRORS, NotFetched, TlsFailed

MAX_HEAD_BYTES = 128 * 1024
_CHUNK = 65536


async def fetch_with_old_tls(request: Request, max_bytes: int) -> tuple[Response, str]:
    """The response to a https request, over whatever protocol the server speaks, and that protocol's name.

    One connection for one request. Raises TlsFailed, NotFetched (private_address) and Scrapy's download
    errors. A body that breaks off has the flag dataloss, as with Scrapy's handlers.
    """
    limit = request.meta.get("download_maxsize") or max_bytes
    timeout: float = request.meta["download_timeout"]
    try:
        async with asyncio.timeout(timeout):
            reader, writer = await _connect(request)
            try:
                protocol = writer.get_extra_info("ssl_object").version()
                return await _converse(request, reader, writer, limit), protocol
            finally:
                writer.transport.abort()
    except TimeoutError as error:
        raise DownloadTimeoutError(f"Getting {request.url} took longer than {timeout:g} seconds.") from error
    except ConnectionRefusedError as error:
        raise DownloadConnectionRefusedError(str(error)) from error
    except socket.gaierror as error:
        raise CannotResolveHostError(str(error)) from error


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # As everywhere in a crawl: the chains of many sites are broken, and what they say is public.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    # SSL_OP_LEGACY_SERVER_CONNECT; the name is known to the module from Python 3.12 on.
    context.options |= 0x4
    return context


async def _connect(request: Request) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(request.url)
    host, port = parts.hostname or "", parts.port or 443
    proxy: str = request.meta.get("proxy", "")
    if proxy:
        way = urlsplit(proxy)
        reader, writer = await asyncio.open_connection(way.hostname, way.port)
        await _tunnel(reader, writer, f"{host}:{port}")
    else:
        reader, writer = await asyncio.open_connection(await _public_address(host, port), port)
    try:
        await writer.start_tls(_context(), server_hostname=host)
    except (ssl.SSLError, ConnectionError, EOFError) as error:
        writer.transport.abort()
        raise TlsFailed(f"no TLS connection is possible with {host}: {error}") from error
    return reader, writer


async def _public_address(host: str, port: int) -> str:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if is_public(ip_address(address.partition("%")[0])):
            return address
    raise NotFetched("private_address", f"{host} is {addresses[0]}")


async def _tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, authority: str) -> None:
    writer.write(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    status, _, words = head.decode("latin-1").partition("\r\n")[0].partition(" ")[2].partition(" ")
    if status != "200":
        kind = next((kind for kind in PROXY_ERRORS if kind in head.decode("latin-1").lower()), "refused")
        raise PROXY_ERRORS[kind](f"the proxy cannot reach {authority}: {status} {words}")


def _ask(request: Request, connection: h11.Connection, writer: asyncio.StreamWriter) -> None:
    """Writes the request, as the last of its connection."""
    parts = urlsplit(request.url)
    sent: list[tuple[Any, Any]] = [(b"Host", parts.netloc.encode("ascii"))]
    sent += [(name, value) for name, values in request.headers.items() for value in values]
    sent.append((b"Connection", b"close"))
    if request.body:
        sent.append((b"Content-Length", str(len(request.body)).encode()))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    first = h11.Request(method=request.method, target=target, headers=sent)
    writer.write(connection.send(first) or b"")
    if request.body:
        writer.write(connection.send(h11.Data(data=request.body)) or b"")
    writer.write(connection.send(h11.EndOfMessage()) or b"")


async def _converse(
    request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int
) -> Response:
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
    _ask(request, connection, writer)
    head: h11.Response | None = None
    body = bytearray()
    flags = []
    while True:
        try:
            event = connection.next_event()
        except h11.RemoteProtocolError:
            if head is None:
                raise
            flags.append("dataloss")
            break
        if event is h11.NEED_DATA:
            try:
                connection.receive_data(await reader.read(_CHUNK))
            except (ConnectionError, ssl.SSLError):
                connection.receive_data(b"")
        elif isinstance(event, h11.Response):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > limit:
                raise DownloadCancelledError(f"{request.url}: more than {limit} bytes")
        elif isinstance(event, h11.EndOfMessage):
            break
    assert head is not None
    headers = Headers()
    for name, value in head.headers.raw_items():
        headers.appendlist(name, value)
    made = responsetypes.from_args(headers=headers, url=request.url, body=bytes(body))
    return made(request.url, status=head.status_code, headers=headers, body=bytes(body), flags=flags)
