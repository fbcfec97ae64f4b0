"""The answers of today are the pinned ones: on pages, columns of strange sites, files and sentences with
figures.

Where an answer was meant to change, raise the version of what answers (once a release) and pin:
python -m benchmarks.answers --pin
"""

import pytest

from benchmarks.answers.cases import Case, cases
from benchmarks.answers.pinned import differences, pinned

CASES = list(cases())


def nightly(at: int) -> tuple[pytest.MarkDecorator, ...]:
    """Every third case by day; `python -m benchmarks.answers` tries all of them, as the nightly run does."""
    return () if at % 3 == 0 else (pytest.mark.nightly,)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{case.kind}:{case.name}", marks=nightly(at)) for at, case in enumerate(CASES)],
)
def test_the_answer_is_the_pinned_one(case: Case) -> None:
    found = list(differences(pinned(case.kind).get(case.name), case.answer()))
    assert found == [], "meant? python -m benchmarks.answers --pin"


def test_no_pinned_answer_is_without_its_case() -> None:
    named = {(case.kind, case.name) for case in CASES}
    kinds = {case.kind for case in CASES}
    assert {(kind, name) for kind in kinds for name in pinned(kind)} == named


def test_a_difference_is_named_by_its_place() -> None:
    assert list(differences({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "d": 3}})) == [
        ".a.c: 2 → None",
        ".a.d: None → 3",
    ]
