"""One report, or several at once, with everything that its page shows."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from storage.lookup.events import SAID
from storage.lookup.published import Published, Row, first, rows, rows_of

# Names are literals in the queries: with parameters DuckDB would scan all rows.
REPORTS = "SELECT * FROM reports WHERE report_id IN {ids}"
# By name only, so that the index of the published file is used.
READINGS = """
SELECT capture_id, sections, tables, removed, evidence, extractor_version FROM extraction WHERE capture_id IN {ids}
"""
PROMOTED = "SELECT value FROM meta WHERE key = 'extractor_version'"
# Each of these returns any number of rows per report.
MANY = {
    "versions": """
        SELECT * EXCLUDE (body_text) FROM versions WHERE report_id IN {ids} ORDER BY version_no
    """,
    "events": "SELECT * FROM events WHERE report_id IN {ids} ORDER BY event_no",
    "sources": "SELECT * FROM sources WHERE report_id IN {ids} ORDER BY first_seen_at, url",
    "attachments": "SELECT * FROM attachments WHERE report_id IN {ids} ORDER BY position",
    "changes": f"""
        SELECT changes.* EXCLUDE (old_text, new_text), said.old_words, said.new_words
        FROM changes LEFT JOIN {SAID} AS said
            ON changes.file_url IS NULL AND changes.kind <> 'date_changed'
            AND said.report_id = changes.report_id AND said.version_no = changes.version_no
        WHERE changes.report_id IN {{ids}} ORDER BY observed_at DESC, version_no DESC
    """,
    "ledger": "SELECT * FROM ledger WHERE report_id IN {ids} ORDER BY report_year",
    "reuse": """
        SELECT text_reuse.*, closest.report_year AS closest_year
        FROM text_reuse LEFT JOIN reports AS closest ON closest.report_id = closest_report_id
        WHERE text_reuse.report_id IN {ids}
    """,
}
# Decisions in force about the pages of a report, with the report's former ids.
DECISIONS = """
SELECT lineage.report_id, page_url AS url, decision, reason, decided_on, decided_by, coalesce(former, []) AS former
FROM decision
JOIN (SELECT canonical_url, max(line) AS line FROM decision GROUP BY 1) USING (canonical_url, line)
JOIN (SELECT DISTINCT canonical_url, report_id FROM lineage WHERE report_id IN {ids}) AS lineage USING (canonical_url)
LEFT JOIN (
    SELECT became, list(DISTINCT report_id ORDER BY report_id) AS former FROM alias ANTI JOIN report USING (report_id)
    WHERE decided_by <> '' GROUP BY 1
) AS alias ON became = lineage.report_id
WHERE decision <> 'no_report' AND decision.report_id IN ('', lineage.report_id)
ORDER BY line
"""
REMOVED = """
SELECT reports.report_id, reports.adcode, reports.government, reports.province, reports.report_year,
    reports.issuer_level, reports.title, reports.published_on, reports.first_seen_at, reports.last_seen_at,
    event.observed_at AS removed_at, event.capture_id AS proof_capture_id, ledger.days_late, reports.url
FROM reports
LEFT JOIN (SELECT report_id, max_by(capture_id, event_no) AS capture_id, max(observed_at) AS observed_at
    FROM events WHERE kind = 'removed' GROUP BY report_id) AS event USING (report_id)
LEFT JOIN ledger ON ledger.report_id = reports.report_id
WHERE reports.status = 'removed' ORDER BY removed_at DESC, reports.report_id
"""
FIGURES = "SELECT * FROM figures WHERE report_id IN {ids} AND is_current ORDER BY line, char_from, code"
SITES = "SELECT * FROM site_health WHERE site_id IN {ids}"
CAPTURES = "SELECT * FROM captures WHERE capture_id IN {ids}"


@dataclass(frozen=True, slots=True)
class ReportDetails:
    """A report with everything known about it; rows are those of the views of the same names.

    report has the current text; sections, tables and removed were read from its page (records.Section, Table,
    Removed as dictionaries). ledger, reuse and site are None if there is none. captures has every capture
    named by the other rows that the archive contains, by capture_id.
    """

    report: Row
    sections: list[Row]
    tables: list[Row]
    removed: list[Row]
    evidence: Row
    extractor_version: str
    versions: list[Row]
    events: list[Row]
    sources: list[Row]
    attachments: list[Row]
    changes: list[Row]
    figures: list[Row]
    ledger: Row | None
    reuse: Row | None
    site: Row | None
    captures: dict[str, Row]
    decisions: list[Row]


def report_details(
    published: Published, cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]
) -> dict[str, ReportDetails]:
    """The details of these reports by id, without unknown ids. A hundred cost little more than one."""
    reports = {row["report_id"]: row for row in rows_of(cursor, REPORTS, ids)}
    queries = MANY | ({"figures": FIGURES} if "figures" in published.views else {})
    many = {name: _grouped(rows_of(cursor, query, list(reports))) for name, query in queries.items()}
    primary = {row["report_id"]: row["site_id"] for row in _all(many["sources"]) if row["is_primary"]}
    many["decisions"] = _grouped(decisions_of(cursor, list(reports)))
    sites = {
        row["site_id"]: row
        for row in rows_of(cursor, SITES, sorted({one for one in primary.values() if one}))
    }
    captures = captures_of(cursor, _named(many) | {row["capture_id"] for row in reports.values()})
    readings = _readings(cursor, reports, captures)
    return {
        report_id: _details(
            report,
            readings.get(report_id, {}),
            {name: grouped.get(report_id, []) for name, grouped in many.items()},
            sites.get(primary.get(report_id) or ""),
            captures,
        )
        for report_id, report in reports.items()
    }


def report_row(cursor: duckdb.DuckDBPyConnection, report_id: str) -> Row | None:
    """The row of `reports` for this id."""
    return first(cursor, "SELECT * FROM reports WHERE report_id = ?", [report_id])


def removed_reports(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    """The reports that no page carries any more, newest removal first, with how late they had been
    published."""
    return rows(cursor, REMOVED)


def captures_of(cursor: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, Row]:
    """The rows of `captures` with these ids; unknown ids are left out."""
    return {row["capture_id"]: row for row in rows_of(cursor, CAPTURES, sorted({one for one in ids if one}))}


def decisions_of(cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    """People's decisions about the pages of these reports, one row per report and page; none in an older
    published file without decisions."""
    try:
        return rows_of(cursor, DECISIONS, ids)
    except duckdb.CatalogException:
        return []


def _readings(
    cursor: duckdb.DuckDBPyConnection, reports: dict[str, Row], captures: dict[str, Row]
) -> dict[str, Row]:
    """The extraction of each report's capture: its own, or that of the capture it repeats."""
    places = {
        report_id: [row["capture_id"], captures.get(row["capture_id"], {}).get("revisit_of") or ""]
        for report_id, row in reports.items()
    }
    promoted = (first(cursor, PROMOTED) or {}).get("value")
    found = {
        row["capture_id"]: row
        for row in rows_of(cursor, READINGS, sorted({one for pair in places.values() for one in pair if one}))
        if row["extractor_version"] == promoted
    }
    return {
        report_id: next((found[one] for one in pair if one in found), {})
        for report_id, pair in places.items()
    }


def _details(
    report: Row, reading: Row, many: dict[str, list[Row]], site: Row | None, captures: dict[str, Row]
) -> ReportDetails:
    own = {one for name in many for row in many[name] for one in _names(row)}
    return ReportDetails(
        report=report,
        sections=_json(reading.get("sections"), []),
        tables=_json(reading.get("tables"), []),
        removed=_json(reading.get("removed"), []),
        evidence=_json(reading.get("evidence"), {}),
        extractor_version=reading.get("extractor_version") or "",
        versions=many["versions"],
        events=many["events"],
        sources=many["sources"],
        attachments=many["attachments"],
        changes=many["changes"],
        figures=many.get("figures", []),
        ledger=many["ledger"][0] if many["ledger"] else None,
        reuse=many["reuse"][0] if many["reuse"] else None,
        site=site,
        captures={one: captures[one] for one in sorted(own) if one in captures},
        decisions=many["decisions"],
    )


def _grouped(found: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        grouped[row["report_id"]].append(row)
    return grouped


def _all(grouped: dict[str, list[Row]]) -> Iterator[Row]:
    return (row for some in grouped.values() for row in some)


def _named(many: dict[str, dict[str, list[Row]]]) -> set[str]:
    return {one for grouped in many.values() for row in _all(grouped) for one in _names(row)}


def _names(row: Row) -> list[str]:
    """The capture ids in a row."""
    single = [row.get("capture_id"), row.get("old_capture_id")]
    return [one for one in [*single, *(row.get("proof_captures") or [])] if one]


def _json(text: str | None, otherwise: Any) -> Any:
    return json.loads(text) if text else otherwise
