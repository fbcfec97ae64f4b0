"""How long the archive takes for what people do with it, at the size of the whole country.

    make bench-archive ROWS=20000         # measures
    make bench-archive BENCH=--record     # 250,000 reports, and the result appended to benchmarks/README.md

Reports are generated (benchmarks/reports.py) and go the way of real ones: a crawl's log, ingest, extractions,
publication. Only the fold is left out: its rows are written as it would write them.
"""

import argparse
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from benchmarks.loading import SEED, Spent, load, spent
from benchmarks.machine import machine, record
from benchmarks.reports import Language, language
from extraction.reuse import sketch
from storage.archive import Archive
from storage.ledger import ledger_entries, ledger_shares, write_ledger
from storage.migrate import transaction
from storage.paths import DataDir
from storage.query import open_published
from storage.search import renew_search, search

FOLDER = Path(".cache/bench-archive")
REPEATS = 40

COVERAGE = """
SELECT province, report_year, count(*) AS reports, count(DISTINCT adcode) AS governments,
    count(*) FILTER (published_on >= make_date(report_year + 1, 4, 1)) AS late
FROM search_report JOIN government USING (adcode) GROUP BY ALL ORDER BY ALL
"""
BY_VIEW = "SELECT province, report_year, count(*) FROM reports GROUP BY ALL ORDER BY ALL"
CONTAINS = "SELECT report_id FROM reports WHERE contains(body_text, ?) LIMIT 20 OFFSET 1000000"
LOOK_UP = "SELECT report_id, title, issuer, published_on, url FROM reports WHERE report_id = ?"
WHOLE = "SELECT * FROM reports WHERE report_id = ?"


def questions(connection: duckdb.DuckDBPyConnection, spoken: Language) -> Iterator[tuple[str, list[Spent]]]:
    """Each kind of question and what its answers took."""
    dice = np.random.default_rng(SEED)
    ids = [
        row[0]
        for row in connection.execute(
            f"SELECT report_id FROM report USING SAMPLE {REPEATS} ROWS (reservoir, 1)"
        ).fetchall()
    ]

    def ask(query: str, *parameters: Any) -> Callable[[], Any]:
        return lambda: connection.execute(query, parameters).fetchall()

    yield "look-up of a report, without its text", [spent(ask(LOOK_UP, one)) for one in ids]
    yield "look-up of a report, with its text", [spent(ask(WHOLE, one)) for one in ids[:10]]
    yield "reports, governments, late ones by province and year", [spent(ask(COVERAGE)) for _ in ids]
    yield "the same through the view reports", [spent(ask(BY_VIEW)) for _ in ids[:10]]
    yield (
        "ledger: one status of a province and year",
        [spent(partial(ledger_entries, connection, 2024, "浙江", "not_found")) for _ in ids],
    )
    yield "ledger: shares by province and year", [spent(partial(ledger_shares, connection)) for _ in ids]
    looked_for = dice.choice(spoken.words, 2)
    yield "plain contains over all texts", [spent(ask(CONTAINS, word)) for word in looked_for]
    for label, words in searched(connection, spoken, dice).items():
        yield f"search: {label}", [spent(partial(search, connection, word)) for word in words]
        yield f"macro: {label}", [spent(ask("FROM search(?) LIMIT 20", word)) for word in words]


def searched(
    connection: duckdb.DuckDBPyConnection, spoken: Language, dice: np.random.Generator
) -> dict[str, list[str]]:
    """Words to look for: common and rare ones, and pieces of texts as somebody would copy them."""
    pairs = [word for word in spoken.words if len(word) == 2]
    bodies = connection.execute(
        f"SELECT sentence FROM search_sentence USING SAMPLE {REPEATS} ROWS (reservoir, 2)"
    ).fetchall()
    starts = [int(dice.integers(0, max(len(body) - 20, 1))) for (body,) in bodies]
    cut = [(body.replace("。", ""), start) for (body,), start in zip(bodies, starts, strict=True)]
    return {
        "two characters, among the 500 commonest words": list(dice.choice(pairs[:500], REPEATS)),
        "two characters, any word": list(dice.choice(pairs, REPEATS)),
        "four characters of a text": [body[start : start + 4] for body, start in cut],
        "eight characters of a text": [body[start : start + 8] for body, start in cut],
        "two words of two characters": [" ".join(dice.choice(pairs[:2000], 2)) for _ in range(REPEATS)],
    }


def sizes(data: DataDir, rows: int, without_search: int) -> list[str]:
    """Bytes a report: of the database without and with what search needs, and of the Parquet files."""
    current = data.published.resolve().parent
    database = (current / "archive.duckdb").stat().st_size
    parquet = sum(path.stat().st_size for path in (current / "parquet").rglob("*.parquet"))
    told = [
        ("archive.duckdb without search", without_search),
        ("search", database - without_search),
        ("archive.duckdb", database),
        ("Parquet", parquet),
    ]
    return [f"| {name} | {size / 1e6:,.0f} | {size / rows / 1e3:.1f} |" for name, size in told]


def measure(rows: int) -> str:
    """Everything, as Markdown."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    data = DataDir(FOLDER / "data")
    spoken = language(SEED)
    with Archive.open(data) as archive:
        loaded = load(archive, data, rows, spoken)
        archive._connection.execute("CHECKPOINT")
        without_search = data.work_archive.stat().st_size
        ledger = spent(partial(_write_ledger, archive))
        reused = spent(lambda: archive.write_reuse("bench", sketch))
        indexed = spent(lambda: renew_search(archive._connection))
        published = spent(archive.publish)
    lines = [
        f"{rows:,} generated reports, DuckDB {duckdb.__version__}.",
        "",
        "| Load, ms a report | clock | CPU |",
        "|---|---|---|",
        *(
            f"| {way} | {took.seconds * 1000:.2f} | {took.cpu_seconds * 1000:.2f} |"
            for way, took in loaded.items()
        ),
        "",
        f"Making all texts findable {indexed.seconds:,.0f} s ({indexed.cpu_seconds:,.0f} s CPU), publication with nothing"
        f" new to find {published.seconds:,.0f} s ({published.cpu_seconds:,.0f} s CPU); making the ledger"
        f" {ledger.seconds:.1f} s ({ledger.cpu_seconds:.1f} s CPU).",
        "",
        f"Telling what all reports reuse {reused.seconds:,.0f} s ({reused.cpu_seconds:,.0f} s CPU).",
        "",
        "| Question | median ms | p95 ms | CPU median ms | CPU p95 ms |",
        "|---|---|---|---|---|",
    ]
    with open_published(data) as connection:
        for name, taken in questions(connection, spoken):
            (middle, used), (high, most_used) = np.percentile(np.array(taken) * 1000, [50, 95], axis=0)
            lines.append(f"| {name} | {middle:.1f} | {high:.1f} | {used:.1f} | {most_used:.1f} |")
    return "\n".join(
        [*lines, "", "| Size | MB | kB a report |", "|---|---|---|", *sizes(data, rows, without_search)]
    )


def _write_ledger(archive: Archive) -> None:
    with transaction(archive._connection):
        write_ledger(archive._connection, "bench")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", type=int, nargs="?", default=250_000, help="reports (default 250,000)")
    parser.add_argument("--record", action="store_true", help="append the result to benchmarks/README.md")
    options = parser.parse_args()
    text = measure(options.rows)
    print(text)
    if options.record:
        record(machine(), text)
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
