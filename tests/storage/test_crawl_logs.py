"""Logs of crawls that are over are compressed, and read as they were."""

import gzip
from datetime import timedelta

import pytest

from records import Capture, clock
from storage.archive import Archive
from storage.errors import CrawlLogDamaged
from storage.evidence.crawl_logs import LOGS, open_log, pack_logs, read_text, stored
from storage.intake.ingest import read_log, read_summary
from storage.paths import DataDir
from storage.planning.schedule import RESUME_WITHIN
from storage.preservation.backup import backup, restore
from storage.preservation.log_audit import log_problem
from tests.storage.nights import PAGE, Night, nights, report


def test_a_compressed_log_is_read_as_the_plain_one(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    folder = next(data_dir.crawls.iterdir())
    plain = {path.name: path.read_bytes() for path in folder.iterdir()}
    before = list(read_log(Capture, folder / "captures.jsonl", [])), read_summary(folder)
    assert pack_logs(folder) == len(plain)
    assert {path.name for path in folder.iterdir()} == {f"{name}.gz" for name in plain}
    assert (list(read_log(Capture, folder / "captures.jsonl", [])), read_summary(folder)) == before
    for name, content in plain.items():
        assert read_text(folder / name).encode() == content
    with Archive.open(data_dir) as archive:
        assert log_problem(folder, folder.name, archive._connection) == ""
        assert archive.ingest(folder).new_captures == 0


def test_killed_between_writing_and_removing_it_is_done_again(data_dir: DataDir) -> None:
    folder = Night(data_dir, 1).end()
    log = folder / "captures.jsonl"
    content = log.read_bytes() if log.exists() else b""
    log.write_bytes(content)
    (folder / "captures.jsonl.gz.new").write_bytes(b"half")
    (folder / "captures.jsonl.gz").write_bytes(b"an earlier one")
    assert stored(log) == log
    pack_logs(folder)
    assert read_text(log).encode() == content
    assert pack_logs(folder) == 0


def test_a_damaged_one_is_told_in_a_line(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    folder = next(data_dir.crawls.iterdir())
    pack_logs(folder)
    packed = folder / "captures.jsonl.gz"
    packed.write_bytes(packed.read_bytes()[:-12])
    with pytest.raises(CrawlLogDamaged, match="cannot be unpacked"):
        list(read_log(Capture, folder / "captures.jsonl", []))


def test_only_crawls_that_nobody_goes_on_with_are_over(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        ended = archive._connection.execute("SELECT max(finished_at) FROM crawl").fetchone()[0]
        assert archive.over(ended + RESUME_WITHIN) == set()
        assert archive.over(ended + RESUME_WITHIN + timedelta(seconds=1)) == {"night-1"}
        assert archive.over(clock.now()) == {"night-1"}


def test_a_backup_takes_the_compressed_log_for_the_plain_one(data_dir: DataDir, tmp_path) -> None:
    nights(data_dir, {PAGE: report("甲")})
    folder = next(data_dir.crawls.iterdir())
    place = tmp_path / "copy"
    backup(data_dir, str(place))
    content = (folder / "captures.jsonl").read_bytes()
    pack_logs(folder)
    backup(data_dir, str(place))
    assert not list(place.rglob("captures.jsonl"))
    restored = DataDir(tmp_path / "restored")
    restore(str(place), restored)
    with open_log(restored.crawl(folder.name) / "captures.jsonl") as log:
        assert log.read() == content


def test_equal_logs_are_equal_files(data_dir: DataDir, tmp_path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / LOGS[0]).write_text("the same\n")
        pack_logs(tmp_path / name)
    packed = [(tmp_path / name / f"{LOGS[0]}.gz").read_bytes() for name in ("one", "two")]
    assert packed[0] == packed[1]
    assert gzip.decompress(packed[0]) == b"the same\n"
