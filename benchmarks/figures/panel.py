"""The panel of generated reports beside their truth: `python -m benchmarks.figures.panel --governments 300`.

The reports of replica.corpus are put into an archive as a fold would, their figures read by the stage of the
nightly run, and figure_panel and figure_checks held against what the corpus says about itself.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from flows.pipeline.figure_stage import figures
from replica import figures_corpus
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.migrate import transaction
from storage.paths import DataDir

VERSION = "benchmark"
LOAD = """
CREATE TEMP TABLE told AS SELECT * FROM read_json($path, format = 'newline_delimited', maximum_object_size = 16777216,
    columns = {report_id: 'VARCHAR', adcode: 'VARCHAR', year: 'INTEGER', text: 'VARCHAR'});
INSERT OR REPLACE INTO meta VALUES ('extractor_version', $version);
INSERT INTO capture BY NAME SELECT report_id AS capture_id, 'c' AS crawl_id, 's' AS site_id, report_id AS url,
    report_id AS page_url, report_id AS canonical_url, 'detail' AS role, TIMESTAMP '2026-01-01' AS captured_at,
    200 AS status, '' AS revisit_of FROM told;
INSERT INTO extraction BY NAME SELECT report_id AS capture_id, $version AS extractor_version, true AS is_report,
    year AS report_year, adcode, string_split(text, chr(10)) AS body_lines, md5(text) AS text_digest FROM told;
INSERT INTO report BY NAME SELECT report_id, adcode, year AS report_year, 'live' AS status, 1 AS version_no FROM told;
INSERT INTO report_version BY NAME SELECT report_id, 1 AS version_no, report_id AS page_url, report_id AS capture_id,
    report_id AS reading_id, report_id AS payload_capture_id,
    md5(text) AS text_digest, TIMESTAMP '2026-01-01' AS observed_at FROM told;
INSERT INTO ledger_entry BY NAME SELECT adcode, year AS report_year, 'published' AS status, report_id FROM told;
DROP TABLE told;
"""
OPTIONAL = """
SELECT table_name, column_name FROM duckdb_columns()
WHERE table_name IN ('capture', 'extraction', 'report', 'report_version', 'ledger_entry') AND NOT is_nullable
"""


def load(data: DataDir, reports: Sequence[dict[str, Any]]) -> None:
    """Puts the reports into a fresh archive as if they had been crawled, extracted and folded."""
    with Archive.open(data) as archive, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "told.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for report in reports:
                row = {"report_id": _name(report), **{key: report[key] for key in ("adcode", "year", "text")}}
                lines.write(json.dumps(row) + "\n")
        connection = archive._connection
        with transaction(connection):
            for table, column in connection.execute(OPTIONAL).fetchall():
                connection.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL")
        with transaction(connection):
            for statement in LOAD.split(";\n"):
                if statement.strip():
                    asked = {"path": str(path)} if "$path" in statement else {}
                    asked |= {"version": VERSION} if "$version" in statement else {}
                    connection.execute(statement, asked)


def true_panel(report: dict[str, Any]) -> dict[str, set[float]]:
    """By code the values that a report states of its year; a cell is right with any of them."""
    found: dict[str, set[float]] = {}
    for figure in report["figures"]:
        if figure["period"] != "other" and not figure.get("optional"):
            found.setdefault(figure["code"], set()).add(float(figure["value"]))
    return found


def compare(
    connection: duckdb.DuckDBPyConnection, reports: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """(verdict, code) for each cell that the corpus tells of, and for those that are made up."""
    rows = connection.execute(
        "SELECT report_id, code, value, state FROM figure_panel WHERE report_id IS NOT NULL"
    )
    panel = {(report_id, code): (value, state) for report_id, code, value, state in rows.fetchall()}
    for report in reports:
        truth = true_panel(report)
        for code in {code for _, code in panel} if not truth else set(truth) | set(report["silent"]):
            value, state = panel[_name(report), code]
            if code in truth:
                right = value is not None and any(abs(value - one) <= 1e-6 * abs(one) for one in truth[code])
                yield ("right" if right else "missing" if value is None else "wrong"), code
            else:
                yield ("right" if value is None and state == "not_mentioned" else "made up"), code


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--governments", type=int, default=300)
    parser.add_argument("--contradictions", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    reports = list(
        figures_corpus(asked.governments, range(2018, 2025), asked.seed, contradictions=asked.contradictions)
    )
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        data = DataDir(Path(folder))
        load(data, reports)
        begun, spent = time.perf_counter(), time.process_time()
        figures(data)
        took, cpu = time.perf_counter() - begun, time.process_time() - spent
        with connect(data.work_archive) as connection:
            _print(connection, reports, took, cpu)


def _print(
    connection: duckdb.DuckDBPyConnection, reports: Sequence[dict[str, Any]], took: float, cpu: float
) -> None:
    verdicts = Counter(compare(connection, reports))
    cells = Counter[str]()
    for (verdict, _), times in verdicts.items():
        cells[verdict] += times
    total = cells.total()
    print(f"{len(reports)} reports in {took:.1f} s ({cpu:.1f} s of CPU in the writer)")
    print(f"panel: {cells['right'] / total:.4f} of {total} cells right", dict(cells))
    worst = sorted(
        ((n, code, verdict) for (verdict, code), n in verdicts.items() if verdict != "right"), reverse=True
    )
    for times, code, verdict in worst[:15]:
        print(f"  {verdict:8} {code:22} {times}")
    _print_checks(connection, reports)
    _print_questions(connection)


def _print_checks(connection: duckdb.DuckDBPyConnection, reports: Sequence[dict[str, Any]]) -> None:
    rows = connection.execute("SELECT report_id, name, code, other_code FROM figure_checks").fetchall()
    found = {(report_id, name) for report_id, name, *_ in rows}
    planted = {(_name(report), told["kind"]) for report in reports for told in report["contradictions"]}
    # A planted rate of 117 % contradicts its parts too: an alarm over a planted figure is not false.
    spoilt = {
        (_name(report), code)
        for report in reports
        for told in report["contradictions"]
        for code in told["codes"]
    }
    false = {
        (report_id, name)
        for report_id, name, *codes in rows
        if not any((report_id, code) in spoilt for code in codes)
    }
    hit = planted & found
    alarmed = {report_id for report_id, _ in false}
    print(
        f"checks: {len(hit)} of {len(planted)} planted contradictions found ({len(hit) / max(1, len(planted)):.3f})"
    )
    print(f"        {len(alarmed)} reports with a false alarm ({len(alarmed) / len(reports):.4f})")
    for name, times in Counter(name for _, name in planted - found).most_common():
        print(f"  not found  {name} {times}")
    for name, times in Counter(name for _, name in false).most_common():
        print(f"  false      {name} {times}")


def _print_questions(connection: duckdb.DuckDBPyConnection) -> None:
    for question in (
        "SELECT government, report_year, value FROM figure_panel WHERE code = 'recon_accepted'",
        "SELECT province, report_year, sum(value) FROM figure_panel WHERE code = 'penalties' GROUP BY ALL",
        "SELECT * FROM figure_panel WHERE adcode = '420322'",
    ):
        times = []
        for _ in range(20):
            begun = time.perf_counter()
            connection.execute(question).fetchall()
            times.append(1000 * (time.perf_counter() - begun))
        print(f"{sorted(times)[18]:6.1f} ms p95  {question}")


def _name(report: dict[str, Any]) -> str:
    return f"{report['adcode']}-{report['year']}"


if __name__ == "__main__":
    main()
