"""docs/schema.md from the comments in the schema: `python -m storage.database.describe > docs/schema.md`."""

from collections import defaultdict

import duckdb

from storage.database.migrate import migrate

HEAD = """# Schema

Made from the comments in the database by `python -m storage.database.describe > docs/schema.md`; a test compares.
Instants (`…_at`) are UTC without a zone; days (`…_on`) are days in China. The views of schema `main` are for people:
any DuckDB shows them by their names. What they are made of is in schema `internal` (`FROM internal.capture`).
The published archive is one DuckDB file, `archive.duckdb` in the data folder, and holds all of this.
"""

MACROS_HEAD = """## Macros

Questions with parameters: `FROM search('行政复议')`.
"""

MACROS = """
SELECT function_name, array_to_string(parameters, ', '), comment FROM duckdb_functions()
WHERE NOT internal AND function_type = 'table_macro' AND schema_name = 'main' ORDER BY function_name
"""

OBJECTS = """
SELECT 1 AS place, 'Views' AS part, view_name AS name, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'
UNION ALL
SELECT 2, 'Working views, in schema internal', view_name, comment
FROM duckdb_views() WHERE NOT internal AND schema_name = 'internal'
UNION ALL
SELECT 3, 'Tables, in schema internal', table_name, comment
FROM duckdb_tables() WHERE NOT starts_with(table_name, 'flat_')
ORDER BY place, name
"""
COLUMNS = """
SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal ORDER BY column_index
"""
TABLE_HEAD = "| column | type | meaning |\n|---|---|---|\n"


def describe(connection: duckdb.DuckDBPyConnection, head: str = HEAD) -> str:
    """The tables, views and table macros of a database as Markdown, below this head."""
    parts = [head, MACROS_HEAD]
    for name, parameters, comment in connection.execute(MACROS).fetchall():
        parts.append(f"### {name}({parameters})\n\n{comment}.\n")
    columns: dict[str, list[str]] = defaultdict(list)
    for name, column, kind, comment in connection.execute(COLUMNS).fetchall():
        columns[name].append(f"| `{column}` | {kind} | {comment} |\n")
    part_before = ""
    for _, part, name, comment in connection.execute(OBJECTS).fetchall():
        if part != part_before:
            parts.append(f"## {part}\n")
        part_before = part
        parts.append(f"### {name}\n\n{comment}.\n\n{TABLE_HEAD}{''.join(columns[name])}")
    return "\n".join(parts)


def main() -> None:
    with duckdb.connect() as connection:
        migrate(connection)
        print(describe(connection), end="")


if __name__ == "__main__":
    main()
