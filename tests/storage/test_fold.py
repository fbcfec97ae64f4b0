"""From captures and extractions to reports, versions and events: what the published tables tell."""

from pathlib import Path
from typing import Any

import pytest

from extraction.works.lineage import histories
from records import Issue
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from tests.storage.nights import CIXI, PAGE, Night, nights, read, report, take_in

OTHER = "http://www.cixi.gov.cn/art/2025/moved.html"
TABLES = ("page", "report", "report_version", "event", "issue")


def ask(data_dir: DataDir, query: str) -> list[tuple[Any, ...]]:
    with connect(data_dir.work_archive, read_only=True) as connection:
        return connection.execute(query).fetchall()


def events(data_dir: DataDir) -> list[tuple[Any, ...]]:
    return ask(data_dir, "SELECT kind, url, version_no FROM events ORDER BY report_id, event_no")


def test_a_text_that_comes_back_makes_three_versions(data_dir: DataDir) -> None:
    nights(data_dir, *({PAGE: report(body)} for body in ("甲", "甲", "乙", "乙", "甲")))
    assert ask(data_dir, "SELECT version_no, body_text FROM versions ORDER BY 1") == [
        (1, "甲"),
        (2, "乙"),
        (3, "甲"),
    ]
    assert ask(data_dir, "SELECT versions, body_text, status FROM reports") == [(3, "甲", "live")]


def test_furniture_makes_no_version(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲", visits=1)}, {PAGE: report("甲", visits=2)})
    assert ask(data_dir, "SELECT count(*), count(DISTINCT payload_digest) FROM captures") == [(2, 2)]
    assert events(data_dir) == [("appeared", PAGE, 1)]


def test_an_unchanged_page_costs_a_revisit_and_still_counts_as_seen(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")}, {PAGE: report("甲")})
    assert ask(data_dir, "SELECT count(*) FROM extraction") == [(1,)]
    assert ask(data_dir, "SELECT count(*) FROM captures WHERE revisit_of <> ''") == [(1,)]
    assert ask(data_dir, "SELECT last_seen_at > first_seen_at FROM reports") == [(True,)]


def test_an_answer_that_nothing_was_modified_is_a_reading_of_what_it_stands_for(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    (first,) = ask(data_dir, "SELECT capture_id, payload_digest FROM captures")
    with Archive.open(data_dir) as archive:
        night = Night(data_dir, 2)
        night.page(PAGE, b"", status=304, revisit_of=first[0], payload_digest=first[1], payload_bytes=9)
        take_in(archive, data_dir, night.end())
        (known,) = archive.known([CIXI.site_id])
        assert (known.capture_id, archive.check()) == (first[0], [])
    assert ask(data_dir, "SELECT last_seen_at > first_seen_at, versions, status FROM reports") == [
        (True, 1, "live")
    ]


def test_a_version_seen_in_a_revisit_shows_the_text_and_the_record_with_the_bytes(data_dir: DataDir) -> None:
    """Night 3 brings the bytes of night 1 again, as a crawl that knew them all would log them."""
    nights(data_dir, {PAGE: report("甲")}, {PAGE: report("乙")})
    (first,) = ask(data_dir, "SELECT capture_id, warc_file FROM captures ORDER BY captured_at LIMIT 1")
    with Archive.open(data_dir) as archive:
        night = Night(data_dir, 3)
        night.page(PAGE, report("甲"), revisit_of=first[0])
        take_in(archive, data_dir, night.end())
    latest = "SELECT body_text, capture_id, warc_file FROM versions WHERE version_no = 3"
    assert ask(data_dir, latest) == [("甲", night.captures[0].capture_id, first[1])]


@pytest.mark.usefixtures("one_night")
def test_a_page_is_removed_only_where_the_lists_were_healthy(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    nights(data_dir, {PAGE: 404}, problems=["list page http://www.cixi.gov.cn/col: 503"])
    assert events(data_dir) == [("appeared", PAGE, 1)]
    nights(data_dir, {PAGE: 404})
    assert events(data_dir) == [("appeared", PAGE, 1), ("removed", PAGE, 1)]
    assert ask(data_dir, "SELECT status, body_text FROM reports") == [("removed", "甲")]


@pytest.mark.parametrize(
    "status", [403, 503, *(pytest.param(status, marks=pytest.mark.nightly) for status in (412, 500))]
)
@pytest.mark.usefixtures("one_night")
def test_an_error_or_a_block_proves_nothing(data_dir: DataDir, status: int) -> None:
    nights(data_dir, {PAGE: report("甲")}, {PAGE: status})
    assert events(data_dir) == [("appeared", PAGE, 1)]


@pytest.mark.usefixtures("one_night")
def test_a_crawl_that_died_removes_nothing(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    night = Night(data_dir, 2)
    night.page(PAGE, status=404)
    with Archive.open(data_dir) as archive:
        take_in(archive, data_dir, night.die())
    assert events(data_dir) == [("appeared", PAGE, 1)]


@pytest.mark.usefixtures("one_night")
def test_a_move_in_one_night(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")}, {OTHER: report("甲"), PAGE: 404})
    assert events(data_dir) == [("appeared", PAGE, 1), ("moved", OTHER, 1)]
    assert ask(data_dir, "SELECT url, versions FROM reports") == [(OTHER, 1)]
    assert ask(data_dir, "SELECT url, is_primary, same_text FROM pages ORDER BY is_primary") == [
        (PAGE, False, True),
        (OTHER, True, True),
    ]


def test_a_redirected_page_is_still_that_page(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        night = Night(data_dir, 2)
        night.page(PAGE, status=301, redirect_to=OTHER)
        night.page(OTHER, report("乙"), page_url=PAGE)
        take_in(archive, data_dir, night.end())
    assert events(data_dir) == [("appeared", PAGE, 1), ("changed", PAGE, 2)]


def test_a_page_that_sends_to_where_the_report_is_read_has_moved(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        night = Night(data_dir, 2)
        night.page(PAGE, status=301, redirect_to=OTHER)
        night.page(OTHER, report("甲"), page_url=PAGE)
        night.page(OTHER, report("甲"))
        take_in(archive, data_dir, night.end())
        # Nobody asks for the new address in this night.
        night = Night(data_dir, 3)
        night.page(PAGE, status=301, redirect_to=OTHER)
        night.page(OTHER, report("甲"), page_url=PAGE)
        take_in(archive, data_dir, night.end())
    assert events(data_dir) == [("appeared", PAGE, 1), ("moved", OTHER, 1)]


def test_an_address_that_always_sent_on_has_not_moved(data_dir: DataDir) -> None:
    with Archive.open(data_dir) as archive:
        for number in (1, 2):
            night = Night(data_dir, number)
            night.page(PAGE, status=301, redirect_to=OTHER)
            night.page(OTHER, report("甲"), page_url=PAGE)
            if number == 2:
                night.page(OTHER, report("甲"))
            take_in(archive, data_dir, night.end())
    assert events(data_dir) == [("appeared", PAGE, 1), ("copied", OTHER, 1)]


def test_a_page_that_is_no_report_any_more_is_an_issue_not_a_removal(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")}, {PAGE: report("网站维护中", is_report=False)})
    assert events(data_dir) == [("appeared", PAGE, 1)]
    assert ask(data_dir, "SELECT stage, code, url FROM issues") == [("fold", "no_longer_a_report", PAGE)]


def test_a_second_document_of_the_same_issuer_and_year(data_dir: DataDir) -> None:
    first = "".join(f"全市第{n}季度开展行政执法检查{n * 37}次。" for n in range(40))
    second = "".join(f"镇村第{n}批法律明白人培训共{n * 13}人参加。" for n in range(40))
    nights(data_dir, {PAGE: report(first), OTHER: report(second)})
    names = ask(data_dir, "SELECT report_id, url FROM reports ORDER BY 1")
    assert sorted(names) == sorted({("330282-2024", OTHER), ("330282-2024-2", PAGE)})


def test_the_same_input_gives_the_same_rows(data_dir: DataDir, tmp_path: Path) -> None:
    history = [
        {PAGE: report("甲"), OTHER: report("丙", year=2023)},
        {PAGE: report("乙"), OTHER: 404},
        {PAGE: 404, OTHER: report("丙", year=2023)},
    ]
    nights(data_dir, *history)
    before = [ask(data_dir, f"SELECT * FROM {table}") for table in TABLES]
    with Archive.open(data_dir) as archive:
        archive.fold("1", histories)
    assert [ask(data_dir, f"SELECT * FROM {table}") for table in TABLES] == before
    # All nights taken in at once, the last one first.
    other = DataDir(tmp_path / "other")
    with Archive.open(other) as archive:
        archive.save_sites([CIXI])
        take_in(archive, data_dir, *sorted(data_dir.crawls.iterdir(), reverse=True))
    assert [ask(other, f"SELECT * FROM {table}") for table in TABLES] == before


def test_a_better_extractor_rewrites_history_and_is_no_revision(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲", visits=1)}, {PAGE: report("甲", visits=2)})
    with Archive.open(data_dir) as archive:
        assert archive.pending("1") == []
        assert len(archive.pending("2")) == 2
        take_in(archive, data_dir, version="2")
    assert ask(data_dir, "SELECT versions, body_text FROM reports") == [(1, "甲2")]
    assert ask(data_dir, "SELECT count(*) FROM extraction") == [(4,)]


def test_only_report_pages_that_answered_wait_for_extraction(data_dir: DataDir) -> None:
    home = "http://www.cixi.gov.cn/"
    night = Night(data_dir, 1)
    night.page(home, report("首页", is_report=False), role="home")
    night.page(PAGE, report("甲"))
    night.page(OTHER, status=404)
    night.page(OTHER + ".pdf", b"%PDF", media_type="application/pdf")
    plain = night.page(OTHER + ".txt", report("乙", year=2022), media_type="text/plain")
    bare = night.page(OTHER + "?bare", report("丁", year=2021), media_type="")
    with Archive.open(data_dir) as archive:
        archive.ingest(night.end())
        assert archive.pending("1") == [night.captures[1], plain, bare]
        take_in(archive, data_dir)
        # A page known to be a report is read whatever the walk took it for.
        again = Night(data_dir, 2)
        again.page(PAGE, report("戊"), role="list")
        archive.ingest(again.end())
        assert archive.pending("1") == again.captures


def test_why_a_capture_could_not_be_read_is_kept_until_it_is(data_dir: DataDir) -> None:
    night = Night(data_dir, 1)
    capture = night.page(PAGE, report("甲"))
    with Archive.open(data_dir) as archive:
        archive.ingest(night.end())
        archive.save_unread([(capture, Issue("warc_damaged", "record is not there"))])
        archive.save_unread([(capture, Issue("warc_damaged", "record breaks off"))])
    listed = "SELECT stage, crawl_id, code, detail, url FROM issues"
    assert ask(data_dir, listed) == [("extraction", "night-1", "warc_damaged", "record breaks off", PAGE)]
    with Archive.open(data_dir) as archive:
        assert archive.pending("1") == [capture]
        take_in(archive, data_dir)
    assert ask(data_dir, listed) == []


def test_a_second_reading_by_the_same_version_replaces_the_first(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    (capture_id,) = ask(data_dir, "SELECT capture_id FROM captures")[0]
    with Archive.open(data_dir) as archive:
        assert (
            archive.save_extractions([(capture_id, read(report("乙"))), (capture_id, read(report("丙")))])
            == 1
        )
        archive.fold("1", histories)
    assert ask(data_dir, "SELECT body_text, versions FROM reports") == [("丙", 1)]
