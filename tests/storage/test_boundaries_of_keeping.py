"""Small rules of what is kept, bagged and counted, tried on both of their sides."""

from datetime import date
from pathlib import Path

import pytest

from storage import errors
from storage.errors import ReleaseRefused
from storage.paths import DataDir
from storage.planning.known_files import drop_known
from storage.publishing.audit_results import _fault
from storage.publishing.descriptors.bagit import DECLARATION, write_bag
from storage.publishing.intervals import Counted, Rate, error_rate, wilson


def test_known_files_of_crawls_that_may_be_gone_on_with_stay(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    places = [data.work / "known" / "a.jsonl", data.work / "known" / "b.jsonl"]
    places += [data.crawls / "a" / "known.jsonl", data.crawls / "b" / "known.jsonl"]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    drop_known(data, {"a"})
    assert [place.exists() for place in places] == [True, False, True, False]


def test_of_a_finite_population_the_interval_is_as_of_a_larger_sample() -> None:
    assert error_rate([Counted(100, 10, 1)]) == wilson(0.1, 11.0)
    assert error_rate([Counted(10, 10, 1)]) == Rate(0.1, 0.1, 0.1)
    assert error_rate([Counted(90, 10, 0), Counted(10, 10, 10)]) == wilson(0.1, 20 * 99 / 80)
    assert error_rate([Counted(90, 10, 0), Counted(10, 0, 0)]) is None
    assert error_rate([]) is None


ROW = {"audit": "2026-a", "claim": "changed", "population": "1", "verdict": "Right"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ""),
        ({"population": "0"}, "population"),
        ({"population": "-1"}, "population"),
        ({"population": "many"}, "population"),
        ({"verdict": ""}, ""),
        ({"verdict": "maybe"}, "verdict"),
        ({"claim": "nothing"}, "claim"),
        ({"audit": "2026-b"}, "audit"),
    ],
)
def test_a_row_of_a_sheet_makes_sense(changes: dict[str, str], says: str) -> None:
    found = _fault(ROW | changes, ROW)
    assert found.startswith(says) and bool(found) is bool(says)


def test_a_bag_holds_every_file_and_replaces_what_a_crash_left(tmp_path: Path) -> None:
    release, bag = tmp_path / "release", tmp_path / "bags" / "bag"
    for name in ("a.txt", "folder/b c%.txt"):
        (release / name).parent.mkdir(parents=True, exist_ok=True)
        (release / name).write_text(name, encoding="utf-8")
    left = bag.with_name("bag.new") / "data" / "old.txt"
    left.parent.mkdir(parents=True)
    left.touch()
    made = write_bag(release, bag, date(2026, 11, 28))
    assert made == bag and not left.parent.parent.exists()
    files = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    assert {"data/a.txt", "data/folder/b c%.txt", "bagit.txt", "bag-info.txt", "manifest-sha256.txt"} <= files
    assert (bag / "bagit.txt").read_text("utf-8") == DECLARATION
    assert len((bag / "manifest-sha256.txt").read_text("utf-8").splitlines()) == 2
    assert "Payload-Oxum: 20.2" in (bag / "bag-info.txt").read_text("utf-8")
    with pytest.raises(ReleaseRefused, match="exists"):
        write_bag(release, bag, date(2026, 11, 28))


def test_each_error_ends_the_command_as_the_documents_say() -> None:
    """2: the input, 6: another run holds the archive, 7: the archive needs a person (docs/operations.md)."""
    codes = {
        name: error.exit_code
        for name, error in vars(errors).items()
        if isinstance(error, type) and issubclass(error, errors.ArchiveError)
    }
    of_the_input = {name for name, code in codes.items() if code == 2}
    assert {"NotPublished", "ReleaseRefused", "RebuildRefused", "BackupRefused"} <= of_the_input
    assert {"AuditInvalid", "DecisionsInvalid"} <= of_the_input
    assert {name for name, code in codes.items() if code == 6} == {"ArchiveLocked"}
    needs_a_person = {
        "ArchiveDamaged",
        "SchemaTooNew",
        "MigrationChanged",
        "CrawlLogDamaged",
        "BackupDamaged",
    }
    assert needs_a_person <= {name for name, code in codes.items() if code == 7}
    assert set(codes.values()) == {2, 6, 7}
