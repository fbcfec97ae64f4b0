"""Moves the tables of an archive of schema 10 or older from `main` to `internal`.

DuckDB cannot move a table to another schema, so each is created again there, with its rows, indexes and
comments. Views and macros are dropped; they are created again after the migrations.
"""

import duckdb

OLD_TABLES = """
SELECT table_name, sql FROM duckdb_tables()
WHERE schema_name = 'main' AND database_name = current_database() AND NOT temporary ORDER BY table_name
"""
OLD_INDEXES = "SELECT index_name, sql FROM duckdb_indexes() WHERE schema_name = 'main' AND table_name = ?"
COMMENTS = """
SELECT format('COMMENT ON TABLE internal.{} IS $${}$$', table_name, comment)
FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = $1 AND comment IS NOT NULL
UNION ALL
SELECT format('COMMENT ON COLUMN internal.{}.{} IS $${}$$', table_name, column_name, comment)
FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = $1 AND comment IS NOT NULL
"""
OLD_VIEWS = """
SELECT schema_name, view_name FROM duckdb_views()
WHERE NOT internal AND schema_name IN ('main', 'internal') AND database_name = current_database()
"""
OLD_MACROS = """
SELECT DISTINCT schema_name, function_name, function_type FROM duckdb_functions()
WHERE NOT internal AND function_type IN ('macro', 'table_macro') AND database_name = current_database()
"""


def has_old_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any table still lies in schema `main`."""
    return bool(connection.execute(OLD_TABLES).fetchone())


def relocate(connection: duckdb.DuckDBPyConnection) -> None:
    """Moves every table, as one step in the caller's transaction."""
    drop_derived(connection)
    for name, definition in connection.execute(OLD_TABLES).fetchall():
        indexes = connection.execute(OLD_INDEXES, [name]).fetchall()
        comments = connection.execute(COMMENTS, [name]).fetchall()
        connection.execute(definition.replace(f"CREATE TABLE {name}", f"CREATE TABLE internal.{name}", 1))
        connection.execute(f"INSERT INTO internal.{name} SELECT * FROM main.{name}")
        for (comment,) in comments:
            connection.execute(comment)
        connection.execute(f"DROP TABLE main.{name}")
        for _, index in indexes:
            connection.execute(index.replace(f" ON {name}", f" ON internal.{name}", 1))


def drop_derived(connection: duckdb.DuckDBPyConnection) -> None:
    """Drops all views and macros of the archive, in any schema."""
    for schema, view in connection.execute(OLD_VIEWS).fetchall():
        connection.execute(f'DROP VIEW IF EXISTS "{schema}"."{view}"')
    for schema, name, kind in connection.execute(OLD_MACROS).fetchall():
        what = "MACRO TABLE" if kind == "table_macro" else "MACRO"
        connection.execute(f'DROP {what} IF EXISTS "{schema}"."{name}"')
