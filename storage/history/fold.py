"""Histories are a fold over captures and extractions: the result is pages, reports, versions and events.

How a report is named and what counts as a version is not decided here: the caller passes the pure function
that does it (extraction.works.lineage.histories). Only reports with news on one of their pages are folded; a
fold of everything gives the same rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from records import Annex, Decision, History, Observation, Sighting
from records.jsonlines import to_json
from storage.database.migrate import transaction
from storage.database.rows import insert_rows, json_list, only_number
from storage.history.aliases import alias_rows, names_before
from storage.history.decisions import kept_decisions, mark_decided
from storage.history.ledger import write_ledger
from storage.history.page_side_data import write_beside
from storage.history.renewal.fold_issues import note_issues
from storage.history.renewal.news import ask_for, find_news, note_folded
from storage.history.renewal.settled import DIGEST, see_again, settle
from storage.history.sightings import write_sightings
from storage.planning.frontier import write_due, write_pages

ReadHistories = Callable[[Iterable[Sighting], Callable[[str], str], Sequence[Decision]], Sequence[History]]

TEXT = """
SELECT array_to_string(body_lines, chr(10)) FROM extraction
WHERE extractor_version = $version
    AND capture_id IN ($capture_id, (SELECT revisit_of FROM capture WHERE capture_id = $capture_id))
ORDER BY capture_id = $capture_id DESC LIMIT 1
"""

# Pages whose sightings differ from those of the last fold, including pages that no longer carry a report.
CHANGED = f"""
SELECT canonical_url FROM (SELECT * FROM folded SEMI JOIN (FROM asked WHERE whole) USING (canonical_url)) AS folded
FULL JOIN (
    SELECT canonical_url, {DIGEST} AS digest FROM sighting SEMI JOIN (FROM asked WHERE whole) USING (canonical_url)
    GROUP BY canonical_url
) AS told USING (canonical_url)
WHERE folded.digest IS DISTINCT FROM told.digest
"""
UNASKED = """
SELECT DISTINCT canonical_url FROM (SELECT unnest(?::JSON::VARCHAR[]) AS canonical_url)
WHERE canonical_url NOT IN (SELECT canonical_url FROM asked WHERE whole)
"""
# Pages that have a report id in common with these pages or ids: their reports must be told apart together.
NEIGHBOURS = """
SELECT DISTINCT canonical_url FROM lineage
WHERE name IN (SELECT unnest($names::JSON::VARCHAR[])) OR name IN (
    SELECT name FROM lineage WHERE canonical_url IN (SELECT unnest($pages::JSON::VARCHAR[])))
"""
SIGHTINGS = """
SELECT canonical_url, capture_id, crawl_id, observed_at, outcome, text_digest, is_report, adcode, report_year,
    issuer, issuer_level, site_adcode, beside.published_on, annexes
FROM sighting LEFT JOIN beside USING (capture_id) WHERE canonical_url IN (SELECT unnest(?::JSON::VARCHAR[])) ORDER BY observed_at, capture_id
"""
# A report's address is one of its pages.
OUTDATED = "SELECT report_id FROM report WHERE page_url IN (SELECT unnest(?::JSON::VARCHAR[]))"

REPORT_PAGES = """
UPDATE page SET report_id = last.report_id, is_primary = coalesce(last.is_primary, false)
FROM renewed LEFT JOIN (
    SELECT canonical_url, arg_max(report_id, (read_at, report_id)) AS report_id,
        arg_max(is_primary, (read_at, report_id)) AS is_primary
    FROM lineage GROUP BY canonical_url) AS last USING (canonical_url)
WHERE page.canonical_url = renewed.canonical_url
"""
READINGS = """
UPDATE report_version SET reading_id = answer.reading_id, payload_capture_id = answer.payload_id
FROM answer WHERE answer.capture_id = report_version.capture_id AND answer.reading_id IS NOT NULL
    AND (report_version.reading_id, report_version.payload_capture_id) IS DISTINCT FROM (answer.reading_id, answer.payload_id)
"""

TEMPORARY = (
    "fresh_crawl",
    "fresh",
    "told_anew",
    "asked",
    "quiet",
    "seen",
    "reading",
    "answer",
    "sighting",
    "beside",
    "renewed",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """The numbers of reports, versions and events after a fold, and of the pages whose histories were
    folded."""

    reports: int
    versions: int
    events: int
    pages_read: int


def fold(
    connection: duckdb.DuckDBPyConnection, extractor_version: str, read_histories: ReadHistories
) -> Folded:
    """Updates page, report, report_version, event and ledger_entry in one transaction; equal inputs give
    equal rows.

    read_histories gets all sightings of the affected report pages, a function from a capture_id to its body
    text, and the decisions.
    """
    with transaction(connection):
        return fold_within(connection, extractor_version, read_histories)


def fold_within(
    connection: duckdb.DuckDBPyConnection, extractor_version: str, read_histories: ReadHistories
) -> Folded:
    """The same in a transaction that the caller has opened and may roll back."""

    def text_of(capture_id: str) -> str:
        asked = {"capture_id": capture_id, "version": extractor_version}
        row = connection.execute(TEXT, asked).fetchone()
        return str(row[0]) if row else ""

    def sightings_of(pages: set[str]) -> list[Sighting]:
        return [_sighting(row) for row in connection.execute(SIGHTINGS, [json_list(pages)]).fetchall()]

    def read(sightings: Iterable[Sighting], obeying: Sequence[Decision]) -> Sequence[History]:
        return read_histories(sightings, text_of, obeying)

    full = find_news(connection, extractor_version)
    decisions = kept_decisions(connection)
    pages: set[str] = set()
    unasked: list[str] = []
    while unasked or not pages:
        if unasked:
            ask_for(connection, unasked)
        changed = _look(connection, extractor_version)
        sightings = sightings_of(changed)
        told = read(sightings, decisions)
        known_as = {history.name for history in told} | names_before(sightings, decisions, read)
        pages = _with_neighbours(connection, changed, known_as)
        unasked = [url for (url,) in connection.execute(UNASKED, [json_list(pages)]).fetchall()]
        if not pages:
            break
    if pages != changed:
        sightings = sightings_of(pages)
        told = read(sightings, decisions)
    _replace(connection, pages, told)
    _replace_aliases(connection, pages, alias_rows(sightings, decisions, told, read))
    settle(connection, pages)
    see_again(connection)
    connection.execute(READINGS)
    write_pages(connection, pages, full=full)
    connection.execute(REPORT_PAGES)
    write_due(connection, extractor_version)
    note_issues(connection, full=full)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('extractor_version', ?)", [extractor_version])
    note_folded(connection, extractor_version)
    for table in TEMPORARY:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    write_ledger(connection, extractor_version)
    reports, versions, events = (_count(connection, it) for it in ("report", "report_version", "event"))
    return Folded(reports, versions, events, len(pages))


def _look(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> set[str]:
    """Writes the sightings of the pages in the temporary table asked. Returns the pages whose sightings
    changed."""
    write_sightings(connection, extractor_version)
    write_beside(connection, extractor_version)
    mark_decided(connection)
    return {url for (url,) in connection.execute(CHANGED).fetchall()}


def _with_neighbours(
    connection: duckdb.DuckDBPyConnection, changed: set[str], known_as: set[str]
) -> set[str]:
    """The changed pages and all pages whose reports may change because of them. known_as are the current
    report ids of the changed pages; a page's id depends on that page alone."""
    pages: set[str] = set()
    found = changed
    while found - pages:
        pages |= found
        asked = {"names": json_list(known_as), "pages": json_list(pages)}
        found = {url for (url,) in connection.execute(NEIGHBOURS, asked).fetchall()}
    return pages


def _replace(connection: duckdb.DuckDBPyConnection, pages: set[str], histories: Sequence[History]) -> None:
    """Writes these histories and deletes the earlier histories of the same pages."""
    concerned = [json_list(pages)]
    outdated = [json_list(report_id for (report_id,) in connection.execute(OUTDATED, concerned).fetchall())]
    for table in ("report", "report_version", "event"):
        connection.execute(
            f"DELETE FROM {table} WHERE report_id IN (SELECT unnest(?::JSON::VARCHAR[]))", outdated
        )
    connection.execute(
        "DELETE FROM lineage WHERE canonical_url IN (SELECT unnest(?::JSON::VARCHAR[]))", concerned
    )
    insert_rows(connection, "report", map(_report_row, histories))
    # Which extraction holds a text is filled in from the temporary table answer.
    unread = {"reading_id": "", "payload_capture_id": ""}
    versions = [unread | to_json(version) for history in histories for version in history.versions]
    insert_rows(connection, "report_version", versions)
    events = [
        {"event_no": number, **to_json(event)}
        for history in histories
        for number, event in enumerate(history.events, start=1)
    ]
    insert_rows(connection, "event", events)
    insert_rows(connection, "lineage", (row for history in histories for row in _lineage_rows(history)))


def _replace_aliases(
    connection: duckdb.DuckDBPyConnection, pages: set[str], rows: Iterable[dict[str, Any]]
) -> None:
    connection.execute(
        "DELETE FROM alias WHERE page_url IN (SELECT unnest(?::JSON::VARCHAR[]))", [json_list(pages)]
    )
    insert_rows(connection, "alias", rows)


def _sighting(row: tuple[Any, ...]) -> Sighting:
    page_url, capture_id, crawl_id, observed_at, outcome, text_digest, *naming, published_on, annexes = row
    beside = (published_on, tuple(Annex(**annex) for annex in annexes or ()))
    seen = Observation(page_url, capture_id, crawl_id, observed_at, outcome, text_digest, *beside)
    return Sighting(seen, *naming)


def _report_row(history: History) -> dict[str, Any]:
    versions = history.versions
    return {
        "report_id": history.report_id,
        "adcode": history.named_by.adcode,
        "report_year": history.named_by.report_year,
        "issuer": history.named_by.issuer,
        "issuer_level": history.named_by.issuer_level,
        "page_url": history.primary_url,
        "status": "live" if history.live else "removed",
        "unconfirmed": history.unconfirmed,
        "version_no": len(versions),
        "first_seen_at": to_json(versions[0].observed_at),
        "last_seen_at": to_json(max(read_at for _, read_at in history.pages)),
        "last_changed_at": to_json(versions[-1].observed_at) if len(versions) > 1 else None,
    }


def _lineage_rows(history: History) -> Iterable[dict[str, Any]]:
    for carrier in history.carriers:
        row = to_json(carrier)
        yield {
            "canonical_url": row.pop("page_url"),
            "name": history.name,
            "report_id": history.report_id,
            "is_primary": carrier.page_url == history.primary_url,
            **row,
        }


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return only_number(connection.execute(f"SELECT count(*) FROM {table}"))
