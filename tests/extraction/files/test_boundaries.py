"""Each number that decides what a file is, tried on both of its sides."""

from datetime import UTC, datetime

import pytest

from extraction.files.legible import if_legible
from extraction.files.limits import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_CHARS,
    MAX_DEPTH,
    MAX_FILES,
    MAX_MEMBERS,
    MAX_NODES,
    MAX_PAGES,
    MAX_UNPACKED,
    Unreadable,
    at_most,
)
from records import FileReading

NOW = datetime(2026, 11, 28, tzinfo=UTC)
SENTENCE = "全市各级行政机关坚持依法行政，办结行政复议案件。"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (MAX_BYTES, 67_108_864),
        (MAX_PAGES, 1_000),
        (MAX_MEMBERS, 2_000),
        (MAX_UNPACKED, 209_715_200),
        (MAX_FILES, 100),
        (MAX_DEPTH, 2),
        (MAX_CELLS, 500_000),
        (MAX_NODES, 1_500_000),
        (MAX_CHARS, 5_000_000),
    ],
)
def test_the_limits_are_those_of_the_documents_and_hold_from_one_more(limit: int, expected: int) -> None:
    assert limit == expected
    at_most(limit, limit, "pages")
    with pytest.raises(Unreadable, match="too_large"):
        at_most(limit + 1, limit, "pages")


def reading(text: str) -> FileReading:
    return FileReading(reader_version="2", kind="pdf", text=text)


@pytest.mark.parametrize(
    ("text", "is_legible"),
    [
        (SENTENCE * 4, True),
        ("\ue001" * 29, True),
        ("\ue001" * 30, False),
        ("\ue001" * 19 + "的法" * 40 + "甲乙", True),
        ("\ue001" * 20 + "的法" * 40, False),
        ("法" * 49 + "政府的建设" * 10 + "一", True),
        ("法" * 50 + "政府的建设" * 10, False),
        ("犇猋骉麤鱻羴" * 24 + "犇猋骉麤鱻", True),
        ("犇猋骉麤鱻羴" * 25, False),
    ],
)
def test_a_text_of_junk_is_none_from_its_shares_on(text: str, is_legible: bool) -> None:
    assert bool(if_legible(reading(text)).text) is is_legible
