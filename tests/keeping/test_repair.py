"""Damage is named with what hangs on it, mended from a copy record by record, and what no copy has is asked
for again."""

import gzip
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from records import Capture, clock
from records.jsonlines import to_json
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from storage.preservation.backup import backup
from storage.preservation.repair import Repaired, merge
from storage.preservation.verify import verify
from tests.conftest import examples
from tests.keeping.test_backup import evidence

Flip = Callable[[Path, int], None]


def problems(data: DataDir) -> list[str]:
    with connect(data.work_archive, read_only=True) as archive:
        return verify(data, archive)


def repair(data: DataDir, place: str = "") -> Repaired:
    with Archive.open(data) as archive:
        return archive.repair(place)


def report_capture(data: DataDir) -> tuple[str, str, int, int]:
    """A capture that shows a report: its id, file, offset, length."""
    with connect(data.work_archive, read_only=True) as archive:
        return archive.execute(
            "SELECT capture_id, warc_file, warc_offset, warc_length FROM capture JOIN report_version USING (capture_id)"
            " WHERE revisit_of = '' ORDER BY warc_offset DESC LIMIT 1"
        ).fetchall()[0]


def fetch_again(data: DataDir, archive: Archive, capture_id: str) -> str:
    """Takes in a crawl in which the address of this capture answered with its bytes once more; the new
    capture's id."""
    columns = ", ".join(Capture.__dataclass_fields__)
    query = f"SELECT {columns} FROM capture WHERE capture_id = ?"
    lost = Capture(*archive._connection.execute(query, [capture_id]).fetchone())
    crawl_id, now = "20990101T173000Z-0001", clock.now()
    again = replace(lost, capture_id="urn:again", crawl_id=crawl_id, captured_at=now, revisit_of="")
    folder = data.crawl(crawl_id)
    folder.mkdir()
    (folder / "captures.jsonl").write_text(json.dumps(to_json(again), ensure_ascii=False) + "\n")
    assert archive.ingest(folder).new_captures == 1
    return again.capture_id


@pytest.fixture
def copy(data: DataDir, tmp_path: Path) -> str:
    backup(data, str(tmp_path / "copy"))
    return str(tmp_path / "copy")


def test_damage_is_named_with_the_page_and_the_versions_it_shows(data: DataDir, flip: Flip) -> None:
    capture_id, file, offset, length = report_capture(data)
    flip(data.root / file, offset + length // 2)
    record, capture = problems(data)
    assert f"{file} at byte {offset}: damaged" in record
    assert capture.startswith(f"{capture_id}: ")
    assert "the detail http" in capture and " version 1" in capture


@pytest.mark.parametrize("harm", ["bit", "file", "tail", "empty"])
def test_what_the_copy_has_comes_back_byte_for_byte(data: DataDir, copy: str, flip: Flip, harm: str) -> None:
    wanted = evidence(data)
    _, name, offset, length = report_capture(data)
    file = data.root / name
    if harm == "bit":
        flip(file, offset + length // 2)
    elif harm == "file":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: offset + 30 if harm == "tail" else 0])
    assert problems(data)
    repaired = repair(data, copy)
    assert len(repaired.mended) == 1 and repaired.lost == ()
    assert evidence(data) == wanted
    assert problems(data) == []


def test_two_damaged_copies_make_one_good_one_and_good_bytes_stay(
    data: DataDir, copy: str, flip: Flip
) -> None:
    wanted = evidence(data)
    _, name, offset, length = report_capture(data)
    flip(data.root / name, offset + length // 2)
    flip(Path(copy) / name, 60)
    repaired = repair(data, copy)
    assert repaired.mended == (f"{name}: 1 records taken from the copy",)
    assert evidence(data) == wanted
    assert (data.damaged / name).exists()


def test_a_log_that_was_lost_or_altered_comes_back(data: DataDir, copy: str) -> None:
    wanted = evidence(data)
    first, second = sorted(data.crawls.iterdir())
    shutil.rmtree(first)
    log = second / "captures.jsonl.gz"
    lines = gzip.decompress(log.read_bytes()).splitlines(keepends=True)
    log.write_bytes(gzip.compress(b"".join(lines[:-2])))
    (second / "summary.json.gz").unlink()
    assert len(problems(data)) == 2
    assert len(repair(data, copy).mended) == 2
    assert {name: text for name, text in evidence(data).items()} == wanted
    assert problems(data) == []


def test_what_no_copy_has_is_asked_for_again_and_kept_whole(data: DataDir, flip: Flip) -> None:
    capture_id, file, offset, length = report_capture(data)
    flip(data.root / file, offset + length // 2)
    assert any(line.startswith(capture_id) for line in repair(data).lost)
    long_ago = clock.now() - timedelta(days=3650)
    with connect(data.work_archive, read_only=True) as archive:
        ((site_id, url),) = archive.execute(
            "SELECT site_id, canonical_url FROM capture WHERE capture_id = ?", [capture_id]
        ).fetchall()
    with Archive.open(data) as archive:
        assert [page.url for page in archive.due([site_id], long_ago)] == [url]
        assert capture_id not in {known.capture_id for known in archive.known([site_id])}
        again = fetch_again(data, archive, capture_id)
        assert archive.due([site_id], long_ago) == []
        assert again in {known.capture_id for known in archive.known([site_id])}


@settings(max_examples=examples(60))
@given(some.data())
def test_merging_never_loses_a_record_that_one_of_the_two_has(made: DataDir, choice: some.DataObject) -> None:
    """Whatever happens to two copies, a byte at a time or at the end, in different records."""
    good = min(made.warc.rglob("*.gz"), key=lambda path: path.stat().st_size).read_bytes()
    here, there = bytearray(good), bytearray(good)
    half = len(good) // 2
    for _ in range(choice.draw(some.integers(0, 3))):
        here[choice.draw(some.integers(0, half - 5000))] ^= choice.draw(some.integers(1, 255))
        there[choice.draw(some.integers(half + 5000, len(good) - 1))] ^= choice.draw(some.integers(1, 255))
    if choice.draw(some.booleans()):
        del there[choice.draw(some.integers(half + 5000, len(good) - 1)) :]
    out = BytesIO()
    merge(bytes(here), bytes(there), out)
    # Not byte for byte: a gzip header has bytes that mean nothing.
    assert gzip.decompress(out.getvalue()) == gzip.decompress(good)
