"""Tables filled from the program's own data: the registry of governments, and the labels."""

import json
from functools import cache
from hashlib import sha256
from typing import Any

import duckdb

from records import former_governments, government, governments
from records.government import Government
from records.jsonlines import to_json
from records.labels import labels
from storage.database.migrate import transaction
from storage.database.rows import insert_rows


def load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Rewrites the tables government and label if they differ from the program's."""
    for table, key, rows in (("government", "registry", _registry()), ("label", "labels", _labels())):
        digest = _digest(table)
        same = f"SELECT 1 FROM meta WHERE key = ? AND value = ? AND EXISTS (FROM {table})"
        if connection.execute(same, [key, digest]).fetchone():
            continue
        with transaction(connection):
            connection.execute(f"DELETE FROM {table}")
            insert_rows(connection, table, rows)
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, digest])


@cache
def _registry() -> list[dict[str, Any]]:
    codes = sorted({*governments(), *(one.adcode for one in former_governments())})
    return [_government_row(government(code)) for code in codes]


def _government_row(one: Government) -> dict[str, Any]:
    unknown = {"homepage": one.homepage or None, "homepage_evidence": one.homepage_evidence or None}
    return {**to_json(one), "full_name": one.full_name, **unknown}


@cache
def _labels() -> list[dict[str, Any]]:
    return [to_json(one) for one in labels()]


@cache
def _digest(table: str) -> str:
    rows = _registry() if table == "government" else _labels()
    return sha256(json.dumps(rows).encode()).hexdigest()
