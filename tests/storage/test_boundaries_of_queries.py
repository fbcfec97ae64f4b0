"""The limits of a query, and citations in every form: each number on both of its sides, each form as it is
written."""

from datetime import date, datetime

import pytest

from storage.lookup.citation_forms import FORMS, csl
from storage.lookup.search.query_words import (
    DEEPEST,
    LONGEST,
    MOST_WORDS,
    And,
    Not,
    Or,
    QueryError,
    Word,
    all_words,
    parse,
    words_of,
)
from storage.publishing.cite import Citation
from storage.publishing.folding import searchable


def fault(query: str) -> tuple[str, int, str] | None:
    try:
        parse(query)
    except QueryError as wrong:
        return wrong.code, wrong.place, wrong.words
    return None


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("甲 " * MOST_WORDS, None),
        ("甲 " * (MOST_WORDS + 1), ("long", 1, "")),
        ("甲" * LONGEST, None),
        ("乙 " + "甲" * (LONGEST + 1), ("long", 3, "甲" * 12)),
        ("(" * DEEPEST + "甲" + ")" * DEEPEST, None),
        ("(" * (DEEPEST + 1) + "甲" + ")" * (DEEPEST + 1), ("long", DEEPEST + 2, "")),
        ("甲 " + "NOT " * 2 + "乙", None),
        ("“甲" + "乙" * 20, ("quote", 1, "“甲" + "乙" * 10)),
        ("甲)乙", ("bracket", 2, ")")),
        ("甲 (乙", ("bracket", 3, "(")),
        ("甲 AND", ("operator", 3, "AND")),
        ("甲 AND AND 乙", ("operator", 7, "AND")),
        ("OR 甲", ("operator", 1, "OR")),
        ("甲 OR", ("operator", 3, "OR")),
        ("甲 NOT AND 乙", ("operator", 3, "NOT")),
        ("甲 NOT OR 乙", ("operator", 3, "NOT")),
        ("(甲 NOT)", ("operator", 4, "NOT")),
        ("-甲", ("only_not", 1, "")),
        ("甲 OR -乙", ("only_not", 1, "")),
        ("甲 -乙", None),
        ("(-甲 乙) OR 丙", None),
        ("“甲” ”乙”", None),
        ("“甲\" 乙", None),
        ("＂甲\" 乙", None),
        ("「甲\" 乙", ("quote", 1, "「甲\" 乙")),
        ("-", None),
        ("  “ ”", ("empty", 3, "")),
    ],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_a_query_is_understood_or_says_where_it_is_not(
    query: str, wrong: tuple[str, int, str] | None
) -> None:
    assert fault(query) == wrong


def test_a_hit_shows_the_words_that_are_not_excluded() -> None:
    query = parse("甲 (乙 OR 丙) -丁 甲")
    assert query == And(
        (Word("甲"), Or((Word("乙"), Word("丙"))), Not(Word("丁")), Word("甲")),
    )
    assert words_of(query) == ["甲", "乙", "丙"]
    assert all_words(query) == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("０９ＡＺａｚ", "09azaz"),
        ("　％．", " %."),
        ("，：／＠［｀｛", "，：／＠［｀｛"),
        ("復議", "复议"),
        ("\u3400\u9fff", "\u3400\u9fff"),
        ("ẞİ", "ßİ"),
    ],
)
def test_what_a_search_takes_for_the_same(text: str, folded: str) -> None:
    assert searchable(text) == folded


FULL = Citation(
    "cn/330282/2023",
    2,
    "慈溪市 人民政府",
    "2023年{法治}政府_报告",
    date(2024, 3, 7),
    "慈政〔2024〕1号",
    'http://www.cixi.gov.cn/a"{1}',
    datetime.fromisoformat("2024-03-09T16:00:00"),
    "urn:uuid:1",
    "sha256:ab",
    True,
    ("known before as x",),
)
BARE = Citation(
    "cn-1",
    1,
    None,
    None,
    None,
    None,
    "http://a.cn/",
    datetime.fromisoformat("2024-03-09T15:59:59"),
    "u1",
    "d1",
)
NOTE = (
    "fazhi cn/330282/2023 version 2; unconfirmed, known only from a site that is not its issuer's; captured "
    "2024-03-09T16:00:00Z; capture urn:uuid:1; payload sha256:ab; known before as x"
)


def test_a_citation_has_all_that_is_known() -> None:
    assert FORMS["gbt7714"](FULL) == (
        "慈溪市 人民政府. 2023年{法治}政府_报告: 慈政〔2024〕1号[R/OL]. (2024-03-07)[2024-03-10]. "
        f'http://www.cixi.gov.cn/a"{{1}}.\n{NOTE}'
    )
    assert FORMS["bibtex"](FULL) == (
        "@techreport{fazhi-cn-330282-2023-v2,\n  author = {{慈溪市 人民政府}},\n  institution = {慈溪市 人民政府},\n"
        "  title = {{2023年\\{法治\\}政府\\_报告}},\n  year = {2024},\n  month = {3},\n  date = {2024-03-07},\n"
        "  number = {慈政〔2024〕1号},\n  url = {http://www.cixi.gov.cn/a%22%7B1%7D},\n  urldate = {2024-03-10},\n"
        f"  language = {{chinese}},\n  note = {{{NOTE}}},\n}}"
    )
    assert FORMS["ris"](FULL).split("\r\n") == [
        "TY  - RPRT", "ID  - fazhi-cn-330282-2023-v2", "AU  - 慈溪市 人民政府", "PB  - 慈溪市 人民政府",
        "TI  - 2023年{法治}政府_报告", "PY  - 2024", "DA  - 2024/03/07/", "SN  - 慈政〔2024〕1号",
        "UR  - http://www.cixi.gov.cn/a%22%7B1%7D", "Y2  - 2024/03/10/", "LA  - zh", f"N1  - {NOTE}", "ER  - ", "",
    ]  # fmt: skip


def test_a_citation_leaves_out_what_is_not_known() -> None:
    note = "fazhi cn-1 version 1; captured 2024-03-09T15:59:59Z; capture u1; payload d1"
    assert FORMS["gbt7714"](BARE) == f"无题名[R/OL]. [2024-03-09]. http://a.cn/.\n{note}"
    assert "author" not in FORMS["bibtex"](BARE) and "title = {{无题名}}" in FORMS["bibtex"](BARE)
    assert FORMS["ris"](BARE).startswith("TY  - RPRT\r\nID  - fazhi-cn-1-v1\r\nTI  - 无题名\r\nUR")
    assert '"issued"' not in csl(BARE) and '"accessed": {\n      "date-parts"' in csl(BARE)
    assert '"number": "慈政〔2024〕1号"' in csl(FULL) and '"publisher": "慈溪市 人民政府"' in csl(FULL)
