"""Digests and Parquet files of the tables that grow every night, month by month; unchanged parts are reused.

A part has the rows of the crawls of one month. It is reused from the previous set if DuckDB's quick hash of
its rows is the same. No step here holds more than a few row groups in memory.
"""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from storage.database.rows import only_number

TABLE_FILES = "parquet/tables"
"""The path of table files in a published set."""
PARTED = ("capture", "failed_fetch", "site_outcome", "column_seen")
"""Tables whose rows belong to a crawl and never change once it is ingested."""

ROW_GROUP = 8192
"""Rows per Parquet row group: each thread holds this many whole texts until they are written."""

MONTH = """CASE WHEN regexp_matches(crawl_id, '^[0-9]+T') THEN crawl_id[1:4] || '-' || crawl_id[5:6]
    ELSE 'other' END"""
MONTHS = f"""
SELECT {MONTH} AS month, count(*), sum(hash(one))::VARCHAR FROM "{{table}}" AS one GROUP BY month ORDER BY month
"""
ROWS_OF = f"SELECT * FROM \"{{table}}\" WHERE {MONTH} = '{{month}}'"

# Each row's sha256 as four numbers, summed: in any order, file or DuckDB version the same rows give the same
# sums, and the sums of the parts add up to those of the whole.
SUMS = """
SELECT count(*), {sums} FROM (SELECT sha256(to_json(one)::VARCHAR) AS digest FROM ({rows}) AS one)
""".replace(
    "{sums}",
    ", ".join(
        f"coalesce(sum(('0x' || digest[{first}:{first + 15}])::UBIGINT), 0)" for first in (1, 17, 33, 49)
    ),
)


@dataclass(frozen=True, slots=True)
class Sums:
    """The number of rows of a table or of a part, and the sums of their digests."""

    rows: int = 0
    sums: tuple[int, int, int, int] = (0, 0, 0, 0)

    def __add__(self, other: "Sums") -> "Sums":
        a, b = self.sums, other.sums
        return Sums(self.rows + other.rows, (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]))

    @property
    def digest(self) -> str:
        told = f"{self.rows} " + " ".join(format(one, "x") for one in self.sums)
        return "sha256:" + hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Before:
    """The previous set's reusable Parquet parts: its folder, and its manifest entries by table and month.
    Parts of another schema, DuckDB version or format are ignored."""

    folder: Path
    parts: dict[str, dict[str, dict[str, Any]]]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def part(self, table: str, month: str, quick: str) -> tuple[Sums, Path] | None:
        """The part and its Parquet file, if its rows are unchanged."""
        told = self.parts.get(table, {}).get(month)
        path = self.folder / table / f"{month}.parquet"
        if told is None or told["quick"] != quick or not path.is_file():
            return None
        return Sums(told["rows"], tuple(told["sums"])), path

    def damaged(
        self, parts: dict[str, dict[str, dict[str, Any]]], files: dict[str, dict[str, Any]]
    ) -> list[tuple[str, str, str]]:
        """Table, month and name of each reused part of the new set whose file differs from the last manifest.

        files are those of the new set, their digests by name.
        """
        return [
            (table, month, name)
            for table, months in parts.items()
            for month, told in months.items()
            if self.parts.get(table, {}).get(month, {}).get("quick") == told["quick"]
            and (name := f"{TABLE_FILES}/{table}/{month}.parquet") in self.files
            and files[name]["sha256"] != self.files[name]["sha256"]
        ]


def sums_of(connection: duckdb.DuckDBPyConnection, rows: str) -> Sums:
    """Of the rows of a query, or of a table: `FROM report`."""
    count, *sums = connection.execute(SUMS.format(rows=rows)).fetchall()[0]
    a, b, c, d = sums
    return Sums(count, (a, b, c, d))


def write_parts(
    connection: duckdb.DuckDBPyConnection, table: str, folder: Path, before: Before
) -> tuple[Sums, dict[str, dict[str, Any]]]:
    """Writes `folder/<table>/<month>.parquet` for each month, as a link if unchanged. Returns the sums of the
    whole table and the manifest entries of the parts."""
    place = folder / table
    place.mkdir(parents=True)
    whole = Sums()
    told: dict[str, dict[str, Any]] = {}
    # An empty table becomes a file without rows, so that readers of the folder find its columns.
    for month, _, quick in connection.execute(MONTHS.format(table=table)).fetchall() or [("none", 0, "")]:
        path, rows = place / f"{month}.parquet", ROWS_OF.format(table=table, month=month)
        kept = before.part(table, month, quick)
        if kept:
            part, old = kept
            os.link(old, path)
        else:
            part = copied_sums(connection, rows, path)
        whole += part
        told[month] = {"rows": part.rows, "quick": quick, "sums": list(part.sums)}
    return whole, told


def copied_sums(connection: duckdb.DuckDBPyConnection, rows: str, path: Path) -> Sums:
    """Writes the rows of a query, or of a table. Returns their sums."""
    return sums_of(connection, rows) if copy_parquet(connection, rows, path) else Sums()


def copy_parquet(connection: duckdb.DuckDBPyConnection, rows: str, path: Path, group: int = ROW_GROUP) -> int:
    """Writes the rows of a query. Returns how many."""
    target = str(path).replace("'", "''")
    written = connection.execute(
        f"COPY ({rows}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})"
    )
    return only_number(written)
