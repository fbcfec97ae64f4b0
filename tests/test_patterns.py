"""No pattern of the program costs more than in proportion to the text, whatever the text is.

The texts are made from each pattern itself: what it begins to match and never finishes, again and again.
"""

import re

import pytest

from benchmarks.patterns import every_pattern, runs_away

# By name, why the pattern never sees a long text from outside.
EXEMPT: dict[str, str] = {}
LENGTHS = (500, 800)


def test_no_pattern_runs_away() -> None:
    patterns = every_pattern()
    assert len(patterns) > 400
    suspects = {name: pattern for name, pattern in patterns.items() if name not in EXEMPT}
    for length in (*LENGTHS, LENGTHS[0]):  # what the machine's other work slowed down once is not slow thrice
        suspects = {name: one for name, one in suspects.items() if runs_away(name, one, length)}
    assert not suspects, "the cost grows faster than the text: " + ", ".join(
        f"{name} {pattern.pattern!r}" for name, pattern in suspects.items()
    )


def test_exempt_patterns_exist() -> None:
    assert set(EXEMPT) <= set(every_pattern())


@pytest.mark.parametrize(
    "careless", [r"a+b", r"x[^y]*y", r"(?:ab)+c", r"<[^>]*?>", r"\\v([^{}]{0,50000}?)\\v0"]
)
def test_a_careless_pattern_is_found(careless: str) -> None:
    name = "extraction.markup.page.careless"
    # Other work of the machine can make the short text look dear once, not every time.
    for length in LENGTHS:
        assert any(runs_away(name, re.compile(careless), length) for _ in range(5))


@pytest.mark.parametrize("careful", [r"(?<!a)a++b", r"x[^y]{0,20}y", r"(?:ab){1,9}c", r"<[^<>]*>", r"\\v0"])
def test_a_careful_pattern_passes(careful: str) -> None:
    name = "extraction.markup.page.careful"
    assert not all(runs_away(name, re.compile(careful), length) for length in LENGTHS)
