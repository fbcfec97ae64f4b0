"""What a person types wrong, or meets at the wrong time: one line that says what to do, and an exit code."""

import json
import re
import resource
import shutil
from pathlib import Path

import pytest

from replica.files.ooxml import report_docx
from replica.files.pdf import report_pdf
from storage.database.connection import connect
from storage.database.lock import writer_lock
from storage.paths import DataDir
from storage.publishing.query import open_published, rows
from tests.conftest import Demo, fazhi, fazhi_process

PAGE = """<html><head><title>x</title></head><body><h1>慈溪市人民政府关于2023年法治政府建设情况的报告</h1>
<div class="TRS_Editor"><p>2023年，我市深入推进法治政府建设，现将有关情况报告如下：</p><p>一、主要举措</p></div></body></html>"""


def one_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line and not re.match(r"\d\d:\d\d:\d\d ", line)]
    assert len(lines) == 1, text
    return lines[0]


@pytest.fixture
def copy(demo: Demo, tmp_path: Path) -> DataDir:
    """The demo's data, to be spoilt."""
    shutil.copytree(demo.data.root, tmp_path / "data", ignore=shutil.ignore_patterns("prefect"))
    return DataDir(tmp_path / "data")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["crawl", "999999"], "999999: neither a division code of the registry nor a site_id"),
        (["crawl", "https://example.com/a"], "--allow-host example.com"),
        (["crawl", "ftp://www.cixi.gov.cn/"], "not an http or https address"),
        (["harvest", "--site", "110000x"], "110000x"),
        (["harvest", "--delay", "0.5"], "a delay of 0.5 s is refused"),
        (["harvest", "--delay", "0", "--via", "127.0.0.1:9"], "a delay of 0.0 s is refused"),
        (["sql", "select 1"], "run `fazhi harvest`"),
        (["history", "330282-2023"], "run `fazhi harvest`"),
        (["status"], "run `fazhi harvest`"),
        (["verify"], "run `fazhi harvest`"),
        (["extract", "no-such-file.html"], "No such file"),
        (["harvest", "--delay", "soon"], "not a valid float"),
        (["nosuch"], "No such command 'nosuch'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_input_is_one_line_and_exit_code_2(tmp_path: Path, arguments: list[str], says: str):
    ended = fazhi("--data", str(tmp_path / "data"), *arguments)
    assert ended.code == 2
    assert says in one_line(ended.err)
    assert not list((tmp_path / "data").rglob("*.warc.gz"))


@pytest.mark.parametrize("content", [b"Rar!\x1a\x07\x01\x00", bytes(range(256)) * 9])
def test_a_file_that_is_neither_html_nor_text_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "odd").write_bytes(content)
    ended = fazhi("extract", str(tmp_path / "odd"))
    assert ended.code == 2
    assert one_line(ended.err).startswith("fazhi: odd: neither HTML nor text")


def test_documents_are_read_as_such_and_hostile_ones_tell_one_issue(tmp_path: Path):
    title, lines = (
        ["慈溪市人民政府2023年法治政府建设年度报告"],
        ["2023年，我市办结案件1208件。" * 4, "一、主要举措"],
    )
    (tmp_path / "whole.bin").write_bytes(report_pdf(title, lines))
    (tmp_path / "cut.docx").write_bytes(report_docx(title, lines)[:-200])
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    names = ("whole.bin", "cut.docx", "scan.png")
    ended = fazhi("extract", "--json", *(str(tmp_path / name) for name in names))
    assert ended.code == 0, ended.err
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert [(one["family"], one["title"], one["report_year"]) for one in found] == [
        ("pdf", title[0], 2023),
        ("docx", None, None),
        ("image", None, None),
    ]
    assert found[0]["body_text"] == "\n".join(lines)
    codes = [[issue["code"] for issue in one["issues"]] for one in found]
    assert codes[1:] in ([["truncated"], ["scanned"]], [["truncated"], ["damaged"]])  # with OCR it is damaged


def test_extract_reads_standard_input_and_writes_json():
    ended = fazhi("extract", "-", "--json", stdin=PAGE)
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert found["title"] == "慈溪市人民政府关于2023年法治政府建设情况的报告"
    assert found["report_year"] == 2023
    assert found["sections"][0]["number"] == "一、"


def test_several_files_are_a_line_each(tmp_path: Path):
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    ended = fazhi("extract", "--json", str(tmp_path / "a.html"), str(tmp_path / "b.html"))
    assert [json.loads(line)["kind"] for line in ended.out.splitlines()] == ["report", "report"]


def test_a_second_writer_is_turned_away_and_changes_nothing(copy: DataDir):
    before = copy.published.read_bytes()
    with writer_lock(copy):
        ended = fazhi_process("--data", str(copy.root), "publish")
    assert ended.code == 6
    assert "another harvest is running (process" in one_line(ended.err)
    assert copy.published.read_bytes() == before


def test_an_archive_of_a_newer_fazhi_is_left_alone(copy: DataDir):
    with connect(copy.work_archive) as connection:
        columns = [row[0] for row in connection.execute("DESCRIBE migration").fetchall()]
        connection.execute(
            f"INSERT INTO migration BY NAME SELECT * REPLACE (9999 AS {columns[0]}) FROM migration LIMIT 1"
        )
    before = copy.work_archive.read_bytes()
    ended = fazhi_process("--data", str(copy.root), "publish")
    assert ended.code == 7
    assert "update fazhi" in one_line(ended.err)
    assert copy.work_archive.read_bytes() == before


def test_verify_finds_a_flipped_bit_and_a_cut_off_tail(copy: DataDir):
    assert fazhi_process("--data", str(copy.root), "verify").code == 0
    first, last = sorted(copy.warc.rglob("*.warc.gz"))
    flipped = bytearray(first.read_bytes())
    flipped[len(flipped) // 2] ^= 0x10
    first.write_bytes(flipped)
    last.write_bytes(last.read_bytes()[:-5000])
    ended = fazhi_process("--data", str(copy.root), "verify")
    assert ended.code == 7
    assert first.name in ended.out and last.name in ended.out


def test_what_survives_a_cut_off_tail_is_still_answered(copy: DataDir):
    last = max(copy.warc.rglob("*.warc.gz"))
    last.write_bytes(last.read_bytes()[:-5000])
    assert fazhi("--data", str(copy.root), "sql", "select count(*) from reports").code == 0


@pytest.mark.nightly
def test_what_survives_a_cut_off_tail_is_published_again(copy: DataDir):
    last = max(copy.warc.rglob("*.warc.gz"))
    last.write_bytes(last.read_bytes()[:-5000])
    assert fazhi_process("--data", str(copy.root), "publish").code == 0


def test_sql_is_read_only(demo: Demo):
    ended = fazhi("--data", str(demo.data.root), "sql", "delete from report")
    assert ended.code == 2
    assert "read-only" in one_line(ended.err)


def test_a_wrong_query_is_one_line(demo: Demo):
    ended = fazhi("--data", str(demo.data.root), "sql", "select nothing from nowhere")
    assert ended.code == 2
    assert "nowhere" in one_line(ended.err)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_rows_leave_whole_in_a_form_for_programs(demo: Demo, form: str):
    query = "select report_id, body_text from reports order by 1 limit 2"
    ended = fazhi("--data", str(demo.data.root), "sql", query, "--format", form)
    with open_published(demo.data) as archive:
        for row in rows(archive, query):
            assert row["report_id"] in ended.out
            assert row["body_text"].splitlines()[-1] in ended.out


def test_the_prompt_goes_on_after_an_error(demo: Demo):
    typed = "select nonsense;\nselect count(*)\n  as n from coverage;\n.tables\n.quit\n"
    ended = fazhi("--data", str(demo.data.root), "sql", stdin=typed)
    assert ended.code == 0
    assert "nonsense" in ended.err
    assert "n\n35\n" in ended.out and "site_health" in ended.out


def test_history_tells_the_edit(demo: Demo):
    with open_published(demo.data) as archive:
        report_id = rows(archive, "SELECT report_id FROM reports WHERE versions > 1")[0]["report_id"]
    ended = fazhi("--data", str(demo.data.root), "history", report_id)
    assert ended.code == 0
    assert ended.out.index("appeared") < ended.out.index("changed") < ended.out.index("number changed")


def test_diff_shows_the_edit_side_by_side_and_as_a_page(demo: Demo, tmp_path: Path):
    with open_published(demo.data) as archive:
        report_id = rows(archive, "SELECT report_id FROM reports WHERE versions > 1")[0]["report_id"]
    page = tmp_path / "diff.html"
    ended = fazhi("--data", str(demo.data.root), "diff", report_id, "--html", str(page))
    assert ended.code == 0, ended.err
    assert "number changed" in ended.out
    html = page.read_text(encoding="utf-8")
    assert "2839 → 2802" in html and "<del>2839</del>" in html and "<ins>2802</ins>" in html
    assert not re.search(r"<script|src=|href=", html)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [(["1", "3"], "has versions 1 to 2, not 3"), (["1"], "give two versions"), (["1", "2", "1"], "give two")],
)
def test_diff_of_versions_that_are_not_there(demo: Demo, wanted: list[str], says: str):
    with open_published(demo.data) as archive:
        report_id = rows(archive, "SELECT report_id FROM reports WHERE versions > 1")[0]["report_id"]
    ended = fazhi("--data", str(demo.data.root), "diff", report_id, *wanted)
    assert ended.code != 0 and says in one_line(ended.err)


def test_the_demo_never_deletes_what_it_did_not_make(tmp_path: Path):
    (tmp_path / "thesis.doc").write_text("years of work")
    ended = fazhi("--data", str(tmp_path), "demo")
    assert ended.code == 2
    assert (tmp_path / "thesis.doc").exists()


def test_a_command_in_this_process_leaves_its_limits_as_they_were(demo: Demo) -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    assert fazhi("--data", str(demo.data.root), "sql", "SELECT 1").code == 0
    assert resource.getrlimit(resource.RLIMIT_AS) == before
