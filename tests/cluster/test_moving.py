"""An archive moved to an object store and back: every byte of its evidence, once, and nobody else's."""

from pathlib import Path

import pytest

from benchmarks.crawls import Plan, make_crawls
from flows.cluster.moving import download, upload
from storage.archive import Archive
from storage.database.identity import archive_id, write_id
from storage.errors import ForeignArchive
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir
from tests.cluster.test_landing import files


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    """Two crawls over one site."""
    found = DataDir(tmp_path / "data")
    make_crawls(found, Plan(sites=1, years=2, nights=2))
    return found


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(str(tmp_path / "store"))


def copy_of(data: DataDir, root: Path) -> DataDir:
    """An empty folder of the same archive."""
    found = DataDir(root)
    write_id(found, archive_id(data))
    return found


def test_there_and_back_it_is_the_same(data, store, tmp_path):
    evidence = files(data)
    assert upload(data, store) == len(evidence)
    assert upload(data, store) == 0
    back = copy_of(data, tmp_path / "back")
    assert download(back, store) == len(evidence)
    assert download(back, store) == 0
    assert files(back) == files(data) == evidence


def test_a_part_that_a_kill_left_is_begun_anew(data, store, tmp_path):
    upload(data, store)
    back = copy_of(data, tmp_path / "back")
    download(back, store)
    (warc,) = sorted(back.warc.rglob("*.warc.gz"))[:1]
    part = warc.with_name(warc.name + ".part")
    part.write_bytes(warc.read_bytes()[:10])
    warc.unlink()
    assert download(back, store) == 1
    assert files(back) == files(data)


def test_the_store_of_another_archive_is_neither_read_nor_written(data, store, tmp_path):
    upload(data, store)
    other = DataDir(tmp_path / "other")
    with Archive.open(other):
        pass
    for move in (upload, download):
        with pytest.raises(ForeignArchive, match="holds archive"):
            move(other, store)
    assert not list(other.warc.rglob("*.gz"))
