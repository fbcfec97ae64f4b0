"""Questions to the published archive, read-only, beside any number of other readers."""

import re
from dataclasses import dataclass
from typing import Any

import duckdb

from records import Capture
from records.url import canonical_url
from storage.database.connection import connect
from storage.database.migrate import check_schema
from storage.errors import NotPublished
from storage.intake.files import CAPTURE_COLUMNS
from storage.paths import DataDir
from storage.publishing.former_names import decided, present_name

Row = dict[str, Any]

TOTALS = """
SELECT
    (SELECT count(*) FROM reports WHERE status = 'live') AS live_reports,
    (SELECT count(*) FROM reports WHERE status = 'removed') AS removed_reports,
    (SELECT count(*) FROM versions) AS versions,
    (SELECT count(*) FROM captures) AS captures,
    (SELECT count(*) FROM captures WHERE revisit_of <> '') AS revisits,
    (SELECT count(*) FROM crawl) AS crawls,
    (SELECT max(coalesce(finished_at, started_at)) FROM crawl) AS last_crawl_at
"""

VERDICTS = """
SELECT verdict, count(*) AS sites, sum(reports)::BIGINT AS reports, min(verdict_since) AS since
FROM (SELECT coalesce(verdict, 'never_crawled') AS verdict, reports, verdict_since FROM site_health)
GROUP BY verdict ORDER BY verdict <> 'ok', sites DESC, verdict
"""
WORST = "SELECT * FROM site_health WHERE NOT healthy ORDER BY reports DESC, broken_since, site_id LIMIT 15"
# The same government's other years first, the nearest year before others; then similar spellings.
NEAR = """
SELECT report_id, title FROM reports
ORDER BY coalesce(starts_with(report_id, $name) OR government = $name OR issuer = $name, false) DESC,
    $name <> '' AND contains(concat_ws(' ', government, issuer, title), $name) DESC,
    CASE WHEN $name <> '' THEN abs(report_year - $year) END,
    jaro_winkler_similarity(report_id, $asked) DESC, report_id
LIMIT 3
"""
ASKED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class ReportHistory:
    """One report's row of `reports`, its rows of `versions` and `events`, oldest first, and in words its
    former ids and people's decisions about its pages."""

    report: Row
    versions: list[Row]
    events: list[Row]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the archive: its totals, the number of sites by verdict (columns verdict, sites, reports,
    since), the unhealthy rows of `site_health` that matter most, and how often each issue occurs in the last
    crawl of each site (columns stage, code, count)."""

    totals: Row
    verdicts: list[Row]
    worst: list[Row]
    issues: list[Row]


def check_published(data_dir: DataDir) -> None:
    """Raises NotPublished, with the command that publishes, if there is no published archive."""
    if data_dir.published.exists():
        return
    if data_dir.work_archive.exists():
        raise NotPublished(f"{data_dir.published} is not there, its working archive is: run `fazhi publish`")
    raise NotPublished(
        f"{data_dir.published} does not exist yet: run `fazhi harvest` (or `fazhi demo`) first"
    )


def open_published(data_dir: DataDir) -> duckdb.DuckDBPyConnection:
    """Opens the archive that people read. Close it, or use it in a `with` statement.

    Raises NotPublished if there is none, SchemaTooNew if a newer program made it.
    """
    check_published(data_dir)
    try:
        # Resolved, because within one process DuckDB takes an open path for the same database.
        connection = connect(data_dir.published.resolve(), read_only=True)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise NotPublished(
            f"{data_dir.published} cannot be opened ({reason}): run `fazhi publish`"
        ) from error
    try:
        check_schema(connection)
    except Exception:  # whatever it is, the file is closed
        connection.close()
        raise
    return connection


def newest_capture(connection: duckdb.DuckDBPyConnection, url: str) -> tuple[Capture, Capture | None] | None:
    """The newest good response of an address and, for a revisit, the capture that has its bytes; None if the
    archive has none."""
    newest = connection.execute(
        f"SELECT {CAPTURE_COLUMNS} FROM capture "
        " WHERE (status = 200 OR status = 304 AND revisit_of <> '') AND payload_bytes > 0"
        " AND canonical_url = ? ORDER BY captured_at DESC, capture_id LIMIT 1",
        [canonical_url(url)],
    ).fetchone()
    if newest is None:
        return None
    capture = Capture(*newest)
    original = connection.execute(
        f"SELECT {CAPTURE_COLUMNS} FROM capture WHERE capture_id = ?", [capture.revisit_of]
    ).fetchone()
    return capture, Capture(*original) if original else None


def rows(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: list[Any] | dict[str, Any] | None = None
) -> list[Row]:
    """The result rows, each as column name → value."""
    answer = connection.execute(query, parameters or [])
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def near_reports(connection: duckdb.DuckDBPyConnection, asked: str) -> list[Row]:
    """Reports (report_id, title) that may be meant by an unknown id such as 330282-2099 or 慈溪市 2099."""
    found = ASKED_YEAR.search(asked)
    name = (asked[: found.start()] if found else asked).strip(" -")
    return rows(connection, NEAR, {"asked": asked, "name": name, "year": int(found[0]) if found else None})


def no_such_report(connection: duckdb.DuckDBPyConnection, report_id: str) -> NotPublished:
    """The error for an unknown report, with those that may be meant."""
    near = near_reports(connection, report_id)
    meant = ", ".join(f"{one['report_id']} ({one['title'] or 'no title'})" for one in near)
    return NotPublished(f"no report {report_id!r}; near: {meant or 'none, the archive has no reports yet'}")


def history(connection: duckdb.DuckDBPyConnection, report_id: str) -> ReportHistory:
    """Everything the archive knows about one report, also by a former id. Raises NotPublished if there is no
    such report, or none any more."""
    report_id, renamed = present_name(connection, report_id)
    found = rows(connection, "SELECT * FROM reports WHERE report_id = ?", [report_id])
    if not found:
        raise no_such_report(connection, report_id)
    return ReportHistory(
        report=found[0],
        versions=rows(
            connection, "SELECT * FROM versions WHERE report_id = ? ORDER BY version_no", [report_id]
        ),
        events=rows(connection, "SELECT * FROM events WHERE report_id = ? ORDER BY event_no", [report_id]),
        notes=[*map(str, renamed), *decided(connection, report_id, superseded=True)],
    )


def status(connection: duckdb.DuckDBPyConnection) -> Status:
    """The results of the last crawls and the size of the archive."""
    return Status(
        totals=rows(connection, TOTALS)[0],
        verdicts=rows(connection, VERDICTS),
        worst=rows(connection, WORST),
        issues=rows(
            connection,
            "SELECT stage, code, count(*) AS count FROM issues"
            " WHERE crawl_id IN (SELECT crawl_id FROM site_health) GROUP BY ALL ORDER BY ALL",
        ),
    )


def site_rows(connection: duckdb.DuckDBPyConnection, verdict: str = "") -> list[Row]:
    """The rows of `site_health` whose verdict is this one or begins with it; all rows without one."""
    return rows(
        connection,
        "SELECT * FROM site_health WHERE starts_with(coalesce(verdict, 'never_crawled'), ?) ORDER BY site_id",
        [verdict],
    )
