"""What a citation of one version of a report needs, from the published archive."""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from storage.errors import NotPublished
from storage.publishing.query import no_such_report

# From the tables alone: a release is cited by programs whose views are not those it was made with.
CITED = """
SELECT
    report.report_id, version.version_no, coalesce(extraction.issuer, government.full_name) AS issuer,
    extraction.title, extraction.published_on, extraction.doc_number, version.page_url, seen.captured_at,
    seen.capture_id, seen.payload_digest
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


@dataclass(frozen=True, slots=True)
class Citation:
    """One version of a report with its evidence; None where the page does not say.

    issuer is the body that signs, else the government the text is about. captured_at is naive UTC.
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


def citation(
    connection: duckdb.DuckDBPyConnection, report_id: str, version_no: int | None = None
) -> Citation:
    """The citation of this version, of the current one without a number; NotPublished, naming what there is,
    when the archive does not have it."""
    found = connection.execute(CITED, {"report": report_id, "version": version_no}).fetchone()
    if found:
        return Citation(*found)
    there = connection.execute("SELECT version_no FROM report WHERE report_id = ?", [report_id]).fetchone()
    if there is None:
        raise no_such_report(connection, report_id)
    raise NotPublished(f"{report_id} has no version {version_no}: its versions are 1 to {there[0]}")
