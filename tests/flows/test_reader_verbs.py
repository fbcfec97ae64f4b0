"""The verbs of readers on the demo's archive: nothing is cut in silence, names work where codes do."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Demo, Finished, fazhi


def ask(demo: Demo, *words: str) -> Finished:
    return fazhi("--data", str(demo.data.root), *words)


def test_search_says_how_many_there_are_and_shows_all_when_asked(demo: Demo) -> None:
    some, every = ask(demo, "search", "行政复议", "--most", "3"), ask(demo, "search", "行政复议", "--all")
    assert some.out.splitlines()[-1] == "46 reports, 3 shown: --all shows all"
    assert every.out.splitlines()[-1] == "46 reports"
    assert len(every.out.splitlines()) == 1 + 46 + 1
    rows = list(csv.DictReader(io.StringIO(ask(demo, "search", "行政复议", "--all", "--format", "csv").out)))
    assert len(rows) == 46
    assert all("行政复议" in row["sentences"] for row in rows)


def test_search_knows_operators_and_refuses_what_it_does_not_understand(demo: Demo) -> None:
    both = ask(demo, "search", "行政复议 NOT 应诉", "--format", "json")
    with_it = ask(demo, "search", "行政复议 应诉", "--all", "--format", "json")
    one, other = ({row["report_id"] for row in json.loads(done.out)} for done in (both, with_it))
    assert one and other and not one & other
    for wrong in ("行政复议 “”", "行政复议 AND", "(行政复议"):
        done = ask(demo, "search", wrong)
        assert done.code == 2, wrong
        assert done.out == ""
        assert len(done.err.splitlines()) == 1
        assert done.err.startswith("fazhi: at character ") and ": add " in done.err.replace(
            ": write ", ": add "
        )


def test_a_reader_of_a_pipe_may_go_early(demo: Demo) -> None:
    asked = [sys.executable, "-m", "flows.cli", "--data", str(demo.data.root)]
    asked += ["sql", "SELECT * FROM ledger", "--format", "csv"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdout and running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


@pytest.mark.parametrize("words", [("330282-2024",), ("慈溪市", "2024"), ("330282", "2024")])
def test_a_report_is_shown_by_its_id_or_by_government_and_year(demo: Demo, words: tuple[str, ...]) -> None:
    done = ask(demo, "show", *words)
    assert done.out.startswith("慈溪市人民政府2024年度法治政府建设情况\nreport: 330282-2024\n")
    assert json.loads(ask(demo, "show", *words, "--format", "json").out)["body_text"] in done.out


def test_a_removed_report_says_so_first(demo: Demo) -> None:
    assert (
        ask(demo, "show", "510402-2019").out.splitlines()[1].startswith("removed from its site, last seen 20")
    )
    assert "removed from its site, last seen" in ask(demo, "cite", "510402-2019", "--format", "gbt7714").out


def test_an_old_version_is_cited_as_superseded(demo: Demo) -> None:
    record = ask(demo, "cite", "130407-2022", "--version", "1", "--format", "ris").out
    assert "superseded by version 2" in record and "␍" not in record and "\nTY  - " in f"\n{record}"
    told = ask(demo, "cite", "130407-2022").out
    assert "superseded" not in told
    heads = [line for line in told.splitlines() if line in ("GB/T 7714:", "BibTeX:", "RIS:", "CSL-JSON:")]
    assert "【演示档案：文字虚构，不能引用】" in told and "DO NOT CITE" in told
    assert heads == ["GB/T 7714:", "BibTeX:", "RIS:", "CSL-JSON:"]


def test_many_reports_are_cited_at_once(demo: Demo) -> None:
    found = ask(demo, "cite", "--query", "行政复议", "--format", "csl")
    assert len(json.loads(found.out)) == 46
    two = ask(demo, "cite", "330282-2024", "330282-2023", "--format", "bibtex")
    assert two.out.count("@techreport{") == 2
    assert ask(demo, "cite").code == 2


def test_the_latest_of_the_late_is_first_even_when_it_was_removed_later(demo: Demo) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(demo, "ledger", "--late", "--format", "csv").out)))
    days = [int(row["days_late"]) for row in rows]
    assert days and days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--province", "江浙"), "no province begins with '江浙'; near: 浙江省"),
        (("--year", "1999"), "the ledger has the years 2016 to"),
        (("--government", "慈西市"), "no government is called '慈西市'; near: "),
        (("--late", "--province", "X"), "no province begins with 'X'"),
    ],
)
def test_a_place_or_a_year_that_matches_nothing_is_an_error(
    demo: Demo, words: tuple[str, ...], said: str
) -> None:
    done = ask(demo, "ledger", *words)
    assert done.code == 2
    assert said in done.err


def test_one_government_comes_with_address_and_proof(demo: Demo) -> None:
    rows = json.loads(ask(demo, "ledger", "--government", "慈溪市", "--format", "json").out)
    assert {row["adcode"] for row in rows} == {"330282"}
    assert all(row["proof_captures"].startswith("urn:uuid:") for row in rows if row["report_id"])


@pytest.mark.parametrize("form", ["txt", "md", "csv", "jsonl", "parquet", "xlsx"])
def test_reports_are_exported_whole(demo: Demo, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "out"
    done = ask(demo, "export", str(folder), "--format", form, "--province", "浙江")
    assert done.out == f"9 reports: {folder}\n", done.err
    text = json.loads(ask(demo, "show", "330282-2024", "--format", "json").out)["body_text"]
    if form in ("txt", "md"):
        assert len(list(folder.glob(f"*.{form}"))) == 9
        first = text.splitlines()[0]
        assert first in (folder / f"330282-2024.{form}").read_text("utf-8")
        with (folder / "metadata.csv").open(encoding="utf-8-sig", newline="") as lines:
            assert len(list(csv.DictReader(lines))) == 9
    elif form == "csv":
        with (folder / "reports.csv").open(encoding="utf-8-sig", newline="") as lines:
            assert text in {row["body_text"] for row in csv.DictReader(lines)}
    elif form == "jsonl":
        lines_ = (folder / "reports.jsonl").read_text("utf-8").splitlines()
        assert text in {json.loads(line)["body_text"] for line in lines_}
    assert ask(demo, "export", str(folder)).code == 2, "a folder that has files is left alone"


def test_nothing_exported_is_said(demo: Demo, tmp_path: Path) -> None:
    done = ask(demo, "export", str(tmp_path / "out"), "--government", "广州市")
    assert (done.code, done.out) == (2, "")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [("330282-2023", "330282-2024"), ("慈溪市", "2023", "2024"), ("慈溪市", "2023", "330282", "2024")],
    ids=" ".join,
)
def test_two_reports_are_compared(demo: Demo, words: tuple[str, ...]) -> None:
    done = ask(demo, "diff", *words)
    assert done.out.startswith("330282-2023 → 330282-2024: ")


def test_changes_come_with_both_readings_and_their_captures(demo: Demo) -> None:
    (row,) = json.loads(ask(demo, "changes", "--class", "number_changed", "--format", "json").out)
    assert row["number"] == "行政处罚数 2839 → 2802"
    assert "行政处罚2839件" in row["old"] and "行政处罚2802件" in row["new"]
    assert row["old_capture_id"] and row["old_capture_id"] != row["capture_id"]
    assert ask(demo, "changes", "--most", "1").out.splitlines()[-1] == "3 changes, 1 shown: --all shows all"
    assert ask(demo, "changes", "--government", "慈溪", "--all").out.splitlines()[-1] == "1 changes"
    wrong = ask(demo, "changes", "--class", "nothing")
    assert wrong.code == 2 and "number_changed" in wrong.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--province", "大西洋"), "no province begins with '大西洋'"),
        (("--year", "1950"), "the ledger has the years 2016 to"),
    ],
)
def test_a_search_in_a_place_that_there_is_not_is_an_error(
    demo: Demo, words: tuple[str, ...], said: str
) -> None:
    done = ask(demo, "search", "行政复议", *words)
    assert done.code == 2 and said in done.err
    assert ask(demo, "search", "行政复议", "--province", "浙江").out.splitlines()[-1] != "0 reports"


def test_every_sentence_that_matches_can_be_shown(demo: Demo) -> None:
    best = ask(demo, "search", "行政复议", "--most", "3")
    assert "--sentences shows every one that matches" in best.err
    told = ask(demo, "search", "行政复议", "--sentences", "--most", "3").out.splitlines()
    rows = json.loads(ask(demo, "search", "行政复议", "--most", "3", "--format", "json").out)
    sentences = [sentence for row in rows for sentence in row["sentences"].split("\n")]
    assert len(told) == len(rows) + len(sentences) + 1
    shown = [line.split("  ", 2)[2] for line in told if line.startswith("  ¶")]
    assert shown and set(shown) <= set(sentences)
    assert all("行政复议" in sentence for sentence in shown)


def test_a_stata_file_has_no_texts_and_says_where_there_are_figures(demo: Demo, tmp_path: Path) -> None:
    done = ask(demo, "export", str(tmp_path / "stata"), "--format", "dta")
    assert done.code == 0, done.err
    assert "fazhi figures --wide --to figures.dta" in done.out
    file = (tmp_path / "stata" / "reports.dta").read_bytes()
    assert file.startswith(b"<stata_dta>") and b"report_id" in file and b"body_text" not in file
