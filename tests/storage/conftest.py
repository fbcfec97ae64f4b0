import shutil
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.history.removal_rule import RemovalRule
from storage.paths import DataDir
from tests.conftest import fresh


@pytest.fixture
def data_dir(tmp_path: Path, empty_archive: Path) -> DataDir:
    return fresh(tmp_path, empty_archive)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, empty_archive: Path) -> DataDir:
    """A data folder that a module fills once; each test works on a copy of it (`copied`)."""
    return fresh(tmp_path_factory.mktemp("once"), empty_archive)


def copied(original: DataDir, folder: Path) -> DataDir:
    shutil.copytree(original.root, folder / "data", symlinks=True)
    return DataDir(folder / "data")


@pytest.fixture
def one_night(data_dir: DataDir) -> None:
    """In this archive a page is gone as soon as one night says so."""
    with Archive.open(data_dir) as archive:
        archive.save_removal_rule(RemovalRule(nights=1, days=0))
