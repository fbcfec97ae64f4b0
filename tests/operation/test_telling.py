"""What an installation tells: health, metrics, one message a night, a heartbeat; to real servers of this
machine."""

import json
import re
import socketserver
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.errors import NotTold
from flows.operation.health import Finding, examine
from flows.operation.journal import last, note, write
from flows.operation.message import News, compose
from flows.operation.metrics import write_metrics
from flows.operation.night_run import run_night
from flows.operation.notify import notify
from flows.operation.scheduling import scheduling
from flows.pipeline import stages
from flows.pipeline.nights import order_of_one
from records import clock
from storage.paths import DataDir
from tests.conftest import fazhi_process

ROOT = Path(__file__).parents[2]
# How long apprise waits for a connection and for an answer.
WAITING = "cto=60&rto=60"


class Listener:
    """A webhook: what was asked for, and the JSON that came with it."""

    def __init__(self) -> None:
        heard = self.heard = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                heard.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
                self.do_GET(False)

            def do_GET(self, note_it=True):
                if note_it:
                    heard.append((self.path, None))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.at = f"127.0.0.1:{self.server.server_port}"


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    threading.Thread(target=one.server.serve_forever, daemon=True).start()
    yield one
    one.server.shutdown()
    one.server.server_close()


def test_a_night_is_told_once_first_what_a_person_must_do(demo, listener, monkeypatch, tmp_path: Path):
    data = copy(demo.data, tmp_path)
    monkeypatch.setenv("FAZHI_NOTIFY", f"json://{listener.at}/hook?{WAITING}")
    monkeypatch.setenv("FAZHI_NAME", "试验机")
    write(data, "told", {"at": "2020-01-01T00:00:00", "problems": {"disk": "no room: make room"}})
    assert notify(data) == "sent"
    assert "one message a night" in notify(data)
    ((path, told),) = listener.heard
    assert (path, told["type"]) == ("/hook", "warning")
    assert told["title"].startswith("fazhi 试验机: 有 ")
    lines = told["message"].splitlines()
    assert lines[0].startswith("需要处理 / to do:")
    assert "已解决 / resolved: no room: make room" in lines
    assert any("→" in line for line in lines)  # the changed sentence
    assert any("已撤下 / removed" in line for line in lines)


def test_nothing_happened_is_quiet_until_a_week_has_passed(demo, listener, monkeypatch, tmp_path: Path):
    data = copy(demo.data, tmp_path)
    for job in ("backup", "verify"):
        note(data, job, ok=True)
    monkeypatch.setenv("FAZHI_NOTIFY", f"json://{listener.at}?{WAITING}")
    open_ = {one.key: one.line for one in examine(data) if not one.ok}
    for ago, said in ((6, "nothing happened: nothing sent"), (7, "sent")):
        at = clock.now() - timedelta(days=ago)
        # The demo's events are later than any message could be: they count as told.
        monkeypatch.setattr("flows.operation.notify.news_since", lambda *_: News([], {}, []))
        write(data, "told", {"at": at.isoformat(), "problems": open_})
        assert notify(data) == said
    assert len(listener.heard) == 1


def test_what_nobody_took_is_told_the_next_time(demo, monkeypatch, tmp_path: Path):
    data = copy(demo.data, tmp_path)
    monkeypatch.setenv("FAZHI_NOTIFY", "json://127.0.0.1:9/")
    with pytest.raises(NotTold, match="sends it again"):
        notify(data)
    assert last(data, "told") == {}
    monkeypatch.setenv("FAZHI_NOTIFY", "nonsense")
    with pytest.raises(NotTold, match="apprise does not know"):
        notify(data)


def test_a_mail_arrives_in_chinese(demo, monkeypatch, tmp_path: Path):
    mails: list[bytes] = []

    class Smtp(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                if line.upper().startswith(b"DATA"):
                    self.wfile.write(b"354 go on\r\n")
                    mail = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        mail += part
                    mails.append(mail)
                self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        to = f"127.0.0.1:{server.server_address[1]}?from=fazhi@example.org&to=you@example.org&{WAITING}"
        monkeypatch.setenv("FAZHI_NOTIFY", f"mailto://{to}")
        assert notify(copy(demo.data, tmp_path)) == "sent"
        server.shutdown()
    import email

    (mail,) = (email.message_from_bytes(one) for one in mails)
    text = "".join(part.get_payload(decode=True).decode() for part in mail.walk() if not part.is_multipart())
    assert "需要处理 / to do:" in text


def test_a_night_that_fails_is_noted_and_beats_fail(listener, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("FAZHI_HEARTBEAT_URL", f"http://{listener.at}/beat")
    data = DataDir(tmp_path)
    with pytest.raises(Exception, match="no site could be read"):
        run_night(data, order_of_one("330282", (), via="127.0.0.1:9"), stages)
    assert listener.heard == [("/beat/fail", None)]
    assert last(data, "night")["ok"] is False
    (night,) = (one for one in examine(data) if one.key == "night")
    assert not night.ok and "no site could be read" in night.line


def test_health_says_a_line_a_question_and_its_exit_code(demo, tmp_path: Path):
    data = copy(demo.data, tmp_path)
    ended = fazhi_process("--data", str(data.root), "health", "--json")
    told = {line["question"]: line["ok"] for line in map(json.loads, ended.out.splitlines())}
    assert ended.code == 7 and not told["backup"] and told["courtesy"]
    for job in ("backup", "verify"):
        note(data, job, ok=True)
    assert fazhi_process("--data", str(data.root), "health").code == 0
    note(data, "backup", ok=False, why="gone")
    assert "the last backup failed" in fazhi_process("--data", str(data.root), "health").out


def test_an_archive_of_yesterday_is_well_and_one_hour_later_not(demo, monkeypatch, tmp_path: Path):
    data = copy(demo.data, tmp_path)
    manifest = json.loads((data.published_sets / "current" / "manifest.json").read_text("utf-8"))
    published = datetime.fromisoformat(manifest["published_at"].removesuffix("Z"))
    for hours, well in ((26, True), (27, False)):
        monkeypatch.setattr(clock, "now", lambda at=published + timedelta(hours=hours): at)
        assert examine(data)[0].ok is well


def test_the_metrics_have_no_label_a_site(demo, tmp_path: Path):
    text = write_metrics(copy(demo.data, tmp_path), tmp_path / "out" / "fazhi.prom").read_text()
    assert 'fazhi_sites{verdict="ok"} 5.0' in text
    assert "fazhi_courtesy_violations 0.0" in text and "cixi" not in text
    assert len(set(re.findall(r"^fazhi_\w+", text, re.MULTILINE))) >= 14


def test_a_server_that_is_not_there_is_said():
    assert "no Prefect server answers" in scheduling("http://127.0.0.1:9/api")


def test_a_message_without_anything_is_a_sign_of_life():
    assert compose("a", [], [], News([], {}, [])) == (
        "fazhi a: 一切正常 / all is well",
        "没有新情况 / nothing happened",
    )
    title, text = compose("a", [Finding("disk", False, "make room")], [], News([], {}, []))
    assert title == "fazhi a: 有 1 项需要处理 / 1 to do"
    assert text == "需要处理 / to do: make room"


def copy(data: DataDir, to: Path) -> DataDir:
    """The demo with a folder of its own for what the jobs note; its archive is only read."""
    own = DataDir(to / "own")
    own.root.mkdir()
    for path in data.root.iterdir():
        if path.name not in ("operation", "archive.duckdb"):
            (own.root / path.name).symlink_to(path)
    (own.root / "archive.duckdb").symlink_to(data.published.resolve())
    return own
