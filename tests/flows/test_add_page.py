"""`fazhi add-page`: a page becomes a test that fails until somebody has looked at it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from storage.publishing.query import open_published, rows
from tests.conftest import ROOT, Demo, Finished, fazhi

PAGE = """<html><head><meta charset="utf-8"></head><body><p>首页</p>
<h1>慈溪市2023年法治政府建设情况报告</h1><p>发布日期：2024-02-29</p>
<div class="TRS_Editor"><p>2023年，我市深入推进法治政府建设，现将有关情况报告如下：</p><p>一、主要举措</p></div>
<a href="annex.docx">附件</a></body></html>"""
URL = "http://www.example.gov.cn/zwgk/202402/t20240229_1.html"
DETAILS = Path("tests/extraction/pages/details")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the fixtures' test needs, to work in."""
    for name in ("records", "extraction"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / DETAILS).mkdir(parents=True)
    for name in ("tests/__init__.py", "tests/extraction/__init__.py", "tests/extraction/test_reading.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "saved.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_fixtures() -> Finished:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "test_fixture"]
    done = subprocess.run(
        [*command, "tests/extraction/test_reading.py"], capture_output=True, text=True, check=False
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def test_a_saved_page_fails_the_tests_until_it_is_reviewed(checkout: Path):
    ended = fazhi("add-page", "saved.html", "--url", URL, "--name", "Annex below the text")
    assert ended.code == 0, ended.err
    assert "rewrite it in words of your own" in ended.out
    page = checkout / DETAILS / "trs" / "annex-below-the-text.html"
    assert page.read_text("utf-8") == PAGE
    path = page.with_suffix(".expected.json")
    expected = json.loads(path.read_text("utf-8"))
    assert expected["reviewed"] is False
    assert (expected["url"], expected["fields"]["report_year"]) == (URL, 2023)
    assert expected["attachments"] == [["http://www.example.gov.cn/zwgk/202402/annex.docx", "附件"]]

    ended = run_fixtures()
    assert ended.code == 1
    assert "nobody has looked at annex-below-the-text.html yet" in ended.out

    path.write_text(json.dumps(expected | {"reviewed": True}), encoding="utf-8")
    assert run_fixtures().code == 0
    wrong = expected["fields"] | {"report_year": 2022}
    path.write_text(json.dumps(expected | {"reviewed": True, "fields": wrong}), encoding="utf-8")
    assert run_fixtures().code == 1


def test_nothing_is_written_over(checkout: Path):
    assert fazhi("add-page", "saved.html").code == 0
    (checkout / "saved.html").write_text(PAGE.replace("2023", "2022"), encoding="utf-8")
    ended = fazhi("add-page", "saved.html")
    assert ended.code == 2
    assert "already exists: choose another name with --name" in ended.err
    assert "2022" not in (checkout / DETAILS / "trs" / "saved.html").read_text("utf-8")


def test_the_newest_capture_of_an_address_comes_from_the_archive(demo: Demo, checkout: Path):
    with open_published(demo.data) as archive:
        # A page whose text is its own: that of others stands in a file.
        newest = (
            "SELECT page_url, max(captured_at) AS captured_at FROM captures WHERE role = 'detail' AND status = 200"
            " AND page_url IN (SELECT url FROM reports ANTI JOIN attachments USING (report_id))"
        )
        known = rows(archive, f"{newest} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1")[0]
    ended = fazhi("--data", str(demo.data.root), "add-page", known["page_url"], "--name", "from-the-archive")
    assert ended.code == 0, ended.err
    (page,) = checkout.rglob("from-the-archive.html")
    expected = json.loads(page.with_suffix(".expected.json").read_text("utf-8"))
    assert expected["url"] and expected["body"] and expected["fields"]["family"] == page.parent.name
    path = page.with_suffix(".expected.json")
    path.write_text(json.dumps(expected | {"reviewed": True}), encoding="utf-8")
    assert run_fixtures().code == 0


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "http://www.example.gov.cn/never.html",
            "run `fazhi crawl http://www.example.gov.cn/never.html` first",
        ),
        ("nowhere.html", "nowhere.html: No such file"),
        ("scan.pdf", "neither HTML nor text"),
    ],
)
def test_what_cannot_be_added_is_one_line(demo: Demo, checkout: Path, source: str, says: str):
    (checkout / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    ended = fazhi("--data", str(demo.data.root), "add-page", source)
    assert ended.code == 2
    assert says in ended.err
    assert not list((checkout / DETAILS).rglob("*.json"))


def test_it_needs_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "saved.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ended = fazhi("add-page", "saved.html")
    assert ended.code == 2
    assert "run this in the folder of the project" in ended.err
