"""Ingests the results of a crawl as rows: captures, failed fetches, the outcome of each site."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

import duckdb

from records import Capture, ColumnSeen, CrawlSummary, FailedFetch, Issue, SiteOutcome, UnreadItem
from records.jsonlines import from_json, to_json
from records.url import canonical_url
from storage.database.migrate import transaction
from storage.database.rows import insert_rows, json_list
from storage.errors import CrawlLogDamaged
from storage.evidence.crawl_logs import DAMAGED, open_log, read_text, stored
from storage.intake.extractions import drop_unfinished
from storage.intake.health import write_waits
from storage.intake.site_state import write_states
from storage.planning.known_answers import renew_known

CURE = "update fazhi if a newer version wrote it, else `fazhi verify --repair --from BACKUP`"
CUT_SHORT = ("died", "shutdown")
KNOWN = """
SELECT capture_id FROM capture
WHERE captured_at BETWEEN $first AND $last AND capture_id IN (SELECT unnest($ids::JSON::VARCHAR[]))
"""
Record = TypeVar("Record", Capture, FailedFetch)


@dataclass(frozen=True, slots=True)
class Ingested:
    """The result of ingesting one crawl: new_captures are those the archive did not have yet."""

    crawl_id: str
    finish_reason: str
    captures: int
    new_captures: int
    failed_fetches: int
    issues: tuple[Issue, ...]


def waiting_crawls(connection: duckdb.DuckDBPyConnection, crawls: Path) -> list[Path]:
    """The crawl folders whose crawl has no row yet, by name (crawl ids sort by time)."""
    done = {crawl_id for (crawl_id,) in connection.execute("SELECT crawl_id FROM crawl").fetchall()}
    found = crawls.iterdir() if crawls.exists() else ()
    return sorted(folder for folder in found if folder.is_dir() and folder.name not in done)


def ingest(connection: duckdb.DuckDBPyConnection, crawl_dir: Path) -> Ingested:
    """Ingests one crawl folder, all or nothing. Idempotent.

    A line that a crash cut off becomes an issue. Raises CrawlLogDamaged if the log does not have the form
    that this program writes.
    """
    issues: list[Issue] = []
    captures = list(read_log(Capture, crawl_dir / "captures.jsonl", issues))
    failures = list(read_log(FailedFetch, crawl_dir / "failures.jsonl", issues))
    summary = read_summary(crawl_dir)
    crawl_id = crawl_dir.name
    if summary and summary.crawl_id != crawl_id:
        raise CrawlLogDamaged(
            f"{crawl_dir} contains the summary of crawl {summary.crawl_id}: rename the folder to match"
        )
    row = _crawl_row(summary) if summary else _died(crawl_id, captures)
    with transaction(connection):
        known = _known(connection, captures)
        new = insert_rows(connection, "capture", (row for key, row in _rows(captures) if key not in known))
        told = "SELECT site_id FROM site_outcome WHERE crawl_id = ?"
        known_sites = [site_id for (site_id,) in connection.execute(told, [crawl_id]).fetchall()]
        _forget(connection, crawl_id)
        pages = {capture.capture_id: capture.page_url for capture in captures}
        insert_rows(connection, "failed_fetch", (_failure_row(one, pages) for one in failures))
        insert_rows(connection, "crawl", [row], "OR REPLACE")
        _insert_outcomes(connection, crawl_id, summary.sites if summary else ())
        insert_rows(connection, "resumption", _resumptions(summary))
        drop_unfinished(connection, crawl_id)
        write_waits(connection, [site.site_id for site in summary.sites] if summary else [])
        write_states(connection, crawl_id, known_sites)
        renew_known(connection, crawl_id)
        stamp = {"stage": "ingest", "crawl_id": crawl_id, "capture_id": ""}
        insert_rows(connection, "issue", ({**stamp, **to_json(issue)} for issue in issues))
    return Ingested(
        crawl_id=crawl_id,
        finish_reason=row["finish_reason"],
        captures=len(captures),
        new_captures=new,
        failed_fetches=len(failures),
        issues=tuple(issues),
    )


def _known(connection: duckdb.DuckDBPyConnection, captures: list[Capture]) -> set[str]:
    """Which of these captures the archive has; equal captures have equal instants."""
    if not captures:
        return set()
    at = [capture.captured_at for capture in captures]
    asked = {"first": min(at), "last": max(at), "ids": json_list(one.capture_id for one in captures)}
    return {capture_id for (capture_id,) in connection.execute(KNOWN, asked).fetchall()}


def _rows(captures: Iterable[Capture]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The row of each capture by its id; a line that occurs twice counts once."""
    return iter({one.capture_id: _capture_row(one) for one in captures}.items())


def _forget(connection: duckdb.DuckDBPyConnection, crawl_id: str) -> None:
    """Deletes what an earlier run of `ingest` wrote for this crawl, except its captures, and marks the crawl
    to be folded again."""
    for table in ("site_outcome", "column_seen", "unread_item", "failed_fetch", "resumption"):
        connection.execute(f"DELETE FROM {table} WHERE crawl_id = ?", [crawl_id])
    connection.execute("DELETE FROM issue WHERE crawl_id = ? AND stage = 'ingest'", [crawl_id])
    connection.execute("DELETE FROM folded_crawl WHERE crawl_id = ?", [crawl_id])


def _insert_outcomes(
    connection: duckdb.DuckDBPyConnection, crawl_id: str, outcomes: Sequence[SiteOutcome]
) -> None:
    """Inserts the sites' outcomes, with their columns and unread items."""
    insert_rows(connection, "site_outcome", (_outcome_row(crawl_id, site) for site in outcomes))
    columns = ((site.site_id, column) for site in outcomes for column in site.columns)
    insert_rows(connection, "column_seen", (_column_row(crawl_id, *one) for one in columns))
    items = ((site.site_id, item) for site in outcomes for item in site.unread_items)
    insert_rows(connection, "unread_item", (_item_row(crawl_id, *one) for one in items))


def _failure_row(failure: FailedFetch, pages: Mapping[str, str]) -> dict[str, Any]:
    """pages: page addresses by capture_id."""
    return {
        **to_json(failure),
        "canonical_url": canonical_url(pages.get(failure.capture_id, failure.url)),
    }


def _column_row(crawl_id: str, site_id: str, column: ColumnSeen) -> dict[str, Any]:
    return {"crawl_id": crawl_id, "site_id": site_id, **to_json(column)}


def _item_row(crawl_id: str, site_id: str, item: UnreadItem) -> dict[str, Any]:
    return {"crawl_id": crawl_id, "site_id": site_id, **to_json(item)}


def read_log(kind: type[Record], path: Path, issues: list[Issue]) -> Iterator[Record]:
    """The records of a crawl's log, none if there is no such file; incomplete lines become issues.

    Raises CrawlLogDamaged.
    """
    if stored(path) is None:
        return
    with open_log(path) as log:
        for number, line in enumerate(_lines(log, path), start=1):
            try:
                values = json.loads(line)
            except ValueError:
                code = "damaged_line" if line.endswith(b"\n") else "cut_off_line"
                issues.append(Issue(code, f"{path.name} line {number} is incomplete and was skipped"))
                continue
            try:
                yield from_json(kind, values)
            except (TypeError, ValueError, KeyError, AttributeError) as error:
                raise CrawlLogDamaged(
                    f"{path} line {number} cannot be read as {kind.__name__} ({error}): {CURE}"
                ) from error


def _lines(log: IO[bytes], path: Path) -> Iterator[bytes]:
    """The lines of a log. Raises CrawlLogDamaged if it is gzipped and cannot be unpacked."""
    try:
        yield from log
    except DAMAGED as error:
        raise CrawlLogDamaged(
            f"{path} cannot be unpacked ({error}): `fazhi verify --repair --from BACKUP`"
        ) from error


def read_summary(crawl_dir: Path) -> CrawlSummary | None:
    """The summary of the crawl; None if the crawl was interrupted before it was written."""
    path = crawl_dir / "summary.json"
    if stored(path) is None:
        return None
    try:
        return from_json(CrawlSummary, json.loads(read_text(path)))
    except (TypeError, ValueError, KeyError, AttributeError, *DAMAGED) as error:
        raise CrawlLogDamaged(f"{path} cannot be read as the summary of a crawl ({error}): {CURE}") from error


def _capture_row(capture: Capture) -> dict[str, Any]:
    return {**to_json(capture), "canonical_url": canonical_url(capture.page_url)}


def _outcome_row(crawl_id: str, site: SiteOutcome) -> dict[str, Any]:
    row: dict[str, Any] = {"crawl_id": crawl_id, **to_json(site)}
    del row["columns"], row["unread_items"]
    return row


def _crawl_row(summary: CrawlSummary) -> dict[str, Any]:
    row: dict[str, Any] = to_json(summary)
    del row["sites"], row["resumed"]
    return row


def _resumptions(summary: CrawlSummary | None) -> Iterator[dict[str, Any]]:
    """The interrupted crawls that this crawl completed. A crawl that was itself interrupted completed
    none."""
    if summary and summary.finish_reason not in CUT_SHORT:
        for site in summary.sites:
            for resumed_id in summary.resumed:
                yield {"crawl_id": summary.crawl_id, "site_id": site.site_id, "resumed_id": resumed_id}


def _died(crawl_id: str, captures: list[Capture]) -> dict[str, Any]:
    began = min((capture.captured_at for capture in captures), default=None)
    return {
        "crawl_id": crawl_id,
        "started_at": to_json(began),
        "finished_at": None,
        "finish_reason": "died",
        "captures": len(captures),
        "callback_exceptions": 0,
        "first_error": "",
    }
