"""The ledger: what every government should have published, and what the archive knows of it (docs/ledger.md)."""

from importlib.resources import files

import duckdb

FIRST_YEAR = 2016
RULE_YEAR = 2019
"""The first report year that 督察工作规定 第二十四条 (in force since 15 April 2019) speaks of."""


def write_ledger(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Makes the table ledger_entry anew from all other tables; the caller has opened the transaction.

    Equal tables give equal rows: the time is that of the last crawl, never the clock's.
    """
    connection.execute("DELETE FROM ledger_entry")
    asked = {"version": extractor_version, "first_year": FIRST_YEAR, "rule_year": RULE_YEAR}
    connection.execute(files("storage").joinpath("ledger.sql").read_text(encoding="utf-8"), asked)
