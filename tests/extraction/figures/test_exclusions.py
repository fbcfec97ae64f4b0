"""Each line of exclusions.csv with its own example: not read as the line says, and read where the line is
missing."""

import re
from collections.abc import Iterator

import pytest

from extraction.figures import excluded, exclusions
from extraction.figures.exclusions import NUMBERS, PLACES, REASONS, RULED_OUT, exclusion, rows
from extraction.figures.reading import read_figures
from tests.conftest import ROOT

_MARKED = re.compile(r"【(.*?)】")
ROWS = rows()
NAMES = [f"{at}:{row['rules_out']}:{row['reason']}:{row['codes']}" for at, row in enumerate(ROWS, 2)]


@pytest.fixture
def _table_read_again() -> Iterator[None]:
    """What was made of the table is made again, with and without the line."""
    yield
    _forget()


def _forget() -> None:
    for made in (exclusions.joined, exclusions.unless, excluded._groups):
        made.cache_clear()


def _read(row: dict[str, str]) -> set[str]:
    """The codes of a line with which the marked number of its example is read."""
    text = row["example"].replace("⏎", "\n")
    marked = _MARKED.search(text)
    assert marked
    of_line = exclusion(row).codes
    span = (marked.start(), marked.start() + len(marked[1]))
    figures = read_figures(_MARKED.sub(r"\1", text), 2023)
    return {one.code for one in figures if (one.char_from, one.char_to) == span} & of_line


@pytest.mark.parametrize("at", range(len(ROWS)), ids=NAMES)
@pytest.mark.usefixtures("_table_read_again")
def test_a_line_rules_out_its_example_and_nothing_else_does(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _read(ROWS[at])
    lines = exclusions.EXCLUSIONS
    monkeypatch.setattr(exclusions, "EXCLUSIONS", lines[:at] + lines[at + 1 :])
    _forget()
    assert _read(ROWS[at]), "without the line it is not read either: the example shows nothing"


def test_every_word_of_the_table_is_used_and_explained() -> None:
    for column, words in (("rules_out", RULED_OUT), ("reason", REASONS), ("numbers", NUMBERS)):
        assert {row[column] for row in ROWS} - {""} == set(words)
    assert {place for row in ROWS for place in row["place"].split(" … ")} == set(PLACES)


def test_only_the_lines_of_a_code_name_codes() -> None:
    assert {row["codes"] for row in ROWS if row["rules_out"] != "code"} == {"*"}


@pytest.mark.parametrize("column", ["rules_out", "reason", "codes", "numbers", "place"])
def test_a_word_that_the_table_does_not_know_is_refused(column: str) -> None:
    with pytest.raises(KeyError, match="no_such_word"):
        exclusion(ROWS[0] | {column: "no_such_word"})


@pytest.mark.parametrize("page", ["figure-rules.md", "figure-rules.zh-CN.md"])
def test_the_words_of_the_table_are_documented(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    names = {*RULED_OUT, *REASONS, *PLACES, *NUMBERS}
    assert not [name for name in sorted(names) if f"`{name}`" not in text]
