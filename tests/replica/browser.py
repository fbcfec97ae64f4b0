"""A plain client that reaches the replica as a crawler does: through the proxy, by links."""

import http.client
import json
import re
import ssl
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

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

    def __init__(self, address: str) -> None:
        self.proxy = urlsplit(f"//{address}")
        self.connections: dict[str, http.client.HTTPConnection] = {}

    def _connection(self, scheme: str, host: str) -> http.client.HTTPConnection:
        way = host if scheme == "https" else ""
        if way not in self.connections:
            name, port = self.proxy.hostname or "", self.proxy.port or 0
            if way:
                context = ssl.create_default_context()
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                tunnel = http.client.HTTPSConnection(name, port, context=context, timeout=20)
                tunnel.set_tunnel(host, 443)
                self.connections[way] = tunnel
            else:
                self.connections[way] = http.client.HTTPConnection(name, port, timeout=20)
        return self.connections[way]

    def ask(self, url: str, method: str = "GET", body: str | None = None) -> Answer:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection = self._connection(parts.scheme, parts.netloc)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, target if parts.scheme == "https" else url, body, headers)
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())

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
        leaves = [leaf["id"] for node in json.loads(tree) for leaf in node["children"]]
        found += [f"{unit}/api/all/{leaf}?page=1&sid={sid}" for leaf in leaves]
    return found


def _catalogue_pages(url: str, text: str) -> list[str]:
    reply = json.loads(text)
    found = [article["url"] for article in reply["articles"]]
    number = int(re.search(r"page=(\d+)", url)[1])  # type: ignore[index]
    if number * 100 < reply["total"]:
        found.append(re.sub(r"page=\d+", f"page={number + 1}", url))
    return found
