"""How long the archive takes for what people do with it, at the size of the whole country.

    make bench-archive ROWS=20000         # measures
    make bench-archive BENCH=--record     # 250,000 reports, and the result appended to benchmarks/README.md

Reports are generated (benchmarks/reports.py) and go the way of real ones: a crawl's log, ingest, extractions,
publication. Only the fold is left out: its rows are written as it would write them.
"""

import argparse
import hashlib
import json
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks.machine import machine, record
from benchmarks.reports import Language, language, reports
from records import Capture, CrawlSummary, Extraction, SiteOutcome
from records.jsonlines import to_json
from storage.archive import Archive
from storage.paths import DataDir
from storage.query import open_published
from storage.rows import insert_rows
from storage.search import renew_search, search

FOLDER = Path(".cache/bench-archive")
SEED = 20261121
BATCH = 2_000
NIGHT = datetime.fromisoformat("2026-03-01T17:30")
AS_USUAL = 20_000
"""Reports that are loaded as a harvest loads them, at the most."""

REPEATS = 40

COVERAGE = """
SELECT province, report_year, count(*) AS reports, count(DISTINCT adcode) AS governments,
    count(*) FILTER (published_on >= make_date(report_year + 1, 4, 1)) AS late
FROM search_report JOIN government USING (adcode) GROUP BY ALL ORDER BY ALL
"""
BY_VIEW = "SELECT province, report_year, count(*) FROM reports GROUP BY ALL ORDER BY ALL"
CONTAINS = "SELECT report_id FROM reports WHERE contains(body_text, ?) LIMIT 20 OFFSET 1000000"
LOOK_UP = "SELECT report_id, title, issuer, published_on, url FROM reports WHERE report_id = ?"
WHOLE = "SELECT * FROM reports WHERE report_id = ?"


class Spent(NamedTuple):
    """What a question took: by the clock, and of all threads together."""

    seconds: float
    cpu_seconds: float


class Batch(NamedTuple):
    """Report pages of one crawl, each with its capture."""

    captures: list[Capture]
    extractions: list[Extraction]


def batches(rows: int, spoken: Language) -> Iterator[Batch]:
    """All reports, in crawls of BATCH pages."""
    for number, first in enumerate(range(0, rows, BATCH)):
        read = list(reports(min(BATCH, rows - first), spoken, SEED, first))
        yield Batch([_capture(number, first + at) for at in range(len(read))], read)


def _capture(crawl: int, at: int) -> Capture:
    url = f"http://www.site{at % 3_000}.gov.cn/art/{at}.html"
    return Capture(
        capture_id=uuid.UUID(hashlib.md5(str(at).encode()).hexdigest()).urn,
        crawl_id=f"crawl-{crawl:04}",
        site_id=f"site-{at % 3_000}",
        url=url,
        page_url=url,
        method="GET",
        role="detail",
        captured_at=NIGHT + timedelta(days=crawl, seconds=at % BATCH),
        status=200,
        media_type="text/html",
        charset="utf-8",
        payload_digest="sha256:" + hashlib.sha256(str(at).encode()).hexdigest(),
        payload_bytes=40_000,
        warc_file=f"warc/crawl-{crawl:04}/00000.warc.gz",
        warc_offset=at % BATCH * 9_000,
        warc_length=9_000,
    )


def load(archive: Archive, data: DataDir, rows: int, spoken: Language) -> dict[str, Spent]:
    """Fills the working archive; what a report took by each way. The first come as a harvest brings them, the
    others from Arrow tables made of the same records."""
    taken: dict[str, list[Spent]] = {
        "captures": [],
        "extractions": [],
        "by Arrow": [],
        "of it the insert": [],
    }
    for number, batch in enumerate(batches(rows, spoken)):
        if number * BATCH < min(rows // 2, AS_USUAL):
            folder = _crawl_folder(data, batch)
            taken["captures"].append(_spent(partial(archive.ingest, folder)))
            pairs = list(zip((one.capture_id for one in batch.captures), batch.extractions, strict=True))
            taken["extractions"].append(_spent(partial(archive.save_extractions, pairs)))
            shutil.rmtree(folder)
        else:
            captures = [to_json(one) | {"canonical_url": one.url} for one in batch.captures]
            _load_plainly(archive._connection, "capture", captures)
            whole, insert = _load_extractions_plainly(archive._connection, batch)
            taken["by Arrow"].append(whole)
            taken["of it the insert"].append(insert)
        _fold(archive, batch)
    archive._connection.execute("INSERT OR REPLACE INTO meta VALUES ('extractor_version', 'bench')")
    return {
        way: Spent(*(float(one) for one in np.sum(spent, axis=0) / (BATCH * len(spent))))
        for way, spent in taken.items()
    }


def _load_extractions_plainly(connection: duckdb.DuckDBPyConnection, batch: Batch) -> tuple[Spent, Spent]:
    """What it took with making the Arrow table of the records, and the insert alone."""
    inserted: list[Spent] = []

    def whole() -> None:
        read = [
            to_json(read) | {"capture_id": capture.capture_id, "text_digest": read.text_digest}
            for capture, read in zip(batch.captures, batch.extractions, strict=True)
        ]
        inserted.append(_load_plainly(connection, "extraction", read))

    return _spent(whole), inserted[0]


def _load_plainly(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> Spent:
    loaded = pa.table({name: [_plain(row[name]) for row in rows] for name in rows[0]})
    connection.register("loaded", loaded)
    return _spent(lambda: connection.execute(f"INSERT INTO {table} BY NAME FROM loaded"))


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def _crawl_folder(data: DataDir, batch: Batch) -> Path:
    """A crawl as it hands over, without its WARC files."""
    crawl_id = batch.captures[0].crawl_id
    folder = data.crawl(crawl_id)
    folder.mkdir(parents=True)
    lines = (json.dumps(to_json(capture)) + "\n" for capture in batch.captures)
    (folder / "captures.jsonl").write_text("".join(lines), encoding="utf-8")
    sites = sorted({capture.site_id for capture in batch.captures})
    outcomes = tuple(SiteOutcome(site, True, 3, 60, 1, 0, 0, False) for site in sites)
    begun, ended = batch.captures[0].captured_at, batch.captures[-1].captured_at
    summary = CrawlSummary(crawl_id, begun, ended, "finished", len(batch.captures), 0, outcomes)
    (folder / "summary.json").write_text(json.dumps(to_json(summary)), encoding="utf-8")
    return folder


def _fold(archive: Archive, batch: Batch) -> None:
    """The rows a fold makes of reports that never changed."""
    named = [
        (f"{read.adcode}-{read.report_year}-{capture.capture_id[-12:]}", capture, read)
        for capture, read in zip(batch.captures, batch.extractions, strict=True)
    ]
    connection = archive._connection
    insert_rows(connection, "report", [_report_row(*one) for one in named])
    shown = [
        {
            "report_id": report_id,
            "version_no": 1,
            "page_url": capture.page_url,
            "capture_id": capture.capture_id,
            "observed_at": to_json(capture.captured_at),
        }
        for report_id, capture, _ in named
    ]
    digests = [read.text_digest for _, _, read in named]
    insert_rows(
        connection,
        "report_version",
        [row | {"text_digest": digest} for row, digest in zip(shown, digests, strict=True)],
    )
    appeared = {"event_no": 1, "kind": "appeared", "from_url": ""}
    insert_rows(connection, "event", [row | appeared for row in shown])


def _report_row(report_id: str, capture: Capture, read: Extraction) -> dict[str, Any]:
    at = to_json(capture.captured_at)
    return {
        "report_id": report_id,
        "adcode": read.adcode,
        "report_year": read.report_year,
        "issuer": read.issuer,
        "issuer_level": read.issuer_level,
        "page_url": capture.page_url,
        "status": "live",
        "version_no": 1,
        "first_seen_at": at,
        "last_seen_at": at,
        "last_changed_at": None,
    }


def questions(connection: duckdb.DuckDBPyConnection, spoken: Language) -> Iterator[tuple[str, list[Spent]]]:
    """Each kind of question and what its answers took."""
    dice = np.random.default_rng(SEED)
    ids = [
        row[0]
        for row in connection.execute(
            f"SELECT report_id FROM report USING SAMPLE {REPEATS} ROWS (reservoir, 1)"
        ).fetchall()
    ]

    def ask(query: str, *parameters: Any) -> Callable[[], Any]:
        return lambda: connection.execute(query, parameters).fetchall()

    yield "look-up of a report, without its text", [_spent(ask(LOOK_UP, one)) for one in ids]
    yield "look-up of a report, with its text", [_spent(ask(WHOLE, one)) for one in ids[:10]]
    yield "reports, governments, late ones by province and year", [_spent(ask(COVERAGE)) for _ in ids]
    yield "the same through the view reports", [_spent(ask(BY_VIEW)) for _ in ids[:10]]
    looked_for = dice.choice(spoken.words, 2)
    yield "plain contains over all texts", [_spent(ask(CONTAINS, word)) for word in looked_for]
    for label, words in searched(connection, spoken, dice).items():
        yield f"search: {label}", [_spent(partial(search, connection, word)) for word in words]
        yield f"macro: {label}", [_spent(ask("FROM search(?) LIMIT 20", word)) for word in words]


def searched(
    connection: duckdb.DuckDBPyConnection, spoken: Language, dice: np.random.Generator
) -> dict[str, list[str]]:
    """Words to look for: common and rare ones, and pieces of texts as somebody would copy them."""
    pairs = [word for word in spoken.words if len(word) == 2]
    bodies = connection.execute(
        f"SELECT sentence FROM search_sentence USING SAMPLE {REPEATS} ROWS (reservoir, 2)"
    ).fetchall()
    starts = [int(dice.integers(0, max(len(body) - 20, 1))) for (body,) in bodies]
    cut = [(body.replace("。", ""), start) for (body,), start in zip(bodies, starts, strict=True)]
    return {
        "two characters, among the 500 commonest words": list(dice.choice(pairs[:500], REPEATS)),
        "two characters, any word": list(dice.choice(pairs, REPEATS)),
        "four characters of a text": [body[start : start + 4] for body, start in cut],
        "eight characters of a text": [body[start : start + 8] for body, start in cut],
        "two words of two characters": [" ".join(dice.choice(pairs[:2000], 2)) for _ in range(REPEATS)],
    }


def sizes(data: DataDir, rows: int, without_search: int) -> list[str]:
    """Bytes a report: of the database without and with what search needs, and of the Parquet files."""
    current = data.published.resolve().parent
    database = (current / "archive.duckdb").stat().st_size
    parquet = sum(path.stat().st_size for path in (current / "parquet").rglob("*.parquet"))
    told = [
        ("archive.duckdb without search", without_search),
        ("search", database - without_search),
        ("archive.duckdb", database),
        ("Parquet", parquet),
    ]
    return [f"| {name} | {size / 1e6:,.0f} | {size / rows / 1e3:.1f} |" for name, size in told]


def _spent(work: Callable[[], Any]) -> Spent:
    begun, used = perf_counter(), process_time()
    work()
    return Spent(perf_counter() - begun, process_time() - used)


def measure(rows: int) -> str:
    """Everything, as Markdown."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    data = DataDir(FOLDER / "data")
    spoken = language(SEED)
    with Archive.open(data) as archive:
        loaded = load(archive, data, rows, spoken)
        archive._connection.execute("CHECKPOINT")
        without_search = data.work_archive.stat().st_size
        indexed = _spent(lambda: renew_search(archive._connection))
        published = _spent(archive.publish)
    lines = [
        f"{rows:,} generated reports, DuckDB {duckdb.__version__}.",
        "",
        "| Load, ms a report | clock | CPU |",
        "|---|---|---|",
        *(
            f"| {way} | {took.seconds * 1000:.2f} | {took.cpu_seconds * 1000:.2f} |"
            for way, took in loaded.items()
        ),
        "",
        f"Making all texts findable {indexed.seconds:,.0f} s ({indexed.cpu_seconds:,.0f} s CPU), publication with nothing"
        f" new to find {published.seconds:,.0f} s ({published.cpu_seconds:,.0f} s CPU).",
        "",
        "| Question | median ms | p95 ms | CPU median ms | CPU p95 ms |",
        "|---|---|---|---|---|",
    ]
    with open_published(data) as connection:
        for name, spent in questions(connection, spoken):
            (middle, used), (high, most_used) = np.percentile(np.array(spent) * 1000, [50, 95], axis=0)
            lines.append(f"| {name} | {middle:.1f} | {high:.1f} | {used:.1f} | {most_used:.1f} |")
    return "\n".join(
        [*lines, "", "| Size | MB | kB a report |", "|---|---|---|", *sizes(data, rows, without_search)]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", type=int, nargs="?", default=250_000, help="reports (default 250,000)")
    parser.add_argument("--record", action="store_true", help="append the result to benchmarks/README.md")
    options = parser.parse_args()
    text = measure(options.rows)
    print(text)
    if options.record:
        record(machine(), text)
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
