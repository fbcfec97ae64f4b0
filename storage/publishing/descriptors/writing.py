"""Writes the descriptors of a release beside its files."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from storage.publishing.descriptors import croissant, dcat, frictionless, ro_crate
from storage.publishing.descriptors.description import Column, Description, File
from storage.publishing.manifest import MANIFEST, file_digests, file_sha256

DOCUMENTS = {
    frictionless.FILE: frictionless.datapackage,
    croissant.FILE: croissant.croissant,
    dcat.FILE: dcat.dcat,
    ro_crate.FILE: ro_crate.ro_crate,
}
SUMS = "SHA256SUMS"
VIEWS = """
SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY view_name
"""
COLUMNS = """
SELECT column_name, data_type, comment FROM duckdb_columns()
WHERE schema_name = 'main' AND table_name = ? ORDER BY column_index
"""


def describe_release(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    version: str,
    released_on: date,
    manifest: Mapping[str, Any],
) -> Description:
    """The Description of the release in this folder; connection is to its database."""
    found = file_digests(folder) | {MANIFEST: _facts(folder / MANIFEST)}
    files = tuple(
        File(path, facts["bytes"], facts["sha256"])
        for path, facts in sorted(found.items())
        if path not in (*DOCUMENTS, SUMS)
    )
    views = {
        view: (comment or "", tuple(Column(*row) for row in connection.execute(COLUMNS, [view]).fetchall()))
        for view, comment in connection.execute(VIEWS).fetchall()
    }
    counts = {
        "reports": manifest["tables"]["report"]["rows"],
        "versions": manifest["tables"]["report_version"]["rows"],
        "captures": manifest["tables"]["capture"]["rows"],
    }
    return Description(version, released_on, counts, files, views)


def _facts(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "sha256": file_sha256(path)}


def write_descriptors(folder: Path, described: Description) -> None:
    """One JSON document a format."""
    for name, document in DOCUMENTS.items():
        text = json.dumps(document(described), ensure_ascii=False, indent=1)
        (folder / name).write_text(text + "\n", encoding="utf-8")
