"""The wire: addresses, turns, headers and servers that break rules. Each rule on both sides; nobody is
asked."""

import asyncio
import ipaddress
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from twisted.internet.testing import StringTransport
from twisted.web._newclient import Request as WireRequest
from twisted.web.http_headers import Headers as WireHeaders

from crawlers.transport import old_tls
from crawlers.transport.addresses import is_private_literal, is_public, literal
from crawlers.transport.host_turns import HostTurns
from crawlers.transport.lenient_http import _Parser
from crawlers.walk.failures import NotFetched


def parsed(*head: bytes, method: bytes = b"GET") -> Any:
    """The response that these lines are read as."""
    asked = WireRequest(method, b"/", WireHeaders({b"host": [b"a"]}), None)
    parser = _Parser(asked, lambda rest: None)
    parser.makeConnection(StringTransport())
    parser.dataReceived(b"\r\n".join([*head, b"", b""]))
    return parser.response


def test_headers_that_are_none_are_passed_over() -> None:
    found = parsed(
        b"HTTP/1.1 200 O\x00K",
        b" continued: nothing",
        b"A: 1\x00",
        b" 2",
        b"b b: x",
        b": y",
        b"C-d: z",
        b"Content-Length: 0",
    )
    assert found.phrase == b"O\x00K"
    names = dict(found.headers.getAllRawHeaders())
    assert names == {b"A": [b"1 2"], b"C-D": [b"z"]} or names == {b"A": [b"1 2"], b"C-d": [b"z"]}


class Written:
    def __init__(self) -> None:
        self.bytes = b""

    def write(self, more: bytes) -> None:
        self.bytes += more


async def converse(asked: Request, answer: bytes, limit: int = 100) -> tuple[Response, bytes]:
    reader, writer = asyncio.StreamReader(), Written()
    reader.feed_data(answer)
    reader.feed_eof()
    return await old_tls._converse(asked, reader, writer, limit), writer.bytes  # type: ignore[arg-type]  # writes


def test_an_old_server_is_spoken_to_as_others_are() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: 1\r\nX: 2\r\nContent-Length: 3\r\n\r\nabc"
    found, sent = asyncio.run(converse(Request("https://a.gov.cn?x=1", headers={"Y": "1"}), answer, 3))
    assert (found.status, found.body, found.flags, found.headers.getlist("X")) == (
        200,
        b"abc",
        [],
        [b"1", b"2"],
    )
    assert sent == b"GET /?x=1 HTTP/1.1\r\nHost: a.gov.cn\r\nY: 1\r\nConnection: close\r\n\r\n"
    _, sent = asyncio.run(converse(Request("https://a.gov.cn/b", method="POST", body=b"d=1"), answer))
    assert sent.startswith(b"POST /b HTTP/1.1\r\n") and sent.endswith(b"\r\nContent-Length: 3\r\n\r\nd=1")
    found, _ = asyncio.run(converse(Request("https://a.gov.cn/"), answer[:-1]))
    assert (found.body, found.flags) == (b"ab", ["dataloss"])
    with pytest.raises(Exception, match="more than 2 bytes"):
        asyncio.run(converse(Request("https://a.gov.cn/"), answer, 2))
    with pytest.raises(Exception, match="illegal|closed"):
        asyncio.run(converse(Request("https://a.gov.cn/"), b"no http"))


async def tunnel(answer: bytes) -> bytes:
    reader, writer = asyncio.StreamReader(), Written()
    reader.feed_data(answer)
    await old_tls._tunnel(reader, writer, "a.gov.cn:443")  # type: ignore[arg-type]  # writes
    return writer.bytes


def test_what_a_proxy_says_of_a_host_has_its_name() -> None:
    assert asyncio.run(tunnel(b"HTTP/1.1 200 Connection established\r\n\r\n")).startswith(
        b"CONNECT a.gov.cn:443 "
    )
    for words, name in (("DNS failed", "Resolve"), ("gateway", "Refused"), ("Timeout", "Timeout")):
        with pytest.raises(Exception, match=f"cannot reach a.gov.cn:443: 504 {words}") as caught:
            asyncio.run(tunnel(f"HTTP/1.1 504 {words}\r\n\r\n".encode()))
        assert name in type(caught.value).__name__


def test_old_tls_asks_for_nothing_that_old_servers_lack() -> None:
    context = old_tls._context()
    assert not context.check_hostname and context.options & 0x4


async def addresses(monkeypatch: pytest.MonkeyPatch, *found: str) -> str:
    async def getaddrinfo(host: str, port: int, **more: object) -> list[Any]:
        return [(0, 0, 0, "", (address, port)) for address in found]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
    return await old_tls._public_address("a.gov.cn", 443)


def test_an_old_server_too_is_on_the_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(addresses(monkeypatch, "10.0.0.1", "8.8.8.8")) == "8.8.8.8"
    with pytest.raises(NotFetched, match="a.gov.cn is fe80::1%eth0"):
        asyncio.run(addresses(monkeypatch, "fe80::1%eth0", "10.0.0.1"))


@pytest.mark.parametrize(
    ("address", "public"),
    [("::ffff:ffff", False), ("::1:0:0", False), ("64:ff9b::ffff:1", False), ("64:ff9b::c612:1", False),
     ("64:ff9b::8808:808", True), ("64:ff9b:1::808:808", False), ("224.0.0.1", False), ("240.0.0.1", False),
     ("ff0e::1", False), ("8.8.8.8", True), ("2002:808:808::", True), ("2001:4860::1", True)],
)  # fmt: skip
def test_which_addresses_are_on_the_internet(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    ("host", "private"),
    [("localhost", True), ("a.localhost", True), ("alocalhost", False), ("fe80::1%eth0", True), ("10.0.0.1", True),
     ("8.8.8.8", False), ("a1", False), ("www.one.gov.cn", False), ("", False)],
)  # fmt: skip
def test_a_host_that_names_this_machine(host: str, private: bool) -> None:
    assert is_private_literal(host) is private
    assert (literal(host) is None) is (host[:1] not in ("f", "1", "8"))


def test_a_host_is_free_again_after_its_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    from crawlers.transport import host_turns

    now, slept = [100.0], list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(host_turns, "monotonic", lambda: now[0])
    monkeypatch.setattr(host_turns.asyncio, "sleep", sleep)
    turns = HostTurns()

    async def take(host: str) -> None:
        async with turns.turn(host):
            pass

    asyncio.run(take("a"))
    turns.pause("a", 2.5)
    asyncio.run(take("b"))
    assert slept == []
    asyncio.run(take("a"))
    assert slept == [2.5]
    turns.pause("a", 0.5)
    asyncio.run(take("a"))
    assert slept == [2.5, 0.5]
