"""Figures in the archive: read once a text, one chosen a cell, decided by people, checked, never 0 for
silence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks.figures.panel import compare, load
from flows.pipeline.figure_stage import figures, preview_figures
from replica import figures_corpus
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.figure_wide import figure_wide
from storage.errors import DecisionsInvalid
from storage.history.figure_decisions import COLUMNS, add_figure_decisions
from storage.lookup.figure_tables import cells_of
from storage.paths import DataDir
from storage.publishing.reading_tables import write_reading_tables

REPORTS = list(figures_corpus(6, range(2020, 2023), contradictions=0.3))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    data = DataDir(tmp_path_factory.mktemp("figures"))
    load(data, REPORTS)
    figures(data)
    return data


@pytest.fixture
def connection(archive: DataDir) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(archive.work_archive, read_only=True) as opened:
        yield opened


def test_the_panel_says_what_the_reports_say(connection: duckdb.DuckDBPyConnection) -> None:
    verdicts = [verdict for verdict, _ in compare(connection, REPORTS)]
    assert verdicts.count("right") >= 0.97 * len(verdicts)


def test_no_cell_is_empty_without_a_reason(connection: duckdb.DuckDBPyConnection) -> None:
    states = connection.execute("SELECT DISTINCT state, value IS NULL FROM figure_panel").fetchall()
    assert {state for state, is_empty in states if is_empty} <= {
        "not_mentioned",
        "not_read",
        "report_missing",
    }
    assert {state for state, is_empty in states if not is_empty} <= {"stated", "all_stated", "none_stated"}


def test_the_panel_is_published_as_it_is(
    archive: DataDir, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    published = tmp_path / "published.duckdb"
    shutil.copyfile(archive.work_archive, published)
    write_reading_tables(published)
    panel = "SELECT * FROM figure_panel ORDER BY adcode, report_year, code"
    with connect(published, read_only=True) as opened:
        assert opened.execute(panel).fetchall() == connection.execute(panel).fetchall()
        cells = cells_of(opened, "recon_accepted", [report["adcode"] for report in REPORTS])
        assert cells_of(opened, "recon_accepted", []) == []
    texts = {f"{report['adcode']}-{report['year']}": report["text"] for report in REPORTS}
    stated = [cell for cell in cells if cell["value"] is not None]
    assert stated and all(
        cell["printed"] in texts[cell["report_id"]].split("\n")[cell["line"] - 1] for cell in stated
    )


def test_every_figure_is_in_its_text(connection: duckdb.DuckDBPyConnection) -> None:
    wrong = connection.execute(
        "SELECT count(*) FROM figures JOIN reports USING (report_id)"
        " WHERE substr(body_text, char_from + 1, char_to - char_from) <> printed"
    ).fetchone()
    assert wrong == (0,)


def test_planted_contradictions_are_named(connection: duckdb.DuckDBPyConnection) -> None:
    found = set(connection.execute("SELECT report_id, name FROM figure_checks").fetchall())
    planted = {
        (f"{report['adcode']}-{report['year']}", told["kind"])
        for report in REPORTS
        for told in report["contradictions"]
    }
    assert planted and len(planted & found) >= 0.9 * len(planted)


def test_a_text_is_read_once(archive: DataDir) -> None:
    assert figures(archive) == 0
    assert preview_figures(archive) == []


def test_a_decision_is_kept_and_obeyed(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    load(data, REPORTS[:1])
    figures(data)
    one = "SELECT report_id, code, printed, sentence FROM figures WHERE code = 'recon_accepted' LIMIT 1"
    with connect(data.work_archive, read_only=True) as opened:
        row = opened.execute(one).fetchone()
    assert row is not None
    decided = [*row, "correct", "4711", "a digit was lost", "2026-11-28", "R. Viewer"]
    add_figure_decisions(data.figure_decisions, [dict(zip(COLUMNS, decided, strict=True))])
    figures(data)
    with connect(data.work_archive, read_only=True) as opened:
        cell = opened.execute(
            "SELECT value, basis FROM figure_panel WHERE code = 'recon_accepted'"
        ).fetchone()
        told = opened.execute("SELECT decision, reason FROM figures WHERE code = 'recon_accepted'").fetchone()
    assert cell == (4711, "decided") and told == ("correct", "a digit was lost")


def test_a_decision_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    row = dict.fromkeys(COLUMNS, "x") | {
        "code": "penalties",
        "decision": "correct",
        "value": "",
        "decided_on": "2026-11-28",
    }
    with pytest.raises(DecisionsInvalid, match="fill in value for the decision correct"):
        add_figure_decisions(tmp_path / "figure-decisions.csv", [row])


def test_reading_again_after_a_kill_goes_on(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    load(data, REPORTS[:3])
    figures(data)
    with Archive.open(data) as archive:
        archive._connection.execute(
            "DELETE FROM figure_reading WHERE reading_id = (SELECT max(reading_id) FROM figure_reading)"
        )
    assert figures(data) == 1


def test_the_wide_view_is_made_from_the_codebook() -> None:
    written = (Path(__file__).parents[2] / "storage/database/views/7_figure_wide.sql").read_text("utf-8")
    assert written == figure_wide()
