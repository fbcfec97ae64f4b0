"""Makes a published file quick to read: each view that people query becomes a table, sorted and indexed, with
the same name and columns.

Planning and joining the views costs most of a look-up; the tables below them stay unchanged. Only the
published copy is changed: the working archive keeps the views. Measured in benchmarks/README.md.
"""

from collections import defaultdict
from pathlib import Path

import duckdb

from storage.database.connection import WRITER_PATH, connect
from storage.publishing.folding import searchable

PREFIX = "flat_"
# The views, each before those it is made from, and the sort order of each.
ORDERS = {
    "changes": "observed_at DESC, report_id, version_no DESC, file_url",
    "attachments": "report_id, position",
    "sources": "report_id, first_seen_at, url",
    "text_reuse": "report_id",
    "site_health": "site_id",
    "ledger": "adcode, report_year",
    "events": "report_id, event_no",
    "reports": "report_id",
    "versions": "report_id, version_no",
}
# Parts of views that are queried with a filter, in the schema internal.
PARTS = {
    "panel_report": "adcode, report_year",
    "panel_cell": "code, adcode, report_year",
    "figure_stated": "code",
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
INDEXED_TABLES = {"government": ("adcode",)}
# Long texts, looked up one at a time: in compressed form, two thousand of them would be unpacked for one.
TEXTS = {"body_text": "uncompressed", "folded": "uncompressed", "besides": "uncompressed"}
# All at once: each query of DuckDB's catalogue reads the whole of it.
LABELS = """
SELECT schema_name, view_name, 'VIEW ' || schema_name || '.' || view_name, comment
FROM duckdb_views() WHERE NOT internal AND comment <> ''
UNION ALL
SELECT schema_name, table_name, format('COLUMN {}.{}."{}"', schema_name, table_name, column_name), comment
FROM duckdb_columns() WHERE NOT internal AND comment <> ''
"""
# Current texts are in the table of reports; that of versions has the replaced ones.
REPLACED = """
SELECT version.* REPLACE (CASE WHEN version.version_no < report.versions THEN version.body_text END AS body_text)
FROM main.versions AS version LEFT JOIN internal.flat_reports AS report USING (report_id)
"""
VERSIONS = """
SELECT version.* REPLACE (coalesce(version.body_text, report.body_text) AS body_text)
FROM internal.flat_versions AS version LEFT JOIN internal.flat_reports AS report USING (report_id)
"""
# The other columns that search reads: `besides`, all other searched fields, and `folded`, the text in its
# folded form if it differs from the printed one.
SEARCHED = """
SELECT reports.report_id, reports.body_text, concat_ws(chr(10), coalesce(reports.title, ''), reports.doc_number,
    reports.issuer, reports.government, files.text)
FROM main.reports LEFT JOIN (
    SELECT report_id, string_agg(concat_ws(chr(10), name, CASE WHEN NOT holds_text THEN text END), chr(10)) AS text
    FROM internal.flat_attachments GROUP BY report_id
) AS files USING (report_id)
"""
FOLDED = "CREATE TEMP TABLE folded_text (report_id VARCHAR, folded VARCHAR, besides VARCHAR)"
ADD_FOLDED = "INSERT INTO folded_text SELECT unnest($id), unnest($folded), unnest($besides)"
WITH_FOLDED = "SELECT reports.*, folded, besides FROM main.reports LEFT JOIN folded_text USING (report_id)"
SOURCES = {"reports": WITH_FOLDED, "versions": REPLACED}
BATCH = 500


def write_reading_tables(path: Path) -> None:
    """Turns the views of a published file into tables, and writes the columns that search reads."""
    with connect(path) as connection:
        for view, order in ORDERS.items():
            if view == "reports":
                _fold_texts(connection)
            _make_table(connection, view, order)
        for view, order in PARTS.items():
            _make_table(connection, view, order, "internal")
        labels: dict[tuple[str, str], list[str]] = defaultdict(list)
        for schema, view, what, comment in connection.execute(LABELS).fetchall():
            labels[schema, view].append(f"COMMENT ON {what} IS '{comment.replace(chr(39), chr(39) * 2)}'")
        for schema, view in (*(("main", one) for one in ORDERS), *(("internal", one) for one in PARTS)):
            _show_table(connection, view, schema)
            connection.execute(";".join(labels[schema, view]))
        for table, columns in INDEXED_TABLES.items():
            _index(connection, table, columns)
        connection.execute("CHECKPOINT")


def _make_table(connection: duckdb.DuckDBPyConnection, view: str, order: str, schema: str = "main") -> None:
    table, query = f"internal.{PREFIX}{view}", SOURCES.get(view, f"SELECT * FROM {schema}.{view}")
    described = connection.execute(f"DESCRIBE {query}").fetchall()
    columns = ", ".join(
        f'"{name}" {kind}' + (f" USING COMPRESSION {TEXTS[name]}" if name in TEXTS else "")
        for name, kind, *_ in described
    )
    connection.execute(f"CREATE TABLE {table} ({columns})")
    connection.execute(f"INSERT INTO {table} {query} ORDER BY {order}")


def _show_table(connection: duckdb.DuckDBPyConnection, view: str, schema: str) -> None:
    """Points the view at the table and indexes the table. DuckDB drops the view's comments; the caller writes
    them again."""
    hidden = " EXCLUDE (folded, besides)" if view == "reports" else ""
    query = VERSIONS if view == "versions" else f"SELECT *{hidden} FROM internal.{PREFIX}{view}"
    connection.execute(f"CREATE OR REPLACE VIEW {schema}.{view} AS {query}")
    _index(connection, f"{PREFIX}{view}", INDEXED.get(view, ()))


def _fold_texts(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills folded_text from the reports."""
    connection.execute(FOLDED)
    with connection.cursor() as reading:
        reading.execute(f"SET search_path = '{WRITER_PATH}'")
        found = reading.execute(SEARCHED)
        while rows := found.fetchmany(BATCH):
            texts = [
                (name, searchable(text or ""), text or "", searchable(besides))
                for name, text, besides in rows
            ]
            values = {
                "id": [name for name, *_ in texts],
                "folded": [folded if folded != text else None for _, folded, text, _ in texts],
                "besides": [besides for *_, besides in texts],
            }
            connection.execute(ADD_FOLDED, values)


def _index(connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        connection.execute(f"CREATE INDEX IF NOT EXISTS {table}_{column} ON internal.{table} ({column})")
