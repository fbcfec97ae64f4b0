"""Search finds exactly what a look at every text finds."""

import random
import re

import pytest

from storage.lookup.published import Published, rows
from storage.lookup.search.find import find
from storage.lookup.search.indexed import TextIndex
from storage.lookup.search.query_words import And, Not, Or, QueryError, Word, parse
from storage.publishing.folding import searchable
from web.views.search import marked


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("行政复议", Word("行政复议")),
        ("行政 复议", And((Word("行政"), Word("复议")))),
        ("行政 AND 复议", And((Word("行政"), Word("复议")))),
        ("行政 OR 复议", Or((Word("行政"), Word("复议")))),
        ("“败诉率” AND 2023", And((Word("败诉率"), Word("2023")))),
        ('"行政 复议"', Word("行政 复议")),
        ("行政 NOT 复议", And((Word("行政"), Not(Word("复议"))))),
        ("行政 -复议", And((Word("行政"), Not(Word("复议"))))),
        ("（行政 OR 司法） 复议", And((Or((Word("行政"), Word("司法"))), Word("复议")))),
        ("行政　复议", And((Word("行政"), Word("复议")))),
        ("行政復議", Word("行政复议")),
        ("ＡＢＣ　２０２３", And((Word("abc"), Word("2023")))),
        ("“NOT”", Word("not")),
        ("税 复", And((Word("税"), Word("复")))),
        ("“行政\n复议”", Word("行政 复议")),
    ],
)
def test_a_query_is_read_as_it_is_meant(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "code", "place"),
    [
        ("“行政", "quote", 1),
        ("行政 “复议", "quote", 4),
        ("(行政", "bracket", 1),
        ("行政)", "bracket", 3),
        ("行政 OR", "operator", 4),
        ("AND 行政", "operator", 1),
        ("行政 AND OR 复议", "operator", 4),
        ("NOT 行政", "only_not", 1),
        ("行政 OR NOT 复议", "only_not", 1),
        ("行政 NOT", "operator", 4),
        ("行政 “”", "empty", 4),
        ("", "empty", 1),
        ("()", "operator", 2),
        ("甲乙 " * 17, "long", 1),
        ("甲乙" * 60, "long", 1),
        ("(" * 30 + "行政" + ")" * 30, "long", 22),
    ],
)
def test_what_cannot_be_understood_is_an_error_that_says_where(query: str, code: str, place: int) -> None:
    with pytest.raises(QueryError) as wrong:
        parse(query)
    assert (wrong.value.code, wrong.value.place) == (code, place)


def test_folding_keeps_every_offset() -> None:
    text = "İ行政復議ＡＢＣ　１２３ẞ㍿鬱"
    assert len(searchable(text)) == len(text)
    assert searchable("行政復議１２ＡＢ") == "行政复议12ab"


def texts_of(published: Published) -> dict[str, str]:
    """All that is searched of each report, put together anew from the views."""
    with published.cursor() as cursor:
        found = {
            row["report_id"]: [
                row["title"],
                row["doc_number"],
                row["issuer"],
                row["government"],
                row["body_text"],
            ]
            for row in rows(cursor, "SELECT * FROM reports")
        }
        for row in rows(cursor, "SELECT report_id, name, text, holds_text FROM attachments"):
            found[row["report_id"]] += [row["name"], "" if row["holds_text"] else row["text"]]
    return {
        report_id: "\n".join(searchable(part or "") for part in parts) for report_id, parts in found.items()
    }


@pytest.mark.parametrize("indexed", [True, False], ids=["by the index", "by a look at every text"])
def test_two_hundred_random_queries_equal_a_full_scan(
    published: Published, indexed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = texts_of(published)
    by_index = TextIndex.beside(published.path)
    assert by_index and by_index.reports == len(texts)
    if not indexed:
        monkeypatch.setattr(TextIndex, "beside", lambda path: None)
    chance = random.Random(15)
    lines = [
        line
        for text in texts.values()
        for line in re.split(r"[\n\s()（）\"“”「」『』«＂-]", text)
        if len(line) > 8
    ]
    with published.cursor() as cursor:
        for _ in range(200):
            words = []
            for _ in range(chance.randint(1, 4)):
                line, length = chance.choice(lines), chance.choice((1, 1, 2, 2, 3, 4, 5, 6, 8))
                at = chance.randrange(len(line) - length)
                words.append(line[at : at + length])
            query = " ".join(f'"{word}"' for word in words)
            expected = {name for name, text in texts.items() if all(word in text for word in words)}
            result = find(published, cursor, query, most=1000, places=False)
            assert {hit.row["report_id"] for hit in result.hits} == expected, query
            assert result.total == len(expected)


def test_operators_narrow_and_widen(published: Published) -> None:
    texts = texts_of(published)
    with published.cursor() as cursor:

        def ids(query: str) -> set[str]:
            return {
                hit.row["report_id"] for hit in find(published, cursor, query, most=1000, places=False).hits
            }

        both = ids("行政复议 败诉")
        assert ids("行政复议 OR 败诉") == ids("行政复议") | ids("败诉")
        assert both == ids("行政复议") & ids("败诉")
        assert ids("行政复议 NOT 败诉") == ids("行政复议") - ids("败诉")
        assert (
            ids("行政復議") == ids("行政复议") == {name for name, text in texts.items() if "行政复议" in text}
        )


@pytest.mark.parametrize("query", ["行政复议", "复", "行政 败诉", "行政复议 OR 税", "行政复议 NOT 败诉"])
def test_index_and_scan_give_the_same_totals_facets_and_rows(
    published: Published, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[dict[str, str]] = [{}, {"report_year": "2022"}, {"status": "live", "province": "浙江省"}]
    with published.cursor() as cursor:
        by_index = [find(published, cursor, query, filters=one, most=1000) for one in chosen]
        monkeypatch.setattr(TextIndex, "beside", lambda path: None)
        by_scan = [find(published, cursor, query, filters=one, most=1000) for one in chosen]
    for one, other in zip(by_index, by_scan, strict=True):
        assert (one.total, one.facets) == (other.total, other.facets)
        assert sorted(hit.row["report_id"] for hit in one.hits) == sorted(
            hit.row["report_id"] for hit in other.hits
        )
        rows_of = [{hit.row["report_id"]: hit for hit in result.hits} for result in (one, other)]
        assert rows_of[0] == rows_of[1]


def test_totals_facets_and_pages_agree(published: Published) -> None:
    with published.cursor() as cursor:
        whole = find(published, cursor, "行政复议", most=1000)
        assert sum(one["count"] for one in whole.facets["province"]) == whole.total == len(whole.hits)
        pages = [
            find(published, cursor, "行政复议", most=7, skip=skip).hits for skip in range(0, whole.total, 7)
        ]
        assert [hit.row["report_id"] for page in pages for hit in page] == [
            hit.row["report_id"] for hit in whole.hits
        ]
        for one in whole.facets["report_year"]:
            narrowed = find(
                published, cursor, "行政复议", filters={"report_year": str(one["value"])}, most=1000
            )
            assert narrowed.total == one["count"]


def test_every_sentence_with_a_word_is_shown_where_it_stands(published: Published) -> None:
    with published.cursor() as cursor:
        (hit, *_) = find(published, cursor, "出庭应诉率 OR 行政复议").hits
        (row,) = rows(cursor, "SELECT body_text FROM reports WHERE report_id = ?", [hit.row["report_id"]])
    lines = row["body_text"].split("\n")
    for place in hit.places:
        assert not place.paragraph or place.sentence in lines[place.paragraph - 1]
    assert sum(line.count("行政复议") for line in lines) == sum(
        place.sentence.count("行政复议") for place in hit.places if place.paragraph
    )


def test_marks_are_put_around_words_and_nothing_else_is_trusted() -> None:
    assert (
        marked("<b>行政復議</b>机关", ["行政复议", "复议机关"])
        == "&lt;b&gt;<mark>行政復議</mark>&lt;/b&gt;机关"
    )
    assert marked("行政复议机关", ["行政复议", "复议机关"]) == "<mark>行政复议机关</mark>"
