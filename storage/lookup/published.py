"""An open published set, and the choice of the newest one."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import duckdb

from storage.database.connection import HAS_INTERNAL, READER_PATH, connect, literals
from storage.database.migrate import check_schema
from storage.errors import NotPublished
from storage.paths import DataDir
from storage.publishing.cite import INVENTED
from storage.publishing.query import check_published

MEMORY = "220MB"
THREADS = 1
"""A search holds some thousand whole texts per thread; questions run in parallel anyway."""
NAMED = "%Y%m%dT%H%M%S%fZ"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Published:
    """One published set.

    name is new with every publication; published_at is naive UTC; views and tables are the names that can be
    queried; invented says that the texts are invented, like the demo's.
    """

    data: DataDir
    path: Path
    name: str
    published_at: datetime
    connection: duckdb.DuckDBPyConnection
    views: frozenset[str]
    tables: frozenset[str]
    invented: bool = False

    @classmethod
    def open(cls, data: DataDir) -> Self:
        """Opens the current set, by its real path. Raises NotPublished or SchemaTooNew."""
        path = current(data)
        config = {
            "memory_limit": MEMORY,
            "threads": THREADS,
            "enable_external_access": False,
        }
        try:
            connection = connect(path, read_only=True, config=config)
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise NotPublished(f"{path} cannot be opened ({reason}): run `fazhi publish`") from error
        try:
            check_schema(connection)
            views = _names(connection, "SELECT view_name FROM duckdb_views() WHERE NOT internal")
            tables = _names(connection, "SELECT table_name FROM duckdb_tables()")
            invented = "meta" in tables and bool(connection.execute(INVENTED).fetchone())
        except Exception:  # whatever it is, the file is closed
            connection.close()
            raise
        name, published_at = _named(path)
        return cls(data, path, name, published_at, connection, views, tables, invented)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one question; use it in a `with` statement."""
        cursor = self.connection.cursor()
        if cursor.execute(HAS_INTERNAL).fetchone():
            cursor.execute(f"SET search_path = '{READER_PATH}'")
        return cursor

    def close(self) -> None:
        with suppress(duckdb.Error):
            self.connection.close()

    @property
    def folder(self) -> Path:
        """The folder of the files that were published with it."""
        return self.path.parent


def current(data: DataDir) -> Path:
    """The real path of the published file. Raises NotPublished if there is none."""
    check_published(data)
    return data.published.resolve()


def rows(cursor: duckdb.DuckDBPyConnection, query: str, values: Any = None) -> list[Row]:
    """The result rows, each as column name → value."""
    answer = cursor.execute(query, values if values is not None else [])
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def rows_of(cursor: duckdb.DuckDBPyConnection, query: str, names: Sequence[str]) -> list[Row]:
    """The rows of a query about these names, which replace `{ids}` in it."""
    return rows(cursor, query.replace("{ids}", f"({literals(names)})")) if names else []


def first(cursor: duckdb.DuckDBPyConnection, query: str, values: Any = None) -> Row | None:
    """The first row, or None."""
    found = rows(cursor, query, values)
    return found[0] if found else None


def _names(connection: duckdb.DuckDBPyConnection, query: str) -> frozenset[str]:
    return frozenset(name for (name,) in connection.execute(query).fetchall())


def _named(path: Path) -> tuple[str, datetime]:
    """A set's folder is named after its time; a single file takes the time of its last change."""
    with suppress(ValueError):
        return path.parent.name, datetime.strptime(path.parent.name, NAMED).replace(tzinfo=None)  # noqa: DTZ007
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    return f"{path.stem}-{changed:{NAMED}}", changed
