"""Compare two extractor versions before switching from one to the other.

All histories are folded under one version, the promoted one (table meta). The readings of another version are
stored beside it. Readers do not see them until that version is promoted, in one transaction.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from records import FACTS
from storage.database.rows import only_number
from storage.history.fold import ReadHistories, fold_within

FIELDS = ("is_report", *FACTS)
SAMPLES = 5
DIFF_LINES = 12
LINE_CHARS = 120

PROMOTED = "SELECT value FROM meta WHERE key = 'extractor_version'"
BOTH = """
FROM (SELECT * FROM extraction WHERE extractor_version = $before) AS old
JOIN (SELECT * FROM extraction WHERE extractor_version = $after) AS new USING (capture_id)
"""
READ = """
SELECT count(*) FROM extraction
WHERE extractor_version = $one AND capture_id NOT IN (
    SELECT capture_id FROM extraction WHERE extractor_version = $other)
"""
# Captures whose changes affect reports come first, then those whose text changed.
DIFFERENT = f"""
SELECT capture_id, capture.page_url, old.body_lines, new.body_lines,
    {", ".join(f"old.{name}, new.{name}" for name in FIELDS)}
{BOTH} JOIN capture USING (capture_id)
WHERE old.text_digest <> new.text_digest
    OR {" OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in FIELDS)}
ORDER BY old.is_report = new.is_report, old.body_lines = new.body_lines, capture_id LIMIT {SAMPLES}
"""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """In how many captures a field gains a value, loses it, or gets another one."""

    gained: int
    lost: int
    changed: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One capture that is read differently: its fields as [before, after], and the lines of its text that
    differ (`-` before, `+` after)."""

    capture_id: str
    url: str
    fields: dict[str, tuple[Any, Any]]
    diff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promotion:
    """The differences between the archive under the present and under another extractor version.

    captures are read by both versions, unread only by the earlier one, fresh only by the later one.
    """

    before: str
    after: str
    captures: int
    unread: int
    fresh: int
    fields: dict[str, FieldChange]
    bodies_changed: int
    reports_gained: tuple[str, ...]
    reports_lost: tuple[str, ...]
    versions_before: int
    versions_after: int
    samples: tuple[Sample, ...]


def promoted_version(connection: duckdb.DuckDBPyConnection) -> str:
    """The extractor version that the archive uses; empty before the first fold."""
    row = connection.execute(PROMOTED).fetchone()
    return str(row[0]) if row else ""


def preview(connection: duckdb.DuckDBPyConnection, after: str, read_histories: ReadHistories) -> Promotion:
    """The effects of promoting the version `after`. Changes nothing.

    The histories are folded under it in a transaction that is rolled back.
    """
    before = promoted_version(connection)
    had, versions_before = _reports(connection)
    connection.execute("BEGIN TRANSACTION")
    try:
        folded = fold_within(connection, after, read_histories)
        has, _ = _reports(connection)
    finally:
        connection.execute("ROLLBACK")
    asked = {"before": before, "after": after}
    counts = connection.execute(f"SELECT {', '.join(_counts())} {BOTH}", asked).fetchone() or ()
    captures, bodies_changed, *by_field = counts
    return Promotion(
        before=before,
        after=after,
        captures=captures,
        unread=_count(connection, READ, {"one": before, "other": after}),
        fresh=_count(connection, READ, {"one": after, "other": before}),
        fields={
            name: FieldChange(*by_field[at * 3 : at * 3 + 3])
            for at, name in enumerate(FIELDS)
            if any(by_field[at * 3 : at * 3 + 3])
        },
        bodies_changed=bodies_changed,
        reports_gained=tuple(sorted(has - had)),
        reports_lost=tuple(sorted(had - has)),
        versions_before=versions_before,
        versions_after=folded.versions,
        samples=tuple(_sample(row) for row in connection.execute(DIFFERENT, asked).fetchall()),
    )


def _counts() -> Iterator[str]:
    yield "count(*)"
    yield "count(*) FILTER (old.body_lines IS DISTINCT FROM new.body_lines)"
    for name in FIELDS:
        yield f"count(*) FILTER (old.{name} IS NULL AND new.{name} IS NOT NULL)"
        yield f"count(*) FILTER (old.{name} IS NOT NULL AND new.{name} IS NULL)"
        yield f"count(*) FILTER (old.{name} <> new.{name})"


def _reports(connection: duckdb.DuckDBPyConnection) -> tuple[set[str], int]:
    reports = connection.execute("SELECT report_id FROM report").fetchall()
    return {report_id for (report_id,) in reports}, _count(
        connection, "SELECT count(*) FROM report_version", {}
    )


def _count(connection: duckdb.DuckDBPyConnection, query: str, asked: dict[str, str]) -> int:
    return only_number(connection.execute(query, asked))


def _sample(row: tuple[Any, ...]) -> Sample:
    capture_id, url, old_lines, new_lines, *values = row
    pairs = {name: (values[at * 2], values[at * 2 + 1]) for at, name in enumerate(FIELDS)}
    lines = difflib.unified_diff(old_lines or [], new_lines or [], n=0, lineterm="")
    told = [line[:LINE_CHARS] for line in lines if line[:3] not in ("---", "+++") and line[:1] in "+-"]
    return Sample(
        capture_id,
        url,
        {name: pair for name, pair in pairs.items() if pair[0] != pair[1]},
        tuple(told[:DIFF_LINES]),
    )
