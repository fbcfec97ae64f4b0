"""One folder, one archive: the id is drawn once, outlives the database, and another archive's folder is
refused."""

from pathlib import Path

import pytest

from storage.archive import Archive
from storage.database.identity import archive_id, check_archive, write_id
from storage.errors import ForeignArchive
from storage.paths import DataDir
from storage.preservation.backup import backup, restore


def begun(root: Path) -> DataDir:
    data = DataDir(root)
    with Archive.open(data):
        pass
    return data


def test_the_first_use_gives_an_id_that_stays(tmp_path: Path):
    data = begun(tmp_path / "one")
    first = archive_id(data)
    begun(tmp_path / "one")
    assert archive_id(data) == first != ""
    assert archive_id(begun(tmp_path / "other")) != first


def test_an_archive_made_again_is_the_same_archive(tmp_path: Path):
    data = begun(tmp_path / "one")
    first = archive_id(data)
    data.work_archive.unlink()
    begun(data.root)
    assert archive_id(data) == first


def test_a_folder_that_lost_its_file_gets_it_from_the_database(tmp_path: Path):
    data = begun(tmp_path)
    first = archive_id(data)
    data.archive_id.write_text("")  # a write that a power cut ended
    begun(tmp_path)
    assert archive_id(data) == first


def test_a_restored_backup_is_the_same_archive(tmp_path: Path):
    data, back = begun(tmp_path / "one"), DataDir(tmp_path / "two")
    backup(data, str(tmp_path / "copy"))
    restore(str(tmp_path / "copy"), back)
    begun(back.root)
    assert archive_id(back) == archive_id(data)


def test_the_database_of_another_archive_is_refused_in_one_line(tmp_path: Path):
    one, other = begun(tmp_path / "one"), begun(tmp_path / "other")
    one.work_archive.write_bytes(other.work_archive.read_bytes())
    with pytest.raises(
        ForeignArchive, match=f"{archive_id(one)}, its working archive to {archive_id(other)}"
    ):
        begun(one.root)


def test_work_for_another_archive_is_refused_in_one_line(tmp_path: Path):
    data = begun(tmp_path / "one")
    check_archive(data, archive_id(data))
    check_archive(data, "")  # a deployment from before there were ids
    with pytest.raises(ForeignArchive, match="work for archive 0123456789abcdef"):
        check_archive(data, "0123456789abcdef")
    with pytest.raises(ForeignArchive, match="belongs to no archive yet"):
        check_archive(DataDir(tmp_path / "empty"), archive_id(data))


def test_a_file_that_holds_no_id_is_refused(tmp_path: Path):
    data = DataDir(tmp_path)
    write_id(data, "0123456789abcdef")
    data.archive_id.write_text("hello\n")
    with pytest.raises(ForeignArchive, match="contains no archive id"):
        archive_id(data)
