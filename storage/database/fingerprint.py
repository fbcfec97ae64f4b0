"""The content of an archive without times and capture ids. Equal evidence gives equal content, however often
the crawls were interrupted."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import duckdb

Content = dict[str, list[tuple[Any, ...]]]
"""Rows by table."""

CONTENT = {
    "report": "report_id, adcode, report_year, issuer, issuer_level, page_url, status, version_no",
    "report_version": "report_id, version_no, page_url, text_digest",
    "event": "report_id, event_no, kind, page_url, from_url, version_no",
}


def content(connection: duckdb.DuckDBPyConnection) -> Content:
    """The rows of reports, versions and events without instants and captures, sorted, by table."""
    return {
        table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()
        for table, columns in CONTENT.items()
    }


def fingerprint(connection: duckdb.DuckDBPyConnection) -> str:
    """`sha256:<hex>` over that."""
    rows = json.dumps(content(connection), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(rows.encode()).hexdigest()


def differences(expected: Content, found: Content) -> Iterator[str]:
    """The rows that only one of the two has, one line each: `-` is missing, `+` is unexpected."""
    for table, rows in expected.items():
        there, here = Counter(rows), Counter(found[table])
        for sign, odd in (("-", there - here), ("+", here - there)):
            yield from (f"{sign} {table} {row}" for row in odd.elements())
