"""Each line of whole.csv with its own example and counter-example."""

import re

import pytest

from extraction.figures.lexicon import lexicon
from extraction.figures.reading import read_figures
from extraction.figures.whole import rows
from records import figure_codes

_MARKED = re.compile(r"【(.*?)】")
ROWS = rows()


def _is_read(row: dict[str, str], example: str) -> bool:
    """Whether the marked word is a figure of the code."""
    marked = _MARKED.search(row[example])
    assert marked, row[example]
    start = marked.start()
    found = {(one.code, one.char_from) for one in read_figures(_MARKED.sub(r"\1", row[example]))}
    return (row["code"], start) in found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['says']}:{row['code']}")
def test_a_line_reads_its_example_and_not_its_counter_example(row: dict[str, str]) -> None:
    assert _is_read(row, "example")
    assert not _is_read(row, "counter")


def test_lines_name_only_codes_and_topics_there_are() -> None:
    for row in ROWS:
        assert row["says"] in ("all", "none")
        assert row["code"] in figure_codes()
        assert set(row["topics"].split()) <= lexicon().bits.keys()
