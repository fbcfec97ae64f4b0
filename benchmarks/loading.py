"""Fills an archive with generated reports, by the way a harvest goes and by plain Arrow tables."""

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

from benchmarks.reports import YEARS, Language, reports
from records import Capture, CrawlSummary, Extraction, Site, SiteOutcome, governments
from records.jsonlines import to_json
from storage.archive import Archive
from storage.intake.extractions import extraction_row
from storage.paths import DataDir

SEED = 20261121
BATCH = 2_000
NIGHT = datetime.fromisoformat("2026-03-01T17:30")
AS_USUAL = 20_000
"""Reports that are loaded as a harvest loads them, at the most."""


# The rows a fold makes of reports that never changed.
FOLD = (
    """
INSERT INTO report BY NAME
SELECT concat_ws('-', adcode, report_year, right(capture_id, 12)) AS report_id, adcode, report_year, issuer,
    issuer_level, page_url, 'live' AS status, 1 AS version_no, captured_at AS first_seen_at, captured_at AS last_seen_at
FROM capture JOIN extraction USING (capture_id) ORDER BY captured_at
""",
    """
INSERT INTO report_version BY NAME
SELECT report_id, 1 AS version_no, page_url, capture_id, text_digest, captured_at AS observed_at,
    capture_id AS reading_id, capture_id AS payload_capture_id
FROM report JOIN capture USING (page_url) JOIN extraction USING (capture_id)
""",
    """
INSERT INTO event BY NAME
SELECT report_id, 1 AS event_no, 'appeared' AS kind, version_no, page_url, '' AS from_url, '' AS file_url,
    '' AS old_capture_id, capture_id, observed_at FROM report_version
""",
    "INSERT OR REPLACE INTO meta VALUES ('extractor_version', 'bench')",
)


class Spent(NamedTuple):
    """What a question took: by the clock, and of all threads together."""

    seconds: float
    cpu_seconds: float


def spent(work: Callable[[], Any]) -> Spent:
    begun, used = perf_counter(), process_time()
    work()
    return Spent(perf_counter() - begun, process_time() - used)


class Batch(NamedTuple):
    """Report pages of one crawl, each with its capture."""

    captures: list[Capture]
    extractions: list[Extraction]


def batches(rows: int, spoken: Language) -> Iterator[Batch]:
    """All reports, in crawls of BATCH pages."""
    for number, first in enumerate(range(0, rows, BATCH)):
        read = list(reports(min(BATCH, rows - first), spoken, SEED, first))
        yield Batch([_capture(number, first + at) for at in range(len(read))], read)


def sites() -> list[Site]:
    """One a government, in the order of the reports."""
    return [
        Site(f"site-{at}", place.adcode, home, (home,), (home.split("/")[2],))
        for at, place in enumerate(governments().values())
        for home in [f"http://www.site{at}.gov.cn/"]
    ]


def _capture(crawl: int, at: int) -> Capture:
    place = at // YEARS % len(governments())
    url = f"http://www.site{place}.gov.cn/art/{at}.html"
    return Capture(
        capture_id=uuid.UUID(hashlib.md5(str(at).encode()).hexdigest()).urn,
        crawl_id=f"crawl-{crawl:04}",
        site_id=f"site-{place}",
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
    archive.save_sites(sites())
    for number, batch in enumerate(batches(rows, spoken)):
        if number * BATCH < min(rows // 2, AS_USUAL):
            folder = _crawl_folder(data, batch)
            taken["captures"].append(spent(partial(archive.ingest, folder)))
            pairs = list(zip((one.capture_id for one in batch.captures), batch.extractions, strict=True))
            taken["extractions"].append(spent(partial(archive.save_extractions, pairs)))
            shutil.rmtree(folder)
        else:
            captures = [to_json(one) | {"canonical_url": one.url} for one in batch.captures]
            _load_plainly(archive._connection, "capture", captures)
            whole, insert = _load_extractions_plainly(archive._connection, batch)
            taken["by Arrow"].append(whole)
            taken["of it the insert"].append(insert)
    for rows_of_a_fold in FOLD:
        archive._connection.execute(rows_of_a_fold)
    return {
        way: Spent(*(float(one) for one in np.sum(each, axis=0) / (BATCH * len(each))))
        for way, each in taken.items()
    }


def _load_extractions_plainly(connection: duckdb.DuckDBPyConnection, batch: Batch) -> tuple[Spent, Spent]:
    """What it took with making the Arrow table of the records, and the insert alone."""
    inserted: list[Spent] = []

    def whole() -> None:
        read = [
            extraction_row(capture.capture_id, read)
            for capture, read in zip(batch.captures, batch.extractions, strict=True)
        ]
        inserted.append(_load_plainly(connection, "extraction", read))

    return spent(whole), inserted[0]


def _load_plainly(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> Spent:
    loaded = pa.table({name: [_plain(name, row[name]) for row in rows] for name in rows[0]})
    connection.register("loaded", loaded)
    return spent(lambda: connection.execute(f"INSERT INTO {table} BY NAME FROM loaded"))


def _plain(name: str, value: Any) -> Any:
    """Nested values as JSON, as the tables have them; the lines of a text are a list there too."""
    is_json = isinstance(value, (list, dict)) and name != "body_lines"
    return json.dumps(value, ensure_ascii=False) if is_json else value


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
