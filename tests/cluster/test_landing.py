"""From a worker's disk to the object store and into the archive: whole, in order, and twice is once."""

import shutil
from pathlib import Path

import pytest

from benchmarks.crawls import Plan, make_crawls
from flows.cluster.errors import ClusterRefused
from flows.cluster.landing import fetch_landed, land, land_rotated, place_of, waiting
from flows.cluster.night_plan import begin_crawl, crawls_of, how_ended
from flows.cluster.shard_run import join_archive, land_waiting
from flows.pipeline import stages
from storage.archive import Archive
from storage.errors import ForeignArchive, StoreUnusable
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir

NIGHT = "20260301T170000Z-0000"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """Two crawls over two sites, as they lie on a disk."""
    data = DataDir(tmp_path_factory.mktemp("made"))
    make_crawls(data, Plan(sites=2, years=2, nights=2))
    return data


@pytest.fixture
def spool(made: DataDir, tmp_path: Path) -> DataDir:
    """A worker's folder that holds them."""
    found = DataDir(tmp_path / "worker")
    for crawl_id in crawls(made):
        place = place_of(found, crawl_id)
        shutil.copytree(made.crawl(crawl_id), place.crawl(crawl_id))
        shutil.copytree(made.warc_of(crawl_id), place.warc_of(crawl_id))
    return found


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(str(tmp_path / "store"))


def crawls(data: DataDir) -> list[str]:
    return sorted(path.name for path in data.crawls.iterdir())


def files(data: DataDir) -> dict[str, bytes]:
    return {
        path.relative_to(data.root).as_posix(): path.read_bytes()
        for folder in (data.crawls, data.warc)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_landed_is_what_lay_on_the_disk(made, spool, store, tmp_path):
    land_waiting(spool, store)
    assert waiting(spool) == []
    here = DataDir(tmp_path / "archive")
    for crawl_id in crawls(made):
        fetch_landed(here, store, crawl_id)
        fetch_landed(here, store, crawl_id)
    assert files(here) == files(made)


def test_the_archive_of_landed_crawls_is_that_of_one_machine(made, spool, store, tmp_path):
    land_waiting(spool, store)
    here, one = DataDir(tmp_path / "archive"), DataDir(tmp_path / "one")
    for crawl_id in reversed(crawls(made)):
        fetch_landed(here, store, crawl_id)
    shutil.copytree(made.crawls, one.crawls)
    shutil.copytree(made.warc, one.warc)
    told = []
    for data in (here, one):
        for step in (stages.ingest, stages.read, stages.version):
            step(data)
        with Archive.open(data) as archive:
            told.append(archive.content())
    assert told[0] == told[1]
    assert told[0]["report"]


@pytest.mark.parametrize("puts", range(6))
def test_a_landing_that_was_cut_goes_on(made, spool, store, monkeypatch, puts, tmp_path):
    crawl_id, left = crawls(made)[0], iter(range(puts))
    write = ObjectStore._write

    def cut(self, path, payload):
        if next(left, None) is None:
            raise ConnectionResetError("reset by peer")
        write(self, path, payload)

    with monkeypatch.context() as patched:
        patched.setattr(ObjectStore, "_write", cut)
        with pytest.raises(StoreUnusable, match="reset by peer"):
            land(place_of(spool, crawl_id), store, crawl_id)
    assert how_ended(store, crawl_id) == ""
    assert files(place_of(spool, crawl_id))
    land(place_of(spool, crawl_id), store, crawl_id)
    fetch_landed(here := DataDir(tmp_path / "archive"), store, crawl_id)
    assert files(here) == {name: payload for name, payload in files(made).items() if crawl_id in name}


def test_a_worker_killed_after_the_last_object_lets_go(made, spool, store):
    crawl_id = crawls(made)[0]
    place = place_of(spool, crawl_id)
    shutil.copytree(place.root, spool.root / "again")
    land(place, store, crawl_id)
    shutil.copytree(spool.root / "again" / "crawls", place.crawls)  # a part of what was there
    land(place, store, crawl_id)
    assert not place.root.exists()


def test_a_crawl_without_a_summary_lands_as_died(made, spool, store):
    crawl_id = crawls(made)[0]
    (place_of(spool, crawl_id).crawl(crawl_id) / "summary.json").unlink()
    begin_crawl(store, NIGHT, "0001", 3, crawl_id)
    assert [begun.ended for begun in crawls_of(store, NIGHT)] == [""]
    land_waiting(spool, store)
    (begun,) = crawls_of(store, NIGHT)
    assert (begun.crawl_id, begun.shard, begun.epoch, begun.ended) == (crawl_id, "0001", 3, "died")


def test_closed_warc_files_land_while_the_crawl_goes_on(made, spool, store):
    crawl_id = crawls(made)[0]
    place = place_of(spool, crawl_id)
    (place.warc_of(crawl_id) / f"{crawl_id}-00001.warc.gz").write_bytes(b"still written")
    land_rotated(place, store, crawl_id)
    assert store.listed("warc") == [f"warc/{crawl_id}/{crawl_id}-00000.warc.gz"]


@pytest.mark.parametrize("receipts", ["whole", "the last one cut"])
def test_a_file_that_landed_while_the_crawl_ran_is_sent_once(
    made, spool, store, monkeypatch, receipts, tmp_path
):
    crawl_id = crawls(made)[0]
    place = place_of(spool, crawl_id)
    first = place.warc_of(crawl_id) / f"{crawl_id}-00000.warc.gz"
    (place.warc_of(crawl_id) / f"{crawl_id}-00001.warc.gz").write_bytes(first.read_bytes())
    sent: list[str] = []
    write = ObjectStore._write
    monkeypatch.setattr(
        ObjectStore, "_write", lambda self, path, payload: (sent.append(path), write(self, path, payload))
    )
    land_rotated(place, store, crawl_id)
    land_rotated(place, store, crawl_id)
    if receipts != "whole":
        (place.work / "landed.jsonl").write_text((place.work / "landed.jsonl").read_text()[:-4])
    before = files(place)
    land(place, store, crawl_id)
    assert sum(path.endswith(first.name) for path in sent) == (1 if receipts == "whole" else 2)
    assert sum(path.endswith("00001.warc.gz") for path in sent) == 1
    fetch_landed(here := DataDir(tmp_path / "archive"), store, crawl_id)
    assert files(here) == before


def test_an_object_that_is_not_what_landed_is_not_taken_in(made, spool, store, tmp_path):
    crawl_id = crawls(made)[0]
    land_waiting(spool, store)
    there = Path(store.place) / "crawls" / crawl_id / "captures.jsonl"
    there.write_bytes(there.read_bytes()[:-5])
    with pytest.raises(ClusterRefused, match=r"captures\.jsonl differs from files"):
        fetch_landed(DataDir(tmp_path / "archive"), store, crawl_id)
    assert not (tmp_path / "archive" / "crawls").exists()


def test_a_worker_s_folder_belongs_to_one_archive(tmp_path):
    spool = DataDir(tmp_path)
    join_archive(spool, "0123456789abcdef")
    join_archive(spool, "0123456789abcdef")
    with pytest.raises(ForeignArchive, match="belongs to archive 0123456789abcdef"):
        join_archive(spool, "fedcba9876543210")
