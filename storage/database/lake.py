"""The bulk tables of a very large archive in DuckLake: catalogue on PostgreSQL, Parquet files in a folder or
S3.

One writer, the committer: concurrent writers on a PostgreSQL catalogue lose commits or fail (duckdb/ducklake
issues 1094 and 1283). Rows are never inlined into the catalogue, and no snapshot is ever expired. The
extensions come as packages (fazhi[cluster]) and are loaded from there; nothing is downloaded.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import duckdb

from storage.database.memory import memory_limit
from storage.database.rows import only_number
from storage.errors import ForeignArchive, StoreUnusable

EXTENSIONS = ("ducklake", "postgres_scanner", "httpfs")
NAME = re.compile(r"[a-z_]+")

FOLLOWED = {
    "capture": ("crawl_id", "count(*)", "FROM archive.internal.capture"),
    "extraction": (
        "crawl_id, extractor_version",
        "bit_xor(hash(capture_id, text_digest, title, kind, report_year, published_on))",
        "SELECT capture.crawl_id, extraction.* FROM archive.internal.extraction AS extraction"
        " JOIN archive.internal.capture AS capture USING (capture_id)",
    ),
}
"""The tables of an archive that the lake has. For each: the columns that identify a unit of copying, an
expression that is equal on both sides if nothing is to be copied (captures are only ever added; a page is
read again when its files are), and the query of the rows."""


class Lake:
    """The tables of one archive's lake, open for its one writer: `with Lake.open(catalogue, place) as
    lake:`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, catalogue: str, place: str) -> Iterator[Self]:
        """Opens or creates the lake. catalogue is the address of PostgreSQL, place the folder or bucket of
        the files.

        Raises StoreUnusable.
        """
        config = {"autoinstall_known_extensions": False, "preserve_insertion_order": False}
        with duckdb.connect(config={"memory_limit": memory_limit(), **config}) as connection:
            try:
                for name in EXTENSIONS:
                    connection.execute(f"LOAD {_quoted(str(_extension(name)))}")
                if place.startswith("s3:"):
                    connection.execute(_secret())
                address, at = (one.replace("'", "''") for one in (catalogue, place))
                connection.execute(
                    f"ATTACH 'ducklake:postgres:{address}' AS lake (DATA_PATH '{at}', DATA_INLINING_ROW_LIMIT"
                    " 0)"
                )
            except duckdb.Error as error:
                said = str(error).splitlines()[0].replace(catalogue, "FAZHI_DATABASE")
                raise StoreUnusable(
                    f"the lake in {place} cannot be opened ({said})",
                    "check that this place and PostgreSQL can be reached; the archive is intact, and the next"
                    " commit updates the lake",
                ) from error
            yield cls(connection)

    def follow(self, archive: Path, identity: str) -> int:
        """Copies to the lake, in one transaction, the rows it lacks, and replaces rows that differ. Returns
        the number of rows. Idempotent.

        identity is the id of the archive that the database belongs to. Raises ForeignArchive or
        StoreUnusable; then nothing was written and the lake must be opened again.
        """
        ask = self._connection.execute
        try:
            ask(f"ATTACH {_quoted(str(archive))} AS archive (READ_ONLY)")
            ask("BEGIN")
            ask("CREATE TABLE IF NOT EXISTS lake.archive (archive_id VARCHAR)")
            ask("INSERT INTO lake.archive SELECT ? WHERE NOT EXISTS (FROM lake.archive)", [identity])
            (owner,) = ask("SELECT archive_id FROM lake.archive").fetchone() or ("",)
            if owner != identity:
                raise ForeignArchive(
                    f"the lake holds archive {owner}, not {identity}: name the right one with FAZHI_LAKE"
                )
            brought = sum(self._follow(table, *told) for table, told in FOLLOWED.items())
            ask("COMMIT")
            ask("DETACH archive")
        except duckdb.Error as error:
            raise StoreUnusable(
                f"the lake could not be updated ({str(error).splitlines()[0]}): the archive is intact, and"
                " the next commit updates the lake"
            ) from error
        return brought

    def _follow(self, table: str, unit: str, mark: str, rows: str) -> int:
        ask = self._connection.execute
        ask(f"CREATE TABLE IF NOT EXISTS lake.{table} AS SELECT * FROM ({rows}) LIMIT 0")
        known = {name for name, *_ in ask(f"DESCRIBE lake.{table}").fetchall()}
        for name, kind, *_ in ask(f"DESCRIBE {rows}").fetchall():
            if name not in known:  # a migration of the archive added it
                ask(f"ALTER TABLE lake.{table} ADD COLUMN {_name(name)} {kind}")
        here, there = (
            f"SELECT {unit}, {mark} AS mark FROM {one} GROUP BY ALL" for one in (f"({rows})", f"lake.{table}")
        )
        ask(
            f"CREATE OR REPLACE TEMP TABLE differing AS SELECT {unit} FROM ({here}) AS here FULL JOIN"
            f" ({there}) AS there USING ({unit}) WHERE here.mark IS DISTINCT FROM there.mark"
        )
        ask(f"DELETE FROM lake.{table} WHERE ({unit}) IN (FROM differing)")
        written = ask(
            f"INSERT INTO lake.{table} BY NAME SELECT * FROM ({rows}) WHERE ({unit}) IN (FROM differing)"
        )
        return only_number(written)

    def create(self, table: str, rows: str) -> None:
        """Creates a table with the columns of a query, unless it exists."""
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS lake.{_name(table)} AS {rows}")

    def append(self, table: str, rows: str) -> None:
        """Appends the rows of a query in one transaction."""
        self._connection.execute(f"INSERT INTO lake.{_name(table)} {rows}")

    def count(self, table: str) -> int:
        return only_number(self._connection.execute(f"SELECT count(*) FROM lake.{_name(table)}"))

    def publish(self, table: str, path: Path) -> int:
        """Writes a table atomically as one Parquet file. Returns its number of rows."""
        part = path.with_name(path.name + ".part")
        written = only_number(
            self._connection.execute(
                f"COPY lake.{_name(table)} TO $path (FORMAT parquet, COMPRESSION zstd)", {"path": str(part)}
            )
        )
        part.replace(path)
        return written


def _extension(name: str) -> Path:
    """The file of a DuckDB extension in its package: nothing is installed or downloaded. Raises
    StoreUnusable."""
    try:
        package = files(f"duckdb_extension_{name}")
    except ImportError as error:
        raise StoreUnusable(
            f"DuckLake needs packages that are not installed ({error}): install fazhi[cluster]"
        ) from error
    return Path(str(package)) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _secret() -> str:
    """The CREATE SECRET statement for S3, made from the AWS_* variables."""
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL", ""))
    told = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY", ""),
        "REGION": os.environ.get("AWS_DEFAULT_REGION", "us-east-1"),
    }
    if endpoint.netloc:
        told |= {"ENDPOINT": endpoint.netloc, "URL_STYLE": "path", "USE_SSL": str(endpoint.scheme == "https")}
    return (
        "CREATE SECRET (TYPE s3, "
        + ", ".join(f"{name} {_quoted(value)}" for name, value in told.items())
        + ")"
    )


def _name(table: str) -> str:
    """Checks a table's name, which is inserted into SQL unquoted. Raises ValueError."""
    if not NAME.fullmatch(table):
        raise ValueError(f"not a table name: {table!r}")
    return table
