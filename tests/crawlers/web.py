"""A small web on loopback, reached as a forward proxy, that can misbehave; and crawls of it."""

import atexit
import gzip
import json
import os
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from select import select
from typing import Any
from urllib.parse import urlsplit

from crawlers.spec import CrawlSpec
from records import Capture, CrawlSummary, FailedFetch, Site
from records.jsonlines import from_json
from storage.paths import DataDir
from tests.conftest import PATIENCE

ROOT = Path(__file__).parents[2]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Answer:
    """What the server says. promised overrides Content-Length; seconds is how long it takes; a request
    without a Referer gets without_referer instead, where there is one; one that names the ETag of the answer
    gets status 304."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: dict(HTML))
    promised: int | None = None
    seconds: float = 0
    without_referer: "Answer | None" = None


def page(*parts: str) -> Answer:
    return Answer(f"<html><body>{' '.join(parts)}</body></html>".encode())


def link(url: str, text: str, day: str = "") -> str:
    return f'<li><a href="{url}">{text}</a><span>{day}</span></li>'


def zipped(answer: Answer) -> Answer:
    return Answer(gzip.compress(answer.body), headers=HTML | {"Content-Encoding": "gzip"})


class Web:
    """answers by URL, several are given one after the other and the last for good; anything else is 404.
    asked logs ("start" or "end", host, path, body) in order."""

    def __init__(self, answers: "dict[str, Answer | list[Answer]]") -> None:
        self.answers = answers
        self.asked: list[tuple[str, str, str, str]] = []
        # How hosts speak https, by name; None breaks off every handshake. The others refuse the connection.
        self.tls: dict[str, ssl.SSLContext | None] = {}
        self.address = ""

    def answer(self, url: str) -> Answer:
        found = self.answers.get(url, Answer(b"not here", 404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def urls(self) -> list[str]:
        return [f"http://{host}{path}" for event, host, path, _ in self.asked if event == "start"]


class Proxy(BaseHTTPRequestHandler):
    """Answers for `web`, which a subclass names; hosts of https through a tunnel."""

    web: Web
    protocol_version = "HTTP/1.1"

    tunnel = ""

    def do_CONNECT(self) -> None:
        host = self.path.removesuffix(":443")
        self.close_connection = True
        if host not in self.web.tls:
            self.send_response_only(502, "refused")
            self.end_headers()
            return
        self.send_response_only(200)
        self.end_headers()
        context = self.web.tls[host]
        if context is None:
            return
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, ConnectionError):
            return
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.tunnel = host
        self.close_connection = False

    def finish(self) -> None:
        super().finish()
        # What was wrapped is another socket than the server closes.
        self.connection.close()

    def do_GET(self) -> None:
        url = f"https://{self.tunnel}{self.path}" if self.tunnel else self.path
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.web.asked.append(("start", parts.netloc, path, body))
        answer = self.web.answer(url)
        if answer.without_referer and not self.headers.get("Referer"):
            answer = answer.without_referer
        etag = answer.headers.get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            answer = Answer(b"", 304, {"ETag": etag})
        time.sleep(answer.seconds)
        self.web.asked.append(("end", parts.netloc, path, body))
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        length = len(answer.body) if answer.promised is None else answer.promised
        if answer.status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(answer.body)
        self.close_connection = length != len(answer.body)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(answers: "dict[str, Answer | list[Answer]]") -> Iterator[Web]:
    web = Web(answers)

    server = ThreadingHTTPServer(("127.0.0.1", 0), type("ProxyOfWeb", (Proxy,), {"web": web}))
    server.daemon_threads = True
    web.address = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def site(host: str, *columns: str, site_id: str = "", scheme: str = "http") -> Site:
    homepage = f"{scheme}://{host}/"
    return Site(site_id or host.split(".")[1], "", homepage, (homepage, *columns), (host,))


@dataclass
class Crawled:
    """A crawl that ended, with everything it left behind."""

    data: DataDir
    crawl_id: str
    exit_code: int
    stderr: str

    def lines(self, name: str) -> list[dict[str, Any]]:
        text = (self.data.crawl(self.crawl_id) / name).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    @property
    def captures(self) -> list[Capture]:
        return [from_json(Capture, line) for line in self.lines("captures.jsonl")]

    @property
    def failures(self) -> list[FailedFetch]:
        return [from_json(FailedFetch, line) for line in self.lines("failures.jsonl")]

    @property
    def summary(self) -> CrawlSummary:
        path = self.data.crawl(self.crawl_id) / "summary.json"
        return from_json(CrawlSummary, json.loads(path.read_text(encoding="utf-8")))

    @property
    def warcs(self) -> list[Path]:
        return sorted(self.data.warc_of(self.crawl_id).iterdir())


def write_spec(tmp_path: Path, spec: CrawlSpec) -> Path:
    path = tmp_path / f"{spec.crawl_id}.json"
    path.write_text(spec.to_json(), encoding="utf-8")
    return path


def start(tmp_path: Path, spec: CrawlSpec, *program: str) -> subprocess.Popen[str]:
    """The process of a crawl; program is what Python runs in place of crawlers.run."""
    command = [sys.executable, *(program or ("-m", "crawlers.run")), str(write_spec(tmp_path, spec))]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)


def crawl(tmp_path: Path, web: Web, *sites: Site, crawl_id: str = "c1", **options: Any) -> Crawled:
    values: dict[str, Any] = {"via": web.address, "delay": 0.01} | options
    spec = CrawlSpec(crawl_id, str(tmp_path / "data"), sites, **values)
    # Where the flow puts it, for what reads crawls later.
    spec.data.crawl(crawl_id).mkdir(parents=True, exist_ok=True)
    (spec.data.crawl(crawl_id) / "spec.json").write_text(spec.to_json(), encoding="utf-8")
    code, stderr = ended(tmp_path, spec)
    return Crawled(spec.data, crawl_id, code, stderr)


def ended(tmp_path: Path, spec: CrawlSpec) -> tuple[int, str]:
    """Exit code and stderr of a crawl, in a process that is forked from one that waits for crawls; in a fresh
    one where lines are counted or faults are put into our files."""
    if {"COVERAGE_PROCESS_START", "FAZHI_FAULTS"} & {*os.environ}:
        with start(tmp_path, spec) as child:
            _, stderr = child.communicate(timeout=PATIENCE)
        return child.returncode, stderr
    server, errors = crawl_server(os.getpid()), tmp_path / f"{spec.crawl_id}.stderr"
    wanted = {
        "spec": str(write_spec(tmp_path, spec)),
        "errors": str(errors),
        "environment": dict(os.environ),
    }
    assert server.stdin and server.stdout
    with ONE_AT_A_TIME:
        try:
            server.stdin.write(json.dumps(wanted) + "\n")
            server.stdin.flush()
            answered, _, _ = select([server.stdout], [], [], PATIENCE)
            assert answered, f"waited {PATIENCE:.0f} s for a crawl to end"
            code = int(server.stdout.readline())
        except BaseException:
            server.kill()
            crawl_server.cache_clear()
            raise
    return code, errors.read_text(encoding="utf-8")


ONE_AT_A_TIME = threading.Lock()


@cache
def crawl_server(of: int) -> subprocess.Popen[str]:
    """The one of this process: a fork has its own. It ends with its stdin."""
    command = [sys.executable, "-m", "tests.crawlers.crawl_server"]
    pipe = subprocess.PIPE
    server = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, start_new_session=True)
    atexit.register(lambda: os.getpid() == of and server.communicate())
    return server
