"""`fazhi extract`: one page explained, a folder streamed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import fazhi

PAGE = """<html><head><title>x</title></head><body><p>首页</p><h1>慈溪市人民政府关于2023年法治政府建设情况的报告</h1>
<div class="TRS_Editor"><p>2023年，我市深入推进法治政府建设，现将有关情况报告如下：</p><p>一、主要举措 &lt;b&gt;</p></div></body></html>"""
HEAVY = {"prefect", "duckdb", "scrapy", "twisted", "warcio", "sqlalchemy"}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty pages at two depths, three files that are none, and what belongs to nobody."""
    pages = tmp_path / "pages"
    (pages / "b").mkdir(parents=True)
    for number in range(40):
        at = pages / ("b" if number % 2 else ".") / f"{number:02}.html"
        at.write_text(PAGE.replace("2023", f"20{number % 10 + 10}"), encoding="utf-8")
    (pages / "b" / "program").write_bytes(b"\x7fELF" + bytes(range(32)) * 9)
    (pages / "odd.html").write_bytes(bytes(range(256)) * 9)
    (pages / "gone.html").symlink_to("nowhere")
    (pages / ".hidden").write_bytes(b"\x00")
    return pages


def test_a_folder_is_a_line_a_file_in_order_and_bad_files_are_lines_too(folder: Path):
    ended = fazhi("extract", str(folder), "--json")
    assert ended.code == 0, ended.err
    lines = [json.loads(line) for line in ended.out.splitlines()]
    names = [line["file"] for line in lines]
    assert names == sorted(names) and len(names) == 43
    failed = {Path(line["file"]).name: line["error"] for line in lines if "error" in line}
    assert failed.keys() == {"program", "odd.html", "gone.html"}
    assert "neither HTML nor text" in failed["odd.html"] and "No such file" in failed["gone.html"]
    years = {Path(line["file"]).stem: line["report_year"] for line in lines if "error" not in line}
    assert years == {f"{number:02}": number % 10 + 2010 for number in range(40)}
    assert "43 files, 3 could not be read" in ended.err


def test_files_that_are_not_what_their_names_say_are_read_with_an_issue(tmp_path: Path):
    """A page sent in place of a file, an old Office file full of noise, a PDF of which only the head came."""
    (tmp_path / "a.pdf").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(range(256)) * 9)
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Cata")
    ended = fazhi("extract", str(tmp_path), "--json")
    assert ended.code == 0, ended.err
    lines = [json.loads(line) for line in ended.out.splitlines()]
    codes = [line["issues"][-1]["code"] for line in lines]
    assert codes == ["wrong_extension", "wrong_type", "truncated"]
    assert lines[0]["report_year"] == 2023


def test_the_lines_of_a_folder_are_those_of_its_files_one_by_one(folder: Path):
    files = sorted((folder / "b").glob("0*.html"))
    together = fazhi("extract", "--json", *map(str, files)).out.splitlines()
    for path, line in zip(files, together, strict=True):
        alone = json.loads(fazhi("extract", "--json", str(path)).out)
        assert json.loads(line) == {"file": str(path), **alone}


def test_a_reader_who_leaves_early_gets_no_error(folder: Path):
    command = [sys.executable, "-m", "flows.cli", "extract", str(folder), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stderr is not None
        assert b'"file"' in child.stdout.readline()
        child.stdout.close()
        assert b"Traceback" not in child.stderr.read()


@pytest.mark.parametrize("option", ["--explain", "--url=http://a.gov.cn/", "--html=x.html"])
def test_what_is_said_of_one_page_is_not_said_of_several(page: Path, option: str):
    ended = fazhi("extract", str(page), str(page), "--json", option)
    assert (ended.code, ended.out) == (2, "")
    assert "several files or a folder need --json" in ended.err


def test_explain_marks_each_line_in_a_pipe(page: Path):
    ended = fazhi("extract", str(page), "--explain")
    assert ended.code == 0, ended.err
    marked = [re.split(r"\s+\| ", line) for line in ended.out.splitlines()[:4]]
    assert marked == [
        ["- navigation", "首页"],
        ["- title → title, report_year, issuer", "慈溪市人民政府关于2023年法治政府建设情况的报告"],
        ["+ → report_year", "2023年，我市深入推进法治政府建设，现将有关情况报告如下："],
        ["+ heading 1", "一、主要举措 <b>"],
    ]
    assert re.search(r"report_year +2023  \d\d%  title", ended.out)
    assert "issue body_short" in ended.out


def test_explain_is_coloured_in_a_terminal(page: Path):
    ended = fazhi(
        "extract", str(page), "--explain", env={"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "120"}
    )
    assert re.search(r"\x1b\[[\d;]*31m[^\n]*首页", ended.out)  # removed: red
    assert re.search(r"\x1b\[[\d;]*32m[^\n]*一、主要举措", ended.out)  # a heading: green


def test_html_is_one_page_without_anything_from_elsewhere(page: Path, tmp_path: Path):
    target = tmp_path / "why.html"
    ended = fazhi("extract", str(page), "--html", str(target), "--url", "http://a.gov.cn/?a=1&b='<x>'")
    assert ended.code == 0, ended.err
    shown = target.read_text("utf-8")
    assert not re.search(r"<script|<link|<img|url\(|@import|src=", shown)
    assert "<strong>一、主要举措 &lt;b&gt;</strong>" in shown
    assert "?a=1&amp;b=&#x27;&lt;x&gt;" in shown
    assert shown.count('<div class="gone') == 2


def test_one_page_is_read_without_the_heavy_packages(page: Path):
    code = f"""
import sys
from flows.cli import main
sys.argv = ["fazhi", "extract", {str(page)!r}, "--json"]
try:
    main()
except SystemExit:
    print(*{{name.split(".")[0] for name in sys.modules}}, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ), check=True
    )
    assert json.loads(done.stdout)["report_year"] == 2023
    assert not HEAVY & set(done.stderr.split())
