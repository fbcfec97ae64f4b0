"""Checks the WARC records of the captures made since the last publication."""

from pathlib import Path

import duckdb

from records import Capture
from storage.database.connection import table_schema
from storage.intake.files import CAPTURE_COLUMNS
from storage.paths import DataDir
from storage.preservation.verify import unreadable
from storage.publishing.manifest import published_files

MOST = 20_000
"""Captures read at a publication, about a minute; of more, a sample. `fazhi verify` reads them all."""

# A capture_id is random, so the smallest ones are a sample, and the same sample every time.
FRESH = f"""
SELECT {CAPTURE_COLUMNS} FROM (
    SELECT * FROM capture WHERE crawl_id NOT IN (
        SELECT crawl_id FROM already_published
        JOIN (SELECT crawl_id, count(*) AS captures FROM capture GROUP BY crawl_id) USING (crawl_id, captures))
    ORDER BY capture_id LIMIT ?
) ORDER BY warc_file, warc_offset
"""
SHOWN = 3


def damaged_since_published(
    connection: duckdb.DuckDBPyConnection, data_dir: DataDir, most: int = MOST
) -> list[str]:
    """The unreadable captures of crawls that the published archive lacks or has in part, as one line.

    Reads at most `most` records.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE already_published (crawl_id VARCHAR, captures BIGINT)")
    for place in published_files(data_dir):
        if _take_published(connection, place):
            break
    fresh = [Capture(*row) for row in connection.execute(FRESH, [most]).fetchall()]
    connection.execute("DROP TABLE already_published")
    damaged = list(unreadable(data_dir, fresh))
    if not damaged:
        return []
    more = f" and {len(damaged) - SHOWN} more" if len(damaged) > SHOWN else ""
    return [
        f"{len(damaged)} captures made since the last publication cannot be read from their WARC files, such"
        f" as {'; '.join(damaged[:SHOWN])}{more}: run `fazhi verify --repair --from BACKUP`, then `fazhi"
        " publish`"
    ]


def _take_published(connection: duckdb.DuckDBPyConnection, place: Path) -> bool:
    """Records the crawls of a published file and the number of captures of each; False for a damaged file."""
    path = str(place).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{path}' AS live (READ_ONLY)")
    except duckdb.Error:
        return False
    try:
        schema = table_schema(connection, "live", "capture")
        connection.execute(
            f"INSERT INTO already_published SELECT crawl_id, count(*) FROM live.{schema}.capture GROUP BY"
            " crawl_id"
        )
    except duckdb.Error:
        return False
    finally:
        connection.execute("DETACH live")
    return True
