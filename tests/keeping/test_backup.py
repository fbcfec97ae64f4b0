"""A second copy: only what is new, whole or not at all, and an archive that comes back from it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest

from flows.pipeline import stages
from flows.pipeline.rebuild import rebuild
from storage.database.fingerprint import content
from storage.errors import BackupDamaged, BackupRefused
from storage.paths import DataDir
from storage.preservation.backup import Copied, Copy, backup, restore
from storage.publishing.query import open_published

Flip = Callable[[Path, int], None]


def evidence(data: DataDir) -> dict[str, bytes]:
    files = (data.archive_id, *data.warc.rglob("*"), *data.crawls.rglob("*"))
    return {path.relative_to(data.root).as_posix(): path.read_bytes() for path in files if path.is_file()}


@pytest.fixture(params=["folder", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory":
        return f"memory://{tmp_path.name}"
    return str(tmp_path / "copy")


def test_backup_then_everything_is_lost_then_it_is_there_again(data: DataDir) -> None:
    place = f"memory://{data.root.parent.name}"
    with open_published(data) as archive:
        told = content(archive)
    wanted = evidence(data)
    assert backup(data, place).files == len(wanted)
    shutil.rmtree(data.root)
    restore(place, data)
    assert evidence(data) == wanted
    assert backup(data, place) == Copied(0, 0, len(wanted))
    rebuild(data, replace=True)
    stages.check(data)
    stages.publish(data)
    with open_published(data) as archive:
        assert content(archive) == told


def test_only_what_is_new_is_copied_and_a_log_that_grew_is_copied_whole(data: DataDir, place: str) -> None:
    backup(data, place)
    assert backup(data, place) == Copied(0, 0, len(evidence(data)))
    log = data.crawl("20990101T173000Z-0001") / "captures.jsonl"
    log.parent.mkdir()
    log.write_text('{"half": ')
    assert backup(data, place).files == 1
    with log.open("a") as file:
        file.write('"whole"}\n')
    assert backup(data, place).files == 1
    with Copy(place).open(log.relative_to(data.root).as_posix()) as copied:
        assert copied.read() == log.read_bytes()


def test_damage_is_not_copied_over_good_bytes(data: DataDir, place: str, flip: Flip) -> None:
    backup(data, place)
    broken, gone = sorted(data.warc.rglob("*.gz"))
    good = broken.read_bytes()
    flip(broken, 500)
    gone.unlink()
    with pytest.raises(
        BackupDamaged, match=r"1 files .* have changed since the last backup and 1 files .* are missing"
    ):
        backup(data, place)
    with Copy(place).open(broken.relative_to(data.root).as_posix()) as copied:
        assert copied.read() == good


def test_a_restore_goes_on_and_never_overwrites_another_file(data: DataDir, tmp_path: Path) -> None:
    place = str(tmp_path / "copy")
    backup(data, place)
    there = DataDir(tmp_path / "there")
    restore(place, there)
    lost, *_, other = sorted(there.crawls.rglob("*.json*"))
    lost.unlink()
    assert restore(place, there).files == 1
    other.write_text("something else")
    with pytest.raises(BackupRefused, match=f"already has a different .*{other.name}"):
        restore(place, there)
    assert other.read_text() == "something else"


def test_a_copy_that_rotted_is_noticed_and_the_rest_restored(
    data: DataDir, tmp_path: Path, flip: Flip
) -> None:
    backup(data, str(tmp_path / "copy"))
    flip(next((tmp_path / "copy").rglob("*.gz")), 100)
    there = DataDir(tmp_path / "there")
    with pytest.raises(BackupDamaged, match="1 files"):
        restore(str(tmp_path / "copy"), there)
    assert len(evidence(there)) == len(evidence(data)) - 1
    assert not list(there.root.rglob("*.part"))


def test_no_backup_and_no_such_place_are_one_line(data: DataDir, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="not a backup"):
        restore(str(tmp_path), data)
    with pytest.raises(BackupRefused, match="nosuch"):
        backup(data, "nosuch://place")
    (tmp_path / "manifest.json").write_text('{"warc/')
    with pytest.raises(BackupRefused, match="cannot be read"):
        backup(data, str(tmp_path))


def test_a_kill_between_two_files_costs_nothing(data: DataDir, tmp_path: Path) -> None:
    """Files that no manifest names are copied again, over what stands there."""
    place = tmp_path / "copy"
    backup(data, str(place))
    (place / "manifest.json").unlink()
    half = next(place.rglob("*.gz"))
    half.write_bytes(half.read_bytes()[:50])
    assert backup(data, str(place)).files == len(evidence(data))
    assert fsspec.filesystem("file").exists(str(place / "manifest.json"))
    there = DataDir(tmp_path / "there")
    restore(str(place), there)
    assert evidence(there) == evidence(data)
