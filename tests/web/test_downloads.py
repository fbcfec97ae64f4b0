"""What can be taken away: Excel files, feeds with whole addresses, the bundle of texts; and what is said of
the demo."""

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from storage.lookup.published import Published, rows
from storage.paths import DataDir
from tests.conftest import Demo
from tests.web.conftest import BASE, CHANGED, client_of
from web.formats.sheet import LONGEST, write_xlsx
from web.numbers import with_unit
from web.page import Ask, Page, Rows, Site

INVENTED = "报告文字是虚构的"


def sheet_of(body: bytes) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in load_workbook(io.BytesIO(body)).active.rows]


@pytest.mark.parametrize(
    "path", ["/search", "/ledger/33", "/late", "/changes", "/government/330282", "/data"]
)
def test_a_table_is_there_as_an_excel_file_with_the_rows_of_the_csv(client: TestClient, path: str) -> None:
    query = "?q=行政复议" if path == "/search" else ""
    assert f'href="{path}.xlsx' in client.get(path + query).text
    found = client.get(f"{path}.xlsx{query}")
    assert found.headers["Content-Type"].endswith("spreadsheetml.sheet")
    table = client.get(f"{path}.csv{query}").text.splitlines()
    rows_of_sheet = sheet_of(found.content)
    assert [str(name) for name in rows_of_sheet[0]] == table[0].split(",")
    if path != "/changes":  # its texts go over several lines
        assert len(rows_of_sheet) == len(table)


def test_cells_hold_texts_as_they_are_and_say_where_they_are_cut(ask: Ask) -> None:
    found = Rows(
        [{"a": "=1+1", "b": "x" * (LONGEST + 1), "c": None, "d": True, "e": ["甲"], "f": "a\x00b"}], 2
    )
    body, _ = write_xlsx(ask, Page("table.html", "", {}, rows=found))
    sheet = load_workbook(io.BytesIO(body)).active
    formula = sheet["A2"]
    assert (formula.value, formula.data_type) == ("=1+1", "s")
    assert len(sheet["B2"].value) <= LONGEST and sheet["B2"].value.endswith("（共 32,768 字，此处截断）")
    assert [sheet[f"{column}2"].value for column in "CDEF"] == [None, True, '["甲"]', "ab"]
    assert sheet["A3"].value == "# 只含前 1 行，共 2 行；全部见 /data"


def test_a_feed_has_whole_addresses_also_where_the_site_does_not_know_its_own(
    demo: Demo, tmp_path: Path
) -> None:
    with client_of(demo.data, tmp_path, Site()) as client:
        told = client.get("/changes.atom", headers={"Host": "archive.example:8080"})
        assert told.text.count('href="http://archive.example:8080/') == told.text.count("href=")
        assert "private" in told.headers["Cache-Control"]
        # Whoever asks chooses the Host: nobody else is given it, and what is none is not written down.
        assert "archive.example" not in client.get("/changes.atom", headers={"Host": "other.example"}).text
        for wrong in ('a"><script>', "a/b", "user@host", "-wrong.example", "[::1", "a b"):
            answer = client.get("/changes.atom", headers={"Host": wrong})
            assert answer.status_code == 200 and wrong not in answer.text
            assert wrong not in client.get("/robots.txt", headers={"Host": wrong}).text


def test_a_site_that_knows_its_address_is_told_no_other(client: TestClient) -> None:
    told = client.get("/changes.atom", headers={"Host": "other.example"}).text
    assert f'href="{BASE}/' in told and "other.example" not in told


@pytest.mark.parametrize(
    "path", ["/", "/search?q=行政复议", f"/report/{CHANGED}", "/ledger", "/nosuch", "/about"]
)
def test_every_page_of_the_demo_says_that_its_texts_are_invented(client: TestClient, path: str) -> None:
    assert INVENTED in client.get(path).text
    mark = "&" if "?" in path else "?"
    assert "texts are invented" in client.get(f"{path}{mark}lang=en").text


def test_an_archive_that_was_collected_says_no_such_thing(copied: DataDir, tmp_path: Path) -> None:
    path = copied.published.resolve()
    path.chmod(0o644)
    with duckdb.connect(path) as connection:
        connection.execute("DELETE FROM internal.meta WHERE key = 'texts'")
    with client_of(copied, tmp_path / "kept") as client:
        assert INVENTED not in client.get("/").text


def test_what_nobody_has_audited_is_said_to_be_so(client: TestClient) -> None:
    assert "尚未核查" in client.get("/about").text
    assert "Not audited" in client.get("/about?lang=en").text


def test_all_texts_come_in_one_file_with_their_checksums(
    client: TestClient, published: Published, tmp_path: Path
) -> None:
    (tmp_path / "texts.zip").write_bytes(client.get("/data/texts.zip").content)
    with zipfile.ZipFile(tmp_path / "texts.zip") as bundle:
        bundle.extractall(tmp_path / "texts")
    with published.cursor() as cursor:
        texts = {
            row["report_id"]: row for row in rows(cursor, "SELECT report_id, title, body_text FROM reports")
        }
    there = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "texts").glob("*.txt")}
    assert there == {name: f"{row['title']}\n\n{row['body_text']}\n" for name, row in texts.items()}
    if shutil.which("sha256sum"):
        subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path / "texts", check=True
        )
    digest = hashlib.sha256((tmp_path / "texts.zip").read_bytes()).hexdigest()
    assert digest in client.get("/data").text


def test_a_chinese_codebook_is_offered(client: TestClient) -> None:
    book = client.get("/data/CODEBOOK.zh-CN.md").text
    assert "not_found 到期后列表读到末页，没有这篇" in book
    assert "CODEBOOK.zh-CN.md" in client.get("/data").text


@pytest.mark.parametrize(
    ("printed", "unit", "shown"),
    [
        ("100", "%", "100%"),
        ("100%", "%", "100%"),
        ("全部", "%", "全部"),
        ("均", "件", "均"),
        ("三十余", "件", "三十余件"),
        ("1.2万", "件", "1.2万件"),
        ("两", "次", "两次"),
        ("未发生", "件", "未发生"),
        ("12", None, "12"),
    ],
)
def test_only_numbers_are_given_a_unit(printed: str, unit: str | None, shown: str) -> None:
    assert with_unit(printed, unit) == shown
