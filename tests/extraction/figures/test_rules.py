"""Each rule of rules.csv with its own example and counter-example; each word of the rules is in the
lexicon."""

import re

import pytest

from extraction.figures.lexicon import expand, lexicon
from extraction.figures.reading import read_figures
from extraction.figures.rules import UNITS, rows
from records import figure_codes

_MARKED = re.compile(r"【(.*?)】")
ROWS = rows()


def marked(example: str) -> tuple[str, int, int]:
    """A text without its mark, and the span the mark was around."""
    found = _MARKED.search(example)
    assert found, example
    start = found.start()
    return _MARKED.sub(r"\1", example), start, start + len(found[1])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['code']}:{row['needs']}")
def test_a_rule_reads_its_example(row: dict[str, str]) -> None:
    text, start, end = marked(row["example"])
    spans = {
        (figure.char_from, figure.char_to) for figure in read_figures(text) if figure.code == row["code"]
    }
    assert (start, end) in spans


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['code']}:{row['needs']}")
def test_a_rule_leaves_its_counter_example_alone(row: dict[str, str]) -> None:
    text, start, end = marked(row["counter"])
    spans = {
        (figure.char_from, figure.char_to) for figure in read_figures(text) if figure.code == row["code"]
    }
    assert (start, end) not in spans


def test_rules_name_only_codes_classes_and_units_there_are() -> None:
    bits = lexicon().bits
    for row in ROWS:
        assert row["code"] in figure_codes()
        assert set(row["needs"].replace("|", " ").split()) | set(row["without"].split()) <= bits.keys()
        assert set(row["units"]) <= UNITS.keys()


def test_every_code_of_the_dictionary_can_be_read() -> None:
    without_rule = {code for code in figure_codes() if code not in {row["code"] for row in ROWS}}
    assert without_rule == {"demo_awards"}  # an award is no number (extraction.figures.whole)


def test_braces_stand_for_each_spelling() -> None:
    assert sorted(expand("{行政|}复议{|决定}")) == ["复议", "复议决定", "行政复议", "行政复议决定"]


def test_braces_may_stand_in_braces() -> None:
    assert sorted(set(expand("{一{甲|乙|}|二}案{|件}"))) == sorted(
        first + last for first in ("一甲", "一乙", "一", "二") for last in ("案", "案件")
    )
