"""Sends a response over one connection: whole, or as its Wire says slowly, cut off or not at all."""

import asyncio
import contextlib
import socket
import struct
from http import HTTPStatus

import h11

from replica.web import Response, Wire

# closes a connection by a reset: linger on, for no time.
NO_LINGER = struct.pack("ii", 1, 0)


def reset(writer: asyncio.StreamWriter) -> None:
    """Tears the connection down; the client sees a reset and not an end."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
    writer.transport.abort()


async def send(
    connection: h11.Connection,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    response: Response,
    without_body: bool = False,
) -> None:
    """Sends status, headers and body. Raises ConnectionAbortedError where the connection was torn down."""
    wire = response.wire
    if wire and wire.ending == "silence":
        # Until the client leaves, who is not counted as being served after that.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(reader.read(1), wire.pause)
        reset(writer)
        raise ConnectionAbortedError
    if wire and not without_body:
        await _send_oddly(connection, writer, response, wire)
        return
    parts = [connection.send(_head(response, len(response.body))) or b""]
    if not without_body:
        parts.append(connection.send(h11.Data(data=response.body)) or b"")
    parts.append(connection.send(h11.EndOfMessage()) or b"")
    writer.write(b"".join(parts))
    await writer.drain()


async def _send_oddly(
    connection: h11.Connection, writer: asyncio.StreamWriter, response: Response, wire: Wire
) -> None:
    # Nothing waits in a buffer: what was written before a reset has left. One byte, because with none
    # asyncio's
    # TLS of Python 3.11 pauses for what it has sent and never goes on.
    writer.transport.set_write_buffer_limits(1)
    writer.write(connection.send(_head(response, wire.length)) or b"")
    for part in wire.parts():
        # Without a pause too: only then is it heard that a client behind TLS has left.
        await asyncio.sleep(wire.pause)
        writer.write(connection.send(h11.Data(data=part)) or b"")
        await writer.drain()
    if wire.ending == "reset":
        reset(writer)
        raise ConnectionAbortedError
    writer.write(connection.send(h11.EndOfMessage()) or b"")
    await writer.drain()


def _head(response: Response, length: int | None) -> h11.Response:
    headers = [("Server", "nginx")]
    if response.status != HTTPStatus.NOT_MODIFIED:
        headers.append(("Content-Type", response.content_type))
        headers.append(
            ("Transfer-Encoding", "chunked") if length is None else ("Content-Length", str(length))
        )
    if response.location:
        headers.append(("Location", response.location))
    headers += response.headers
    try:
        reason = HTTPStatus(response.status).phrase
    except ValueError:
        reason = ""  # 521 is no registered status
    return h11.Response(status_code=response.status, headers=headers, reason=reason.encode())
