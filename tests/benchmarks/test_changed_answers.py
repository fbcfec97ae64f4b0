"""The answers on changed inputs are the pinned ones: pages, columns, replies and files moved over the edges
of rules.

Digests alone are pinned. `python -m benchmarks.answers --changed BASE NUMBER` shows an answer whole: ask the
commit before as well. Where it was meant: python -m benchmarks.answers --pin
"""

import pytest

from benchmarks.answers.changed import answer, bases, pinned_changes
from benchmarks.answers.shapes import digest

PINNED = pinned_changes()


@pytest.mark.nightly
@pytest.mark.parametrize("base", PINNED)
def test_the_answers_on_changed_inputs_are_the_pinned_ones(base: str) -> None:
    other = [number for number, known in PINNED[base].items() if digest(answer(base, int(number))) != known]
    assert other == [], "meant? python -m benchmarks.answers --pin"


def test_each_pinned_change_has_its_base() -> None:
    assert set(PINNED) <= set(bases())
