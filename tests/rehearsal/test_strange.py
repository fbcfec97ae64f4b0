"""The judge of the strange web: an archive with one thing of each kind, and what is said of it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rehearsal.strange_verdicts import SiteVerdict, judge_strange, letters, share
from storage.paths import DataDir

SECOND = datetime.fromisoformat("2026-06-20T17:00")
BEFORE, AFTER = map(datetime.fromisoformat, ("2026-06-19T18:00", "2026-06-20T18:00"))
LINES = [f"第{i}段讲述本年度推进法治政府建设的第{i}项举措，完成任务{i * 7}项。" for i in range(1, 11)]
TEXT = "\n".join(LINES)
OTHER = "\n".join(f"另一份文件的第{i}段，谈的是完全不同的事情和数字{i * 13}。" for i in range(1, 11))
REPORTS = """
CREATE TABLE reports (report_id VARCHAR, adcode VARCHAR, report_year INTEGER, issuer_level VARCHAR, url VARCHAR,
    title VARCHAR, status VARCHAR, versions INTEGER, first_seen_at TIMESTAMP, body_text VARCHAR, unconfirmed BOOLEAN)
"""
TABLES = (
    REPORTS,
    "CREATE TABLE ledger (adcode VARCHAR, report_year INTEGER, status VARCHAR)",
    "CREATE TABLE site_health (adcode VARCHAR, verdict VARCHAR)",
    "CREATE TABLE events (report_id VARCHAR, kind VARCHAR, observed_at TIMESTAMP)",
)
Row = tuple[Any, ...]


def report(year: int, **facts: Any) -> dict[str, Any]:
    return {"year": year, "url": f"http://a.gov.cn/{year}.html", "text": TEXT, **facts}


def judged(
    tmp_path: Path, rows: Sequence[Row], ledger: Sequence[Row], events: Sequence[Row] = (), **site: Any
) -> SiteVerdict:
    """The verdict on one site with reports on 2020 and 2021; rows are year, text and what differs."""
    data = DataDir(tmp_path)
    data.work.mkdir(parents=True)
    with duckdb.connect(data.work_archive) as archive:
        for table in TABLES:
            archive.execute(table)
        for year, text, level, hidden in rows:
            archive.execute(
                "INSERT INTO reports VALUES (?, '1', ?, ?, ?, '', 'live', 1, ?, ?, ?)",
                [f"1-{year}", year, level, f"http://a.gov.cn/{year}.html", BEFORE, text, hidden],
            )
        for row in ledger:
            archive.execute("INSERT INTO ledger VALUES ('1', ?, ?)", row)
        for row in events:
            archive.execute("INSERT INTO events VALUES (?, ?, ?)", row)
        archive.execute("INSERT INTO site_health VALUES ('1', 'ok')")
    told = {
        "adcode": "1", "host": "a.gov.cn", "parts": {}, "readable": True, "others": [], "drafts": [], "false": [],
        "reports": [report(2020), report(2021)], **site,
    }  # fmt: skip
    (verdict,) = judge_strange(data, {"sites": [told]}, {"a.gov.cn": 5}, SECOND)
    return verdict


def test_a_whole_text_in_the_ledger_is_read_and_a_missing_one_unknown(tmp_path: Path) -> None:
    verdict = judged(tmp_path, [(2020, TEXT, "county", False)], [(2020, "published_late"), (2021, "unknown")])
    assert (verdict.read, len(verdict.unknown), verdict.requests) == (1, 1, 5)
    assert verdict.absent == verdict.false == verdict.partly == verdict.versions == []


@pytest.mark.parametrize("status", ["not_found", "published_then_removed", "replaced"])
def test_absence_is_false_whatever_it_is_called(tmp_path: Path, status: str) -> None:
    verdict = judged(tmp_path, [(2020, TEXT, "county", False)], [(2020, "published"), (2021, status)])
    assert len(verdict.absent) == 1 and verdict.read == 1


def test_half_a_text_and_none_are_partly_read(tmp_path: Path) -> None:
    rows: list[Row] = [(2020, "\n".join(LINES[:5]), "county", False), (2021, "", "county", False)]
    verdict = judged(tmp_path, rows, [(2020, "published"), (2021, "published")])
    assert len(verdict.partly) == 2 and not verdict.false and not verdict.read


def test_another_text_and_another_year_are_false_reports_unless_unconfirmed(tmp_path: Path) -> None:
    rows: list[Row] = [
        (2020, OTHER, "county", False),
        (2019, TEXT, "county", False),
        (2018, OTHER, "county", True),
    ]
    verdict = judged(tmp_path, rows, [(2020, "published"), (2021, "unknown")])
    assert [line.split()[1] for line in verdict.false] == ["2020", "2019"]


def test_a_draft_in_place_of_the_report_is_a_false_report(tmp_path: Path) -> None:
    draft = TEXT.replace("举措", "做法")
    verdict = judged(
        tmp_path, [(2020, draft, "county", False)], [(2020, "published")], drafts=[{"text": draft}]
    )
    assert len(verdict.false) == 1 and verdict.read == 0


def test_a_departments_report_is_true_only_as_a_departments(tmp_path: Path) -> None:
    others = [{"adcode": "1", "year": 2017, "text": OTHER}]
    rows: list[Row] = [(2017, OTHER, "department", False), (2016, OTHER, "department", False)]
    verdict = judged(tmp_path, rows, [], others=others)
    assert [line.split()[1] for line in verdict.false] == ["2016"]


def test_events_of_the_second_night_are_false_but_for_edits(tmp_path: Path) -> None:
    rows: list[Row] = [(2020, TEXT, "county", False), (2021, TEXT, "county", False)]
    events: list[Row] = [
        ("1-2020", "appeared", BEFORE), ("1-2020", "changed", AFTER), ("1-2020", "copied", AFTER), ("1-2021", "changed", BEFORE)
    ]  # fmt: skip
    reports = [report(2020), report(2021, night2=TEXT + "\n新增的一段话说明了情况。")]
    verdict = judged(tmp_path, rows, [], events, reports=reports)
    assert [line.split()[1] for line in verdict.versions] == ["changed", "copied"]
    assert len(verdict.missed) == 1


def test_spaces_marks_and_width_do_not_count() -> None:
    assert letters("共 １２\u200b件\n") == letters("共12件")
    assert share(TEXT.replace("，", "，\n"), TEXT) == 1.0
    assert share(OTHER, TEXT) == 0.0
