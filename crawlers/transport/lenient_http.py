"""Accepts malformed HTTP responses that browsers accept, within limits.

Header names that are none are passed over, a header line may be as long as all headers together, and a
Content-Length that counts characters in place of bytes cuts nothing off.
"""

from collections.abc import Callable
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS
from twisted.web.http import _DataLoss, _IdentityTransferDecoder

MAX_HEAD_BYTES = 128 * 1024
# Seconds without a byte after which a body that has its promised length is whole.
QUIET = 1.0
BeforeRequest = Callable[[], None] | None
_TOKEN = frozenset(b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class HeadTooLong(Exception):
    """The headers of a response do not end."""


class _Parser(_LenientHTTPClientParser):
    """Scrapy's parser; a header that has no name is no reason to lose a page."""

    MAX_LENGTH = MAX_HEAD_BYTES

    def lineReceived(self, line: bytes) -> None:
        # A continuation of nothing, and values that a header cannot have.
        if self.state == HEADER and line[:1] in (b" ", b"\t") and self._partialHeader is None:
            return
        super().lineReceived(line.replace(b"\x00", b"") if self.state == HEADER else line)

    def headerReceived(self, name: bytes, value: bytes) -> None:
        name = name.strip()
        if name and _TOKEN.issuperset(name):
            super().headerReceived(name, value)

    def switchToBodyMode(self, decoder: Any) -> None:
        closes = b"close" in b",".join(self.connHeaders.getRawHeaders(b"connection", [])).lower()
        if closes and type(decoder) is _IdentityTransferDecoder and decoder.contentLength:
            decoder = _ToTheEnd(decoder.contentLength, decoder.dataCallback, decoder.finishCallback)
        super().switchToBodyMode(decoder)


class _ToTheEnd:
    """Takes a body until its connection closes, or is quiet after the promised length."""

    def __init__(self, length: int, take: Any, finish: Any) -> None:
        self._missing, self._take, self._finish = length, take, finish
        self._waiting: Any = None

    def dataReceived(self, data: bytes) -> None:
        if self._take is None:
            return
        self._missing -= len(data)
        self._take(data)
        if self._missing <= 0:
            from twisted.internet import reactor  # importing it earlier would choose one

            self._stop_waiting()
            # A delay may have decimals, whatever its type says.
            self._waiting = reactor.callLater(QUIET, self._end)  # type: ignore[arg-type]

    def noMoreData(self) -> None:
        """Raises _DataLoss where less came than was promised."""
        self._stop_waiting()
        self._take = self._finish = None
        if self._missing > 0:
            raise _DataLoss()

    def _end(self) -> None:
        self._waiting = None
        self._take, finish = None, self._finish
        finish(b"")

    def _stop_waiting(self) -> None:
        if self._waiting is not None and self._waiting.active():
            self._waiting.cancel()
        self._waiting = None


class _Protocol(_LenientHTTP11ClientProtocol):
    """Scrapy's protocol, with an end to the headers of a response."""

    _head_bytes = 0

    def __init__(self, quiescent: Callable[..., Any], before_request: BeforeRequest) -> None:
        super().__init__(quiescent)
        self._before_request = before_request

    def request(self, request: Any) -> Any:
        if self._before_request:
            self._before_request()
        self._head_bytes = 0
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _Parser
        return answer

    def dataReceived(self, data: bytes) -> None:
        parser = self._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                error = HeadTooLong(f"more than {MAX_HEAD_BYTES} bytes of headers")
                self._giveUp(Failure(error))
                return
        super().dataReceived(data)


class LenientFactory(_LenientHTTP11ClientFactory):
    """Makes such protocols, in place of Scrapy's. before_request is called when a connection is there and a
    request is about to be written on it."""

    def __init__(
        self, quiescent: Callable[..., Any], metadata: str, before_request: BeforeRequest = None
    ) -> None:
        super().__init__(quiescent, metadata)
        self._before_request = before_request

    def buildProtocol(self, addr: IAddress | None) -> _Protocol:
        return _Protocol(self._quiescentCallback, self._before_request)
