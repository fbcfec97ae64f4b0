"""A crawl's folder becomes rows: all or nothing, and the same the second time."""

import json
from typing import Any

import pytest

from records.jsonlines import to_json
from storage.archive import Archive
from storage.database.connection import connect
from storage.errors import CrawlLogDamaged
from storage.paths import DataDir
from tests.storage.nights import CIXI, PAGE, Night, report

TABLES = ("crawl", "site_outcome", "capture", "failed_fetch", "issue")


def tables(data_dir: DataDir) -> dict[str, list[tuple[Any, ...]]]:
    with connect(data_dir.work_archive, read_only=True) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in TABLES
        }


@pytest.fixture
def night(data_dir: DataDir) -> Night:
    made = Night(data_dir, 1)
    made.page("http://www.cixi.gov.cn/", b"home", role="home")
    made.page(PAGE + "#top", report("甲"))
    made.failed("http://www.cixi.gov.cn/slow")
    return made


def test_twice_is_once(data_dir: DataDir, night: Night) -> None:
    folder = night.end(problems=["list page x: 503"])
    with Archive.open(data_dir) as archive:
        first = archive.ingest(folder)
    once = tables(data_dir)
    with Archive.open(data_dir) as archive:
        second = archive.ingest(folder)
    assert tables(data_dir) == once
    assert (first.captures, first.new_captures, first.failed_fetches) == (2, 2, 1)
    assert (second.captures, second.new_captures, second.finish_reason) == (2, 0, "finished")
    assert [len(once[table]) for table in TABLES] == [1, 1, 2, 1, 0]


def test_a_capture_comes_back_as_it_was_logged(data_dir: DataDir, night: Night) -> None:
    folder = night.end()
    with Archive.open(data_dir) as archive:
        archive.ingest(folder)
        assert archive.pending("1") == night.captures[1:]
        (known, _) = archive.known([CIXI.site_id])
    assert (known.capture_id, known.captured_at) == (
        night.captures[0].capture_id,
        night.captures[0].captured_at,
    )
    with connect(data_dir.work_archive, read_only=True) as connection:
        canonical = connection.execute("SELECT canonical_url FROM capture WHERE role = 'detail'").fetchall()
    assert canonical == [(PAGE,)]


def test_a_line_cut_off_by_a_crash_is_an_issue(data_dir: DataDir, night: Night) -> None:
    log = night.folder / "captures.jsonl"
    log.write_bytes(log.read_bytes()[:-40])
    with Archive.open(data_dir) as archive:
        taken = archive.ingest(night.die())
    assert (taken.finish_reason, taken.captures) == ("died", 1)
    assert [issue.code for issue in taken.issues] == ["cut_off_line"]
    rows = tables(data_dir)
    assert rows["issue"] == [("ingest", "night-1", "", "cut_off_line", taken.issues[0].detail)]
    assert rows["crawl"] == [("night-1", night.captures[0].captured_at, None, "died", 1, 0, "")]
    assert rows["site_outcome"] == []


def test_a_damaged_line_in_the_middle_costs_that_line(data_dir: DataDir, night: Night) -> None:
    log = night.folder / "captures.jsonl"
    first, second = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(first[:20] + b"\xff\n" + second)
    with Archive.open(data_dir) as archive:
        taken = archive.ingest(night.end())
    assert (taken.captures, [issue.code for issue in taken.issues]) == (1, ["damaged_line"])


def test_a_crawl_that_died_before_its_first_capture(data_dir: DataDir) -> None:
    folder = data_dir.crawl("night-1")
    folder.mkdir(parents=True)
    with Archive.open(data_dir) as archive:
        assert archive.ingest(folder).finish_reason == "died"
    assert tables(data_dir)["crawl"] == [("night-1", None, None, "died", 0, 0, "")]


@pytest.mark.parametrize("change", [{"new_field": 1}, {"captured_at": "yesterday"}, {"captured_at": None}])
def test_a_log_of_another_form_is_refused_whole(
    data_dir: DataDir, night: Night, change: dict[str, Any]
) -> None:
    with (night.folder / "captures.jsonl").open("a") as log:
        log.write(json.dumps(to_json(night.captures[0]) | change) + "\n")
    before = tables(data_dir)
    with (
        pytest.raises(CrawlLogDamaged, match=r"captures\.jsonl line 3 cannot be read as Capture"),
        Archive.open(data_dir) as archive,
    ):
        archive.ingest(night.end())
    assert tables(data_dir) == before


def test_a_summary_of_another_crawl_is_refused(data_dir: DataDir, night: Night) -> None:
    folder = night.end()
    renamed = folder.rename(folder.with_name("night-7"))
    with (
        pytest.raises(CrawlLogDamaged, match="contains the summary of crawl night-1"),
        Archive.open(data_dir) as archive,
    ):
        archive.ingest(renamed)
    assert tables(data_dir)["capture"] == []


def test_crawls_that_wait(data_dir: DataDir, night: Night) -> None:
    folder = night.end()
    other = Night(data_dir, 2).die()
    with Archive.open(data_dir) as archive:
        assert archive.waiting_crawls() == [folder, other]
        archive.ingest(folder)
        assert archive.waiting_crawls() == [other]


def test_any_text_a_page_can_hold_survives(data_dir: DataDir) -> None:
    strange = "引号\"'\\ 换行\n\t\r\x00\x1f\u2028 𠮷 👩‍⚖️ $1 {} "
    night = Night(data_dir, 1)
    capture = night.page(PAGE, b"x", link_title=strange)
    with Archive.open(data_dir) as archive:
        archive.ingest(night.end())
        assert archive.pending("1")[0].link_title == capture.link_title == strange
