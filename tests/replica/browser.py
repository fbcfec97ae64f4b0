"""A plain client that reaches the replica as a crawler does: through the proxy, by links."""

import http.client
import json
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.conftest import PATIENCE

# Where the five sites show how often a page was seen.
COUNTER = re.compile(r"((?:浏览次数|浏览量|阅读次数)[:：](?:<span>)?)\d+")
LINK = re.compile(r'href="([^"#]+)"')
TRS_PAGES = re.compile(
    r'createPage(?:HTML)?\((\d+), ?\d+, ?"index", ?"(s?html?)"\)|var countPage ?= ?(\d+);.*?"\.?(s?html?)\\"',
    re.DOTALL,
)
NEXT_GROUP = re.compile(r'<nextgroup><!\[CDATA\[<a href="([^"]+)">')
# No page, and left out by robots.txt or not there.
IGNORED = re.compile(r"^(javascript:|/images/|/static/|/template/|/search/|/wzdt/)|\.(css|js|png)$")
FILE = re.compile(r"\.(pdf|docx?|wps|ofd|xlsx?|zip)$")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("gb18030" if b'charset="gb2312"' in self.body else "utf-8")


class Browser:
    """Speaks with the proxy; one connection is kept per way (plain, or the tunnel to one host)."""

    def __init__(self, address: str, context: ssl.SSLContext | None = None) -> None:
        self.proxy = urlsplit(f"//{address}")
        self.connections: dict[str, http.client.HTTPConnection] = {}
        self.timeout = PATIENCE
        self.context = context or ssl.create_default_context()
        self.context.check_hostname, self.context.verify_mode = False, ssl.CERT_NONE

    def _connection(self, scheme: str, host: str) -> http.client.HTTPConnection:
        way = host if scheme == "https" else ""
        if way not in self.connections:
            name, port = self.proxy.hostname or "", self.proxy.port or 0
            if way:
                tunnel = http.client.HTTPSConnection(name, port, context=self.context, timeout=self.timeout)
                tunnel.set_tunnel(host, 443)
                self.connections[way] = tunnel
            else:
                self.connections[way] = http.client.HTTPConnection(name, port, timeout=self.timeout)
        return self.connections[way]

    def ask(
        self, url: str, method: str = "GET", body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        way = parts.scheme
        connection = self._connection(way, parts.netloc)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            connection.request(method, target if way == "https" else url, body, form | (headers or {}))
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        except (OSError, http.client.HTTPException):
            # What broke off is not spoken on again.
            connection.close()
            raise

    @contextmanager
    def opened(self, url: str) -> Iterator[http.client.HTTPResponse]:
        """The response to a GET, its body not read yet; the connection ends with the block."""
        parts = urlsplit(url)
        connection = self._connection(parts.scheme, parts.netloc)
        connection.request("GET", parts.path if parts.scheme == "https" else url)
        yield connection.getresponse()
        connection.close()

    def certificate(self, host: str) -> bytes:
        """The certificate the host shows, as DER."""
        connection = self._connection("https", host)
        connection.connect()
        shown: bytes = connection.sock.getpeercert(binary_form=True)
        connection.close()
        return shown

    def close(self) -> None:
        for connection in self.connections.values():
            connection.close()

    def walk(self, homepage: str) -> dict[str, str]:
        """Every page of the host that links, pagers and list APIs lead to, its view counter blanked."""
        host = urlsplit(homepage).netloc
        found: dict[str, str] = {}
        waiting = [homepage]
        while waiting:
            url = waiting.pop()
            if url in found or urlsplit(url).netloc != host:
                continue
            answer = self.ask(url)
            assert answer.status == 200, url
            found[url] = COUNTER.sub(r"\1", answer.text)
            waiting += [urljoin(url, link) for link in links(url, found[url])]
        return found


def links(url: str, text: str) -> list[str]:
    """Where one page leads: links, and the further pages its scripts know."""
    if "/gkmlpt/api/" in url:
        return _catalogue_pages(url, text)
    found = [
        unescape(link) for link in LINK.findall(text) if not IGNORED.search(link) and not FILE.search(link)
    ]
    for pages in TRS_PAGES.findall(text):
        count, extension = pages[0] or pages[2], pages[1] or pages[3]
        found += [f"index_{n}.{extension}" for n in range(1, int(count))]
    found += [unescape(link) for link in NEXT_GROUP.findall(text)]
    config = re.search(r"BASE_URL: '([^']+)'.*SID:'(\d+)'.*?TREE:(\[.*?\]),\n", text, re.DOTALL)
    if config:
        unit, sid, tree = config.groups()
        numbers = [number for node in json.loads(tree) for number in _below(node)]
        found += [f"{unit}/api/all/{number}?page=1&sid={sid}" for number in numbers]
    return found


def _below(node: dict[str, Any]) -> list[int]:
    """The columns below one of a catalogue's tree."""
    return [number for child in node["children"] for number in (child["id"], *_below(child))]


def _catalogue_pages(url: str, text: str) -> list[str]:
    reply = json.loads(text)
    found = [article["url"] for article in reply["articles"]]
    number = int(re.search(r"page=(\d+)", url)[1])  # type: ignore[index]
    if number * 100 < reply["total"]:
        found.append(re.sub(r"page=\d+", f"page={number + 1}", url))
    return found
