"""What people decided, what changed and what is told of it: rows of files, samples, places of words; each
rule on both of its sides."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from records import Decision, figure_codes
from storage.database import lock
from storage.database.connection import connect, literals
from storage.database.fingerprint import differences
from storage.database.identity import archive_id, check_archive, claim, write_id
from storage.database.rows import LEAST_BUFFER, insert_rows, only_number, write_lines
from storage.errors import ArchiveLocked, DecisionsInvalid, ForeignArchive, NotPublished
from storage.history.decisions import COLUMNS, _fault, _iso, add_decision, read_decisions, save_decisions
from storage.history.figure_decisions import COLUMNS as FIGURE_COLUMNS
from storage.history.figure_decisions import read_figure_decisions
from storage.history.promotion import FIELDS, _sample
from storage.history.removal_rule import RemovalRule, removal_rule, save_removal_rule
from storage.lookup.figure_tables import has_figures
from storage.lookup.figures import _province, checked_code
from storage.lookup.search.find import Place, _in_line, _sorted
from storage.paths import DataDir

ROW = {
    "page_url": "http://www.cixi.gov.cn/a.html", "decision": "carries", "report_id": "330282-2024", "reason": "r",
    "decided_on": "2026-03-01", "decided_by": "P",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ""),
        ({"page_url": "https://a.cn"}, ""),
        ({"page_url": "ftp://a.cn/"}, "page_url"),
        ({"page_url": "http:///a"}, "page_url"),
        ({"page_url": "http://[a"}, "page_url"),
        ({"decision": "maybe"}, "decision"),
        ({"report_id": ""}, "report_id '' must have the form"),
        ({"report_id": "330282"}, "report_id '330282' must have"),
        ({"report_id": "999999-2024"}, "no government"),
        ({"decision": "no_report"}, "report_id must be empty"),
        ({"decision": "no_report", "report_id": ""}, ""),
        ({"reason": " "}, "reason is empty"),
        ({"decided_by": ""}, "decided_by is empty"),
        ({"decided_on": "2026-02-30"}, "decided_on"),
    ],
)
def test_a_decision_makes_sense(changes: dict[str, str], says: str) -> None:
    found = _fault(ROW | changes)
    assert found.startswith(says) and bool(found) is bool(says)


def test_a_day_is_read_as_people_write_it() -> None:
    for day in ("2026-3-1", "2026/03/01", "2026.3.01", "2026年3月1日"):
        assert _iso(day) == "2026-03-01"
    assert _iso("1.3.2026") == "1.3.2026"


def test_decisions_are_appended_in_lines_of_their_own(tmp_path: Path, data_dir: DataDir) -> None:
    path = tmp_path / "more" / "decisions.csv"
    assert read_decisions(path) == []
    one = Decision("http://a.gov.cn/", "no_report", "", "甲", date(2026, 3, 1), "P")
    add_decision(path, one)
    path.write_text(path.read_text("utf-8").rstrip("\n"), "utf-8")
    add_decision(path, replace(one, reason="乙"))
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == 3 and lines[0] == ",".join(COLUMNS)
    assert [found.reason for found in read_decisions(path)] == ["甲", "乙"]
    with pytest.raises(DecisionsInvalid, match="reason is empty"):
        add_decision(path, replace(one, reason=""))
    with connect(data_dir.work_archive) as archive:
        save_decisions(archive, read_decisions(path))
        assert archive.execute("SELECT line, reason FROM decision ORDER BY line").fetchall() == [
            (1, "甲"),
            (2, "乙"),
        ]


FIGURE = dict.fromkeys(FIGURE_COLUMNS, "x") | {
    "decision": "correct",
    "value": "7",
    "decided_on": "2026-03-01",
}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ""),
        ({"code": "no_code"}, "line 2"),
        ({"decision": "maybe"}, "line 2"),
        ({"value": ""}, "line 2"),
        ({"value": "many"}, "line 2"),
        ({"decision": "reject"}, "line 2"),
        ({"decision": "reject", "value": ""}, ""),
        ({"reason": ""}, "line 2"),
    ],
)
def test_a_decision_on_a_figure_makes_sense(changes: dict[str, str], says: str, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    assert read_figure_decisions(path) == []
    row = FIGURE | {"code": next(iter(figure_codes()))} | changes
    path.write_text(
        ",".join(FIGURE_COLUMNS) + "\n" + ",".join(row[name] for name in FIGURE_COLUMNS) + "\n", "utf-8"
    )
    if says:
        with pytest.raises(DecisionsInvalid):
            read_figure_decisions(path)
    else:
        assert len(read_figure_decisions(path)) == 1


@pytest.mark.parametrize(
    ("nights", "days", "fits"), [(1, 0, True), (0, 0, False), (1, -1, False), (3, 7, True), (0, 7, False)]
)
def test_a_removal_rule_needs_a_night(nights: int, days: int, fits: bool, data_dir: DataDir) -> None:
    with connect(data_dir.work_archive) as archive:
        assert removal_rule(archive) == RemovalRule() == RemovalRule(3, 7)
        if fits:
            save_removal_rule(archive, RemovalRule(nights, days))
            assert removal_rule(archive) == RemovalRule(nights, days)
        else:
            with pytest.raises(ValueError, match="at least one night"):
                save_removal_rule(archive, RemovalRule(nights, days))


def test_a_sample_of_a_promotion_shows_what_differs() -> None:
    values = [value for at, _ in enumerate(FIELDS) for value in ((1, 2) if at == 1 else (3, 3))]
    one = _sample(("c", "u", ["same", "- old", "x" * 200], ["same", "+ new", "y" * 200], *values))
    assert one.fields == {FIELDS[1]: (1, 2)}
    assert one.diff == ("-- old", "-" + "x" * 119, "++ new", "+" + "y" * 119)
    many = _sample(("c", "u", None, [str(at) for at in range(20)], *values))
    assert many.diff == tuple(f"+{at}" for at in range(12))
    assert _sample(("c", "u", ["a"], None, *values)).diff == ("-a",)


def test_a_word_is_shown_in_its_sentence() -> None:
    line = "甲乙。丙丁；戊己"
    assert _in_line(line, 3, ["丙"]) == [Place(3, "丙丁；", number=2)]
    assert _in_line(line, 3, ["庚"]) == []
    assert _in_line(line, 3, ["乙。丙"]) == [Place(3, line)]
    counts = {"2022": 1, "2024": 5, "2023": 0, "": 9}
    assert [one["value"] for one in _sorted("report_year", counts)] == [2024, 2022, None]
    assert [one["value"] for one in _sorted("province", {"a": 1, "b": 3, "": 2, "c": 3})] == [
        "b",
        "c",
        None,
        "a",
    ]


def test_a_province_is_named_by_its_beginning() -> None:
    known = ["河北省", "河南省", "浙江省", ""]
    assert _province("浙", known) == "浙江省"
    with pytest.raises(NotPublished, match="near: 河北省, 河南省$"):
        _province("河", known)
    with pytest.raises(NotPublished, match="near: 河北省, 河南省, 浙江省$"):
        _province("x", known)
    with pytest.raises(NotPublished, match="no code 'no'; near: none"):
        checked_code("no")
    tables = {"figure_panel", "figure_stated", "panel_cell"}
    assert has_figures(tables) and has_figures({*tables, "x"}) and not has_figures({"figure_panel"})


def test_the_number_of_rows_is_what_was_written(tmp_path: Path) -> None:
    with duckdb.connect() as database:
        database.execute("CREATE TABLE t (a INTEGER, b VARCHAR)")
        assert insert_rows(database, "t", []) == 0
        long = "字" * LEAST_BUFFER
        assert insert_rows(database, "t", [{"a": 1, "b": "x"}, {"a": 2, "b": long}]) == 2
        assert only_number(database.execute("SELECT max(length(b)) FROM t")) == LEAST_BUFFER
        with pytest.raises(KeyError, match="exactly the columns a, b"):
            insert_rows(database, "t", [{"a": 1}])
    assert write_lines(tmp_path / "rows", [{"a": 1}, {"a": 12}, {"a": 3}]) == len('{"a": 12}\n')
    assert write_lines(tmp_path / "rows", []) == 0
    assert literals(["a", "b'c"]) == "'a', 'b''c'"


def test_rows_that_are_missing_and_rows_nobody_expected() -> None:
    expected, found = {"t": [(1,), (2,), (2,)]}, {"t": [(2,), (3,)]}
    assert sorted(differences(expected, found)) == ["+ t (3,)", "- t (1,)", "- t (2,)"]


def test_a_folder_belongs_to_one_archive(data_dir: DataDir) -> None:
    with connect(data_dir.work_archive) as archive:
        archive.execute("DELETE FROM meta WHERE key = 'archive_id'")
        drawn = claim(archive, data_dir)
        assert len(drawn) == 16 and claim(archive, data_dir) == drawn == archive_id(data_dir)
        data_dir.archive_id.unlink()
        assert claim(archive, data_dir) == drawn == archive_id(data_dir)
        write_id(data_dir, "0" * 16)
        with pytest.raises(ForeignArchive):
            claim(archive, data_dir)
    check_archive(data_dir, "0" * 16)
    check_archive(data_dir, "")
    with pytest.raises(ForeignArchive, match="belongs to archive 0000"):
        check_archive(data_dir, drawn)
    data_dir.archive_id.write_text("nothing")
    with pytest.raises(ForeignArchive, match="contains no archive id"):
        archive_id(data_dir)


def test_a_writer_waits_as_long_as_it_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = [10.0], list[float]()

    def busy(descriptor: int, how: int) -> None:
        raise BlockingIOError

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(lock.fcntl, "flock", busy)
    monkeypatch.setattr(lock.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(lock.time, "sleep", sleep)
    for seconds, times in ((0.0, 0), (0.2, 1), (1.0, 5), (1.1, 6)):
        now[0], slept[:] = 0.0, []
        with pytest.raises(ArchiveLocked), lock.writer_lock(DataDir(tmp_path), seconds):
            pass
        assert abs(len(slept) - times) <= (seconds == 1.0) and set(slept) <= {0.2}
    with pytest.raises(ArchiveLocked), lock.writer_lock(DataDir(tmp_path)):
        pass
    assert lock.lock_descriptors(DataDir(tmp_path)) == ()
