"""What is published beside the database, and that all of it becomes visible together."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from storage.archive import Archive
from storage.database.connection import connect
from storage.history.ledger import STATUSES
from storage.paths import DataDir
from storage.publishing.companions.codebook_zh import meanings
from storage.publishing.manifest import table_digests
from storage.publishing.parts import Before, write_parts
from storage.publishing.query import open_published
from tests.storage.conftest import copied
from tests.storage.nights import CIXI, PAGE, Night, nights, report, take_in

ROOT = Path(__file__).parents[2]

# Publishes again and again, each time in a child that kills itself as it touches the folders for the n-th
# time.
KILLED = """
import os, signal, sys
from pathlib import Path
import duckdb
from storage.archive import Archive
from storage.paths import DataDir
from storage.publishing.query import open_published

data_dir = DataDir(Path(sys.argv[1]))
EVENTS = {"os.rename", "os.mkdir", "os.symlink", "os.rmdir", "shutil.copyfile"}

def publish_until(number):
    left = number
    def count_down(event, arguments):
        nonlocal left
        if event in EVENTS:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
    with Archive.open(data_dir) as archive:
        sys.addaudithook(count_down)
        archive.publish()

def child(work, *arguments):
    pid = os.fork()
    if not pid:
        try:
            work(*arguments)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1]

def look():
    with open_published(data_dir) as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchone()[0] == 1
    current = (data_dir.published_sets / "current").resolve()
    assert data_dir.published.resolve().parent == current
    assert {path.name for path in current.iterdir()} == {"archive.duckdb", "parquet", "search", "CODEBOOK.md", "CODEBOOK.zh-CN.md", "texts.zip", "manifest.json"}

number = 1
while status := child(publish_until, number):
    assert os.WTERMSIG(status) == signal.SIGKILL, status
    assert child(look) == 0, number
    number += 1
assert child(look) == 0
print(number)
"""


@pytest.fixture(scope="module")
def published(once: DataDir) -> DataDir:
    nights(once, {PAGE: report("甲")}, {PAGE: report("乙")})
    with Archive.open(once) as archive:
        archive.publish()
    return once


@pytest.fixture
def two_versions(published: DataDir, tmp_path: Path) -> DataDir:
    return copied(published, tmp_path)


def current(data_dir: DataDir) -> Path:
    return data_dir.published_sets / "current"


def test_each_view_and_table_is_a_parquet_file_with_the_same_rows(two_versions: DataDir) -> None:
    folder = current(two_versions)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert {"reports", "versions", "changes", "events", "coverage"} <= manifest["views"].keys()
    with open_published(two_versions) as connection:
        for names, place in (
            (manifest["views"], folder / "parquet"),
            (manifest["tables"], folder / "parquet" / "tables"),
        ):
            assert {path.stem for path in place.iterdir() if path.name != "tables"} == names.keys()
            for name, told in names.items():
                found = f"{place}/{name}/*.parquet" if (place / name).is_dir() else f"{place}/{name}.parquet"
                differing = connection.execute(
                    f"(FROM \"{name}\" EXCEPT ALL FROM '{found}') UNION ALL"
                    f" (FROM '{found}' EXCEPT ALL FROM \"{name}\")"
                ).fetchall()
                assert differing == []
                (rows,) = connection.execute(f"SELECT count(*) FROM '{found}'").fetchall()
                assert rows == (told["rows"],)


def test_the_manifest_tells_the_digest_of_every_file(two_versions: DataDir) -> None:
    folder = current(two_versions)
    told = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    here = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    of_the_search = {name for name in here if name.startswith("search/")}
    assert told.keys() == here.keys() - {"manifest.json"} - of_the_search
    for name, facts in told.items():
        payload = here[name].read_bytes()
        assert facts == {"bytes": len(payload), "sha256": hashlib.sha256(payload).hexdigest()}


def test_a_content_digest_knows_no_order_but_every_value(two_versions: DataDir) -> None:
    with connect(two_versions.work_archive) as connection:
        before = table_digests(connection)
        connection.execute("CREATE TABLE other AS FROM report_version ORDER BY version_no DESC")
        connection.execute("DELETE FROM report_version")
        connection.execute("INSERT INTO report_version FROM other")
        connection.execute("DROP TABLE other")
        assert table_digests(connection) == before
        connection.execute("UPDATE report_version SET page_url = page_url || '?' WHERE version_no = 1")
        changed = {name for name, told in table_digests(connection).items() if told != before[name]}
        assert changed == {"report_version"}


def test_a_month_that_did_not_change_is_linked_and_the_sums_of_the_parts_are_those_of_the_whole(
    data_dir: DataDir,
) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        archive.publish()
        first = current(data_dir).resolve()
        archive.publish()
    second = current(data_dir).resolve()
    (old,) = (first / "parquet" / "tables" / "capture").iterdir()
    new = second / "parquet" / "tables" / "capture" / old.name
    assert first != second and old.stat().st_ino == new.stat().st_ino
    with connect(data_dir.work_archive) as connection:
        told = json.loads((second / "manifest.json").read_text("utf-8"))["tables"]
        assert told["capture"] == table_digests(connection)["capture"]
        # A row of the past that is another one is noticed, whatever the number of rows.
        connection.execute("UPDATE capture SET media_type = 'text/plain' WHERE role = 'detail'")
    with Archive.open(data_dir) as archive:
        archive.publish()
    third = current(data_dir).resolve() / "parquet" / "tables" / "capture" / old.name
    assert third.stat().st_ino != new.stat().st_ino
    assert verify_tables(data_dir) == []


def verify_tables(data_dir: DataDir) -> list[str]:
    told = json.loads((current(data_dir) / "manifest.json").read_text("utf-8"))["tables"]
    with connect(data_dir.published.resolve(), read_only=True) as connection:
        found = table_digests(connection)
    return [name for name in told if told[name] != found[name]]


def test_digests_and_files_of_a_large_table_fit_into_little_memory(tmp_path: Path) -> None:
    # A value over all rows (64 bytes a row in one string) takes 128 MB here and is refused.
    database = tmp_path / "large.duckdb"
    with connect(database, config={"memory_limit": "100MB", "threads": 2}) as connection:
        connection.execute(
            "CREATE TABLE capture AS SELECT '20261121T000000Z-0001' AS crawl_id, md5(i::VARCHAR) AS capture_id"
            " FROM range(1_000_000) AS r(i)"
        )
        whole, parts = write_parts(connection, "capture", tmp_path, Before(tmp_path / "none", {}))
    assert whole.rows == parts["2026-11"]["rows"] == 1_000_000


def test_the_codebook_has_every_column_of_the_parquet_files(two_versions: DataDir) -> None:
    book = (current(two_versions) / "CODEBOOK.md").read_text("utf-8")
    for path in (current(two_versions) / "parquet").rglob("*.parquet"):
        name = path.stem if path.parent.name in ("parquet", "tables") else path.parent.name
        section = book.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        for column, *_ in duckdb.sql(f"DESCRIBE FROM '{path}'").fetchall():
            assert f"| `{column}` |" in section


def test_two_sets_are_kept(two_versions: DataDir) -> None:
    first = current(two_versions).resolve()
    for _ in range(2):
        with Archive.open(two_versions) as archive:
            archive.publish()
    names = sorted(path.name for path in two_versions.published_sets.iterdir())
    assert len(names) == 3 and names[-1] == "current"
    assert current(two_versions).resolve().name == names[1]
    assert not first.exists()


@pytest.mark.nightly
def test_publishing_killed_at_any_step_leaves_a_whole_set(two_versions: DataDir) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(two_versions.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 5
    assert not list(two_versions.published_sets.glob("*.new"))


def test_an_archive_of_the_layout_before_is_replaced(two_versions: DataDir) -> None:
    two_versions.published.unlink()
    shutil.rmtree(two_versions.published_sets)
    shutil.copy(two_versions.work_archive, two_versions.published)
    with Archive.open(two_versions) as archive:
        assert archive.check() == []
        archive.publish()
    assert two_versions.published.is_symlink()
    with open_published(two_versions) as connection:
        assert connection.execute("SELECT count(*) FROM versions").fetchall() == [(2,)]


def test_a_copy_that_followed_the_links_can_be_published_again(two_versions: DataDir, tmp_path: Path) -> None:
    copy = DataDir(tmp_path / "copy")
    shutil.copytree(two_versions.root, copy.root)
    assert not copy.published.is_symlink()
    with Archive.open(copy) as archive:
        archive.publish()
    assert copy.published.samefile(current(copy) / "archive.duckdb")


def test_new_evidence_that_is_damaged_refuses_publishing(two_versions: DataDir) -> None:
    nights(two_versions, {PAGE: report("丙")})
    (old, new) = [two_versions.warc_of(f"night-{number}") for number in (1, 3)]
    for folder, damaged in ((old, False), (new, True)):
        (file,) = folder.glob("*.warc.gz")
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2] + b"\0" * (len(whole) - len(whole) // 2))
        with Archive.open(two_versions) as archive:
            failed = archive.check()
        assert bool(failed) == damaged
        file.write_bytes(whole)
    assert "1 captures made since the last publication cannot be read" in failed[0]


def test_new_evidence_of_a_crawl_that_was_published_in_part_is_looked_at(data_dir: DataDir) -> None:
    night = Night(data_dir, 1)
    night.page(PAGE, report("甲"))
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        take_in(archive, data_dir, night.folder)
        archive.publish()
        night.page(f"{PAGE}?2", report("乙", year=2023))
        take_in(archive, data_dir, night.end())
        assert archive.check() == []
        (file,) = data_dir.warc_of(night.crawl_id).glob("*.warc.gz")
        at = night.captures[-1].warc_offset
        file.write_bytes(file.read_bytes()[:at] + b"\0" * 200)
        assert "cannot be read from their WARC files" in archive.check()[0]


def test_the_chinese_codebook_has_every_column_that_people_read(two_versions: DataDir) -> None:
    with open_published(two_versions) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'"
        ).fetchall()
    known = meanings()
    # The columns of figure_wide are figures, which have Chinese names.
    lacking = [
        one for one in columns if one[0] != "figure_wide" and not (one in known or ("*", one[1]) in known)
    ]
    outdated = [one for one in known if one[0] != "*" and one[1] and one not in columns]
    assert (lacking, outdated) == ([], [])
    book = (current(two_versions) / "CODEBOOK.zh-CN.md").read_text("utf-8")
    assert book.count("\n## ") == len({view for view, _ in columns})


def test_the_statuses_of_the_ledger_are_explained_where_they_are_kept(two_versions: DataDir) -> None:
    book = (current(two_versions) / "CODEBOOK.md").read_text("utf-8")
    section = book.partition("\n### ledger_entry\n")[2].partition("\n### ")[0]
    (line,) = [line for line in section.splitlines() if line.startswith("| `status` |")]
    assert all(f"{status} (" in line for status in STATUSES)
