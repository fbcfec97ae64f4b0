"""CSV files as people save them are read, or one line says where and what."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.errors import BadSpec
from crawlers.sites_csv import COLUMNS as SITE_COLUMNS
from crawlers.sites_csv import read_sites
from records.text.edited_csv import read_edited
from storage.errors import DecisionsInvalid
from storage.history.decisions import COLUMNS, add_decision, read_decisions

HEAD = ",".join(COLUMNS)
ROW = "http://www.cixi.gov.cn/a.html,no_report,,是解读不是报告,2026/3/1,张三"
SITE = "330282-cixi,330282,http://www.cixi.gov.cn/,www.cixi.gov.cn,,1,备注"

SAVED = {
    "utf-8": f"{HEAD}\n{ROW}\n".encode(),
    "utf-8 with a mark": f"{HEAD}\r\n{ROW}\r\n".encode("utf-8-sig"),
    "gbk": f"{HEAD}\r\n{ROW}\r\n".encode("gbk"),
    "utf-16 with tabs": codecs.BOM_UTF16_LE + f"{HEAD}\n{ROW}\n".replace(",", "\t").encode("utf-16-le"),
    "semicolons": f"{HEAD}\n{ROW}\n".replace(",", ";").encode(),
    "empty columns and rows": f"{HEAD},,\n{ROW},,\n,,,,,,,\n\n".encode(),
}


@pytest.mark.parametrize("saved", SAVED)
def test_decisions_are_read_as_they_were_saved(tmp_path: Path, saved: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(SAVED[saved])
    (found,) = read_decisions(path)
    assert (found.reason, str(found.decided_on), found.decided_by) == ("是解读不是报告", "2026-03-01", "张三")
    # A row more, and the file is still in one encoding.
    add_decision(path, found)
    assert read_decisions(path) == [found, found]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\xfd\x00", "line 1"),
        (b"\x80\x81\xff", "neither UTF-8 nor GBK"),
        (b"", "line 1: the first line must be page_url"),
        (f"{HEAD}\nhttp://a.gov.cn/,no_report".encode(), "line 2: reason is empty"),
        (f"{HEAD}\n{ROW},x\n".encode(), "line 2: 7 cells"),
        (
            f"{HEAD}\njavascript:x,no_report,,a,2026-01-01,b\n".encode(),
            "line 2: page_url 'javascript:x' is not an address",
        ),
        (f'{HEAD}\n"{"x" * 200_000}'.encode(), "line 2: field larger"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(content)
    with pytest.raises(DecisionsInvalid, match=says) as refused:
        read_decisions(path)
    assert "\n" not in str(refused.value) and str(path) in str(refused.value)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (SITE.replace("330282-cixi", "../../x"), "site_id"),
        (SITE.replace("http://", "ftp://"), "not a web address"),
        (SITE.replace("http://www.cixi.gov.cn/", "http://[::1"), "not a web address"),
        (SITE.replace(",1,", ",一,"), "min_reports"),
        (SITE.replace("330282,", "33028²,"), "adcode"),
        ("330282-cixi", "adcode"),
        (f"{SITE}\n{SITE}", "line 3: site_id 330282-cixi is already used in line 2"),
    ],
)
def test_a_row_of_sites_that_makes_no_sense_is_named(row: str, says: str) -> None:
    with pytest.raises(BadSpec, match=says):
        read_sites(f"{','.join(SITE_COLUMNS)}\n{row}\n".encode("utf-8-sig"))


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "utf-16"])
def test_sites_are_read_as_they_were_saved(codec: str) -> None:
    found = read_sites(f"{','.join(SITE_COLUMNS)}\r\n{SITE}\r\n".encode(codec))
    assert found["330282-cixi"].seeds == ("http://www.cixi.gov.cn/",)


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_faults(content: bytes) -> None:
    assert isinstance(read_edited(content, COLUMNS).rows, tuple)
    edited = read_edited(HEAD.encode() + b"\n" + content, COLUMNS)
    assert all(set(row) == set(COLUMNS) for _, row in edited.rows)
