"""Which hidden blocks go on with a text, and where a source ends; each rule on both of its sides."""

from typing import Any

import pytest
from lxml import etree

from extraction.facts.sources import _cut
from extraction.prose.text import Words
from extraction.unshown.hidden_text import _continues, _is_whole, _opens

PLAIN, NAMED = etree.Element("div"), etree.Element("div", {"class": "box page2"})
BEGUN = "全市各级行政机关坚持依法行政，严格规范公正文明执法。"


def words(*texts: str) -> list[Words]:
    return [Words(text) for text in texts]


@pytest.mark.parametrize(
    ("element", "inside", "before", "after", "goes_on"),
    [
        (PLAIN, "三、下一步打算", ["二、存在问题", "有的问题。"], [], True),
        (PLAIN, "三、下一步打算", ["一、工作情况", "有的情况。"], [], False),
        (PLAIN, "三、下一步打算", [], [], False),
        (PLAIN, "（一）加强领导", ["一、工作情况"], [], True),
        (PLAIN, "（一）加强领导", ["一、工作情况", "有的情况。"], [], False),
        (PLAIN, "（二）加强领导", ["一、工作情况"], [], False),
        (PLAIN, "有的情况。", ["一、工作情况"], [], True),
        (PLAIN, "有的情况", ["一、工作情况"], [], False),
        (PLAIN, "一、工作情况", [], ["二、存在问题"], True),
        (PLAIN, "一、工作情况", [], ["三、下一步打算"], False),
        (PLAIN, "其余内容。", [BEGUN], ["展开全文"], True),
        (PLAIN, "其余内容。", [BEGUN, "展开全文"], [], True),
        (PLAIN, "其余内容。", [BEGUN], ["甲", "乙", "收起"], True),
        (PLAIN, "其余内容。", [BEGUN], ["甲", "乙", "丙", "收起"], False),
        (PLAIN, "其余内容。", [BEGUN], [], False),
        (PLAIN, "其余内容。", [BEGUN[-25:]], ["展开全文"], False),
        (PLAIN, "其余内容。", [BEGUN[-26:]], ["展开全文"], True),
        (PLAIN, "其余内容。", [BEGUN[:-1]], ["展开全文"], False),
        (NAMED, "其余内容。", [BEGUN], [], True),
        (NAMED, "其余内容。", [], [], False),
        (PLAIN, "2025年3月1日", [BEGUN], [], False),
        (PLAIN, "2025年3月1日", ["一、工作情况", BEGUN], [], True),
    ],
)
def test_a_hidden_block_goes_on_with_the_text(
    element: Any, inside: str, before: list[str], after: list[str], goes_on: bool
) -> None:
    assert _continues(element, words(inside), words(*before), words(*after)) is goes_on


def test_a_hidden_text_is_whole_by_its_length_or_its_headings() -> None:
    assert [_is_whole(words("年" * length)) for length in (119, 120)] == [False, True]
    assert _is_whole(words("一、工作情况")) and not _is_whole(words("工作情况"))
    assert [_opens(Words("一、".ljust(length, "年"))) for length in (60, 61)] == [True, False]
    assert not _opens(Words("一、情况。")) and not _opens(Words("情况"))


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("慈溪市司法局", "慈溪市司法局"),
        ("慈溪市司法局 2025-03-01", "慈溪市司法局"),
        ("“慈溪发布”", "慈溪发布"),
        ("“慈溪发布", "“慈溪发布"),
        ("慈溪市司法局）", "慈溪市司法局"),
        ("慈溪市司法局（法制办）", "慈溪市司法局（法制办）"),
        ("慈溪 打印 乙", "慈溪"),
    ],
)
def test_a_source_ends_before_what_follows_on_its_line(value: str, source: str) -> None:
    assert _cut(value) == source
