"""Verification: silence when all is as written, one line for each thing that is not."""

from pathlib import Path

import pytest

from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from storage.preservation.verify import verify
from storage.publishing.query import open_published
from tests.storage.conftest import copied
from tests.storage.nights import PAGE, Night, nights, report

OTHER = "http://www.cixi.gov.cn/art/2025/other.html"


@pytest.fixture(scope="module")
def two_nights(once: DataDir) -> DataDir:
    """The second night's first capture is a revisit."""
    nights(once, {PAGE: report("甲")}, {PAGE: report("甲"), OTHER: report("乙", year=2023)})
    with Archive.open(once) as archive:
        archive.publish()
    return once


@pytest.fixture
def published(two_nights: DataDir, tmp_path: Path) -> DataDir:
    return copied(two_nights, tmp_path)


def problems(data_dir: DataDir) -> list[str]:
    with open_published(data_dir) as connection:
        return verify(data_dir, connection)


def flip(data_dir: DataDir, night: int, at: int) -> None:
    path = data_dir.warc_of(f"night-{night}") / f"night-{night}-00000.warc.gz"
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def capture(data_dir: DataDir, where: str) -> tuple[str, int, int]:
    with open_published(data_dir) as connection:
        return connection.execute(
            f"SELECT capture_id, warc_offset, warc_length FROM captures WHERE {where}"
        ).fetchall()[0]


def test_all_is_well(published: DataDir) -> None:
    steps: list[tuple[int, int]] = []
    with open_published(published) as connection:
        assert verify(published, connection, lambda done, total: steps.append((done, total))) == []
    assert steps == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("where", ["revisit_of <> ''", "page_url LIKE '%other%'"])
def test_a_flipped_bit_is_found_and_named(published: DataDir, where: str) -> None:
    capture_id, offset, length = capture(published, where)
    flip(published, 2, offset + length // 2)
    found = problems(published)
    assert len(found) == 2
    assert f"night-2-00000.warc.gz at byte {offset}: damaged" in found[0]
    assert found[1].startswith(f"{capture_id}: ")


def test_a_lost_file_is_found_for_each_capture(published: DataDir) -> None:
    (published.warc_of("night-2") / "night-2-00000.warc.gz").unlink()
    found = problems(published)
    assert len(found) == 2
    assert all("night-2-00000.warc.gz" in problem for problem in found)


def test_a_record_that_is_another_is_found(published: DataDir) -> None:
    original, revisit = capture(published, "crawl_id = 'night-1'"), capture(published, "revisit_of <> ''")
    published.published.chmod(0o644)
    with connect(published.published) as connection:
        change = "UPDATE capture SET warc_offset = ?, warc_length = ?, warc_file = ? WHERE capture_id = ?"
        file = "warc/night-1/night-1-00000.warc.gz"
        connection.execute(change, [original[1], original[2], file, revisit[0]])
    problem, log = problems(published)
    assert problem.startswith(f"{revisit[0]}: ")
    assert "a different record" in problem
    assert f"captures.jsonl lacks 1 captures that the archive has, such as {revisit[0]}" in log


def test_a_tail_cut_off_by_a_crash_is_no_problem_until_a_capture_needs_it(data_dir: DataDir) -> None:
    night = Night(data_dir, 1)
    night.page(PAGE, report("甲"))
    last = night.page(OTHER, report("乙", year=2023))
    folder = night.end()
    path = data_dir.root / last.warc_file
    with path.open("ab") as file:
        file.write(path.read_bytes()[last.warc_offset : last.warc_offset + 60])
    with Archive.open(data_dir) as archive:
        archive.ingest(folder)
        archive.publish()
    assert problems(data_dir) == []
    with path.open("r+b") as file:
        file.truncate(last.warc_offset + 60)
    (problem,) = problems(data_dir)
    assert problem.startswith(f"{last.capture_id}: ")


def test_a_stored_text_that_was_altered_is_found(published: DataDir) -> None:
    published.published.chmod(0o644)
    with connect(published.published) as connection:
        connection.execute("UPDATE extraction SET body_lines = ['丙'] WHERE report_year = 2023")
    assert problems(published) == [
        "330282-2023 version 1: the stored text does not match its digest: run `fazhi rebuild --replace`"
    ]
