"""Citations made from rows that were looked up already."""

from collections.abc import Sequence

import duckdb

from storage.lookup.reports import ReportDetails
from storage.publishing.cite import Citation

CITED = """
SELECT report_id, versions, coalesce(issuer, government), title, published_on, doc_number, reports.url,
    captured_at, capture_id, payload_digest, unconfirmed
FROM reports JOIN captures USING (capture_id)
WHERE report_id IN (SELECT unnest($ids)) ORDER BY list_position($ids, report_id)
"""


def citations_of(cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Citation]:
    """The citations of the current versions of these reports, in their order."""
    found = cursor.execute(CITED, {"ids": list(ids)}).fetchall() if ids else []
    return [Citation(*row) for row in found]


def citation(details: ReportDetails, version_no: int | None = None) -> Citation:
    """The citation of a report's current version, or of the given one. Raises KeyError if the report does not
    have it."""
    report = details.report
    versions = {row["version_no"]: row for row in details.versions}
    version = versions[version_no or report["versions"]]
    seen = details.captures[version["capture_id"]]
    return Citation(
        report_id=report["report_id"],
        version_no=version["version_no"],
        issuer=report["issuer"] or report["government"],
        title=version["title"],
        published_on=version["published_on"],
        doc_number=report["doc_number"],
        url=version["url"],
        captured_at=seen["captured_at"],
        capture_id=version["capture_id"],
        payload_digest=seen["payload_digest"],
        unconfirmed=bool(report.get("unconfirmed")),
    )
