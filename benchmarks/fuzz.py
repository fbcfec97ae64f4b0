"""Damaged pages, files, WARC, logs and CSVs, seeded: what crashes, hangs or eats memory is reported.

    python -m benchmarks.fuzz                        # 20,000 inputs, all cores
    python -m benchmarks.fuzz --inputs 500 --seed 7  # others, fewer
    python -m benchmarks.fuzz --only page --at 1234  # one of them, for looking at

An input is made from its number alone: what is reported can be made again. Exit 1 where anything is.
"""

import argparse
import contextlib
import gzip
import io
import json
import logging
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.errors import BadSpec
from crawlers.sites_csv import COLUMNS, read_sites
from extraction.body.attachments import read_attachments
from extraction.combine import combine, extract_file
from extraction.files import read_file
from extraction.listing.candidates import may_be_report
from extraction.markup.errors import ExtractionFailed
from extraction.markup.page import read_page
from extraction.navigation import survey
from extraction.reading import extract
from records import Capture
from records.jsonlines import from_json
from records.text.edited_csv import read_edited
from replica.files import WRITERS
from storage.evidence.warc import check_file

NOW = datetime(2026, 6, 1, tzinfo=UTC)
URL = "http://www.cixi.gov.cn/art/2024/2/29/art_1_2.html"
ROOT = Path(__file__).parent.parent
SECONDS = 5
MEGABYTES = 500
BATCH = 100
_DOCUMENTS = (".doc", ".docx", ".odt", ".ofd", ".txt", ".wps")
TITLE = ["云溪县2023年法治政府建设年度报告"]
LINES = [
    "2023年，全县推进法治政府建设，办理行政复议案件205件，占98.7%。",
    "一、主要举措",
    "（一）健全机制。",
] * 9
# What breaks parsers: ends and beginnings of everything, marks nobody sees, large numbers, endless nesting.
BITS: tuple[bytes, ...] = (
    b"<", b">", b"</div>", b"<div>" * 300, b"<!--", b"-->", b"<table><tr><td>", b"&#x110000;", b"&#0;", b"\x00",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[2J", b"[/bold]", b"'" * 50, b'"', b"\\", b"{{", b"\\u", b"\xed\xa0\x80",
    "\u200e\u202e".encode(), "９９９９年１３月４０日".encode(), "9999年12月31日".encode(), "1亿亿亿亿亿件".encode(),
    "²".encode(), "二〇〇〇年".encode() * 20, b"0" * 400, b"-1", b"1e999", b"NaN", b"\r", b"\n" * 200, b" " * 3000,
    b"<script>", b"<![CDATA[", b"<?xml version='1.0'?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"%PDF-1.7", b"PK\x03\x04",
)  # fmt: skip


def mutated(payload: bytes, chance: random.Random) -> bytes:
    """The payload with up to eight changes: bits put in, bytes exchanged, pieces doubled, moved, cut off."""
    made = bytearray(payload)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(made) + 1), chance.choice((1, 3, 30, 300, 3000))
        change = chance.randrange(6)
        if change == 0:
            made[at:at] = chance.choice(BITS)
        elif change == 1 and at < len(made):
            made[at] = chance.randrange(256)
        elif change == 2:
            made[at:at] = made[at : at + size] * chance.choice((1, 2, 40))
        elif change == 3:
            del made[at : at + size]
        elif change == 4:
            to = chance.randrange(len(made) + 1)
            made[to:to] = made[at : at + size]
        elif chance.random() < 0.3:
            del made[at:]
    return bytes(made[:3_000_000])


def try_page(payload: bytes) -> None:
    try:
        page = read_page(payload, URL)
        for link in survey(page).listing.links:
            may_be_report(link)
        read_attachments(page)
        combine(extract(payload, URL, now=NOW), {}, url=URL, now=NOW)
    except ExtractionFailed:
        pass


def try_file(payload: bytes) -> None:
    extract_file(read_file(payload, "年度报告.doc"), "年度报告.doc", url=URL, now=NOW)


def try_warc(payload: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
        file.write(payload)
        file.flush()
        check_file(Path(file.name))


def try_log(payload: bytes) -> None:
    for line in payload.splitlines():
        try:
            from_json(Capture, json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue


def try_csv(payload: bytes) -> None:
    read_edited(payload, COLUMNS)
    with contextlib.suppress(BadSpec):
        read_sites(payload)


TRIES: dict[str, Callable[[bytes], None]] = {
    "page": try_page, "file": try_file, "warc": try_warc, "log": try_log, "csv": try_csv,
}  # fmt: skip
# Of ten inputs: most go where most comes from outside.
TURNS = ("page", "page", "page", "page", "file", "file", "file", "warc", "log", "csv")


@cache
def seeds(kind: str) -> list[bytes]:
    """Sound inputs of a kind."""
    if kind == "page":
        return [path.read_bytes() for path in sorted((ROOT / "tests/extraction/pages").rglob("*.html"))]
    if kind == "file":
        stored = sorted((ROOT / "benchmarks/blind_wild/files").glob("*.*"))
        small = [path for path in stored if path.suffix in _DOCUMENTS and path.stat().st_size < 200_000]
        return [*(write(TITLE, LINES) for write in WRITERS.values()), *(path.read_bytes() for path in small)]
    if kind == "warc":
        return [_warc()]
    if kind == "log":
        line = {"capture_id": "a", "url": URL, "captured_at": "2026-01-01T00:00:00", "status": 200}
        return [json.dumps(line).encode()]
    return [(ROOT / "crawlers/sites.csv").read_bytes()]


def _warc() -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number in range(3):
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        body = io.BytesIO(f"<p>{number}</p>".encode() * 50)
        writer.write_record(writer.create_warc_record(URL, "response", payload=body, http_headers=head))
    return out.getvalue()


def make(kind: str, seed: int, number: int) -> bytes:
    """Input number so and so."""
    chance = random.Random(f"{seed}:{kind}:{number}")
    whole = chance.choice(seeds(kind))
    if kind == "warc" and chance.random() < 0.5:  # damage within the records, not of their packing
        return gzip.compress(mutated(gzip.decompress(whole), chance), 1)
    return mutated(whole, chance)


class TooSlow(BaseException):
    """An input that takes longer than it may; no `except Exception` of ours takes it."""


def run(seed: int, numbers: range) -> list[tuple[str, int, str]]:
    """What is wrong with these inputs: kind, number, what happened. Five seconds each, and an exception is
    wrong."""
    wrong = []
    logging.getLogger("warcio").setLevel(logging.CRITICAL)

    def too_slow(*_: Any) -> None:
        raise TooSlow

    signal.signal(signal.SIGVTALRM, too_slow)
    for number in numbers:
        kind = TURNS[number % len(TURNS)]
        payload = make(kind, seed, number)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            TRIES[kind](payload)
        except TooSlow:
            wrong.append((kind, number, f"more than {SECONDS} s of CPU"))
        except Exception as error:
            wrong.append((kind, number, " ".join(f"{type(error).__name__}: {error}".split())[:200]))
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        if grown > MEGABYTES:
            wrong.append((kind, number, f"{grown:.0f} MB"))
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(TRIES), help="with --at: try one input")
    parser.add_argument("--at", type=int, help="the number of an input")
    options = parser.parse_args()
    if options.only and options.at is not None:
        TRIES[options.only](make(options.only, options.seed, options.at))
        return 0
    began = time.monotonic()
    batches = [range(at, min(at + BATCH, options.inputs)) for at in range(0, options.inputs, BATCH)]
    wrong: list[tuple[str, int, str]] = []
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for done, found in enumerate(pool.map(run, [options.seed] * len(batches), batches), start=1):
            for one in found:
                print("WRONG {} {}: {}".format(*one), flush=True)
            wrong += found
            if done % 20 == 0:
                print(f"{done * BATCH} inputs, {len(wrong)} wrong", file=sys.stderr, flush=True)
    kinds = Counter(TURNS[number % len(TURNS)] for batch in batches for number in batch)
    tried = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    print(f"{options.inputs} inputs ({tried}) in {time.monotonic() - began:.0f} s: {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
