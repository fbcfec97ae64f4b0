"""The index of texts: which words a document of it is found by, however short they are and wherever they
stand."""

from pathlib import Path

import pytest

from storage.lookup.search.indexed import IndexedMatches, TextIndex
from storage.lookup.search.query_words import parse
from storage.publishing.text_index import HELD, LINE, _renew, held, paired

TEXT = "行政复议\n甲 乙丙丁戊"


def row(name: str, text: str, title: str = "", year: str = "", published: int = 0) -> dict[str, object]:
    return {
        "report_id": name,
        "text": text,
        "title": title,
        "province": "浙江省",
        "issuer_level": "county",
        "report_year": year,
        "status": "live",
        "timeliness": "unknown",
        "published": published,
    }


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    folder: Path = tmp_path_factory.mktemp("index") / "search"
    folder.mkdir()
    documents = [
        row("one", TEXT, "行政", "2022", 5),
        row("two", "政府行政", "乙丙", "2023", 3),
        row("three", "甲", "", "", -1),
    ]
    _renew(folder, [], iter(documents))
    _renew(folder, ["four"], iter([row("four", "行政复议" * 3, "", "2021", 9)]))
    return TextIndex(folder)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("行", ["one", "two", "four"]),
        ("行政", ["one", "two", "four"]),
        ("行政复", ["one", "four"]),
        ("行政复议", ["one", "four"]),
        ("复议行政复", ["four"]),
        ("“甲 乙”", ["one"]),
        ("甲", ["one", "three"]),
        ("戊", ["one"]),
        ("丙丁戊", ["one"]),
        ("乙丙丁戊", ["one"]),
        ("议甲", []),
        ("行政 -复议", ["two"]),
        ("政府 OR 丁", ["one", "two"]),
        ("行政 甲", ["one"]),
    ],
)
def test_a_word_of_any_length_is_found(index: TextIndex, query: str, found: list[str]) -> None:
    matches = IndexedMatches(index, parse(query))
    assert sorted(matches.page({}, "", 10, 0)) == sorted(found)
    assert matches.total({}) == len(found)


def test_hits_have_their_order_and_pages(index: TextIndex) -> None:
    matches = IndexedMatches(index, parse("行政"))
    assert matches.page({}, "year", 10, 0) == ["two", "one", "four"]
    assert matches.page({}, "published", 10, 0) == ["four", "one", "two"]
    assert matches.page({}, "year", 1, 1) == ["one"]
    assert matches.page({}, "", 10, 0)[0] == "one"  # it has the word in its title
    assert matches.page({"report_year": "2023"}, "", 10, 0) == ["two"]
    assert matches.total({"report_year": "2023", "province": "浙江省"}) == 1
    assert matches.facets({"report_year": "2023"})["report_year"] == {"2021": 1, "2022": 1, "2023": 1}
    assert matches.facets({"report_year": "2023"})["status"] == {"live": 1}


def test_a_document_is_pairs_and_single_characters() -> None:
    assert paired("") == ""
    assert paired("甲") == f"甲{LINE}"
    assert paired("乙甲") == f"乙甲 乙{LINE} 甲{LINE}"
    assert paired("甲乙甲").split(" ")[:2] == ["甲乙", "乙甲"] and len(paired("甲乙甲").split(" ")) == 4
    assert held("甲 乙\n") == f"甲{HELD[' ']}乙{LINE}" and len(set(HELD.values())) == len(HELD)
    assert {" ", "\t", "\u3000", "\u2000", "\u200a"} <= set(HELD) and "\u200b" not in HELD
