"""Check that the crawl logs still contain everything that was ingested from them: a rebuild depends on
them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb

from records import Capture, FailedFetch, Issue
from storage.errors import CrawlLogDamaged
from storage.intake.files import CAPTURE_COLUMNS
from storage.intake.ingest import read_log, read_summary
from storage.paths import DataDir

LOGS = ("captures.jsonl", "failures.jsonl", "summary.json", "spec.json")
FAILURE_COLUMNS = ", ".join(FailedFetch.__dataclass_fields__)
CRAWL = "SELECT started_at, finished_at, finish_reason, captures FROM crawl WHERE crawl_id = ?"


def damaged_logs(data_dir: DataDir, connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """The crawls whose logs lack something that the archive has, each with the problem."""
    for (crawl_id,) in connection.execute("SELECT crawl_id FROM crawl ORDER BY crawl_id").fetchall():
        if wrong := log_problem(data_dir.crawl(crawl_id), crawl_id, connection):
            yield crawl_id, f"{data_dir.crawl(crawl_id)}: {wrong}"


def log_problem(folder: Path, crawl_id: str, connection: duckdb.DuckDBPyConnection) -> str:
    """What this crawl's log lacks of the archive's content; empty for nothing."""
    odd: list[Issue] = []
    try:
        captures = set(read_log(Capture, folder / "captures.jsonl", odd))
        failures = Counter(read_log(FailedFetch, folder / "failures.jsonl", odd))
        summary = read_summary(folder)
    except CrawlLogDamaged as error:
        return str(error)
    rows = connection.execute(
        f"SELECT {CAPTURE_COLUMNS} FROM capture WHERE crawl_id = ?", [crawl_id]
    ).fetchall()
    if untold := {Capture(*row) for row in rows} - captures:
        first = min(untold, key=lambda capture: capture.warc_offset)
        return f"captures.jsonl lacks {len(untold)} captures that the archive has, such as {first.capture_id}"
    rows = connection.execute(
        f"SELECT {FAILURE_COLUMNS} FROM failed_fetch WHERE crawl_id = ?", [crawl_id]
    ).fetchall()
    if gone := Counter(FailedFetch(*row) for row in rows) - failures:
        return (
            f"failures.jsonl lacks {gone.total()} failed fetches that the archive has, such as"
            f" {next(iter(gone)).url}"
        )
    known = connection.execute(CRAWL, [crawl_id]).fetchone()
    told = (
        (summary.started_at, summary.finished_at, summary.finish_reason, summary.captures)
        if summary
        else None
    )
    if known and known[2] != "died" and known != told:
        return "summary.json is missing or differs from the ingested one"
    return ""
