"""Evidence is written once: whole or not at all, read back, and nobody's bytes are overwritten."""

import re
from pathlib import Path

import pytest

from rehearsal.cluster.services import make_bucket
from storage.errors import BackupRefused, ForeignArchive, ObjectDiffers, StoreUnusable
from storage.evidence.object_store import ObjectStore
from storage.evidence.ranges import read_range
from storage.evidence.store_refusals import refusal_of
from storage.paths import DataDir
from storage.preservation.backup import Copy

ONE, OTHER = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "folder":
        return ObjectStore(str(tmp_path / "store"))
    return ObjectStore(f"{request.getfixturevalue('s3').place}/{tmp_path.name}")


def test_an_object_is_written_once(store: ObjectStore):
    digest = store.put("warc/one/a.warc.gz", b"bytes")
    assert store.put("warc/one/a.warc.gz", b"bytes") == digest
    with pytest.raises(
        ObjectDiffers, match=r"warc/one/a\.warc\.gz already exists with other bytes \(5, not 6\)"
    ):
        store.put("warc/one/a.warc.gz", b"others")
    assert store.read("warc/one/a.warc.gz") == b"bytes"


def test_objects_are_read_by_range_and_listed(store: ObjectStore):
    store.put("warc/one/a.warc.gz", bytes(range(100)))
    store.put("warc/two/b.warc.gz", b"")
    assert store.read_range("warc/one/a.warc.gz", 10, 5) == bytes(range(10, 15))
    assert store.read_range("warc/one/a.warc.gz", 98, 50) == bytes([98, 99])
    assert store.listed("warc") == ["warc/one/a.warc.gz", "warc/two/b.warc.gz"]
    assert store.folders("warc") == ["one", "two"]
    assert store.folders("nothing") == []
    assert store.exists("warc/two/b.warc.gz") and not store.exists("warc/two/c.warc.gz")
    with pytest.raises(FileNotFoundError):
        store.read("warc/two/c.warc.gz")


def test_a_place_of_another_archive_is_refused(store: ObjectStore):
    store.claim(ONE)
    store.claim(ONE)
    with pytest.raises(ForeignArchive, match=f"holds archive {ONE}, not {OTHER}"):
        store.claim(OTHER)


def test_records_are_read_from_the_store_where_the_disk_has_none(
    store: ObjectStore, tmp_path: Path, monkeypatch
):
    data = DataDir(tmp_path / "data")
    store.put("warc/one/a.warc.gz", b"0123456789")
    with pytest.raises(FileNotFoundError):
        read_range(data, "warc/one/a.warc.gz", 2, 3)
    monkeypatch.setenv("FAZHI_STORE", store.place)
    assert read_range(data, "warc/one/a.warc.gz", 2, 3) == b"234"
    (data.warc / "one").mkdir(parents=True)
    (data.warc / "one" / "a.warc.gz").write_bytes(b"here")
    assert read_range(data, "warc/one/a.warc.gz", 1, 3) == b"ere"


def test_wrong_credentials_and_a_missing_bucket_are_one_line_each(s3, monkeypatch):
    with pytest.raises(StoreUnusable, match="there is no such bucket"):
        ObjectStore("s3://nobody-s-bucket/x").put("a", b"1")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(StoreUnusable, match="refuses these credentials") as raised:
        ObjectStore(s3.place).put("a", b"1")
    assert "\n" not in str(raised.value)
    s3fs.S3FileSystem.clear_instance_cache()


def test_a_connection_that_broke_leaves_no_traceback_behind(s3, caplog):
    import fsspec

    ObjectStore(s3.place)
    loop = fsspec.asyn.get_loop()
    with caplog.at_level("INFO"):
        loop.call_exception_handler(
            {"message": "Task exception was never retrieved", "exception": OSError("x")}
        )
    assert caplog.text == ""


def test_a_wrong_key_is_said_so_when_an_object_is_read(s3, monkeypatch):
    import s3fs

    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(StoreUnusable, match="refuses these credentials.*correct AWS_ACCESS_KEY_ID"):
        ObjectStore(s3.place).read("a")
    s3fs.S3FileSystem.clear_instance_cache()


def test_an_object_that_is_not_there_is_no_missing_bucket_whatever_the_bucket_is_called(s3):
    make_bucket(s3, "bucket-of-ours")
    store = ObjectStore("s3://bucket-of-ours/x")
    with pytest.raises(FileNotFoundError):
        store.read("a")


class Answered(OSError):
    """An answer of S3 with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"answered {code}")
        self.response = {"Error": {"Code": code}}


@pytest.mark.parametrize(
    ("error", "cause", "cure"),
    [
        (Answered("RequestTimeTooSkewed"), "refuses the time of this machine", "timedatectl"),
        (Answered("ExpiredToken"), "refuses these credentials", "AWS_ACCESS_KEY_ID"),
        (RuntimeError("Unable to locate credentials"), "refuses these credentials", "AWS_ACCESS_KEY_ID"),
        (PermissionError("Access Denied"), "refuses these credentials", "right to list, read and write"),
        (ValueError("Protocol not known: s4"), "FAZHI_STORE is s3://b/x", "name s3://BUCKET/PREFIX"),
        (ImportError("No module named 's3fs'"), "needs packages", r"fazhi\[cluster\]"),
        (
            TimeoutError("no answer\nand a second line"),
            "cannot be used",
            "check that it runs",
        ),
    ],
)
def test_each_refusal_of_a_store_names_its_cause_and_what_to_do(error, cause, cure):
    said = str(refusal_of("s3://b/x", error))
    assert re.search(cause, said) and re.search(cure, said) and "\n" not in said


def test_a_copy_tells_a_missing_bucket_from_wrong_credentials_and_a_store_that_is_down(s3, monkeypatch):
    import s3fs

    def said(place: str) -> str:
        s3fs.S3FileSystem.clear_instance_cache()
        with pytest.raises(BackupRefused) as raised:
            Copy(place).manifest()
        assert "\n" not in str(raised.value)
        return str(raised.value)

    assert "there is no such bucket" in said("s3://nobody-s-bucket/x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    assert "signature" in said(s3.place)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    assert "Could not connect" in said(s3.place)
    s3fs.S3FileSystem.clear_instance_cache()


def test_a_folder_never_shows_half_an_object(tmp_path: Path, monkeypatch):
    store = ObjectStore(str(tmp_path))

    def full(self: Path, payload: bytes) -> int:
        with self.open("wb") as file:
            file.write(payload[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreUnusable, match="cannot be used"):
        store.put("warc/a", b"whole bytes")
    assert not store.exists("warc/a") and store.listed("warc") == []
