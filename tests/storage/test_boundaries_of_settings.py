"""How much memory is taken, with which code a command ends, and where the data lies."""

from pathlib import Path

import pytest

from storage import errors
from storage.database import memory
from storage.paths import DataDir


@pytest.mark.parametrize(
    ("machine", "limit"),
    [
        (1_023_999_999, "256MB"),
        (1_028_000_000, "257MB"),
        (3_999_999_999, "999MB"),
        (4_000_000_000, "1000MB"),
        (64_000_000_000, "1000MB"),
    ],
)
def test_a_quarter_of_the_machine_is_taken_between_two_bounds(
    machine: int, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = tmp_path / "memory.max"
    container.write_text(str(machine))
    monkeypatch.delenv(memory.SETTING, raising=False)
    monkeypatch.setattr(memory, "CONTAINER", container)
    monkeypatch.setattr(memory.os, "sysconf", lambda name: 2**20)
    assert memory.memory_limit() == limit


def test_a_person_says_how_much_memory_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(memory.SETTING, "300MB")
    assert memory.memory_limit() == "300MB"
    monkeypatch.delenv(memory.SETTING)
    monkeypatch.setattr(memory, "CONTAINER", tmp_path / "none")
    monkeypatch.setattr(memory.os, "sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 500_000}.get)
    assert memory.memory_limit() == "512MB"


def test_each_refusal_ends_with_its_code() -> None:
    codes = {
        name: kind.exit_code
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.ArchiveError)
    }
    asked = ["ForeignArchive", "DecisionsInvalid", "NotPublished", "ReleaseRefused", "RebuildRefused"]
    assert codes.pop("ArchiveLocked") == 6
    assert {codes.pop(name) for name in [*asked, "BackupRefused", "AuditInvalid"]} == {2}
    assert set(codes.values()) == {7}


@pytest.mark.parametrize(
    ("head", "is_file"), [(b"xxxxxxxxDUCK", True), (b"xxxxxxxDUCKx", False), (b"DUCK", False)]
)
def test_a_file_that_duckdb_wrote_is_the_published_one(head: bytes, is_file: bool, tmp_path: Path) -> None:
    named = tmp_path / "reports.data"
    named.write_bytes(head)
    data = DataDir.from_environment(str(named))
    assert (data.published == named) is is_file
    assert data.root == (tmp_path if is_file else named)
    ending = DataDir.from_environment(str(tmp_path / "later.duckdb"))
    assert (ending.root, ending.published) == (tmp_path, tmp_path / "later.duckdb")
    (tmp_path / "folder.duckdb").mkdir()
    assert DataDir.from_environment(str(tmp_path / "folder.duckdb")).file is None
