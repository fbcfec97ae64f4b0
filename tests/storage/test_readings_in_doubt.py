"""One bad fetch is no edit: a text that is gone or breaks off needs a second night."""

from typing import Any

import pytest

from storage.database.connection import connect
from storage.history.readings_in_doubt import LEAST, LEFT
from storage.paths import DataDir
from tests.storage.nights import PAGE, nights, report

TEXT = "全市开展行政执法检查。" * 40
CUT = report(TEXT[:250], issues=["cut_off"])
COPY = PAGE + "?from=list"


def ask(data_dir: DataDir, query: str) -> list[tuple[Any, ...]]:
    with connect(data_dir.work_archive, read_only=True) as connection:
        return connection.execute(query).fetchall()


def told(data_dir: DataDir) -> tuple[int, list[str], list[str]]:
    """Versions, events and issues."""
    return (
        len(ask(data_dir, "FROM versions")),
        [kind for (kind,) in ask(data_dir, "SELECT kind FROM events ORDER BY event_no")],
        [code for (code,) in ask(data_dir, "SELECT code FROM issues WHERE code LIKE 'text_%' ORDER BY ALL")],
    )


@pytest.mark.parametrize(
    ("bad", "code"), [(report(""), "text_gone"), (CUT, "text_cut_off")], ids=["gone", "cut"]
)
def test_one_bad_night_is_an_issue_and_no_version(data_dir: DataDir, bad: bytes, code: str) -> None:
    nights(data_dir, {PAGE: report(TEXT)}, {PAGE: bad})
    assert told(data_dir) == (1, ["appeared"], [code])
    assert ask(data_dir, "SELECT length(body_text) FROM reports") == [(len(TEXT),)]
    nights(data_dir, {PAGE: report(TEXT)})
    assert told(data_dir) == (1, ["appeared"], [code])


@pytest.mark.parametrize("bad", [report(""), CUT], ids=["gone", "cut"])
def test_a_second_night_in_a_row_makes_a_version(data_dir: DataDir, bad: bytes) -> None:
    nights(data_dir, {PAGE: report(TEXT)}, {PAGE: bad}, {PAGE: bad})
    assert told(data_dir) == (2, ["appeared", "changed"], [])


@pytest.mark.parametrize("ending", ["", "\n"], ids=["mid-line", "lines that end otherwise"])
def test_the_beginning_of_a_text_needs_a_second_night_although_its_page_is_closed(
    data_dir: DataDir, ending: str
) -> None:
    begun = {PAGE: report(TEXT[:250] + ending)}
    nights(data_dir, {PAGE: report(TEXT)}, begun)
    assert told(data_dir) == (1, ["appeared"], ["text_cut_off"])
    nights(data_dir, begun)
    assert told(data_dir) == (2, ["appeared", "changed"], [])


def test_a_text_that_lost_a_paragraph_within_is_an_edit(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(TEXT)}, {PAGE: report(TEXT[:100] + "另有一段。" + TEXT[200:])})
    assert told(data_dir) == (2, ["appeared", "changed"], [])


def test_two_bad_nights_that_are_not_in_a_row_make_none(data_dir: DataDir) -> None:
    good, bad = {PAGE: report(TEXT)}, {PAGE: report("")}
    nights(data_dir, good, bad, good, bad, good)
    assert told(data_dir) == (1, ["appeared"], ["text_gone", "text_gone"])


def test_what_was_cut_on_the_first_night_is_no_report_yet(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: CUT})
    assert ask(data_dir, "FROM reports") == []
    nights(data_dir, {PAGE: report(TEXT)})
    assert told(data_dir)[:2] == (1, ["appeared"])


@pytest.mark.parametrize(("left", "versions"), [(LEFT - 0.02, 1), (LEFT + 0.02, 2)])
def test_how_much_must_be_left(data_dir: DataDir, left: float, versions: int) -> None:
    nights(data_dir, {PAGE: report(TEXT)}, {PAGE: report("另" + TEXT[: int(len(TEXT) * left)])})
    assert told(data_dir)[0] == versions


@pytest.mark.parametrize(("length", "versions"), [(LEAST - 1, 2), (LEAST, 1)])
def test_of_a_short_text_nothing_is_gone(data_dir: DataDir, length: int, versions: int) -> None:
    nights(data_dir, {PAGE: report(TEXT[:length])}, {PAGE: report("")})
    assert told(data_dir)[0] == versions


def test_the_same_page_asked_for_in_another_way_is_no_copy(data_dir: DataDir) -> None:
    nights(
        data_dir, {PAGE: report(TEXT)}, {PAGE: report(TEXT), COPY: report(TEXT), PAGE + "?zz=4": report(TEXT)}
    )
    assert told(data_dir)[1] == ["appeared"]
    nights(data_dir, {PAGE: report(TEXT), PAGE.replace("report", "other"): report(TEXT)})
    assert told(data_dir)[1] == ["appeared", "copied"]


def test_white_space_makes_no_version(data_dir: DataDir) -> None:
    nights(
        data_dir,
        {PAGE: report(TEXT)},
        {PAGE: report(TEXT.replace("。", "。\n").replace("行政", "\u00a0行政"))},
    )
    assert told(data_dir)[:2] == (1, ["appeared"])
