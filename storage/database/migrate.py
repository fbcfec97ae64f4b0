"""Brings a database to this program's schema: numbered migrations, then the views and macros.

A released migration is never edited: its checksum is stored with it and compared at every opening.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files

import duckdb

from storage.database.connection import begin_internal
from storage.database.relocation import drop_derived, has_old_tables, relocate
from storage.errors import MigrationChanged, SchemaTooNew

NAME = re.compile(r"(\d{4})_\w+\.sql")
# DuckDB 1.5.5 refuses to commit a transaction that gives a table with rows a BOOLEAN column with a default
# and then alters it again ("another transaction has altered this table"); 2.0.0 does not. An empty table may
# be altered.
ADDS_BOOLEAN = re.compile(r"^ALTER TABLE (\w+) ADD COLUMN \w+ BOOLEAN DEFAULT", re.MULTILINE)

BOOKKEEPING = """
CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY, name VARCHAR NOT NULL, checksum VARCHAR NOT NULL
);
COMMENT ON TABLE migration IS 'The schema changes that were applied';
COMMENT ON COLUMN migration.number IS 'Counts from 1 without gaps';
COMMENT ON COLUMN migration.name IS 'Name of its file in storage/database/migrations';
COMMENT ON COLUMN migration.checksum IS 'sha256 of that file: a released migration is never edited';
"""


# A table and its comments, as statements.
DEFINITION = """
SELECT sql FROM duckdb_tables() WHERE table_name = $1
UNION ALL
SELECT format('COMMENT ON TABLE {} IS $${}$$', table_name, comment)
FROM duckdb_tables() WHERE table_name = $1 AND comment IS NOT NULL
UNION ALL
SELECT format('COMMENT ON COLUMN {}.{} IS $${}$$', table_name, column_name, comment)
FROM duckdb_columns() WHERE table_name = $1 AND comment IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of storage/database/migrations."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations() -> list[Migration]:
    """The program's migrations in order."""
    found = [
        Migration(int(match[1]), file.name, file.read_text(encoding="utf-8"))
        for file in files("storage.database").joinpath("migrations").iterdir()
        if (match := NAME.fullmatch(file.name))
    ]
    return sorted(found, key=lambda migration: migration.number)


def migrate(connection: duckdb.DuckDBPyConnection, known: list[Migration] | None = None) -> list[str]:
    """Applies the missing migrations, each in one transaction, and renews the views.

    Returns the names of the migrations applied. Raises SchemaTooNew and MigrationChanged before any change.
    """
    known = migrations() if known is None else known
    applied = check_schema(connection, known)
    begin_internal(connection)
    if has_old_tables(connection):
        with transaction(connection):
            relocate(connection)
    missing = [migration for migration in known if migration.number not in applied]
    apply(connection, missing)
    _renew_views(connection, bool(missing))
    return [migration.name for migration in missing]


def apply(connection: duckdb.DuckDBPyConnection, missing: list[Migration]) -> None:
    """Applies these migrations, each in one transaction together with the row that records it."""
    connection.execute(BOOKKEEPING)
    for migration in missing:
        with transaction(connection), _rows_aside(connection, ADDS_BOOLEAN.findall(migration.sql)):
            connection.execute(migration.sql)
            connection.execute(
                "INSERT INTO migration VALUES (?, ?, ?)",
                [migration.number, migration.name, migration.checksum],
            )


@contextmanager
def _rows_aside(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> Iterator[None]:
    """Empties these tables while they are altered, then puts their rows back by column name."""
    for table in tables:
        defined = connection.execute(DEFINITION, [table]).fetchall()
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_rows")
        for (statement,) in defined:
            connection.execute(statement)
    yield
    for table in tables:
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {table}_rows")
        connection.execute(f"DROP TABLE {table}_rows")


def _renew_views(connection: duckdb.DuckDBPyConnection, schema_changed: bool) -> None:
    """Creates views and macros again if they, or the tables below them, differ from those of the last
    opening."""
    views = "\n".join(_views())
    digest = hashlib.sha256(views.encode()).hexdigest()
    same = connection.execute("SELECT 1 FROM meta WHERE key = 'views' AND value = ?", [digest]).fetchone()
    if schema_changed or not same:
        with transaction(connection):
            drop_derived(connection)
            connection.execute(views)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('views', ?)", [digest])


def _views() -> list[str]:
    """The files of storage/database/views in the order of their names, because a view may use earlier ones;
    then search."""
    here = files("storage.database")
    in_order = sorted(here.joinpath("views").iterdir(), key=lambda file: file.name)
    return [file.read_text(encoding="utf-8") for file in (*in_order, here.joinpath("search.sql"))]


def check_schema(connection: duckdb.DuckDBPyConnection, known: list[Migration] | None = None) -> set[int]:
    """The numbers of the migrations in this database. Raises if this program must not work on it."""
    by_number = {migration.number: migration for migration in (migrations() if known is None else known)}
    exists = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'migration'").fetchone()
    rows = connection.execute("SELECT * FROM migration ORDER BY number").fetchall() if exists else []
    for number, name, checksum in rows:
        if number not in by_number:
            raise SchemaTooNew(
                f"the archive has schema {rows[-1][0]}, this fazhi supports up to {max(by_number)}: update"
                " fazhi"
            )
        if by_number[number].checksum != checksum:
            raise MigrationChanged(
                f"{name} differs from the migration this archive was made with: reinstall fazhi"
            )
    return {number for number, _, _ in rows}


class transaction:
    """`with transaction(connection):` commits at the end, or rolls back what an exception leaves."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN TRANSACTION")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")
