"""Search: the same reports that a look at every text finds, in an order people accept."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.archive import Archive
from storage.paths import DataDir
from storage.publishing import search as searching
from storage.publishing.search import renew_search, search
from tests.conftest import examples
from tests.storage.nights import nights, report

SIGNS = "行政复议应诉法治政府A1，"
TEXTS = 30


def address(at: int) -> str:
    return f"http://www.cixi.gov.cn/art/{at}.html"


@pytest.fixture(scope="module")
def bodies() -> dict[int, str]:
    """Texts of few signs, so that pairs stand together in many of them without the words."""
    dice = random.Random(5)
    return {
        at: "。".join("".join(dice.choices(SIGNS, k=dice.randint(0, 12))) for _ in range(4))
        for at in range(TEXTS)
    }


@pytest.fixture(scope="module")
def searched(
    tmp_path_factory: pytest.TempPathFactory, empty_archive: Path, bodies: dict[int, str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """An archive of these texts that became findable on three days, in segments of seven."""
    data_dir = DataDir(tmp_path_factory.mktemp("searched"))
    data_dir.work.mkdir()
    shutil.copy(empty_archive, data_dir.work_archive)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "SEGMENT", 7)
        for part in (range(5), range(5, 6), range(6, TEXTS)):
            nights(
                data_dir, {address(at): report(bodies[at], adcode=f"{100000 + at}", year=2000) for at in part}
            )
            with Archive.open(data_dir) as archive:
                assert renew_search(archive._connection) == len(part)
    with Archive.open(data_dir) as archive:
        yield archive._connection


words = st.text(st.sampled_from(SIGNS), min_size=2, max_size=5)


@given(st.lists(words, min_size=1, max_size=2))
@settings(max_examples=examples(60), deadline=None)
def test_it_finds_what_a_look_at_every_text_finds(
    searched: duckdb.DuckDBPyConnection, bodies: dict[int, str], wanted: list[str]
) -> None:
    found = search(searched, " ".join(wanted).lower(), most=500)
    lines = {at: ["2000年法治政府建设情况报告", *body.split("。")] for at, body in bodies.items()}
    expected = {
        address(at): sum(line.count(word) for word in wanted for line in lines[at])
        for at in bodies
        if all(any(word in line for line in lines[at]) for word in wanted)
    }
    assert {one.url: one.times for one in found} == expected


@given(words.filter(lambda word: len(word) == 2))
@settings(max_examples=30, deadline=None)
def test_the_macro_alone_is_exact_for_two_characters(
    searched: duckdb.DuckDBPyConnection, wanted: str
) -> None:
    by_macro = searched.execute("SELECT url, times FROM search(?)", [wanted]).fetchall()
    assert dict(by_macro) == {one.url: one.times for one in search(searched, wanted, most=500)} or (
        wanted[0] == wanted[1]
    )


def test_the_title_comes_first_then_more_then_newer(data_dir: DataDir) -> None:
    nights(
        data_dir,
        {
            address(1): report("复议", adcode="330282", year=2021),
            address(2): report("复议复议", adcode="330282", year=2019),
            address(3): report("复议", adcode="330282", year=2022),
            address(4): report("复议一次", adcode="130407", title="复议工作报告"),
            address(5): report("没有", adcode="130407"),
        },
    )
    with Archive.open(data_dir) as archive:
        renew_search(archive._connection)
        found = search(archive._connection, "复议")
        assert [one.url for one in found] == [address(at) for at in (4, 2, 3, 1)]
        assert [(one.in_title, one.times) for one in found] == [
            (True, 2),
            (False, 2),
            (False, 1),
            (False, 1),
        ]
        assert [one.url for one in search(archive._connection, "复议", most=1)] == [address(4)]


def test_only_current_texts_are_found_and_a_returning_one_again(data_dir: DataDir) -> None:
    for body, found in (("行政复议", True), ("行政应诉", False), ("行政复议", True)):
        nights(data_dir, {address(1): report(body)})
        with Archive.open(data_dir) as archive:
            renew_search(archive._connection)
            assert bool(search(archive._connection, "复议")) == found
            assert renew_search(archive._connection) == 0


def test_texts_that_have_gone_are_cleared_when_they_are_most(data_dir: DataDir) -> None:
    for at in range(4):
        nights(data_dir, {address(1): report(f"第{at}稿正文")})
        with Archive.open(data_dir) as archive:
            renew_search(archive._connection)
            numbered = archive._connection.execute("SELECT count(*) FROM search_text").fetchall()
            assert len(search(archive._connection, f"第{at}")) == 1
    assert numbered[0][0] <= 2


def test_the_place_shows_the_words_in_their_line(data_dir: DataDir) -> None:
    nights(data_dir, {address(1): report("一、开头。\n" + "前" * 60 + "依法复议" + "后" * 60)})
    with Archive.open(data_dir) as archive:
        renew_search(archive._connection)
        (found,) = search(archive._connection, "复议")
    assert found.place.startswith("…前") and found.place.endswith("后…")
    assert "依法复议" in found.place and len(found.place) < 60
