"""The bulk of a very large archive in DuckLake: it has what the archive has, whoever was killed, and is one
archive's."""

import shutil
from pathlib import Path

import duckdb
import pytest

from benchmarks.crawls import Plan, make_crawls
from flows.cluster.commit import bring_to_lake
from flows.cluster.settings import Cluster
from flows.pipeline import stages
from rehearsal.cluster.services import postgres_running
from storage.archive import Archive
from storage.database.identity import archive_id
from storage.database.lake import FOLLOWED, Lake
from storage.errors import ForeignArchive, StoreUnusable
from storage.paths import DataDir


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """Two crawls over two sites, read."""
    pytest.importorskip(
        "duckdb_extension_ducklake", reason="needs the extra [cluster], which is not installed here"
    )
    data = DataDir(tmp_path_factory.mktemp("made"))
    make_crawls(data, Plan(sites=2, years=2, nights=2))
    stages.ingest(data)
    stages.read(data)
    return data


@pytest.fixture
def data(made: DataDir, tmp_path: Path) -> DataDir:
    shutil.copytree(made.root, tmp_path / "data")
    return DataDir(tmp_path / "data")


@pytest.fixture
def cluster(catalogue: str, tmp_path: Path) -> Cluster:
    return Cluster(str(tmp_path / "store"), catalogue, lake=str(tmp_path / "lake"))


def rows(data: DataDir) -> dict[str, list[tuple]]:
    """What a lake is to have of an archive."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{data.work_archive}' AS archive (READ_ONLY)")
        return {
            table: connection.execute(f"SELECT * FROM ({query}) ORDER BY ALL").fetchall()
            for table, (_, _, query) in FOLLOWED.items()
        }


def lying(cluster: Cluster) -> dict[str, list[tuple]]:
    """What the lake has."""
    with Lake.open(cluster.database, cluster.lake) as lake:
        ask = lake._connection.execute
        return {table: ask(f"SELECT * FROM lake.{table} ORDER BY ALL").fetchall() for table in FOLLOWED}


def change(data: DataDir, *statements: str) -> None:
    with Archive.open(data) as archive:
        for statement in statements:
            archive._connection.execute(statement)


def test_the_lake_has_what_the_archive_has_and_twice_is_once(data: DataDir, cluster: Cluster, caplog):
    caplog.set_level("INFO")
    bring_to_lake(data, cluster)
    bring_to_lake(data, cluster)
    found = rows(data)
    assert lying(cluster) == found
    assert found["capture"] and found["extraction"]
    assert [message for message in caplog.messages if "lake" in message] == [
        f"copied {sum(map(len, found.values()))} rows to the lake",
        "copied 0 rows to the lake",
    ]


def test_the_lake_follows_a_page_that_was_read_again_a_row_that_went_and_a_new_column(data, cluster):
    bring_to_lake(data, cluster)
    some = "(SELECT min(capture_id) FROM extraction)"
    change(
        data,
        f"UPDATE extraction SET text_digest = 'other', body_lines = ['another text'] WHERE capture_id = {some}",
        "DELETE FROM extraction WHERE capture_id = (SELECT max(capture_id) FROM extraction)",
        "ALTER TABLE extraction ADD COLUMN language VARCHAR DEFAULT 'zh'",
    )
    bring_to_lake(data, cluster)
    told = {row[1:3]: row for row in lying(cluster)["extraction"]}
    here = {row[1:3]: row for row in rows(data)["extraction"]}
    assert told.keys() == here.keys()
    # Columns are found by their names; rows from before the new one have none of it.
    assert [row for row in here.values() if "another text" in str(row)] == [
        row for row in told.values() if "another text" in str(row)
    ]


def test_a_commit_that_is_cut_brings_nothing_and_the_next_brings_all(data, cluster, monkeypatch):
    def cut(self, table, *told):
        if table == "extraction":
            raise KeyboardInterrupt
        return follow(self, table, *told)

    follow = Lake._follow
    with monkeypatch.context() as patched:
        patched.setattr(Lake, "_follow", cut)
        with pytest.raises(KeyboardInterrupt):
            bring_to_lake(data, cluster)
    bring_to_lake(data, cluster)
    assert lying(cluster) == rows(data)


def test_a_rebuilt_archive_makes_the_same_lake(data, cluster, tmp_path):
    bring_to_lake(data, cluster)
    before = lying(cluster)
    again = DataDir(tmp_path / "again")
    for name in ("crawls", "warc", "archive-id"):
        if (data.root / name).is_dir():
            shutil.copytree(data.root / name, again.root / name)
        elif (data.root / name).exists():
            shutil.copy(data.root / name, again.root / name)
    stages.ingest(again)
    stages.read(again)
    bring_to_lake(again, cluster)
    assert lying(cluster) == before == rows(again)


def test_the_lake_of_another_archive_is_refused(data, cluster):
    bring_to_lake(data, cluster)
    with (
        Lake.open(cluster.database, cluster.lake) as lake,
        pytest.raises(ForeignArchive, match=f"the lake holds archive {archive_id(data)}, not another"),
    ):
        lake.follow(data.work_archive, "another")
    assert lying(cluster) == rows(data)


def test_a_lake_in_s3_is_the_same(data, cluster, s3, tmp_path):
    there = Cluster(cluster.store, cluster.database, lake=f"{s3.place}/lake-{tmp_path.name}")
    bring_to_lake(data, there)
    assert lying(there) == rows(data)


def test_a_lake_whose_database_is_away_is_one_line(data, cluster):
    with postgres_running() as own:
        there = Cluster(cluster.store, own.address, lake=cluster.lake)
        bring_to_lake(data, there)
    with pytest.raises(StoreUnusable, match="the lake in .* cannot be opened") as raised:
        bring_to_lake(data, there)
    assert "\n" not in str(raised.value)
