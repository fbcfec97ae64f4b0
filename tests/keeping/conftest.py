"""A small archive of two nights over two sites, as harvests leave it: made once, copied by each test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.crawls import Plan, make_crawls
from flows.pipeline import stages
from storage.paths import DataDir
from tests.conftest import made_once

PLAN = Plan(sites=2, years=3, nights=2)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> DataDir:
    """Once for all workers, which only read it."""
    with made_once(tmp_path_factory, worker_id, "kept") as (folder, is_new):
        data = DataDir(folder / "data")
        if is_new:
            make_crawls(data, PLAN)
            stages.ingest(data)
            stages.read(data)
            stages.version(data)
            stages.check(data)
            stages.publish(data)
    return data


@pytest.fixture
def data(made: DataDir, tmp_path: Path) -> DataDir:
    shutil.copytree(made.root, tmp_path / "data", symlinks=True)
    return DataDir(tmp_path / "data")


@pytest.fixture
def flip() -> Callable[[Path, int], None]:
    """Turns one byte of a file over."""

    def flip_at(path: Path, at: int) -> None:
        content = bytearray(path.read_bytes())
        content[at] ^= 0xFF
        path.write_bytes(content)

    return flip_at
