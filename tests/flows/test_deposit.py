"""A release becomes a draft deposition: against a server on this machine that answers as Zenodo's API
does."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import Demo, fazhi_process


class Repository(ThreadingHTTPServer):
    """Keeps what it is sent; refuses every token but one."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.metadata: dict[str, object] = {}
        self.files: dict[str, int] = {}
        self.url = f"http://127.0.0.1:{self.server_port}/api"


class _Handler(BaseHTTPRequestHandler):
    server: Repository

    def do_POST(self) -> None:
        body = self._body()
        if self.headers["Authorization"] != "Bearer right":
            return self._reply(401, {"message": "The server could not verify that you are authorized"})
        self.server.metadata = json.loads(body)["metadata"]
        links = {"bucket": f"{self.server.url}/files/b1", "html": "https://example.org/deposit/7"}
        return self._reply(201, {"id": 7, "links": links})

    def do_PUT(self) -> None:
        self.server.files[self.path.rpartition("/")[2]] = len(self._body())
        self._reply(201, {})

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _reply(self, status: int, answer: object) -> None:
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def repository() -> Iterator[Repository]:
    with Repository() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def release(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("deposit") / "data"
    (data / "published").mkdir(parents=True)
    current = demo.data.published_sets / "current"
    (data / "published" / "current").symlink_to(current.resolve())
    done = fazhi_process("--data", str(data), "release", "--version", "2026.11")
    assert done.code == 0, done.err
    return data / "releases" / "fazhi-2026.11"


def test_every_file_arrives_and_the_draft_is_named(release: Path, repository: Repository) -> None:
    done = fazhi_process(
        "release", "deposit", "--url", repository.url, str(release), env={"ZENODO_TOKEN": "right"}
    )
    assert done.code == 0, done.err
    assert done.out.splitlines()[-1] == (
        "draft 7 is complete; check it and publish it: https://example.org/deposit/7"
    )
    sizes = {path.stat().st_size for path in release.rglob("*") if path.is_file()}
    assert set(repository.files.values()) == sizes
    assert "parquet--reports.parquet" in repository.files
    assert repository.metadata["upload_type"] == "dataset"


def test_a_dry_run_sends_nothing(release: Path, repository: Repository) -> None:
    done = fazhi_process("release", "deposit", "--dry-run", "--url", repository.url, str(release))
    assert done.code == 0, done.err
    said = json.loads(done.out)
    assert said["body"]["metadata"]["version"] == "2026.11"
    assert "archive.duckdb" in said["files"]
    assert repository.files == {}


@pytest.mark.parametrize(
    ("token", "message"),
    [("wrong", r"^127\.0\.0\.1 refused the deposition with status 401"), ("", r"set ZENODO_TOKEN")],
)
def test_a_refusal_is_one_line(release: Path, repository: Repository, token: str, message: str) -> None:
    done = fazhi_process(
        "release", "deposit", "--url", repository.url, str(release), env={"ZENODO_TOKEN": token}
    )
    assert done.code == 2
    assert re.search(message, done.err.strip().removeprefix("fazhi: "), re.MULTILINE)
    assert len(done.err.strip().splitlines()) == 1
