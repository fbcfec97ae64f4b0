"""The files beside a published database: Parquet, texts, codebooks, and a manifest that describes them."""

import hashlib
import json
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from storage.database.connection import connect
from storage.database.describe import describe
from storage.database.memory import memory_limit
from storage.paths import DataDir
from storage.publishing.audit_results import audit_lines
from storage.publishing.companions.codebook_zh import CODEBOOK_ZH, codebook_zh
from storage.publishing.companions.text_bundle import BUNDLE, write_text_bundle
from storage.publishing.parts import (
    PARTED,
    ROW_GROUP,
    ROWS_OF,
    TABLE_FILES,
    Before,
    Sums,
    copied_sums,
    copy_parquet,
    sums_of,
    write_parts,
)

DATABASE = "archive.duckdb"
CODEBOOK = "CODEBOOK.md"
MANIFEST = "manifest.json"
PARQUET = "parquet"

# 2: digests are sums over the rows; some tables are files by month.
MANIFEST_FORMAT = 2

# A row for each government, year and code: millions of short ones.
WITHOUT_TEXTS = ("figure_panel",)
WIDE_GROUP = 122_880
# Views that only repeat a table.
NOT_EXPORTED = ("captures",)

CODEBOOK_HEAD = """# Codebook

What each table, view and column means, made from the comments in the database. Instants (`…_at`) are UTC without a
zone, days end in `_on`. `archive.duckdb` holds all of it and opens in DuckDB 1.4 or newer;
`parquet/` has a file for each view that is for people and `parquet/tables/` one for each table, of the tables that
grow with every night a folder with a file a month. `manifest.json` has the number of rows and a digest of each table.
"""

TABLES = """
SELECT table_name FROM duckdb_tables()
WHERE NOT internal AND NOT temporary AND NOT starts_with(table_name, 'flat_') ORDER BY table_name
"""
VIEWS = """
SELECT view_name FROM duckdb_views()
WHERE NOT internal AND NOT temporary AND schema_name = 'main' ORDER BY view_name
"""


def _trust(connection: duckdb.DuckDBPyConnection) -> str:
    """How far the claims can be trusted, as a section of the codebook."""
    lines = "".join(f"- {line}\n" for line in audit_lines(connection))
    return f"\n## How far the claims can be trusted\n\n{lines}"


def write_companions(folder: Path, published_at: datetime, last: Path | None = None) -> dict[str, Any]:
    """Writes Parquet, texts, codebooks and manifest beside the folder's database and returns the manifest.

    published_at is naive UTC. last is the folder of the previous set: parts of it that are unchanged are
    hard-linked.
    """
    config = {"memory_limit": memory_limit(), "preserve_insertion_order": False}
    with connect(folder / DATABASE, read_only=True, config=config) as connection:
        about = _about(connection, published_at)
        before = _before(last, about)
        tables, parts = _write_tables(connection, folder / TABLE_FILES, before)
        views = {
            view: copy_parquet(
                connection, f'FROM "{view}"', folder / PARQUET / f"{view}.parquet", _group(view)
            )
            for view in exported_views(connection)
        }
        (folder / CODEBOOK).write_text(
            describe(connection, CODEBOOK_HEAD + _trust(connection)), encoding="utf-8"
        )
        (folder / CODEBOOK_ZH).write_text(codebook_zh(connection), encoding="utf-8")
        write_text_bundle(connection, folder / BUNDLE, _undamaged(last, BUNDLE, before))
        files = file_digests(folder)
        for table, month, name in before.damaged(parts, files):
            (folder / name).unlink()  # the link: the damaged file stays with the last set
            copy_parquet(connection, ROWS_OF.format(table=table, month=month), folder / name)
            files[name] = _digest_of(folder / name)
    manifest = {
        **about,
        "tables": {table: {"rows": sums.rows, "digest": sums.digest} for table, sums in tables.items()},
        "views": {view: {"rows": rows} for view, rows in views.items()},
        "parts": parts,
        "files": files,
    }
    (folder / MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return manifest


def _about(connection: duckdb.DuckDBPyConnection, published_at: datetime) -> dict[str, Any]:
    """When and with which versions the set was made."""
    return {
        "format": MANIFEST_FORMAT,
        "published_at": published_at.isoformat(timespec="seconds") + "Z",
        "code_version": version("fazhi"),
        "extractor_version": _one(connection, "SELECT value FROM meta WHERE key = 'extractor_version'"),
        "schema_version": _one(connection, "SELECT max(number) FROM migration"),
        "duckdb_version": duckdb.__version__,
    }


def _before(last: Path | None, about: dict[str, Any]) -> Before:
    """The reusable parts of the previous set; none if it is missing or was made by another version."""
    try:
        manifest = read_manifest(last) if last else {}
    except (OSError, ValueError):
        manifest = {}
    if not isinstance(manifest, dict):
        manifest = {}
    same = all(manifest.get(key) == about[key] for key in ("format", "schema_version", "duckdb_version"))
    kept = manifest if same else {}
    return Before((last or Path()) / TABLE_FILES, kept.get("parts", {}), kept.get("files", {}))


def _undamaged(last: Path | None, name: str, before: Before) -> Path | None:
    """A file of the previous set, if its digest is that of the set's manifest."""
    path = last / name if last else None
    told = before.files.get(name, {}).get("sha256")
    return path if path and told and path.is_file() and file_sha256(path) == told else None


def _write_tables(
    connection: duckdb.DuckDBPyConnection, folder: Path, before: Before
) -> tuple[dict[str, Sums], dict[str, dict[str, Any]]]:
    """One file per table; for tables that grow every night one per month."""
    folder.mkdir(parents=True)
    tables: dict[str, Sums] = {}
    parts = {}
    for table in _names(connection, TABLES):
        if table in PARTED:
            tables[table], parts[table] = write_parts(connection, table, folder, before)
        else:
            tables[table] = copied_sums(connection, f'FROM "{table}"', folder / f"{table}.parquet")
    return tables, parts


def published_files(data_dir: DataDir) -> list[Path]:
    """The published database, then those of the sets kept beside it, newest first."""
    current = data_dir.published.resolve()
    kept = sorted(data_dir.published_sets.glob(f"*Z/{DATABASE}"), reverse=True)
    return [path for path in dict.fromkeys((current, *(one.resolve() for one in kept))) if path.exists()]


def _group(view: str) -> int:
    """Rows per row group: many for views without texts."""
    return WIDE_GROUP if view in WITHOUT_TEXTS else ROW_GROUP


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest in this folder, as write_companions returned it."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def exported_views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The views for people that this database has."""
    return [view for view in _names(connection, VIEWS) if view not in NOT_EXPORTED]


def table_digests(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Rows and content digest by table."""
    digests = {}
    for table in _names(connection, TABLES):
        sums = sums_of(connection, f'FROM "{table}"')
        digests[table] = {"rows": sums.rows, "digest": sums.digest}
    return digests


def file_digests(folder: Path) -> dict[str, dict[str, Any]]:
    """Bytes and sha256 of every file in the folder except the manifest, by relative path."""
    return {
        path.relative_to(folder).as_posix(): _digest_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }


def _digest_of(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "sha256": file_sha256(path)}


def file_sha256(path: Path) -> str:
    """The digest in the form of `sha256sum`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _names(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [name for (name,) in connection.execute(query).fetchall()]


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None
