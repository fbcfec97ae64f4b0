"""Bytes of evidence and what damages them: codings, members, records, copies; each rule on both of its
sides."""

import gzip
import io
import zlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from records import Capture
from storage.errors import StoreUnusable
from storage.evidence import warc
from storage.evidence.crawl_logs import open_log, pack_logs, stored
from storage.evidence.store_refusals import code_of, is_no_bucket, refusal_of, was_there
from storage.evidence.warc import TooLarge, check_file, decoded, read_payload, read_request_body, spans_in
from storage.evidence.warc_writer import Exchange, WarcWriter, _http_head
from storage.paths import DataDir
from storage.preservation.backup import Entry, _has_grown, _only_grows, _pour, _some, _to_copy, _unchanged
from storage.preservation.repair import _is_whole, merge
from tests.storage.nights import PAGE, Night, report

TEXT = "依法行政" * 50
RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
BARE = RAW.compress(TEXT.encode()) + RAW.flush()
GZIP, ZLIB = gzip.compress(TEXT.encode(), mtime=0), zlib.compress(TEXT.encode())


@pytest.mark.parametrize(
    ("payload", "coding", "unpacked", "whole"),
    [
        (GZIP, "gzip", True, True),
        (GZIP, "x-gzip", True, True),
        (ZLIB, "gzip", True, True),
        (GZIP, "deflate", True, True),
        (ZLIB, "deflate", True, True),
        (BARE, "deflate", True, True),
        (BARE, "gzip", False, True),
        (GZIP, "", False, True),
        (GZIP, "utf-8", True, True),
        (GZIP, "gb2312, none", True, True),
        (ZLIB, "utf-8", False, True),
        (GZIP, "identity, GZIP", True, True),
        (GZIP, "deflate, gzip", True, True),
        (GZIP[:-4], "gzip", True, False),
        (GZIP[:10], "gzip", False, True),
        (b"plain", "gzip", False, True),
        (b"", "gzip", False, True),
    ],
    ids=lambda value: str(value)[:12],
)  # fmt: skip
def test_a_coding_is_undone_where_there_is_one(
    payload: bytes, coding: str, unpacked: bool, whole: bool
) -> None:
    assert decoded(payload, coding, 10_000) == (TEXT.encode() if unpacked else payload, whole)


def test_a_body_unpacks_to_its_limit_and_no_further() -> None:
    assert decoded(GZIP, "gzip", 600)[0] == TEXT.encode()
    with pytest.raises(TooLarge, match="more than 599 bytes"):
        decoded(GZIP, "gzip", 599)
    with pytest.raises(ValueError, match="'br' is not one we asked for"):
        decoded(GZIP, "gzip, br", 600)
    assert (warc.MAX_PAYLOAD_BYTES, warc.MAX_RECORD_BYTES, warc.MAX_REQUEST_BYTES) == (2**26, 2**27, 2**20)


def test_a_member_ends_where_the_next_one_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    data = GZIP + gzip.compress(b"b" * 70_000, mtime=0) + b"x"
    assert warc._unpack(data) == (TEXT.encode(), len(GZIP))
    assert warc._unpack(data, len(GZIP)) == (b"b" * 70_000, len(data) - 1)
    noise = bytes(at * at % 251 for at in range(200_000))
    stored_plain = gzip.compress(noise, 0, mtime=0)
    assert warc._unpack(stored_plain + GZIP) == (noise, len(stored_plain))
    with pytest.raises(EOFError):
        warc._unpack(GZIP[:-1])
    with pytest.raises(zlib.error):
        warc._unpack(ZLIB)
    monkeypatch.setattr(warc, "MAX_RECORD_BYTES", len(TEXT.encode()))
    assert warc._unpack(data)[1] == len(GZIP)
    monkeypatch.setattr(warc, "MAX_RECORD_BYTES", len(TEXT.encode()) - 1)
    with pytest.raises(zlib.error, match="more than 599"):
        warc._unpack(data)


@pytest.fixture
def file(data_dir: DataDir) -> tuple[DataDir, list[Capture], Path]:
    """Three captures, the last of which was asked for with a body."""
    night = Night(data_dir, 1)
    night.page(PAGE, report("甲"))
    night.page(f"{PAGE}?2", report("乙"))
    night.end()
    (path,) = data_dir.warc.rglob("*.warc.gz")
    return data_dir, night.captures, path


def test_what_is_damaged_is_told_from_what_broke_off(file: tuple[DataDir, list[Capture], Path]) -> None:
    data_dir, (first, second), path = file
    whole = path.read_bytes()
    spans = list(spans_in(whole))
    assert [fault for *_, fault in spans] == [""] * 5 and spans[-1][1] == len(whole)
    assert spans[0][0] == 0 and all(one[1] == other[0] for one, other in zip(spans, spans[1:], strict=False))
    path.write_bytes(whole[:-1])
    assert [problem.kind for problem in check_file(path)] == ["truncated_tail"]
    path.write_bytes(whole[:5] + b"\0" + whole[6:])
    assert {problem.kind for problem in check_file(path)} <= {"damaged"}
    at = first.warc_offset
    path.write_bytes(whole[:at] + b"\0" * 40 + whole[at + 40 :])
    assert [(problem.kind, problem.offset) for problem in check_file(path)] == [("damaged", at)]
    assert read_payload(data_dir, second) == report("乙")
    with pytest.raises(warc.WarcDamaged):
        read_payload(data_dir, first)
    path.write_bytes(b"")
    assert check_file(path) == []


def test_a_record_is_the_one_that_was_asked_for(file: tuple[DataDir, list[Capture], Path]) -> None:
    data_dir, (first, second), _ = file
    assert read_request_body(data_dir, first) == b""
    with pytest.raises(warc.WarcDamaged, match="a different record"):
        read_payload(data_dir, replace(first, capture_id=second.capture_id))
    with pytest.raises(warc.WarcDamaged, match="is not the request of"):
        read_request_body(data_dir, replace(first, capture_id=second.capture_id))
    with pytest.raises(warc.WarcDamaged, match="does not match its digest"):
        read_payload(data_dir, replace(first, payload_digest=second.payload_digest))
    again = replace(second, revisit_of=first.capture_id)
    assert read_payload(data_dir, again, first) == report("甲")
    for original in (None, second):
        with pytest.raises(ValueError, match="is a revisit"):
            read_payload(data_dir, again, original)


def test_two_damaged_copies_make_one_whole_file(file: tuple[DataDir, list[Capture], Path]) -> None:
    _, (first, second), path = file
    whole = path.read_bytes()

    def hurt(capture: Capture) -> bytes:
        at = capture.warc_offset
        return whole[:at] + b"\0" * 40 + whole[at + 40 :]

    for here, there, taken in (
        (whole, whole, 0),
        (hurt(first), whole, 1),
        (hurt(first), hurt(second), 1),
        (whole, hurt(second), 0),
        (whole[: second.warc_offset + 3], whole, 2),
        (whole, whole[: second.warc_offset + 3], 0),
        (b"", whole, 5),
    ):
        out = io.BytesIO()
        assert (merge(here, there, out), out.getvalue()) == (taken, whole)
    assert _is_whole(whole, 0, first.warc_offset) and not _is_whole(whole, 0, first.warc_offset - 1)
    assert not _is_whole(whole, 1, first.warc_offset)


def exchange(**changes: object) -> Exchange:
    usual: dict[str, object] = {
        "url": PAGE, "method": "GET", "request_headers": (), "request_body": b"", "status": 200, "status_text": "",
        "response_headers": (), "payload": b"x", "received_at": datetime.fromisoformat("2026-03-01T00:00"),
    }  # fmt: skip
    return Exchange(**{**usual, **changes})  # type: ignore[arg-type]  # fields of several types


@pytest.mark.parametrize(("most", "files", "inside"), [(1, 4, 1), (10**9, 1, 3)])
def test_a_file_ends_when_it_is_large(most: int, files: int, inside: int, tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, "c", {"software": "t"}, (), most)
    for at in range(3):
        writer.write(exchange(payload=bytes([at])))
    writer.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == files and len(set(names)) == files
    last = gzip.decompress((tmp_path / names[-1]).read_bytes())
    assert b"GET /" in last and last.count(b"WARC-Type: response") == inside


@pytest.mark.parametrize(
    ("url", "line"),
    [("http://a.cn", b"GET / "), ("http://a.cn/b", b"GET /b "), ("http://a.cn?q=1", b"GET /?q=1 ")],
)
def test_a_request_is_written_down_as_it_was_sent(url: str, line: bytes, tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, "c", {"software": "t"}, ())
    writer.write(exchange(url=url, method="GET", request_body=b"d=1"))
    writer.close()
    (path,) = tmp_path.iterdir()
    told = gzip.decompress(path.read_bytes())
    assert line in told and b"d=1" in told
    kept = _http_head("HTTP/1.1 200 OK", ((b"A", b"1"), (b"Transfer-Encoding", b"chunked"), (b"B", b"2")))
    assert b"A: 1\r\nB: 2\r\n" in kept


def test_a_log_is_read_plain_or_packed(tmp_path: Path) -> None:
    log = tmp_path / "captures.jsonl"
    assert stored(log) is None
    with pytest.raises(FileNotFoundError):
        open_log(log)
    log.write_bytes(b"one\n")
    assert stored(log) == log
    assert pack_logs(tmp_path) == 1 and not log.exists()
    with open_log(log) as lines:
        assert lines.read() == b"one\n"
    assert (tmp_path / "captures.jsonl.gz").read_bytes()[4:8] == b"\0" * 4, "without a time in it"


class Coded(OSError):
    """As the driver of S3 raises it."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(text)
        self.response = {"Error": {"Code": code}}


@pytest.mark.parametrize(
    ("place", "error", "says"),
    [
        ("s3://a", Coded("NoSuchBucket"), "there is no such bucket"),
        ("s3://a", Coded("InvalidToken", "bad"), r"refuses these credentials \(InvalidToken: bad\)"),
        ("s3://a", Coded("InvalidToken", "InvalidToken is bad"), r"credentials \(InvalidToken is bad\)"),
        ("s3://a", Coded("RequestExpired"), "the time of this machine"),
        ("s3://a", PermissionError("no"), r"refuses these credentials \(no\)"),
        ("/mnt/a", PermissionError("no"), "may not be written by this user"),
        ("s3://a", ImportError("s3fs"), "needs packages that are not installed"),
        ("q://a", ValueError("Protocol not known: q"), "FAZHI_STORE is q://a"),
        ("s3://a", ValueError("x" * 300), r"cannot be used \(x{200}\)"),
        ("s3://a", ValueError(""), r"cannot be used \(ValueError\)"),
        ("s3://a", ValueError("one\ntwo"), r"cannot be used \(one\)"),
    ],
)
def test_what_a_store_refuses_has_its_cause(place: str, error: Exception, says: str) -> None:
    with pytest.raises(StoreUnusable, match=says):
        raise refusal_of(place, error)


def test_what_s3_says_is_in_the_error_or_in_its_cause() -> None:
    caused = OSError("x")
    caused.__cause__ = Coded("NoSuchBucket")
    assert (code_of(caused), code_of(ValueError("x"))) == ("NoSuchBucket", "")
    assert is_no_bucket(caused) and not is_no_bucket(Coded("NoSuchKey"))
    assert [was_there(one) for one in (Coded("PreconditionFailed"), OSError("Pre-Condition"), Coded("x"))] == [
        True, True, False,
    ]  # fmt: skip


def test_a_backup_copies_what_is_new_or_has_grown(data_dir: DataDir) -> None:
    digest = _pour(io.BytesIO(b"abc"), 2, lambda _: None)
    before = Entry(2, digest, 5)
    assert (
        _pour(io.BytesIO(b"ab"), 2, lambda _: None) == digest == _pour(io.BytesIO(b"ab"), 9, lambda _: None)
    )
    taken: list[bytes] = []
    assert _pour(io.BytesIO(b"abc"), 0, taken.append) != digest and taken == []
    for size, mtime, same in ((2, 5, True), (3, 5, False), (2, 6, False)):
        assert _unchanged(before, SimpleNamespace(st_size=size, st_mtime_ns=mtime)) is same
    assert not _unchanged(None, SimpleNamespace(st_size=2, st_mtime_ns=5))
    assert [_only_grows(path) for path in ("warc/a", "crawls/a", "audits/warc", "decisions.csv")] == [
        True,
        True,
        False,
        False,
    ]
    for path, body, entry, grown in (
        ("warc/a", b"ab", before, True),
        ("warc/a", b"abc", before, True),
        ("warc/a", b"a", before, False),
        ("warc/a", b"xbc", before, False),
        ("audits/a", b"xbc", before, True),
        ("warc/a", b"x", None, True),
    ):
        assert _has_grown(path, io.BytesIO(body), len(body), entry) is grown
    assert (_some(["a"]), _some(["a", "b"])) == ("1 files (a)", "2 files (a, …)")
    for name in (
        "crawls/a/captures.jsonl",
        "crawls/a/known.jsonl",
        "crawls/a.new/x",
        "warc/a/b.part",
        "warc/a/b",
    ):
        place = data_dir.root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    data_dir.decisions.touch()
    assert list(_to_copy(data_dir)) == ["decisions.csv", "crawls/a/captures.jsonl", "warc/a/b"]
