"""Publishing: what readers see while it happens, and when it is refused."""

import stat
from dataclasses import replace

import pytest

from storage.archive import Archive
from storage.database.connection import connect
from storage.evidence.warc import read_payload
from storage.paths import DataDir
from storage.publishing.query import open_published
from tests.storage.nights import CIXI, PAGE, Night, nights, read, report, take_in
from tests.storage.readers import reader_process

OTHER = "http://www.cixi.gov.cn/art/2025/other.html"


def publish(data_dir: DataDir) -> dict[str, int]:
    with Archive.open(data_dir) as archive:
        assert archive.check() == []
        return archive.publish()


def test_the_published_archive_is_whole_and_read_only(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")}, {PAGE: report("乙")})
    counts = publish(data_dir)
    assert (counts["crawl"], counts["capture"], counts["report"], counts["report_version"]) == (2, 2, 1, 2)
    assert stat.S_IMODE(data_dir.published.stat().st_mode) == 0o444
    assert sorted(path.name for path in data_dir.root.iterdir() if path.is_file()) == [
        "archive-id",
        "archive.duckdb",
    ]
    with open_published(data_dir) as connection:
        assert connection.execute("SELECT body_text FROM reports").fetchall() == [("乙",)]
        assert connection.execute("SELECT count(*) FROM coverage").fetchall() == [(1,)]


def test_one_report_is_found_by_index(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    publish(data_dir)
    with open_published(data_dir) as connection:
        for table, column in (
            ("report", "report_id"),
            ("report_version", "report_id"),
            ("extraction", "capture_id"),
        ):
            ((value,),) = connection.execute(f"SELECT {column} FROM {table}").fetchall()
            ((_, plan),) = connection.execute(
                f"EXPLAIN ANALYZE SELECT * FROM {table} WHERE {column} = '{value}'"
            ).fetchall()
            assert "Index Scan" in plan, table


def test_an_open_reader_keeps_its_data_and_blocks_nobody(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    publish(data_dir)
    with reader_process(data_dir) as old_reader:
        assert old_reader("SELECT body_text FROM reports") == "甲"
        nights(data_dir, {PAGE: report("乙")})
        publish(data_dir)
        assert old_reader("SELECT count(*) FROM versions") == "1"
        assert old_reader("SELECT body_text FROM reports") == "甲"
        with reader_process(data_dir) as new_reader:
            assert new_reader("SELECT body_text FROM reports") == "乙"
        nights(data_dir, {PAGE: report("丙")})
        publish(data_dir)
        assert old_reader("SELECT body_text FROM reports") == "甲"


def test_work_goes_on_after_publishing_in_the_same_session(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        archive.publish()
        night = Night(data_dir, 2)
        night.page(PAGE, report("乙"))
        take_in(archive, data_dir, night.end())
        assert archive.publish()["report_version"] == 2


def test_a_copy_that_a_crash_left_is_overwritten(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    left = data_dir.published.with_name("archive.duckdb.new")
    left.write_bytes(b"half")
    left.chmod(0o444)
    publish(data_dir)
    assert not left.exists()
    with open_published(data_dir) as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchall() == [(1,)]


def test_an_archive_that_would_shrink_is_refused(data_dir: DataDir) -> None:
    """An extractor that recognises fewer reports must not empty the archive."""
    nights(data_dir, {PAGE: report("甲"), OTHER: report("乙", year=2023)})
    publish(data_dir)
    with Archive.open(data_dir) as archive:
        only = next(capture for capture in archive.pending("2") if capture.url == PAGE)
        take_in(archive, data_dir, version="2")
        other = replace(read(read_payload(data_dir, only), "2"), is_report=False)
        archive.save_extractions([(only.capture_id, other)])
        take_in(archive, data_dir, version="2")
        (line,) = archive.shrinking()
        assert "330282-2024 would disappear without a removal event" in line


@pytest.mark.usefixtures("one_night")
def test_a_removal_explains_a_smaller_archive(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲"), OTHER: report("乙", year=2023)})
    publish(data_dir)
    nights(data_dir, {PAGE: 404})
    publish(data_dir)
    with open_published(data_dir) as connection:
        assert connection.execute("SELECT report_id FROM reports WHERE status = 'live'").fetchall() == [
            ("330282-2023",)
        ]


def test_a_site_below_its_floor_is_refused(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        archive.save_sites([replace(CIXI, min_reports=2), replace(CIXI, site_id="x", min_reports=9)])
        (failure,) = archive.check()
    assert failure.startswith("site 330282-cixi has 1 live reports, at least 2 are expected")


def test_each_promise_of_the_tables_is_kept_watch_over(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")}, {PAGE: report("甲")}, {PAGE: report("乙")})
    damage = {
        "the same government is listed twice": "INSERT INTO government SELECT * FROM government LIMIT 1",
        "captures belong to no crawl": "DELETE FROM crawl WHERE crawl_id = 'night-1'",
        "revisits point to a missing capture": "UPDATE capture SET revisit_of = 'x' WHERE revisit_of <> ''",
        "revisits differ in payload digest": "UPDATE capture SET payload_digest = 'x' WHERE revisit_of <> ''",
        "extractions belong to no capture": "UPDATE extraction SET capture_id = 'x' WHERE body_lines = ['乙']",
        "two reports have the same report_id": "INSERT INTO report SELECT * FROM report",
        "the same page is listed twice": "INSERT INTO page SELECT * FROM page",
        "versions are not numbered": "DELETE FROM report_version WHERE version_no = 1",
        "versions or events belong to no report": "UPDATE event SET report_id = 'x'",
        "two neighbouring versions have the same text": "UPDATE report_version SET text_digest = 'x'",
        "a version's text differs from": "UPDATE extraction SET text_digest = 'x'",
        "a report's status contradicts": "UPDATE report SET status = 'removed'",
        "the ledger is missing": "DELETE FROM ledger_entry",
        "the ledger contradicts a report's status": "UPDATE ledger_entry SET status = 'replaced' WHERE report_id IS NOT NULL",
        "a ledger row names a proof": "UPDATE ledger_entry SET proof_captures = ['x'] WHERE report_id IS NOT NULL",
        "too many reports have neither": "UPDATE extraction SET body_lines = ['']",
    }
    with Archive.open(data_dir) as archive:
        assert archive.check() == []
        for saying, statement in damage.items():
            archive._connection.execute("BEGIN")
            archive._connection.execute("DELETE FROM meta WHERE key = 'checked_whole_at'")
            archive._connection.execute(statement)
            assert any(failure.startswith(saying) for failure in archive.check()), saying
            archive._connection.execute("ROLLBACK")
        assert archive.check() == []


def test_what_is_older_than_the_last_publication_is_checked_once_a_week(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    publish(data_dir)
    with Archive.open(data_dir) as archive:
        lost = "DELETE FROM capture WHERE capture_id IN (SELECT capture_id FROM extraction)"
        archive._connection.execute(lost)
        assert not any("extractions belong to no capture" in failure for failure in archive.check())
        for later, noticed in ((6, False), (1, True)):
            row = f"UPDATE crawl SET started_at = started_at + INTERVAL {later} DAY"
            archive._connection.execute(row)
            failed = archive.check()
            assert any("extractions belong to no capture" in failure for failure in failed) == noticed


def test_what_the_next_crawl_is_told(data_dir: DataDir) -> None:
    nights(
        data_dir,
        {PAGE: report("甲"), OTHER: 404},
        {PAGE: report("甲"), OTHER: report("乙", year=2023)},
        {PAGE: 404},
    )
    with Archive.open(data_dir) as archive:
        known = {line.url: line for line in archive.known([CIXI.site_id])}
        again = [(page.site_id, page.url, page.role) for page in archive.report_pages([CIXI.site_id])]
        assert archive.known(["another"]) == archive.report_pages(["another"]) == []
    with connect(data_dir.work_archive, read_only=True) as connection:
        full = connection.execute(
            "SELECT url, capture_id FROM capture WHERE status = 200 AND revisit_of = ''"
        ).fetchall()
    assert {url: line.capture_id for url, line in known.items()} == dict(full)
    assert again == [(CIXI.site_id, OTHER, "detail"), (CIXI.site_id, PAGE, "detail")]
