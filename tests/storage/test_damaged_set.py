"""A published set that is damaged is replaced by the next publication: nothing of it goes on into the new
one."""

from pathlib import Path

import duckdb
import pytest

from storage.archive import Archive
from storage.paths import DataDir
from storage.publishing.manifest import file_digests, read_manifest
from storage.publishing.query import open_published
from storage.publishing.text_index import open_index
from tests.storage.conftest import copied
from tests.storage.nights import PAGE, nights, report


def publish(data_dir: DataDir) -> list[str]:
    """The warnings before a publication that nothing forbids."""
    with Archive.open(data_dir) as archive:
        assert archive.check() == []
        assert archive.shrinking() == []
        warnings = archive.growing()
        archive.publish()
    return warnings


def current(data_dir: DataDir) -> Path:
    return (data_dir.published_sets / "current").resolve()


@pytest.fixture(scope="module")
def made(once: DataDir) -> DataDir:
    nights(once, {PAGE: report("甲")})
    publish(once)
    return once


@pytest.fixture
def published(made: DataDir, tmp_path: Path) -> DataDir:
    return copied(made, tmp_path)


def damage(path: Path, rest: bytes | None) -> None:
    """Leaves so many bytes of a file, or none of it."""
    path.chmod(0o644)
    path.unlink() if rest is None else path.write_bytes(rest)


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(b"", id="empty", marks=pytest.mark.nightly),
        pytest.param(b"\0" * 300_000, id="zeros", marks=pytest.mark.nightly),
        pytest.param("half", id="half"),
    ],
)
def test_a_damaged_database_is_replaced_and_the_night_says_so(published: DataDir, rest: bytes | str) -> None:
    database = current(published) / "archive.duckdb"
    whole = database.read_bytes()
    damage(database, whole[: len(whole) // 2] if isinstance(rest, str) else rest)
    (warning,) = publish(published)
    assert "cannot be read" in warning and database.parent.name in warning
    with open_published(published) as connection:
        assert connection.execute("SELECT body_text FROM reports").fetchall() == [("甲",)]
    assert publish(published) == []


def test_what_an_older_set_holds_is_compared_with_instead(published: DataDir) -> None:
    publish(published)
    damage(current(published) / "archive.duckdb", b"\0")
    with Archive.open(published) as archive:
        archive._connection.execute("DELETE FROM report")
        assert any("would disappear without a removal event" in line for line in archive.shrinking())


def test_damaged_companions_are_made_anew(published: DataDir) -> None:
    folder = current(published)
    parts = [
        f"parquet/tables/{one.parent.name}/{one.name}" for one in folder.glob("parquet/tables/capture/*")
    ]
    for name in ("manifest.json", "search/meta.json", *parts):
        damage(folder / name, (folder / name).read_bytes()[:40])
        publish(published)
        folder = current(published)
        assert read_manifest(folder)["files"] == {
            name: told for name, told in file_digests(folder).items() if not name.startswith("search/")
        }
        assert duckdb.sql(f"SELECT count(*) FROM '{folder / parts[0]}'").fetchall() == [(1,)]
        index = open_index(folder / "search")
        index.reload()
        assert index.searcher().num_docs == 1


@pytest.mark.parametrize(
    "file",
    [*(pytest.param(one, marks=pytest.mark.nightly) for one in ("meta.json", "marks.json")), "*.idx"],
)
def test_a_search_index_that_lost_a_file_is_made_anew(published: DataDir, file: str) -> None:
    (path,) = (current(published) / "search").glob(file)
    damage(path, None)
    publish(published)
    index = open_index(current(published) / "search")
    index.reload()
    assert index.searcher().num_docs == 1
