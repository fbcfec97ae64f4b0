"""What stands beside a published database: Parquet, codebook, and a manifest that says what all of it is."""

import hashlib
import json
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from storage.database.connection import connect
from storage.database.describe import describe

DATABASE = "archive.duckdb"
CODEBOOK = "CODEBOOK.md"
MANIFEST = "manifest.json"
PARQUET = "parquet"

MANIFEST_FORMAT = 1

# Views that show a table once more.
NOT_EXPORTED = ("captures",)

CODEBOOK_HEAD = """# Codebook

What each table, view and column means, made from the comments in the database. Instants (`…_at`) are UTC without a
zone, days end in `_on`. `archive.duckdb` holds all of it and opens in DuckDB 1.4 or newer;
`parquet/` has a file for each view that is for people and `parquet/tables/` one for each table, except those of
the search, which are made from the others. `manifest.json` has the number of rows and a digest of each table.
"""

TABLES = """
SELECT table_name FROM duckdb_tables()
WHERE NOT internal AND NOT temporary AND NOT starts_with(table_name, 'search_')
    AND NOT starts_with(table_name, 'flat_') ORDER BY table_name
"""
VIEWS = """
SELECT view_name FROM duckdb_views()
WHERE NOT internal AND NOT temporary AND schema_name = 'main' ORDER BY view_name
"""

# The same rows give the same digest, whatever their order, file or DuckDB.
DIGEST = """
SELECT count(*), 'sha256:' || sha256(coalesce(string_agg(digest, '' ORDER BY digest), ''))
FROM (SELECT sha256(to_json(one)::VARCHAR) AS digest FROM "{table}" AS one)
"""
MEMORY = "1GB"
"""DuckDB would take four fifths of the machine, as much as the publication of 250,000 reports asked for."""
ROW_GROUP = 8192
"""Rows that Parquet keeps together: each thread holds so many whole texts until they are written."""


def write_companions(folder: Path, published_at: datetime) -> dict[str, Any]:
    """Writes Parquet, codebook and manifest beside the folder's database and returns the manifest.

    published_at is naive UTC.
    """
    with connect(folder / DATABASE, read_only=True, config={"memory_limit": MEMORY}) as connection:
        views = write_parquet(connection, folder / PARQUET)
        (folder / CODEBOOK).write_text(describe(connection, CODEBOOK_HEAD), encoding="utf-8")
        manifest = {
            "format": MANIFEST_FORMAT,
            "published_at": published_at.isoformat(timespec="seconds") + "Z",
            "code_version": version("fazhi"),
            "extractor_version": _one(connection, "SELECT value FROM meta WHERE key = 'extractor_version'"),
            "schema_version": _one(connection, "SELECT max(number) FROM migration"),
            "duckdb_version": duckdb.__version__,
            "tables": table_digests(connection),
            "views": {view: {"rows": rows} for view, rows in views.items()},
            "files": file_digests(folder),
        }
    (folder / MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest in this folder, as write_companions returned it."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def write_parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """One file a table in `tables/`, one a view for people beside it; the rows of those views."""
    (folder / "tables").mkdir(parents=True)
    for table in _names(connection, TABLES):
        _copy(connection, table, folder / "tables" / f"{table}.parquet")
    return {view: _copy(connection, view, folder / f"{view}.parquet") for view in exported_views(connection)}


def exported_views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The views for people, whichever there are."""
    return [view for view in _names(connection, VIEWS) if view not in NOT_EXPORTED]


def table_digests(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Rows and content digest by table; those of the search are left out, they are made from the others."""
    digests = {}
    for table in _names(connection, TABLES):
        rows, digest = connection.execute(DIGEST.format(table=table)).fetchone() or (0, "")
        digests[table] = {"rows": rows, "digest": digest}
    return digests


def file_digests(folder: Path) -> dict[str, dict[str, Any]]:
    """Bytes and sha256 of every file in the folder but the manifest, by name relative to it."""
    return {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": file_sha256(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }


def file_sha256(path: Path) -> str:
    """The digest as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> int:
    target = str(path).replace("'", "''")
    written = connection.execute(
        f"COPY (SELECT * FROM \"{name}\") TO '{target}'"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    ).fetchone()
    return int(written[0]) if written else 0


def _names(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [name for (name,) in connection.execute(query).fetchall()]


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None
