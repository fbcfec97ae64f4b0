"""Opening a DuckDB file of the archive.

Schema `main` holds what people read, schema `internal` everything else. Our own SQL names a table without its
schema: the search path finds it in either.
"""

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb

WRITER_PATH = "internal,main"
READER_PATH = "main,internal"
# The magic bytes of a DuckDB file, and where they are.
AT_BYTE, MAGIC = 8, b"DUCK"
HAS_INTERNAL = (
    "SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'internal' AND database_name = current_database()"
)


def connect(
    path: Path | str, *, read_only: bool = False, config: dict[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """Opens a database file. Archives older than schema 11, which have no schema `internal`, open too.

    Raises duckdb.IOException for a file that is no DuckDB database. Without this check DuckDB would try to
    download an extension for it.
    """
    _refuse_foreign(Path(path))
    _note_absent_pandas()
    connection = duckdb.connect(path, read_only=read_only, config=config or {})
    # After two seconds DuckDB draws its progress bar into stdout, even into a pipe.
    connection.execute("SET enable_progress_bar = false")
    if connection.execute(HAS_INTERNAL).fetchone():
        connection.execute(f"SET search_path = '{READER_PATH if read_only else WRITER_PATH}'")
    return connection


def _refuse_foreign(path: Path) -> None:
    if not path.is_file() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        head = file.read(AT_BYTE + len(MAGIC))
    if not head.endswith(MAGIC):
        raise duckdb.IOException(f'The file "{path}" exists, but it is not a valid DuckDB database file!')


def _note_absent_pandas() -> None:
    """DuckDB tries to import pandas for every parameter of a query. Where it is not installed, Python would
    look for it in all folders each time: 0.2 ms a parameter, more than most queries take."""
    if "pandas" not in sys.modules and find_spec("pandas") is None:
        # From now on an import fails at once, with the usual error.
        sys.modules["pandas"] = None  # type: ignore[assignment]


def literals(names: Iterable[str]) -> str:
    """The names as SQL literals, separated by commas. With literals DuckDB uses the indexes of a published
    file, with parameters it does not."""
    return ", ".join("'" + one.replace("'", "''") + "'" for one in names)


def begin_internal(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates the schema `internal` if it is missing; new tables go there from now on."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS internal")
    connection.execute(f"SET search_path = '{WRITER_PATH}'")


def table_schema(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> str | None:
    """The schema that holds a table of an attached database; None if it has no such table."""
    query = "SELECT schema_name FROM duckdb_tables() WHERE database_name = ? AND table_name = ?"
    row = connection.execute(query, [database, table]).fetchone()
    return row[0] if row else None
