"""Which published sets stay on the disk, and that a publishing that fails leaves nothing there."""

from pathlib import Path

import duckdb
import pytest

from flows.pipeline import stages
from records import clock
from storage.archive import Archive
from storage.errors import ArchiveError
from storage.paths import DataDir
from storage.publishing.publish import _kept, _prune, publish_set
from tests.storage.nights import PAGE, nights, report


@pytest.mark.parametrize(("kept", "left"), [("1", 1), ("2", 2), ("3", 3), ("4", 3)])
def test_as_many_sets_are_kept_as_the_setting_says(kept, left, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FAZHI_KEEP_PUBLISHED", kept)
    for name in ("1", "2", "3"):
        (tmp_path / name).mkdir()
    (tmp_path / "current").symlink_to("3")
    _prune(tmp_path, _kept())
    assert sorted(path.name for path in tmp_path.iterdir()) == [*"123"[3 - left :], "current"]


@pytest.mark.parametrize("told", ["0", "-1", "two", "1.5"])
def test_a_setting_that_is_no_number_of_sets_is_said_before_anything_is_written(
    told, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAZHI_KEEP_PUBLISHED", told)
    with pytest.raises(ArchiveError, match=f"FAZHI_KEEP_PUBLISHED is {told}: give a number"):
        publish_set(DataDir(tmp_path), clock.now())
    assert not list(tmp_path.iterdir())


def test_a_publishing_that_fails_leaves_nothing_behind(data_dir: DataDir) -> None:
    """The disk may be full of it. What a crash left is removed by the next run."""
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        archive.publish()
    before = sorted(path.name for path in data_dir.published_sets.iterdir())
    left = data_dir.published_sets / "20990101T000000000000Z.new"
    left.mkdir()
    stages.ingest(data_dir)
    assert not left.exists()
    data_dir.work_archive.write_bytes(b"no database")
    with pytest.raises(duckdb.Error):
        publish_set(data_dir, clock.now())
    assert sorted(path.name for path in data_dir.published_sets.iterdir()) == before
