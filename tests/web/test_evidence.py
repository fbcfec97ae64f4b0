"""Captures as others read them: harmless pages, WARC, WACZ, Memento, CDXJ."""

import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from warcio.archiveiterator import ArchiveIterator

from storage.lookup.published import Published, rows
from tests.conftest import ROOT
from tests.web.conftest import BASE, CHANGED, REMOVED, capture_of
from web.evidence.cdxj import ascii_url, surt

REPLAY = ROOT / ".cache" / "replay" / "bin"


def tool(name: str) -> Path:
    place = REPLAY / name
    if not place.is_file():
        pytest.skip(f"needs {name} in .cache/replay (make .cache/replay/.ready), which is not here")
    return place


def test_a_captured_page_can_do_nothing(client: TestClient, published: Published) -> None:
    answer = client.get(f"/capture/{capture_of(published, CHANGED)}/raw")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'") and "allow-scripts" not in policy
    assert answer.headers["Content-Type"].startswith("text/html; charset=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "2802" in answer.text
    frame = client.get(f"/capture/{capture_of(published, CHANGED)}").text
    assert '<iframe class="capture-frame" sandbox="" src="/capture/' in frame


def test_the_bytes_are_those_of_the_digest(client: TestClient, published: Published) -> None:
    name = capture_of(published, CHANGED)
    answer = client.get(f"/capture/{name}/bytes")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    told = client.get(f"/capture/{name}.json").json()
    assert told["payload_digest"] == "sha256:" + hashlib.sha256(answer.content).hexdigest()


def test_a_warc_of_one_capture_is_read_by_warcio(client: TestClient, published: Published) -> None:
    name = capture_of(published, CHANGED)
    body = client.get(f"/capture/{name}.warc").content
    kinds = [
        (record.rec_type, record.rec_headers.get_header("WARC-Record-ID"))
        for record in ArchiveIterator(io.BytesIO(body), check_digests="raise")
    ]
    assert [kind for kind, _ in kinds] == ["warcinfo", "response"]
    assert kinds[1][1] == f"<urn:uuid:{name}>"


def test_a_warc_of_a_revisit_has_its_record(client: TestClient, published: Published) -> None:
    with published.cursor() as cursor:
        query = "SELECT capture_id FROM captures WHERE revisit_of <> '' ORDER BY 1"
        revisits = [row["capture_id"] for row in rows(cursor, query)]
    assert revisits
    for capture_id in revisits:
        answer = client.get(f"/capture/{capture_id.removeprefix('urn:uuid:')}.warc")
        assert answer.status_code == 200, answer.text
        records = ArchiveIterator(io.BytesIO(answer.content), check_digests="raise")
        kinds = [(one.rec_type, one.rec_headers.get_header("WARC-Record-ID")) for one in records]
        assert kinds[1:] == [("revisit", f"<{capture_id}>")]


@pytest.mark.parametrize("report_id", [CHANGED, REMOVED])
def test_a_package_has_every_capture_of_a_report(
    client: TestClient, published: Published, report_id: str
) -> None:
    package = zipfile.ZipFile(io.BytesIO(client.get(f"/report/{report_id}.wacz").content))
    told = json.loads(package.read("datapackage.json"))
    for one in told["resources"]:
        body = package.read(one["path"])
        assert (one["hash"], one["bytes"]) == ("sha256:" + hashlib.sha256(body).hexdigest(), len(body))
    archive = package.read("archive/data.warc.gz")
    lines = [
        json.loads(line.split(" ", 2)[2]) for line in package.read("indexes/index.cdx").decode().splitlines()
    ]
    for line in lines:
        start, length = int(line["offset"]), int(line["length"])
        (record,) = ArchiveIterator(io.BytesIO(archive[start : start + length]))
        assert record.rec_headers.get_header("WARC-Target-URI") == line["url"]
    with published.cursor() as cursor:
        query = "SELECT unnest(proof_captures) AS one FROM ledger WHERE report_id = ?"
        proof = {row["one"] for row in rows(cursor, query, [report_id])}
    held = {
        (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>")
        for record in ArchiveIterator(io.BytesIO(archive))
    }
    assert proof and proof <= held


def test_a_package_is_valid_for_the_wacz_package(client: TestClient, tmp_path: Path) -> None:
    wacz = tool("wacz")
    place = tmp_path / "report.wacz"
    place.write_bytes(client.get(f"/report/{CHANGED}.wacz").content)
    done = subprocess.run([wacz, "validate", "-f", place], capture_output=True, text=True, check=False)
    assert "valid" in done.stdout + done.stderr and done.returncode == 0, done.stdout + done.stderr


def test_memento_leads_from_a_time_to_the_capture_of_that_time(client: TestClient) -> None:
    told = client.get(f"/report/{CHANGED}.json").json()
    url, captures = told["report"]["url"], []
    timemap = client.get(f"/timemap/link/{url}")
    assert timemap.headers["Content-Type"].startswith("application/link-format")
    captures = [line for line in timemap.text.splitlines() if "memento" in line]
    assert len(captures) == 2 and 'rel="first memento"' in captures[0] and 'rel="last memento"' in captures[1]
    first, last = (line.split('datetime="')[1].split('"')[0] for line in captures)
    for asked, expected in ((first, captures[0]), (last, captures[1]), ("", captures[1])):
        gate = client.get(f"/timegate/{url}", headers={"Accept-Datetime": asked} if asked else {})
        assert gate.status_code == 302 and gate.headers["Vary"] == "accept-datetime"
        assert f"<{gate.headers['Location']}>" in expected
    memento = client.get(gate.headers["Location"].removeprefix(BASE))
    assert memento.headers["Memento-Datetime"] == last and "Vary" not in memento.headers
    assert 'rel="prev memento"' in memento.headers["Link"] or 'rel="first memento"' in memento.headers["Link"]
    assert client.get("/timegate/http://nowhere.gov.cn/").status_code == 404
    assert client.get(f"/timegate/{url}", headers={"Accept-Datetime": "yesterday"}).status_code == 400
    moved = client.get(f"/web/20010101000000/{url}")
    assert moved.status_code == 302 and f"<{moved.headers['Location']}>" in captures[0]


def test_index_lines_are_sorted_keys_that_find_the_record(client: TestClient) -> None:
    url = client.get(f"/report/{CHANGED}.json").json()["report"]["url"]
    lines = client.get("/cdx", params={"url": url}).text.splitlines()
    assert len(lines) == 2 and lines == sorted(lines)
    assert lines[0].startswith("cn,gov,fxq)/zwgk/")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.cixi.gov.cn/art/1.html", "cn,gov,cixi)/art/1.html"),
        ("https://fxq.gov.cn/", "cn,gov,fxq)/"),
        ("http://a.gov.cn:8080/X/Y.jsp?b=2&a=1", "cn,gov,a:8080)/x/y.jsp?a=1&b=2"),
        ("http://xxgk.a.gov.cn/中文/附件.pdf", "cn,gov,a,xxgk)/%e4%b8%ad%e6%96%87/%e9%99%84%e4%bb%b6.pdf"),
        ("http://www.a.gov.cn/x/?", "cn,gov,a)/x"),
    ],
)
def test_keys_are_what_other_archives_make(url: str, key: str) -> None:
    assert surt(url) == key


def test_addresses_in_headers_are_ascii_and_cannot_end_a_header() -> None:
    assert ascii_url("http://a.gov.cn/中 文?x=%E4\r\nSet-Cookie: a") == (
        "http://a.gov.cn/%E4%B8%AD%20%E6%96%87?x=%E4%0D%0ASet-Cookie:%20a"
    )


def test_our_captures_replay_in_pywb(client: TestClient, published: Published, tmp_path: Path) -> None:
    manager = tool("wb-manager")
    body = client.get(f"/capture/{capture_of(published, CHANGED)}.warc").content
    (tmp_path / "one.warc.gz").write_bytes(body)
    for command in (["init", "reports"], ["add", "reports", "one.warc.gz"]):
        done = subprocess.run([manager, *command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    (index,) = (tmp_path / "collections" / "reports" / "indexes").glob("*.cdxj")
    url = client.get(f"/report/{CHANGED}.json").json()["report"]["url"]
    ours = client.get("/cdx", params={"url": url}).text
    (theirs,) = [line for line in index.read_text().splitlines() if line.startswith("cn,")]
    assert theirs.split(" ", 2)[:2] in [line.split(" ", 2)[:2] for line in ours.splitlines()]
