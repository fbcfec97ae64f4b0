"""How long the panel answers, at the size of the whole country: `python -m benchmarks.figures.queries
--reports 250000`.

The archive is made by SQL: reports without texts, one a government and year, each with some figures. The
fold's and the figures' own statements choose the cells. Asked is what pages, commands and people ask, as they
ask it.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from records import figure_codes, governments
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.migrate import transaction
from storage.lookup import figure_tables
from storage.lookup.figures import figures_of, panel
from storage.paths import DataDir
from storage.publishing.reading_tables import write_reading_tables

VERSION = "benchmark"
TARGET = 100
"""Milliseconds, p95."""
MADE = """
CREATE TEMP TABLE told AS
SELECT adcode || '-' || year AS report_id, adcode, year, row_number() OVER () AS at
FROM (SELECT unnest($adcodes::VARCHAR[]) AS adcode), range($first, 2026) AS made(year) LIMIT $reports;
INSERT OR REPLACE INTO meta VALUES ('extractor_version', $version);
INSERT INTO capture BY NAME SELECT report_id AS capture_id, 'c' AS crawl_id, 's' AS site_id, report_id AS url,
    report_id AS page_url, report_id AS canonical_url, 'detail' AS role, TIMESTAMP '2026-01-01' AS captured_at,
    200 AS status, '' AS revisit_of FROM told;
INSERT INTO extraction BY NAME SELECT report_id AS capture_id, $version AS extractor_version, true AS is_report,
    year AS report_year, adcode, ['text'] AS body_lines, report_id AS text_digest FROM told;
INSERT INTO report BY NAME SELECT report_id, adcode, year AS report_year, 'live' AS status, 1 AS version_no FROM told;
INSERT INTO report_version BY NAME SELECT report_id, 1 AS version_no, report_id AS page_url, report_id AS capture_id,
    report_id AS reading_id, report_id AS payload_capture_id,
    report_id AS text_digest, TIMESTAMP '2026-01-01' AS observed_at FROM told;
INSERT INTO ledger_entry BY NAME SELECT adcode, year AS report_year, 'published' AS status, report_id FROM told;
INSERT INTO figure_reading BY NAME SELECT report_id AS reading_id, report_id AS text_digest,
    $version AS figures_version, 20 AS figures, 90 AS numbers, 8000 AS chars FROM told;
INSERT INTO figure_mention BY NAME SELECT report_id AS reading_id, $version AS figures_version, no AS mention_no,
    list_extract($codes::VARCHAR[], 1 + (hash(report_id, no) % len($codes::VARCHAR[]))::INTEGER) AS code,
    (hash(no, report_id) % 3000)::DOUBLE AS value, '件' AS unit, 'exact' AS qualifier, 'area' AS scope, 'year' AS period,
    'stated' AS semantics, '' AS change, (hash(no, report_id) % 3000)::VARCHAR AS printed,
    '2023年，全县共办理各类案件' || hash(no, report_id) || '件，同比增长12.5%，按期办结率保持在较高水平。' AS sentence,
    no AS line, no * 300 AS char_from, no * 300 + 4 AS char_to, 'rule' AS rule, 0.98 AS confidence
FROM told, range(1, 21) AS numbers(no);
DROP TABLE told;
"""
OPTIONAL = """
SELECT table_name, column_name FROM duckdb_columns() WHERE NOT is_nullable
AND table_name IN ('capture', 'extraction', 'report', 'report_version', 'ledger_entry')
"""


def make(data: DataDir, reports: int) -> None:
    """An archive with so many reports and twenty figures in each."""
    places = list(governments())
    asked: dict[str, Any] = {
        "adcodes": places, "first": 2026 - -(-reports // len(places)), "reports": reports, "version": VERSION,
        "codes": list(figure_codes()),
    }  # fmt: skip
    with Archive.open(data) as archive:
        connection = archive._connection
        with transaction(connection):
            for table, column in connection.execute(OPTIONAL).fetchall():
                connection.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL")
        with transaction(connection):
            for statement in filter(str.strip, MADE.split(";\n")):
                connection.execute(
                    statement, {key: one for key, one in asked.items() if f"${key}" in statement}
                )
        archive.figures.choose(VERSION)


def questions(
    connection: duckdb.DuckDBPyConnection, chance: random.Random
) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Kinds of question, each with a call that asks one of its kind by chance."""
    codes, places = list(figure_codes()), list(governments().values())
    provinces = sorted({place.province for place in places if place.province})

    def sql(query: str, *asked: Callable[[], Any]) -> Callable[[], Any]:
        return lambda: connection.execute(query, [one() for one in asked]).fetchall()

    code, place = partial(chance.choice, codes), partial(chance.choice, places)
    year = partial(chance.randrange, 2015, 2026)
    yield "figures of a report", lambda: figures_of(connection, f"{place().adcode}-{year()}")
    yield (
        "a code, a province, seven years",
        lambda: panel(connection, [code()], [chance.choice(provinces)], (2018, 2024)),
    )
    yield (
        "three codes, a province, seven years",
        lambda: panel(connection, [code(), code(), code()], [chance.choice(provinces)], (2018, 2024)),
    )
    yield "a code in a year, all governments", lambda: figure_tables.values_of(connection, code(), year())
    yield "a code by year, all governments", lambda: figure_tables.by_year(connection, code())
    yield (
        "governments with a report, a page of them",
        lambda: figure_tables.governments_read(connection, code(), 50, 100),
    )
    yield (
        "cells of fifty governments",
        lambda: figure_tables.cells_of(connection, code(), [place().adcode for _ in range(50)]),
    )
    yield "how many reports state each code", lambda: figure_tables.stated(connection)
    yield (
        "all codes of a government",
        sql("SELECT * FROM figure_panel WHERE adcode = ?", lambda: place().adcode),
    )
    yield (
        "sum of a code by province and year",
        sql("SELECT province, report_year, sum(value) FROM figure_panel WHERE code = ? GROUP BY ALL", code),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=250_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument(
        "--data", type=Path, help="a folder to keep the archive in, asked again where it is there"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        data = DataDir(asked.data or Path(folder))
        published = data.root / "asked.duckdb"
        if not published.exists():
            make(data, asked.reports)
            shutil.copyfile(data.work_archive, published)
            write_reading_tables(published)
        with connect(published, read_only=True) as connection:
            for name, ask in questions(connection, random.Random(1)):
                took, used = [], []
                for _ in range(asked.times + 1):
                    begun, spent = time.perf_counter(), time.process_time()
                    ask()
                    took.append(1000 * (time.perf_counter() - begun))
                    used.append(1000 * (time.process_time() - spent))
                middle, high, cpu = (
                    sorted(one[1:])[int(share * (len(one) - 1))]
                    for one, share in ((took, 0.5), (took, 0.95), (used, 0.95))
                )
                print(
                    f"{middle:7.1f} ms median {high:7.1f} p95 {cpu:7.1f} CPU p95  {'ok ' if high < TARGET else 'NO '} {name}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
