"""Makes a published file quick to read: each view that people ask becomes a table, sorted and indexed, behind the
same name and columns.

Planning and joining the views costs most of a look-up; the tables behind them stay where they were. Only the
published copy is changed: the working archive keeps the views. Measured in benchmarks/README.md.
"""

from pathlib import Path

import duckdb

from storage.database.connection import connect
from storage.publishing.folding import fold

PREFIX = "flat_"
# The views, in an order in which each is made from views that are still views, and what each is sorted by.
ORDERS = {
    "changes": "observed_at DESC, report_id, version_no DESC, file_url",
    "attachments": "report_id, position",
    "sources": "report_id, first_seen_at, url",
    "text_reuse": "report_id",
    "site_health": "site_id",
    "ledger": "adcode, report_year",
    "events": "report_id, event_no",
    "versions": "report_id, version_no",
    "reports": "report_id",
}
INDEXED = {
    "changes": ("report_id",),
    "attachments": ("report_id",),
    "sources": ("report_id",),
    "text_reuse": ("report_id",),
    "ledger": ("adcode", "report_id"),
    "events": ("report_id",),
    "versions": ("report_id",),
    "reports": ("report_id", "adcode"),
}
INDEXED_TABLES = {"capture": ("capture_id", "canonical_url"), "government": ("adcode",)}
# Long texts, looked up one at a time: compressed, two thousand of them would be unpacked for one.
TEXTS = {"body_text": "uncompressed"}
LABELS = """
SELECT NULL AS column_name, comment FROM duckdb_views() WHERE schema_name = 'main' AND view_name = $name
UNION ALL
SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = $name
"""
# A current text stands in the table of reports; that of versions holds those that were replaced.
VERSIONS = """
SELECT version.* REPLACE (coalesce(version.body_text, report.body_text) AS body_text)
FROM internal.flat_versions AS version LEFT JOIN internal.flat_reports AS report USING (report_id)
"""
NOT_TWICE = """
UPDATE internal.flat_versions AS version SET body_text = NULL FROM internal.flat_reports AS report
WHERE version.report_id = report.report_id AND version.version_no = report.versions
    AND version.body_text = report.body_text
"""
DOCUMENT_COLUMNS = """
    report_id, reports.adcode, reports.government, reports.province, reports.report_year, reports.issuer_level,
    reports.title, reports.published_on, reports.status, reports.url, reports.capture_id, reports.first_seen_at,
    ledger.days_late
"""
DOCUMENTS = f"""
CREATE OR REPLACE TABLE internal.search_document AS
SELECT {DOCUMENT_COLUMNS}, NULL::VARCHAR AS folded_title, NULL::VARCHAR AS folded
FROM internal.flat_reports AS reports LEFT JOIN internal.flat_ledger AS ledger USING (report_id)
LIMIT 0
"""
SEARCHED = f"""
SELECT {DOCUMENT_COLUMNS}, coalesce(reports.title, ''),
    concat_ws(chr(10), coalesce(reports.title, ''), reports.doc_number, reports.issuer, reports.government,
        reports.body_text, files.text)
FROM internal.flat_reports AS reports
LEFT JOIN internal.flat_ledger AS ledger USING (report_id)
LEFT JOIN (
    SELECT report_id, string_agg(concat_ws(chr(10), name, CASE WHEN NOT holds_text THEN text END), chr(10)) AS text
    FROM internal.flat_attachments GROUP BY report_id
) AS files USING (report_id)
"""
BATCH = 500


def write_reading_tables(path: Path) -> None:
    """Turns the views of a published file into tables, and writes what search reads."""
    with connect(path) as connection:
        for view, order in ORDERS.items():
            _make_table(connection, view, order)
        connection.execute(NOT_TWICE)
        for view in ORDERS:
            _show_table(connection, view)
        _write_documents(connection)
        for table, columns in INDEXED_TABLES.items():
            _index(connection, table, columns)
        connection.execute("CHECKPOINT")


def _make_table(connection: duckdb.DuckDBPyConnection, view: str, order: str) -> None:
    table = f"internal.{PREFIX}{view}"
    described = connection.execute(f"DESCRIBE main.{view}").fetchall()
    columns = ", ".join(
        f'"{name}" {kind}' + (f" USING COMPRESSION {TEXTS[name]}" if name in TEXTS else "")
        for name, kind, *_ in described
    )
    connection.execute(f"CREATE TABLE {table} ({columns})")
    connection.execute(f"INSERT INTO {table} SELECT * FROM main.{view} ORDER BY {order}")


def _show_table(connection: duckdb.DuckDBPyConnection, view: str) -> None:
    """The view reads the table from now on; its comments stay."""
    labels = connection.execute(LABELS, {"name": view}).fetchall()
    query = VERSIONS if view == "versions" else f"SELECT * FROM internal.{PREFIX}{view}"
    connection.execute(f"CREATE OR REPLACE VIEW main.{view} AS {query}")
    for column, comment in labels:
        if comment:
            what = f'COLUMN main.{view}."{column}"' if column else f"VIEW main.{view}"
            connection.execute(f"COMMENT ON {what} IS '{comment.replace(chr(39), chr(39) * 2)}'")
    _index(connection, f"{PREFIX}{view}", INDEXED.get(view, ()))


def _write_documents(connection: duckdb.DuckDBPyConnection) -> None:
    """The folded text of every report, with what a search filters and lists."""
    connection.execute(DOCUMENTS)
    with connection.cursor() as reading:
        found = reading.execute(SEARCHED)
        places = ", ".join("?" * len(found.description))
        while rows := found.fetchmany(BATCH):
            folded = [(*row[:-2], fold(row[-2]), fold(row[-1])) for row in rows]
            connection.executemany(f"INSERT INTO internal.search_document VALUES ({places})", folded)


def _index(connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        connection.execute(f"CREATE INDEX IF NOT EXISTS {table}_{column} ON internal.{table} ({column})")
