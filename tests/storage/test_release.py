"""Releases: whole, never changed, and able to say when they were."""

import re
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.database.connection import connect
from storage.errors import ReleaseRefused
from storage.paths import DataDir
from storage.publishing.release import make_release, verify_release
from tests.storage.conftest import copied
from tests.storage.nights import PAGE, nights, report

NOW = datetime.fromisoformat("2026-11-21T09:30")


@pytest.fixture(scope="module")
def released(once: DataDir) -> DataDir:
    """One report, published and released."""
    nights(once, {PAGE: report("甲")})
    with Archive.open(once) as archive:
        archive.publish()
    make_release(once, "2026.11", NOW)
    return once


@pytest.fixture
def published(released: DataDir, tmp_path: Path) -> DataDir:
    return copied(released, tmp_path)


@pytest.fixture
def folder(published: DataDir) -> Path:
    return published.releases / "fazhi-2026.11"


def test_a_release_is_whole_and_does_not_follow_the_archive(published: DataDir, folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        *("archive.duckdb", "parquet", "texts.zip", "manifest.json", "CODEBOOK.md", "CODEBOOK.zh-CN.md"),
        *("SHA256SUMS", "CITATION.cff", "LICENCE-NOTE.md", "README.md"),
        *("datapackage.json", "croissant.json", "dcat.jsonld", "ro-crate-metadata.json"),
    }
    nights(published, {PAGE: report("乙")})
    with Archive.open(published) as archive:
        archive.publish()
    assert verify_release(folder) == []
    with connect(folder / "archive.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT body_text FROM reports").fetchall() == [("甲",)]


def test_its_checksums_are_those_of_sha256sum(folder: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_its_papers_have_their_facts(folder: Path) -> None:
    for name in ("README.md", "CITATION.cff", "LICENCE-NOTE.md"):
        text = (folder / name).read_text("utf-8")
        assert not re.search(r"\$\{?[a-z]", text)
    citation = (folder / "CITATION.cff").read_text("utf-8")
    assert 'version: "2026.11"\ndate-released: "2026-11-21"' in citation
    assert "1 reports in 1 versions" in (folder / "README.md").read_text("utf-8")


def test_nothing_is_overwritten(published: DataDir, folder: Path) -> None:
    before = (folder / "SHA256SUMS").read_bytes()
    with pytest.raises(ReleaseRefused, match="never changed"):
        make_release(published, "2026.11", NOW)
    assert (folder / "SHA256SUMS").read_bytes() == before


@pytest.mark.parametrize("version", ["", "../x", "a/b", ".hidden", "2026 11"])
def test_a_version_is_a_plain_name(published: DataDir, version: str) -> None:
    with pytest.raises(ReleaseRefused, match="cannot name a release"):
        make_release(published, version, NOW)


def test_without_a_publication_there_is_no_release(data_dir: DataDir) -> None:
    with pytest.raises(ReleaseRefused, match="fazhi publish"):
        make_release(data_dir, "2026.11", NOW)
    assert not data_dir.releases.exists()


def test_what_a_crash_left_is_no_release(published: DataDir) -> None:
    left = published.releases / "fazhi-2026.12.new"
    left.mkdir(parents=True)
    (left / "archive.duckdb").write_bytes(b"half")
    assert verify_release(make_release(published, "2026.12", NOW).folder) == []
    assert not left.exists()


def test_every_kind_of_damage_is_named(folder: Path) -> None:
    book, extra, parquet = (
        folder / "CODEBOOK.md",
        folder / "extra.txt",
        folder / "parquet" / "reports.parquet",
    )
    book.chmod(0o644)
    book.write_text("other", encoding="utf-8")
    extra.write_text("new", encoding="utf-8")
    parquet.unlink()
    assert verify_release(folder) == [
        "parquet/reports.parquet: is missing",
        "extra.txt: is not part of the release",
        "CODEBOOK.md: differs from the released file",
    ]


def test_a_database_that_is_not_the_manifests_is_found(folder: Path) -> None:
    """Even where somebody has made the checksums anew."""
    database, sums = folder / "archive.duckdb", folder / "SHA256SUMS"
    for path in (database, sums):
        path.chmod(0o644)
    with connect(database) as connection:
        connection.execute("UPDATE report SET status = 'removed'")
    (digest,) = subprocess.run(
        ["sha256sum", "archive.duckdb"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    sums.write_text(re.sub(r".*  archive\.duckdb", digest, sums.read_text("utf-8")), encoding="utf-8")
    (problem,) = verify_release(folder)
    assert problem.startswith("table report: rows and digest are")


def test_another_folder_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(ReleaseRefused, match="is not a release"):
        verify_release(tmp_path)
