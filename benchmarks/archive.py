"""How long the archive takes for what people do with it, at the size of the whole country.

    make bench-archive ROWS=20000             # measures
    make bench-archive BENCH=--record         # 250,000 reports, and writes benchmarks/latest
    make bench-archive BENCH=--keep           # ... and the archive kept, to
    make bench-archive BENCH="--from ask"     # ask it again

Reports are generated (benchmarks/reports.py) and go the way of real ones: a crawl's log, ingest, extractions,
publication. Only the fold is left out: its rows are written as it would write them.
"""

import argparse
import json
import resource
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from benchmarks.loading import SEED, Spent, load, spent
from benchmarks.machine import record
from benchmarks.reports import Language, language
from extraction.works.reuse import sketch
from storage.archive import Archive
from storage.database.migrate import transaction
from storage.history.ledger import ledger_entries, ledger_shares, write_ledger
from storage.lookup.published import Published
from storage.lookup.search.find import find
from storage.paths import DataDir
from storage.publishing.text_index import FOLDER as INDEX
from storage.publishing.text_index import write_text_index

FOLDER = Path(".cache/bench-archive")
REPEATS = 40
MIXED = 200
STAGES = ("load", "publish", "ask")
TARGETS = {
    "look-up": 10,
    "reports": 100,
    "the same": 100,
    "ledger": 100,
    "coverage": 100,
    "search": 150,
}
"""Milliseconds, by how the name of a question begins."""
ARROW_SHARE = 0.5
"""How fast loading is at the least, against Arrow."""

COVERAGE = """
SELECT province, report_year, count(*) AS reports, count(DISTINCT adcode) AS governments,
    count(*) FILTER (published_on >= make_date(report_year + 1, 4, 1)) AS late
FROM reports GROUP BY ALL ORDER BY ALL
"""
BY_VIEW = "SELECT province, report_year, count(*) FROM reports GROUP BY ALL ORDER BY ALL"
CONTAINS = "SELECT report_id FROM reports WHERE contains(body_text, ?) LIMIT 20 OFFSET 1000000"
LOOK_UP = "SELECT report_id, title, issuer, published_on, url FROM reports WHERE report_id = ?"
WHOLE = "SELECT * FROM reports WHERE report_id = ?"


def questions(published: Published, spoken: Language) -> Iterator[tuple[str, list[Spent]]]:
    """Each kind of question and what its answers took."""
    connection = published.cursor()
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
    yield "coverage: all rows", [spent(ask("FROM coverage")) for _ in ids]
    looked_for = dice.choice(spoken.words, 2)
    yield "plain contains over all texts", [spent(ask(CONTAINS, word)) for word in looked_for]
    for label, words in searched(connection, spoken, dice).items():
        yield f"search: {label}", [spent(partial(find, published, connection, word)) for word in words]


def searched(
    connection: duckdb.DuckDBPyConnection, spoken: Language, dice: np.random.Generator
) -> dict[str, list[str]]:
    """Words to look for: common and rare ones, and pieces of texts as somebody would copy them."""
    pairs = [word for word in spoken.words if len(word) == 2]
    lines = connection.execute(
        f"SELECT body_lines FROM extraction USING SAMPLE {REPEATS} ROWS (reservoir, 2)"
    ).fetchall()
    bodies = [dice.choice(one).split("。")[0] for (one,) in lines]
    starts = [int(dice.integers(0, max(len(body) - 10, 1))) for body in bodies]
    cut = list(zip(bodies, starts, strict=True))
    return {
        "two characters, among the 500 commonest words": list(dice.choice(pairs[:500], REPEATS)),
        "two characters, any word": list(dice.choice(pairs, REPEATS)),
        "four characters of a text": [body[start : start + 4] for body, start in cut],
        "eight characters of a text": [body[start : start + 8] for body, start in cut],
        "two words of two characters": [" ".join(dice.choice(pairs[:2000], 2)) for _ in range(REPEATS)],
        "one character": [body[start] for body, start in cut],
        "one to four words of one to four characters": list(_mixed(bodies, dice)),
    }


def _mixed(bodies: list[str], dice: np.random.Generator) -> Iterator[str]:
    """Queries of pieces of texts."""
    for _ in range(MIXED):
        words = []
        for _ in range(int(dice.integers(1, 5))):
            body, length = str(dice.choice(bodies)), int(dice.integers(1, 5))
            start = int(dice.integers(0, max(len(body) - length, 1)))
            words.append(f'"{body[start : start + length]}"')
        yield " ".join(words)


def sizes(data: DataDir) -> dict[str, int]:
    """Bytes of the database, of the index beside it, and of the Parquet files."""
    current = data.published.resolve().parent
    return {
        "archive.duckdb": (current / "archive.duckdb").stat().st_size,
        "search/": sum(path.stat().st_size for path in (current / INDEX).iterdir()),
        "Parquet": sum(path.stat().st_size for path in (current / "parquet").rglob("*.parquet")),
    }


class Bench:
    """The measurement in its three stages; each leaves what it measured in a file, for those after it."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.folder = FOLDER / str(rows)
        self.data = DataDir(self.folder / "data")
        self.spoken = language(SEED)

    def load(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        with Archive.open(self.data) as archive:
            self._keep("load", load(archive, self.data, self.rows, self.spoken))
        self._keep("memory", {"load": _most_memory()})

    def publish(self) -> None:
        with Archive.open(self.data) as archive:
            self._keep(
                "publish",
                {
                    "making the ledger": spent(partial(_write_ledger, archive)),
                    "telling what is reused": spent(lambda: archive.write_reuse("bench", sketch)),
                    "the first publication": spent(archive.publish),
                    "publication with nothing new": spent(archive.publish),
                },
            )
            database = self.data.published.resolve()
        again = self.folder / INDEX
        shutil.rmtree(again, ignore_errors=True)
        told = self._kept("publish") | {
            "of it the index of all texts, from nothing": spent(partial(write_text_index, database, again))
        }
        shutil.rmtree(again)
        self._keep("publish", told)
        self._keep("size", sizes(self.data))
        self._keep("memory", self._kept("memory") | {"publish": _most_memory()})

    def ask(self) -> None:
        published = Published.open(self.data)
        told = {name: _percentiles(taken) for name, taken in questions(published, self.spoken)}
        published.close()
        self._keep("ask", told)

    def _keep(self, stage: str, told: dict[str, Any]) -> None:
        (self.folder / f"{stage}.json").write_text(json.dumps(told, indent=1))

    def _kept(self, stage: str) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads((self.folder / f"{stage}.json").read_text())
        return kept

    def told(self) -> str:
        """Everything, as Markdown."""
        loaded = self._kept("load")
        ratio = loaded["by Arrow"][1] / loaded["extractions"][1]
        return "\n".join(
            [
                f"{self.rows:,} generated reports, DuckDB {duckdb.__version__}. The most memory the process that"
                f" loaded or published them had: {max(self._kept('memory').values()):,} MB.",
                "",
                "| Load, ms a report | clock | CPU |",
                "|---|---|---|",
                *(
                    f"| {way} | {clock * 1000:.2f} | {cpu * 1000:.2f} |"
                    for way, (clock, cpu) in loaded.items()
                ),
                "",
                f"Against Arrow, by CPU: {ratio:.2f} of its speed; target {ARROW_SHARE}: {_met(ratio >= ARROW_SHARE)}.",
                "",
                "| All reports at once | s | CPU s |",
                "|---|---|---|",
                *(
                    f"| {what} | {clock:,.1f} | {cpu:,.1f} |"
                    for what, (clock, cpu) in self._kept("publish").items()
                ),
                "",
                "| Question | median ms | p95 ms | CPU median ms | CPU p95 ms | target: p95 ms | met |",
                "|---|---|---|---|---|---|---|",
                *(_line(name, *times) for name, times in self._kept("ask").items()),
                "",
                "| Size | MB | kB a report |",
                "|---|---|---|",
                *(
                    f"| {name} | {size / 1e6:,.0f} | {size / self.rows / 1e3:.1f} |"
                    for name, size in self._kept("size").items()
                ),
            ]
        )


def _most_memory() -> int:
    """Of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _percentiles(taken: list[Spent]) -> list[float]:
    """Milliseconds: median and p95 by the clock, median and p95 of all threads together."""
    (middle, used), (high, most_used) = np.percentile(np.array(taken) * 1000, [50, 95], axis=0)
    return [middle, high, used, most_used]


def _line(name: str, *times: float) -> str:
    target = next((most for kind, most in TARGETS.items() if name.startswith(kind)), None)
    told = f"{target} | {_met(times[1] < target)}" if target else "– | –"
    return f"| {name} | {' | '.join(f'{one:.1f}' for one in times)} | {told} |"


def _met(is_met: bool) -> str:
    return "yes" if is_met else "NO"


def _write_ledger(archive: Archive) -> None:
    with transaction(archive._connection):
        write_ledger(archive._connection, "bench")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", type=int, nargs="?", default=250_000, help="reports (default 250,000)")
    parser.add_argument("--record", action="store_true", help="write the result to benchmarks/latest")
    parser.add_argument("--keep", action="store_true", help="keep the archive, to begin --from later")
    parser.add_argument(
        "--from", dest="first", choices=STAGES, default=STAGES[0], help="with the archive kept"
    )
    options = parser.parse_args()
    bench = Bench(options.rows)
    for stage in STAGES[STAGES.index(options.first) :]:
        getattr(bench, stage)()
    text = bench.told()
    print(text)
    if options.record:
        record("archive", text)
    if not options.keep:
        shutil.rmtree(bench.folder)


if __name__ == "__main__":
    main()
