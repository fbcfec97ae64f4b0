"""The bundle of all texts: the same bytes for the same archive, and at the cost of what is new."""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from storage.archive import Archive
from storage.paths import DataDir
from storage.publishing.companions.text_bundle import BUNDLE, write_text_bundle
from storage.publishing.query import open_published
from tests.storage.nights import nights, report


def address(at: int) -> str:
    return f"http://www.cixi.gov.cn/art/{at}.html"


def publish(data_dir: DataDir) -> Path:
    """Publishes; the bundle."""
    with Archive.open(data_dir) as archive:
        archive.publish()
    return data_dir.published.resolve().parent / BUNDLE


def written(data_dir: DataDir, name: str, last: Path | None = None) -> tuple[bytes, int]:
    """The bundle as it is written from another, and how many texts were compressed for it."""
    place = data_dir.root / name
    with open_published(data_dir) as connection:
        count = write_text_bundle(connection, place, last)
    return place.read_bytes(), count


def test_a_bundle_compresses_what_is_new_and_copies_the_rest(data_dir: DataDir) -> None:
    nights(data_dir, {address(1): report("甲", adcode="330281"), address(2): report("乙", adcode="330282")})
    old = publish(data_dir)
    nights(data_dir, {address(2): report("丙", adcode="330282"), address(3): report("丁", adcode="330283")})
    new = publish(data_dir)
    whole = new.read_bytes()
    assert written(data_dir, "whole.zip") == (whole, 3)
    assert written(data_dir, "from_old.zip", old) == (whole, 2)
    assert written(data_dir, "from_itself.zip", new) == (whole, 0)
    with ZipFile(new) as bundle:
        assert bundle.testzip() is None
        lines = bundle.read("SHA256SUMS").decode().splitlines()
        told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        assert {name: sha256(bundle.read(name)).hexdigest() for name in told} == told
        assert set(bundle.namelist()) - set(told) == {"SHA256SUMS"} and len(told) == 4
        text = bundle.infolist()[0]
    new.chmod(0o644)
    place = text.header_offset + 30 + len(text.filename)
    new.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
    assert publish(data_dir).read_bytes() == whole, "a damaged one is not copied from: the manifest tells"
    new.write_bytes(b"no bundle")
    assert written(data_dir, "again.zip", new) == (whole, 3)
