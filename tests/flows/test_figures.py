"""fazhi figures and fazhi plot: texts, the archive, files for other programs, decisions, and questions with
no answer."""

import csv
import json
import struct
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from flows.rendering.figure_plot import Series, draw
from flows.rendering.sheets import write_rows
from flows.rendering.stata import labels_of, write_stata
from tests.conftest import Demo, fazhi

NAMES = ["government", "report_year", "value"]
ROWS = [("慈溪市", 2023, 287.0), ("=HYPERLINK(1)", 2024, None)]


def test_a_text_is_one_object_a_folder_one_line_a_file(tmp_path: Path) -> None:
    text = "全县收到行政复议申请318件。\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe")
    one = fazhi("figures", "--text", str(tmp_path / "a.txt"))
    (figure,) = json.loads(one.out)["figures"]
    assert text[figure["char_from"] : figure["char_to"]] == "318" and figure["code"] == "recon_received"
    lines = [json.loads(line) for line in fazhi("figures", "--text", str(tmp_path)).out.splitlines()]
    assert [line["file"] for line in lines] == ["a.txt", "b.txt"] and "not UTF-8" in lines[1]["error"]


def test_a_report_and_a_code_of_the_archive(demo: Demo) -> None:
    report = fazhi("--data", str(demo.data.root), "figures", "330282-2023", "--format", "json")
    assert {row["code"] for row in json.loads(report.out)} >= {"licences", "norm_issued"}
    code = fazhi(
        "--data",
        str(demo.data.root),
        "figures",
        "--code",
        "行政许可件数",
        "--years",
        "2022-2023",
        "--format",
        "csv",
    )
    rows = list(csv.DictReader(code.out.splitlines()))
    assert {row["report_year"] for row in rows} == {"2022", "2023"}
    assert all(
        row["value"] or row["state"] in ("not_mentioned", "not_read", "report_missing") for row in rows
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figures", "--code", "recon_accept"], "near: recon_accepted"),
        (["figures", "--code", "penalties", "--province", "浙工"], "near: 浙江省"),
        (["figures", "330282-1850"], "no report '330282-1850'; near:"),
        (["figures", "--code", "penalties", "--format", "dta"], "--to FILE.dta"),
        (["figures"], "name a report"),
        (["figures", "--code", "penalties", "--government", "慈西市"], "no government is called"),
        (["plot", "hotline_cases", "--to", "x.gif"], "a picture is FILE.svg"),
        (["plot", "penalties", "--government", "慈西市", "--to", "x.svg"], "near: "),
        (
            ["plot", "penalties", "--government", "999999", "--to", "x.svg"],
            "999999 has no such figure in these years",
        ),
        (["figures", "--code", "penalties", "--years", "2024-2018"], "nor a span of years"),
    ],
)
def test_a_question_without_an_answer_names_near_ones(demo: Demo, arguments: list[str], said: str) -> None:
    ended = fazhi("--data", str(demo.data.root), *arguments)
    assert ended.code == 2 or ended.code == 7
    assert said in ended.err and len(ended.err.strip().splitlines()) <= 4


def test_a_government_is_named_by_its_name_or_its_code(demo: Demo, tmp_path: Path) -> None:
    places = [tmp_path / "by-name.svg", tmp_path / "by-code.svg", tmp_path / "without.svg"]
    for place, more in zip(places, (("慈溪市",), ("330282",), ()), strict=True):
        named = [word for one in more for word in ("--government", one)]
        ended = fazhi("--data", str(demo.data.root), "plot", "recon_accepted", *named, "--to", str(place))
        assert ended.code == 0
    by_name, by_code, without = (place.read_bytes() for place in places)
    assert by_name == by_code != without
    table = tmp_path / "wide.csv"
    told = fazhi(
        "--data", str(demo.data.root), "figures", "--wide", "--government", "慈溪", "--to", str(table)
    ).err
    assert "wrote 10 rows" in told and "7 of them have a report" in told


def test_a_review_goes_out_and_comes_back(demo: Demo, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    assert (
        fazhi("--data", str(demo.data.root), "figures", "review", "330282-2023", "--to", str(path)).code == 0
    )
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[0] |= {"decision": "reject", "reason": "a plan"}
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    other = tmp_path / "data"
    ended = fazhi("--data", str(other), "figures", "review", "--from", str(path), "--by", "R. Viewer")
    assert ended.code == 0 and "stored 1 decisions" in ended.err
    assert "R. Viewer" in (other / "figure-decisions.csv").read_text("utf-8")


def test_rows_as_a_stata_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.dta"
    write_rows(path, NAMES, ROWS, "dta")
    content = path.read_bytes()
    places = struct.unpack("<14Q", content[content.index(b"<map>") + 5 :][:112])
    openings = [content[at : at + 12] for at in places]
    assert openings[0].startswith(b"<stata_dta>") and openings[1].startswith(b"<map>")
    assert (
        openings[9].startswith(b"<data>")
        and openings[12].startswith(b"</stata_dta>")
        and places[13] == len(content)
    )


def test_a_stata_file_has_whole_numbers_days_instants_and_labels(tmp_path: Path) -> None:
    path = tmp_path / "rows.dta"
    at = datetime(2024, 3, 1, 8, 30)  # noqa: DTZ001 - the archive keeps naive UTC
    rows = [("330282", 2023, 12.5, date(2024, 3, 1), at, True), ("330212", None, None, None, None, None)]
    names = ["adcode", "report_year", "value", "published_on", "first_seen_at", "unconfirmed"]
    labels = {"report_year": "报告年度", "value": "很" * 200}
    write_stata(path, names, rows, labels)
    content = path.read_bytes()

    def part(name: str) -> bytes:
        return content.partition(f"<{name}>".encode())[2].partition(f"</{name}>".encode())[0]

    assert struct.unpack("<6H", part("variable_types")) == (6, 65528, 65526, 65528, 65526, 65528)
    shown = [one.strip(b"\0").decode() for one in struct.unpack("57s" * 6, part("formats"))]
    assert shown == ["%6s", "%12.0g", "%10.0g", "%tdCCYY-NN-DD", "%tcCCYY-NN-DD_HH:MM:SS", "%12.0g"]
    told = [one.strip(b"\0").decode() for one in struct.unpack("321s" * 6, part("variable_labels"))]
    assert told[:2] == ["", "报告年度"] and told[2] == "很" * 79 + "…"
    first, second = struct.iter_unpack("<6sididi", part("data"))
    days = (date(2024, 3, 1) - date(1960, 1, 1)).days
    assert first == (b"330282", 2023, 12.5, days, (days * 24 + 8.5) * 3_600_000, 1)
    assert second[1] == second[3] == second[5] == 2_147_483_621


def test_the_variables_of_a_stata_file_are_labelled() -> None:
    told = labels_of("figure_panel", ["adcode", "recon_accepted", "state", "nothing"])
    assert told["recon_accepted"] == "行政复议受理数（件）" and told["nothing"] == ""
    assert "行政区划代码" in told["adcode"] and told["state"].startswith("stated ")


def test_rows_as_an_excel_sheet_hold_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    write_rows(path, NAMES, ROWS, "xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.rows][1:] == [
        ["慈溪市", 2023, 287],
        ["'=HYPERLINK(1)", 2024, None],
    ]


@pytest.mark.parametrize("kind", ["lines", "provinces", "spread"])
def test_a_picture_has_its_breaks_and_escapes_names(kind: str) -> None:
    rows = [
        {"adcode": str(code), "government": "<b>", "province": "浙江省", "report_year": year, "value": 10.0 * code}
        for code in (1, 2) for year in (2022, 2023, 2024)
    ]  # fmt: skip
    breaks = [{"report_year": 2024, "reason_zh": "新法", "reason_en": "a new act"}]
    svg = draw([Series("recon_accepted", rows, breaks)], kind, ["1"])
    assert svg.startswith("<svg") and "<b>" not in svg
    assert ("新法" in svg and "a new act" in svg and "① 2024" in svg) is (kind != "spread")
