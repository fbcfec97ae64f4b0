"""A corpus of reports without a web: its contradictions are there, and there are no others."""

import json
from pathlib import Path

import pytest

import replica
from replica.corpus.__main__ import main
from replica.prose.planted import KINDS, REMARKABLE, TOO_LARGE

YEARS = range(2019, 2024)


@pytest.fixture(scope="module")
def corpus() -> dict:
    reports = replica.figures_corpus(60, YEARS, seed=3, contradictions=0.3)
    return {(report["adcode"], report["year"]): report for report in reports}


def found(figures: dict, before: dict) -> set[str]:
    """Which contradictions a report's true figures show; before are those of the year before."""
    kinds = set()
    if {"lit_lost", "lit_closed", "lit_lost_rate"} <= figures.keys():
        computed = 100 * figures["lit_lost"] / figures["lit_closed"]
        kinds |= {"lost_rate"} if abs(computed - figures["lit_lost_rate"]) > 0.5 else set()
    if {"recon_closed", "recon_accepted", "recon_carried"} <= figures.keys():
        open_cases = figures["recon_accepted"] + figures["recon_carried"]
        kinds |= {"closed_beyond_accepted"} if figures["recon_closed"] > open_cases else set()
    if figures.get("recon_accepted", 0) > figures.get("recon_received", 1e12):
        kinds.add("accepted_beyond_received")
    if figures.get("norm_repealed", 0) > figures.get("norm_cleaned", 1e12):
        kinds.add("repealed_beyond_cleaned")
    if any(value > 100 for code, value in figures.items() if code.endswith("_rate")):
        kinds.add("rate_above_100")
    for code in (figures.keys() & before.keys()) - {c for c in figures if c.endswith("_rate")}:
        one, other = sorted((before[code], figures[code]))
        if one and other / one > TOO_LARGE / 4:
            kinds.add("ten_thousandfold")
        if one == other >= REMARKABLE:
            kinds.add("same_as_last_year")
    return kinds


def values(report: dict | None) -> dict:
    return {figure["code"]: figure["value"] for figure in report["figures"]} if report else {}


def test_what_is_planted_is_there_and_nothing_else(corpus: dict) -> None:
    for (adcode, year), report in corpus.items():
        planted = {contradiction["kind"] for contradiction in report["contradictions"]}
        assert found(values(report), values(corpus.get((adcode, year - 1)))) == planted, (adcode, year)


def test_all_kinds_are_planted_in_about_the_share_asked_for(corpus: dict) -> None:
    own = [c for report in corpus.values() for c in report["contradictions"] if not c["follows"]]
    assert {contradiction["kind"] for contradiction in own} == set(KINDS)
    assert 0.2 < len(own) / len(corpus) < 0.4


def test_a_contradiction_names_figures_that_its_report_tells(corpus: dict) -> None:
    for (adcode, year), report in corpus.items():
        for contradiction in report["contradictions"]:
            assert set(contradiction["codes"]) <= values(report).keys()
            if contradiction["other_year"]:
                assert contradiction["other_year"] == year - 1
                assert set(contradiction["codes"]) <= values(corpus[adcode, year - 1]).keys()


def test_a_corpus_without_contradictions_has_none() -> None:
    assert not [r["contradictions"] for r in replica.figures_corpus(10, (2022, 2023)) if r["contradictions"]]


def test_texts_are_written_as_files(tmp_path: Path, capsys, monkeypatch) -> None:
    arguments = ["--governments", "2", "--years", "2022-2023", "--into", str(tmp_path / "texts")]
    monkeypatch.setattr("sys.argv", ["corpus", *arguments])
    assert main() == 0
    truth = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(truth) == 4
    for report in truth:
        text = (tmp_path / "texts" / report["file"]).read_text(encoding="utf-8")
        for figure in report["figures"]:
            assert text[figure["char_from"] : figure["char_to"]] == figure["printed"]
