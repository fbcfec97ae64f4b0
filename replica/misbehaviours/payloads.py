"""Hosts whose reports come as broken, endless, slow or wrong bytes; their other pages are in order."""

import gzip
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial

from replica.misbehaviours import pages
from replica.misbehaviours.definition import Catalogue, Visit
from replica.misbehaviours.transport import PATIENCES
from replica.web import Response, Wire

PAYLOADS = Catalogue()
# Plain size of the bomb and of the page that is too large.
BOMB_BYTES = 128_000_000
LARGE_BYTES = 44_000_000
CHUNK = 500_000
GZIP = (("Content-Encoding", "gzip"),)


@PAYLOADS.note(expected="timeout", by="slow_drip", where="articles", findable=False)
def slow_drip(visit: Visit) -> Response:
    """A report's bytes come one by one, all together in several times a client's patience."""
    answer = visit.usual()
    if not visit.at_report:
        return answer
    pause = visit.patience * PATIENCES / max(1, len(answer.body))
    wire = Wire(partial(_split, answer.body, 1), len(answer.body), pause)
    return replace(answer, wire=wire)


@PAYLOADS.note(expected="truncated", by="reset", where="articles", findable=False)
def reset_mid_body(visit: Visit) -> Response:
    """The connection is torn down in the middle of a report."""
    answer = visit.usual()
    if not visit.at_report:
        return answer
    half = answer.body[: len(answer.body) // 2]
    return replace(answer, wire=Wire(lambda: (half,), len(answer.body), ending="reset"))


@PAYLOADS.note(expected="truncated", by="gzip", where="articles", findable=False)
def truncated_gzip(visit: Visit) -> Response:
    """A report comes compressed, and its compressed bytes end in the middle."""
    answer = visit.usual()
    if not visit.at_report:
        return answer
    packed = gzip.compress(answer.body, mtime=0)
    return replace(answer, body=packed[: len(packed) // 2], headers=(*answer.headers, *GZIP))


@PAYLOADS.note(expected="too_large", by="gzip_bomb", where="articles", findable=False)
def gzip_bomb(visit: Visit) -> Response:
    """A report comes as a small gzip stream that is more than a hundred megabytes when unpacked."""
    if not visit.at_report:
        return visit.usual()
    bomb = _bomb()
    return Response(200, b"", headers=GZIP, wire=Wire(partial(_split, bomb, CHUNK), len(bomb)))


@PAYLOADS.note(expected="too_large", by="length", where="articles", findable=False)
def too_large(visit: Visit) -> Response:
    """A report is more than forty megabytes long and says so beforehand."""
    return _large(LARGE_BYTES) if visit.at_report else visit.usual()


@PAYLOADS.note(expected="too_large", by="chunked", where="articles", findable=False)
def too_large_in_chunks(visit: Visit) -> Response:
    """As too_large, in chunks that do not say how many there are."""
    return _large(None) if visit.at_report else visit.usual()


@PAYLOADS.note(expected="wrong_type", where="articles", findable=False)
def wrong_type(visit: Visit) -> Response:
    """In place of a report comes a picture, called one or called nothing at all."""
    if not visit.at_report:
        return visit.usual()
    media_type = ("image/jpeg", "application/octet-stream")[int(visit.site.adcode) % 2]
    return Response(200, pages.PICTURE, media_type)


@PAYLOADS.note()
def wrong_charset(visit: Visit) -> Response:
    """Pages are GB 18030, the header says UTF-8 and the page itself gb2312."""
    answer = visit.usual()
    if not answer.content_type.startswith("text/html") or answer.status != 200:
        return answer
    text = answer.body.decode("utf-8", "replace")
    text = re.sub(r'charset=("?)utf-8', r"charset=\1gb2312", text)
    return replace(answer, body=text.encode("gb18030"), content_type="text/html; charset=utf-8")


def _large(length: int | None) -> Response:
    paragraph = "<p>　　按照年度工作安排推进落实。</p>\n".encode()
    block = paragraph * (CHUNK // len(paragraph))
    count = LARGE_BYTES // len(block)
    exact = length and count * len(block)
    return Response(200, b"", wire=Wire(lambda: (block for _ in range(count)), exact))


def _split(body: bytes, size: int) -> Iterator[bytes]:
    return (body[i : i + size] for i in range(0, len(body), size))


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    """A gzip stream of one block over and over: a flushed block stands for itself wherever it is put."""
    block, count = b" " * 1_000_000, BOMB_BYTES // 1_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(count):
        checksum = zlib.crc32(block, checksum)
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return header + packed * count + packer.flush() + struct.pack("<II", checksum, len(block) * count)
