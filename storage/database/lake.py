"""The bulk tables of a very large archive in DuckLake: catalogue on PostgreSQL, Parquet files in a folder or S3.

One writer, the committer: concurrent writers on a PostgreSQL catalogue lose commits or fail (duckdb/ducklake issues
1094 and 1283). Nothing is kept in the catalogue that belongs into files, and no snapshot is given up within 90 days.
The extensions come as packages (fazhi[cluster]); nothing is downloaded.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import duckdb

from storage.database.memory import memory_limit
from storage.errors import StoreUnusable

EXTENSIONS = ("ducklake", "postgres_scanner", "httpfs")
KEPT_DAYS = 90
NAME = re.compile(r"[a-z_]+")


class Lake:
    """The tables of one archive's lake, open for its one writer: `with Lake.open(catalogue, place) as lake:`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, catalogue: str, place: str) -> Iterator[Self]:
        """Opens or makes the lake. catalogue is the address of PostgreSQL, place where the files are. Raises
        StoreUnusable."""
        try:
            from duckdb_extensions import import_extension
        except ImportError as error:
            raise StoreUnusable(
                f"DuckLake needs packages that are not here ({error}): install fazhi[cluster]"
            ) from error
        with duckdb.connect(
            config={"memory_limit": memory_limit(), "preserve_insertion_order": False}
        ) as connection:
            try:
                for name in EXTENSIONS:
                    import_extension(name)
                    connection.execute(f"LOAD {name}")
                address, files = (one.replace("'", "''") for one in (catalogue, place))
                connection.execute(
                    f"ATTACH 'ducklake:postgres:{address}' AS lake (DATA_PATH '{files}', DATA_INLINING_ROW_LIMIT 0)"
                )
            except duckdb.Error as error:
                raise StoreUnusable(
                    f"the lake cannot be opened ({str(error).splitlines()[0]}): look there"
                ) from error
            yield cls(connection)

    def create(self, table: str, rows: str) -> None:
        """Makes a table of the columns of a query, where there is none."""
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS lake.{_name(table)} AS {rows}")

    def append(self, table: str, rows: str) -> None:
        """One transaction: what a query yields, or nothing."""
        self._connection.execute(f"INSERT INTO lake.{_name(table)} {rows}")

    def count(self, table: str) -> int:
        row = self._connection.execute(f"SELECT count(*) FROM lake.{_name(table)}").fetchone()
        return int(row[0]) if row else 0

    def publish(self, table: str, path: Path) -> int:
        """Writes a table as one Parquet file, whole or not at all; its number of rows."""
        part = path.with_name(path.name + ".part")
        written = self._connection.execute(
            f"COPY lake.{_name(table)} TO $path (FORMAT parquet, COMPRESSION zstd)", {"path": str(part)}
        ).fetchone()
        part.replace(path)
        return int(written[0]) if written else 0

    def tidy(self) -> None:
        """Joins the small files of single nights; snapshots of the last 90 days stay."""
        self._connection.execute("CALL ducklake_merge_adjacent_files('lake')")
        older = f"now() - INTERVAL {KEPT_DAYS} DAY"
        self._connection.execute(f"CALL ducklake_expire_snapshots('lake', older_than => {older})")


def _name(table: str) -> str:
    """A table's name, which goes into SQL as it is. Raises ValueError."""
    if not NAME.fullmatch(table):
        raise ValueError(f"no name of a table: {table!r}")
    return table
