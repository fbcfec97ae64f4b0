"""WARC files: what is written is read back, what is damaged is noticed, and other tools agree."""

import gzip
import subprocess
import sys
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from records import Capture
from storage.evidence.warc import WarcDamaged, check_file, payload_digest, read_payload, undo_content_coding
from storage.evidence.warc_writer import Exchange, KnownCapture, WarcWriter, Written
from storage.paths import DataDir
from tests.conftest import examples

NOON = datetime(2026, 11, 21, 12, 0, 0, 250000, tzinfo=UTC).replace(tzinfo=None)
PAGE = "<html><p>法治政府建设年度报告</p></html>".encode()


def exchange(
    payload: bytes = PAGE, url: str = "http://www.example.gov.cn/a?b=1", **changes: object
) -> Exchange:
    values: dict[str, object] = {
        "url": url,
        "method": "GET",
        "request_headers": ((b"Host", b"www.example.gov.cn"), (b"User-Agent", b"fazhi")),
        "request_body": b"",
        "status": 200,
        "status_text": "OK",
        "response_headers": ((b"Content-Type", b"text/html"), (b"Transfer-Encoding", b"chunked")),
        "payload": payload,
        "received_at": NOON,
    }
    return Exchange(**(values | changes))  # type: ignore[arg-type]


def capture_of(written: Written, data_dir: DataDir, payload: bytes) -> Capture:
    return Capture(
        capture_id=written.record_id,
        crawl_id="c1",
        site_id="s",
        url="http://www.example.gov.cn/a?b=1",
        page_url="http://www.example.gov.cn/a?b=1",
        method="GET",
        role="detail",
        captured_at=NOON,
        status=200,
        media_type="text/html",
        charset="",
        payload_digest=written.payload_digest,
        payload_bytes=len(payload),
        warc_file=str(written.file.relative_to(data_dir.root)),
        warc_offset=written.offset,
        warc_length=written.length,
        revisit_of=written.revisit_of,
    )


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path)


def write(data_dir: DataDir, *exchanges: Exchange, crawl_id: str = "c1", **options: object) -> list[Written]:
    folder = data_dir.warc_of(crawl_id)
    with WarcWriter(folder, crawl_id, {"software": "fazhi"}, **options) as warc:  # type: ignore[arg-type]
        return [warc.write(one) for one in exchanges]


def warcio_check(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("warcio")), "check", "-v", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@settings(max_examples=examples(40))
@given(payloads=st.lists(st.binary(max_size=300), min_size=1, max_size=5))
def test_every_payload_comes_back_and_every_file_is_sound(
    payloads: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data_dir = DataDir(tmp_path_factory.mktemp("data"))
    written = write(data_dir, *map(exchange, payloads))
    for payload, place in zip(payloads, written, strict=True):
        assert read_payload(data_dir, capture_of(place, data_dir, payload)) == payload
        assert check_file(place.file) == []


def test_warcio_checks_the_sha256_digests_and_finds_the_pairs(data_dir: DataDir) -> None:
    form = exchange(b"", method="POST", request_body=b"startrecord=46&endrecord=90", status=404)
    place, _ = write(data_dir, exchange(), form)
    check = warcio_check(place.file)
    assert check.returncode == 0
    assert check.stdout.count("digest pass") == 5
    with place.file.open("rb") as file:
        records = [
            (r.rec_type, r.rec_headers, r.http_headers, r.raw_stream.read()) for r in ArchiveIterator(file)
        ]
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "request", "response", "request"]
    response, request, post = records[1], records[2], records[4]
    assert response[3] == PAGE
    assert response[1].get_header("WARC-Payload-Digest") == payload_digest(PAGE)
    assert response[1].get_header("WARC-Date") == "2026-11-21T12:00:00.250000Z"
    assert response[2].get_header("Transfer-Encoding") is None
    assert request[1].get_header("WARC-Concurrent-To") == f"<{place.record_id}>"
    assert request[2].get_header("Host") == "www.example.gov.cn"
    assert (post[2].protocol, post[2].statusline) == ("POST", "/a?b=1 HTTP/1.1")
    assert post[3] == b"startrecord=46&endrecord=90"


def test_header_values_stay_the_bytes_the_server_sent(data_dir: DataDir) -> None:
    name = "报告.doc".encode("gb18030")
    header = b"attachment; filename=" + name
    (place,) = write(data_dir, exchange(response_headers=((b"Content-Disposition", header),)))
    assert b"Content-Disposition: " + header + b"\r\n" in gzip.decompress(place.file.read_bytes())
    assert warcio_check(place.file).returncode == 0


def test_a_known_payload_costs_a_revisit_and_is_read_through_it(data_dir: DataDir) -> None:
    page = PAGE * 500
    (first,) = write(data_dir, exchange(page))
    original = capture_of(first, data_dir, page)
    known = KnownCapture(original.url, original.capture_id, original.payload_digest, NOON)
    second, elsewhere, changed = write(
        data_dir,
        exchange(page, received_at=NOON + timedelta(days=1)),
        exchange(page, url="http://www.example.gov.cn/copy"),
        exchange(page + b"!"),
        crawl_id="c2",
        known=[known],
    )

    assert (second.revisit_of, elsewhere.revisit_of, changed.revisit_of) == (original.capture_id, "", "")
    revisit = capture_of(second, data_dir, page)
    assert read_payload(data_dir, revisit, original) == page
    with pytest.raises(ValueError, match="is a revisit"):
        read_payload(data_dir, revisit)
    assert warcio_check(first.file, second.file).returncode == 0
    with second.file.open("rb") as file:
        record = next(r for r in ArchiveIterator(file) if r.rec_type == "revisit")
    assert record.rec_headers.get_header("WARC-Refers-To") == f"<{original.capture_id}>"
    assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == original.url
    assert record.rec_headers.get_header("WARC-Refers-To-Date") == "2026-11-21T12:00:00.250000Z"
    assert record.rec_headers.get_header("WARC-Profile").endswith("/revisit/identical-payload-digest")
    assert record.http_headers.statusline == "200 OK"
    assert record.raw_stream.read() == b""


def test_an_earlier_file_is_never_written_again(data_dir: DataDir) -> None:
    (place,) = write(data_dir, exchange())
    before = place.file.read_bytes()
    with pytest.raises(FileExistsError):
        write(data_dir, exchange(b"other"))
    assert place.file.read_bytes() == before


def test_full_files_are_followed_by_new_ones(data_dir: DataDir) -> None:
    places = write(data_dir, *map(exchange, (b"1", b"2", b"3")), max_file_bytes=600)
    assert len({place.file for place in places}) == 3
    assert sorted(data_dir.warc_of("c1").iterdir()) == [place.file for place in places]
    for place in places:
        assert warcio_check(place.file).stdout.count("warcinfo") == 1


def test_a_cut_tail_is_told_from_damage_and_loses_one_record(data_dir: DataDir) -> None:
    first, second = write(data_dir, exchange(b"first"), exchange(b"second"))
    whole = first.file.read_bytes()

    first.file.write_bytes(whole[:-1])
    assert [(p.kind, p.offset) for p in check_file(first.file)] == [
        ("truncated_tail", second.offset + second.length)
    ]
    assert read_payload(data_dir, capture_of(second, data_dir, b"second")) == b"second"

    first.file.write_bytes(whole[: second.offset + 20])
    (problem,) = check_file(first.file)
    assert (problem.kind, problem.offset) == ("truncated_tail", second.offset)
    assert str(first.file) in str(problem)
    with pytest.raises(WarcDamaged, match=f"at byte {second.offset}.*breaks off.*repair"):
        read_payload(data_dir, capture_of(second, data_dir, b"second"))
    assert read_payload(data_dir, capture_of(first, data_dir, b"first")) == b"first"


@settings(max_examples=examples(150))
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flipped_bit_goes_by_unnoticed(
    where: float, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data_dir = DataDir(tmp_path_factory.mktemp("data"))
    places = write(data_dir, exchange(b"first"), exchange(b"second"))
    whole = bytearray(places[0].file.read_bytes())
    position = int(where * (places[1].offset + places[1].length))
    whole[position] ^= 1 << bit
    places[0].file.write_bytes(whole)

    problems = check_file(places[0].file)
    assert all(problem.kind == "damaged" for problem in problems)
    for payload, place in zip((b"first", b"second"), places, strict=True):
        hit = place.offset <= position < place.offset + place.length
        try:
            assert read_payload(data_dir, capture_of(place, data_dir, payload)) == payload
        except WarcDamaged:
            assert hit
            assert [problem.offset for problem in problems] == [place.offset]


def test_a_record_that_was_exchanged_is_refused(data_dir: DataDir) -> None:
    place, other = write(data_dir, exchange(b"mine"), exchange(b"other"))
    capture = capture_of(place, data_dir, b"mine")
    moved = capture_of(other, data_dir, b"mine")
    with pytest.raises(WarcDamaged, match="a different record"):
        read_payload(data_dir, Capture(**_fields(moved) | {"capture_id": capture.capture_id}))
    with pytest.raises(WarcDamaged, match="digest"):
        read_payload(data_dir, Capture(**_fields(capture) | {"payload_digest": "sha256:00"}))
    with pytest.raises(WarcDamaged, match="No such file"):
        read_payload(data_dir, Capture(**_fields(capture) | {"warc_file": "warc/none.warc.gz"}))


def _fields(capture: Capture) -> dict[str, object]:
    return {name: getattr(capture, name) for name in Capture.__slots__}


def test_gzip_stays_in_the_file_and_is_undone_for_the_reader(data_dir: DataDir) -> None:
    packed = gzip.compress(PAGE)
    headers = ((b"Content-Encoding", b"gzip"),)
    (place,) = write(data_dir, exchange(packed, response_headers=headers))
    assert place.payload_digest == payload_digest(packed)
    assert read_payload(data_dir, capture_of(place, data_dir, packed)) == PAGE


def test_content_codings() -> None:
    raw = zlib.compressobj(wbits=-15)
    assert undo_content_coding(zlib.compress(PAGE), "deflate", 999) == PAGE
    assert undo_content_coding(raw.compress(PAGE) + raw.flush(), "deflate", 999) == PAGE
    assert undo_content_coding(PAGE, "gzip", 999) == PAGE, "a plain page labelled gzip"
    assert undo_content_coding(gzip.compress(PAGE)[:-12], "GZIP", 999) != b"", "a body that breaks off"
    assert undo_content_coding(b"", "gzip", 999) == b""
    for word in ("UTF-8", "none", "gb2312", "text/html", "utf-8, identity"):
        assert undo_content_coding(PAGE, word, 999) == PAGE, "a word that is no coding"
        assert undo_content_coding(gzip.compress(PAGE), word, 999) == PAGE, "and the bytes are packed"
    assert undo_content_coding(gzip.compress(PAGE), "x-gzip, utf-8", 999) == PAGE
    with pytest.raises(ValueError, match="more than 999"):
        undo_content_coding(gzip.compress(b"0" * 1000), "gzip", 999)
    with pytest.raises(ValueError, match="'br'"):
        undo_content_coding(PAGE, "br", 999)


def test_a_full_disk_leaves_a_sound_file(data_dir: DataDir) -> None:
    """The limit on file size stands in for the full disk: the write fails half-way, with an OSError."""
    script = """
import os, resource, sys
from tests.storage.test_warc import DataDir, Path, WarcWriter, exchange
warc = WarcWriter(DataDir(Path(sys.argv[1])).warc_of("c1"), "c1", {})
place = warc.write(exchange(b"kept"))
resource.setrlimit(resource.RLIMIT_FSIZE, (place.offset + place.length + 400, resource.RLIM_INFINITY))
try:
    warc.write(exchange(os.urandom(5000)))
except OSError as error:
    print(error.strerror)
"""
    run = subprocess.run(
        [sys.executable, "-c", script, str(data_dir.root)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "File too large"
    (file,) = data_dir.warc_of("c1").iterdir()
    assert check_file(file) == []


def test_data_dir_is_explicit_then_environment_then_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATA_DIR", raising=False)
    assert DataDir.from_environment().root == Path("data")
    monkeypatch.setenv("DATA_DIR", "elsewhere")
    assert DataDir.from_environment().published == Path("elsewhere/archive.duckdb")
    assert DataDir.from_environment("here").crawl("c1") == Path("here/crawls/c1")
