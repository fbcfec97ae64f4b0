"""The ways in which reports tell each figure: all are read, and nothing else beside them."""

import re

import pytest

from extraction.figures.reading import read_figures
from tests.conftest import ROOT

MARK = re.compile(r"\{(\??)([a-z_+]+):([^{}]*)\}")
LINES = [
    line
    for line in (ROOT / "benchmarks/figures/wordings.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def marked(line: str) -> tuple[str, set[tuple[str, int]], set[tuple[str, int]]]:
    """The text of a line, the figures that must be read and those that may be, as code and offset."""
    text, at = "", 0
    must: set[tuple[str, int]] = set()
    may: set[tuple[str, int]] = set()
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        (may if mark[1] else must).update((code, len(text)) for code in mark[2].split("+"))
        text += mark[3]
        at = mark.end()
    return text + line[at:], must, may


@pytest.mark.parametrize("at", range(0, len(LINES), 40))
def test_every_wording_is_read_and_nothing_beside_it(at: int) -> None:
    wrong = []
    for line in LINES[at : at + 40]:
        text, must, may = marked(line)
        read = {(figure.code, figure.char_from) for figure in read_figures(text)}
        if must - read or read - must - may:
            wrong.append((text, must - read, read - must - may))
    assert not wrong
