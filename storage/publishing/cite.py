"""The data of a citation of one report version, from the published archive."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb

from storage.errors import NotPublished
from storage.publishing.former_names import decided, present_name
from storage.publishing.query import no_such_report

# Only from tables: releases are cited by programs whose views differ from the release's.
CITED = """
SELECT
    report.report_id, version.version_no, coalesce(extraction.issuer, government.full_name) AS issuer,
    extraction.title, extraction.published_on, extraction.doc_number, version.page_url, seen.captured_at,
    seen.capture_id, seen.payload_digest, {unconfirmed}
FROM report
JOIN report_version AS version
    ON version.report_id = report.report_id AND version.version_no = coalesce($version, report.version_no)
JOIN capture AS seen ON seen.capture_id = version.capture_id
JOIN extraction
    ON extraction.capture_id IN (seen.capture_id, seen.revisit_of)
    AND extraction.extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version')
LEFT JOIN government ON government.adcode = report.adcode
WHERE report.report_id = $report
ORDER BY extraction.capture_id = seen.capture_id DESC
LIMIT 1
"""

# Older releases do not have this entry.
INVENTED = "SELECT 1 FROM meta WHERE key = 'texts' AND value = 'invented'"
HAS_AUTHORITY = "SELECT 1 FROM duckdb_columns() WHERE table_name = 'report' AND column_name = 'unconfirmed'"


@dataclass(frozen=True, slots=True)
class Citation:
    """One version of a report with its evidence; None for what the page does not state.

    issuer is the body that signs, else the government the text is about. captured_at is naive UTC.
    unconfirmed says that only a foreign site carries it. notes explain, in words, the former ids that led
    here and people's decisions. invented says that the text is invented, like the demo's, and must not be
    cited.
    """

    report_id: str
    version_no: int
    issuer: str | None
    title: str | None
    published_on: date | None
    doc_number: str | None
    url: str
    captured_at: datetime
    capture_id: str
    payload_digest: str
    unconfirmed: bool = False
    notes: tuple[str, ...] = ()
    invented: bool = False


def citation(
    connection: duckdb.DuckDBPyConnection, report_id: str, version_no: int | None = None
) -> Citation:
    """The citation of this version, or of the current one without a number. A former report id leads to
    today's report.

    Raises NotPublished, naming what there is, if the archive does not have it.
    """
    report_id, renamed = present_name(connection, report_id)
    has = connection.execute(HAS_AUTHORITY).fetchone() is not None
    query = CITED.format(unconfirmed="report.unconfirmed" if has else "false")
    found = connection.execute(query, {"report": report_id, "version": version_no}).fetchone()
    if found:
        cited = Citation(*found)
        notes = (*_state(connection, cited), *map(str, renamed), *decided(connection, report_id))
        invented = connection.execute(INVENTED).fetchone() is not None
        return replace(cited, notes=notes, invented=invented)
    there = connection.execute("SELECT version_no FROM report WHERE report_id = ?", [report_id]).fetchone()
    if there is None:
        raise no_such_report(connection, report_id)
    raise NotPublished(f"{report_id} has no version {version_no}: its versions are 1 to {there[0]}")


def _state(connection: duckdb.DuckDBPyConnection, cited: Citation) -> tuple[str, ...]:
    """What a reader of the citation must know of the report today: removed, superseded, at another
    address."""
    query = (
        "SELECT status, last_seen_at + INTERVAL 8 HOUR, version_no, page_url FROM report WHERE report_id = ?"
    )
    status, last_seen_at, newest, url = connection.execute(query, [cited.report_id]).fetchall()[0]
    notes = []
    if status == "removed":
        notes.append(f"removed from its site, last seen {last_seen_at:%Y-%m-%d}")
    elif url != cited.url:
        notes.append(f"its address now: {url}")
    if newest != cited.version_no:
        notes.append(f"superseded by version {newest}")
    return tuple(notes)
