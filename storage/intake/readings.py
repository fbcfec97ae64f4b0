"""Extractions in Parquet files, one per WARC file: written by machines that have no archive, ingested by the
one that has."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from records import Extraction
from records.jsonlines import from_json, to_json
from storage.database.rows import insert_rows

ROWS = "CREATE TABLE reading (capture_id VARCHAR, extraction VARCHAR)"


def write_readings(path: Path, readings: Iterable[tuple[str, Extraction]]) -> int:
    """Writes capture ids with their extractions and returns how many; equal readings give equal bytes."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(ROWS)
        rows = (
            {"capture_id": capture_id, "extraction": json.dumps(to_json(one), ensure_ascii=False)}
            for capture_id, one in readings
        )
        written = insert_rows(connection, "reading", rows)
        connection.execute(
            "COPY (FROM reading ORDER BY capture_id) TO $path (COMPRESSION zstd)", {"path": str(path)}
        )
    return written


def read_readings(path: Path) -> Iterator[tuple[str, Extraction]]:
    """Reads a file of write_readings: capture ids with their extractions."""
    with duckdb.connect(config={"threads": 1}) as connection:
        found = connection.execute("SELECT capture_id, extraction FROM read_parquet(?)", [str(path)])
        while row := found.fetchone():
            yield row[0], from_json(Extraction, json.loads(row[1]))
