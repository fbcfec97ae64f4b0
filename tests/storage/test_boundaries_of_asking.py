"""What is asked of an archive, a file or a store comes back as it was written; each rule on both sides."""

import gzip
from datetime import date
from pathlib import Path

import duckdb
import pytest

from records import Decision, government
from storage import errors
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.lake import _name, _quoted, _secret
from storage.evidence.warc import GZIP_START, _next_record
from storage.history.decisions import COLUMNS, add_decision, decided_last, read_decisions, take_back
from storage.history.ledger import as_of, ledger_counts, ledger_entries
from storage.intake.readings import read_readings, write_readings
from storage.paths import DataDir
from storage.preservation.backup import Copy, Entry, fetch
from storage.preservation.log_audit import log_problem
from storage.preservation.rebuild import _is_ours
from storage.preservation.recent_evidence import _take_published
from storage.publishing.query import near_reports, newest_capture
from tests.storage.nights import CIXI, PAGE, Night, read, report


def test_readings_come_back_as_they_were_written(tmp_path: Path) -> None:
    both = [("b", read(report("乙"))), ("a", read(report("甲")))]
    assert (
        write_readings(tmp_path / "1.parquet", both)
        == write_readings(tmp_path / "2.parquet", reversed(both))
        == 2
    )
    assert list(read_readings(tmp_path / "1.parquet")) == sorted(both, key=lambda one: one[0])
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()


# The archive.


def test_an_unknown_homepage_is_null_and_a_known_one_is_there(data_dir: DataDir) -> None:
    with Archive.open(data_dir) as archive:
        ask = archive._connection.execute
        own = ask("SELECT homepage, homepage_evidence FROM government WHERE adcode = '330282'").fetchone()
        without = "SELECT count(*) FROM government WHERE homepage = '' OR homepage_evidence = ''"
        unknown = "SELECT count(*) FROM government WHERE homepage IS NULL"
        assert ask(without).fetchone() == (0,) and ask(unknown).fetchone() != (0,)
    assert own == (government("330282").homepage, government("330282").homepage_evidence)


def test_the_ledger_of_an_archive_in_which_nothing_happened_yet(data_dir: DataDir) -> None:
    with Archive.open(data_dir) as archive:
        names, found = ledger_entries(archive._connection)
        assert (names[:3], found) == (["adcode", "government", "province"], [])
        names, found = ledger_counts(archive._connection)
        assert (names[0], found) == ("report_year", [])
        assert as_of(archive._connection) is None
        archive.save_sites([CIXI])
        archive.ingest(Night(data_dir, 1).end())
        assert str(as_of(archive._connection)) == "2026-03-02 17:30:00"


def test_the_newest_good_answer_of_an_address_has_the_capture_of_its_bytes(data_dir: DataDir) -> None:
    night = Night(data_dir, 1)
    first = night.page(PAGE, report("甲"))
    again = night.page(PAGE, report("甲"), revisit_of=first.capture_id)
    night.page(PAGE, b"gone", status=404)
    alone = night.page(f"{PAGE}?2", report("乙"))
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        archive.ingest(night.end())
        found = newest_capture(archive._connection, f"{PAGE}#top")
        assert found is not None
        assert [one and one.capture_id for one in found] == [again.capture_id, first.capture_id]
        assert newest_capture(archive._connection, f"{PAGE}?2") == (alone, None)
        assert newest_capture(archive._connection, f"{PAGE}?3") is None
        for asked in ("330282-2099", "慈溪市 2099", "慈溪市", "12024"):
            assert near_reports(archive._connection, asked) == []


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("330282-2023", "330282-2022"),
        ("330282-2030", "330282-2024"),
        ("宁波市 2024", "330200-2024"),
        ("330200", "330200-2024"),
        ("330282", "330282-2022"),
        ("x 12024", "330200-2024"),
    ],
)
def test_what_was_meant_by_a_name_that_does_not_exist(asked: str, first: str) -> None:
    with duckdb.connect() as one:
        one.execute(
            "CREATE TABLE reports AS FROM (VALUES ('330282-2022', '慈溪市', NULL::VARCHAR, 'a', 2022), ('330282-2024', '慈溪市',"
            " NULL, 'b', 2024), ('330200-2024', '宁波市', NULL, 'c', 2024)) AS t(report_id, government, issuer, title,"
            " report_year)"
        )
        assert near_reports(one, asked)[0]["report_id"] == first


def test_only_an_archive_of_this_program_is_carried_on(data_dir: DataDir, tmp_path: Path) -> None:
    assert _is_ours(data_dir.work_archive, "14"), "nothing was promoted in it yet"
    with connect(data_dir.work_archive) as one:
        one.execute("INSERT OR REPLACE INTO internal.meta VALUES ('extractor_version', '14')")
    assert (_is_ours(data_dir.work_archive, "14"), _is_ours(data_dir.work_archive, "15")) == (True, False)
    other = tmp_path / "other.duckdb"
    other.write_bytes(b"no database")
    assert not _is_ours(other, "14")
    with duckdb.connect() as fresh:
        fresh.execute("CREATE TABLE already_published (crawl_id VARCHAR, captures BIGINT)")
        assert not _take_published(fresh, other)
        duckdb.connect(tmp_path / "empty.duckdb").close()
        assert not _take_published(fresh, tmp_path / "empty.duckdb")
        assert _take_published(fresh, data_dir.work_archive)


def test_the_logs_of_a_crawl_must_hold_all_that_came_of_them(data_dir: DataDir) -> None:
    night = Night(data_dir, 1)
    first, second = night.page(PAGE, report("甲")), night.page(f"{PAGE}?2", report("乙"))
    night.failed(f"{PAGE}?3")
    whole, died = night.end(), Night(data_dir, 2)
    died.page(PAGE, report("甲"))
    broken = died.die()
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        for folder in (whole, broken):
            archive.ingest(folder)

        def wrong(folder: Path = whole, name: str = "", content: str = "") -> str:
            """What is missing where this log has this content."""
            before = (folder / name).read_bytes() if name else b""
            if name:
                (folder / name).write_text(content, encoding="utf-8")
            try:
                return log_problem(folder, folder.name, archive._connection)
            finally:
                if name:
                    (folder / name).write_bytes(before)

        captures = (whole / "captures.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        summary = (whole / "summary.json").read_text(encoding="utf-8")
        assert (wrong(), wrong(broken), log_problem(whole, "night-9", archive._connection)) == ("", "", "")
        missing = "captures.jsonl lacks {} captures that the archive has, such as {}"
        assert wrong(name="captures.jsonl", content=captures[0]) == missing.format(1, second.capture_id)
        assert wrong(name="captures.jsonl") == missing.format(2, first.capture_id)
        assert (
            wrong(name="failures.jsonl")
            == f"failures.jsonl lacks 1 failed fetches that the archive has, such as {PAGE}?3"
        )
        other = summary.replace('"finish_reason": "finished"', '"finish_reason": "shutdown"')
        assert other != summary and "differs from the ingested one" in wrong(
            name="summary.json", content=other
        )
        (whole / "summary.json").unlink()
        assert "summary.json is missing" in wrong()


# Decisions.


def decision(number: int, url: str = PAGE) -> Decision:
    return Decision(url, "no_report", "", f"reason {number}", date(2026, 3, number), "Li")


def obeying(path: Path, *obeyed: Decision) -> Path:
    """A published archive that was made with these decisions."""
    with duckdb.connect(path) as one:
        one.execute(f"CREATE TABLE decision (canonical_url VARCHAR, {' VARCHAR, '.join(COLUMNS)} VARCHAR)")
        one.execute("ALTER TABLE decision ALTER decided_on TYPE DATE")
        for each in obeyed:
            one.execute(
                f"INSERT INTO decision VALUES ({', '.join('?' * 7)})",
                [each.page_url, *(getattr(each, name) for name in COLUMNS)],
            )
    return path


def test_the_last_decision_on_a_page_is_taken_back_unless_it_is_published(tmp_path: Path) -> None:
    path, nowhere = tmp_path / "decisions.csv", tmp_path / "none.duckdb"
    assert (decided_last(path, PAGE), take_back(path, PAGE, nowhere)) == (None, None)
    for one in (decision(1), decision(2, f"{PAGE}?2"), decision(3)):
        add_decision(path, one)
    assert decided_last(path, f"{PAGE}#top") == decision(3)
    published = obeying(tmp_path / "published.duckdb", decision(1), decision(2, f"{PAGE}?2"))
    assert take_back(path, f"{PAGE}#top", published) == decision(3)
    assert take_back(path, PAGE, published) is None, "its names may be cited"
    assert take_back(path, f"{PAGE}?2", nowhere) == decision(2, f"{PAGE}?2")
    assert read_decisions(path) == [decision(1)] and decided_last(path, f"{PAGE}?2") is None


# Files and stores.


def test_the_next_record_begins_where_one_can_be_unpacked() -> None:
    record, other = gzip.compress(b"WARC/1.1\r\n"), gzip.compress(b"no record at all")
    for before in (b"", GZIP_START, other, b"x" + GZIP_START * 2):
        assert _next_record(before + record, 0) == len(before)
    assert _next_record(record + b"xy" + record, 1) == len(record) + 2
    assert _next_record(record + other, 1) == len(record + other)


def test_a_file_that_the_copy_lacks_is_not_fetched(tmp_path: Path) -> None:
    copy = Copy(str(tmp_path / "copy"))
    assert fetch(copy, "a/b", Entry("0" * 64, 1, 0), tmp_path / "there") is False
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize(
    ("endpoint", "says"),
    [
        ("", ["KEY_ID 'me'", "SECRET 'it''s'", "REGION 'us-east-1'"]),
        ("http://127.0.0.1:9", ["ENDPOINT '127.0.0.1:9'", "URL_STYLE 'path'", "USE_SSL 'False'"]),
        ("https://s3.example", ["ENDPOINT 's3.example'", "USE_SSL 'True'"]),
    ],
)
def test_a_store_is_asked_as_the_variables_of_aws_say(
    endpoint: str, says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    values = ("me", "it's", endpoint)
    for name, value in zip(
        ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"), values, strict=True
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    made = _secret()
    assert all(word in made for word in says) and ("ENDPOINT" in made) is bool(endpoint)


def test_only_names_go_into_statements_as_they_are() -> None:
    assert (_name("capture_text"), _quoted("it's")) == ("capture_text", "'it''s'")
    for wrong in ("", "a b", "a;b", "a'", "A"):
        with pytest.raises(ValueError, match="not a table name"):
            _name(wrong)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.ArchiveError, 7),
        (errors.ArchiveLocked, 6),
        (errors.ArchiveDamaged, 7),
        (errors.ForeignArchive, 2),
        (errors.StoreUnusable, 7),
        (errors.ObjectDiffers, 7),
        (errors.SchemaTooNew, 7),
        (errors.MigrationChanged, 7),
        (errors.CrawlLogDamaged, 7),
        (errors.DecisionsInvalid, 2),
        (errors.NotPublished, 2),
        (errors.ReleaseRefused, 2),
        (errors.RebuildRefused, 2),
        (errors.BackupDamaged, 7),
        (errors.BackupRefused, 2),
        (errors.AuditInvalid, 2),
    ],
)
def test_each_error_ends_a_command_with_its_code(kind: type[errors.ArchiveError], code: int) -> None:
    """As docs/operations.md lists them."""
    assert kind.exit_code == code
