"""What a reader sees of a page: lines, links, rows of tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.body.container_lines import container_lines
from extraction.body.platform_cleaning import elements_beside
from extraction.families import GENERIC
from extraction.families.vsb import VSB
from extraction.markup.lines import lines_around, visible_text
from extraction.markup.page import Page, read_page
from extraction.markup.visible import lines_of, runs_of
from extraction.prose.text import bare, half_width, squeeze


def body(markup: str) -> Page:
    return read_page(f"<html><body>{markup}</body></html>".encode())


LINES = pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>甲<b>乙</b></p>丙", [("甲乙", False), ("丙", False)]),
        ("甲<br>乙<hr>丙", [("甲", False), ("乙", False), ("丙", False)]),
        ("<a href=1>甲</a> <a href=2>乙</a>", [("甲 乙", True)]),
        ("<a href=1>甲</a>、乙", [("甲、乙", False)]),
        ("甲<a href=1>乙</a>", [("甲乙", False)]),
        ("<a href=1><div>甲</div><div>乙</div></a><p>丙", [("甲", True), ("乙", True), ("丙", False)]),
        ("<a href=1>甲<p>乙</p>丙</a>丁", [("甲", True), ("乙", True), ("丙丁", False)]),
        ("<p>甲<script>x</script>乙<!-- 丙 -->丁<span hidden>戊</span></p>", [("甲乙丁", False)]),
        ("甲<span style='Display : NONE'>乙</span>丙<i style='display:block'>丁</i>", [("甲丙丁", False)]),
        ("甲&#x2028;乙", [("甲", False), ("乙", False)]),
        ("甲<a href=1 hidden>乙</a><?php 丙 ?>丁<a href=1>戊<a href=2>己</a></a>庚", [("甲丁戊己庚", False)]),
        ("<pre>甲\n<a href=1>乙\n丙</a></pre>", [("甲", False), ("乙", True), ("丙", True)]),
    ],
)


@LINES
def test_lines_and_whether_they_are_links(markup: str, expected: list[tuple[str, bool]]) -> None:
    assert list(lines_of(body(markup).visible.pieces)) == expected


@LINES
def test_met_one_by_one_the_runs_are_the_same(markup: str, expected: list[tuple[str, bool]]) -> None:
    page = body(markup)
    for wanted in (True, False):
        told = "".join(text for text, is_linked in page.visible.runs() if is_linked == wanted)
        assert bare("".join(text for text, is_linked in runs_of(page.tree) if is_linked == wanted)) == bare(
            told
        )


def test_a_container_inside_a_link_leaves_links_around_it() -> None:
    page = body("<p>甲</p><a href=1>乙<div id=zoom>丙</div>丁</a>戊<p>己</p>")
    above, below = lines_around(page, page.tree.find(".//div"))
    assert [(line.text, line.linked) for line in above] == [("甲", False), ("乙", True)]
    assert [(line.text, line.linked) for line in below] == [("丁戊", False), ("己", False)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>甲</td><td>1</td></tr><tr><th>乙</th><td></td><td>2</td></tr>", ["甲\t1", "乙\t2"]),
        ("<tr><td>甲<br>乙</td><td><p>1</p><p>2</p></td></tr>", ["甲 乙\t1 2"]),
        ("<tr><td>甲</td><td></td></tr>", ["甲"]),
        (f"<tr><td>甲</td><td>{'乙' * 401}</td></tr>", ["甲", "乙" * 401]),
        ("<tr><td>甲</td><td><table><tr><td>乙</td><td>1</td></tr></table></td></tr>", ["甲", "乙\t1"]),
        ("<tr><td>甲</td><td>1<table hidden><tr><td>乙</td></tr></table></td></tr>", ["甲\t1"]),
        ("<tr><td>甲</td><td hidden>1</td></tr>", ["甲"]),
        ("<tr><td><a href=1>甲</a></td><td>1</td></tr>", ["甲\t1"]),
    ],
)
def test_rows_of_data_are_lines(rows: str, expected: list[str]) -> None:
    page = body(f"<div>前<table>{rows}</table>后</div>")
    lines = container_lines(page.visible, page.tree.find(".//div"), {})
    assert [line.text for line in lines] == ["前", *expected, "后"]
    assert ["\t".join(filter(None, line.cells)) for line in lines if line.cells] == [
        text for text in expected if "\t" in text
    ]


def test_links_and_widgets_are_cleaned_where_they_stand() -> None:
    page = body(
        "<div>甲<p>乙<span class='a Share'>丙<br>丁</span>戊</p><p>附件：<a href='1.pdf'>己 &lt;b&gt;</a></p></div>"
    )
    container = page.tree.find(".//div")
    lines = container_lines(page.visible, container, elements_beside(container, GENERIC))
    assert [(line.text, line.rule, line.linked) for line in lines] == [
        ("甲", "", False),
        ("乙", "", False),
        ("丙", "share", False),
        ("丁", "share", False),
        ("戊", "", False),
        ("附件：己 <b>", "attachment", False),
    ]


def test_what_only_a_platform_knows_is_named_by_a_function() -> None:
    page = body(
        "<div><p>甲<b>乙</b></p><p>附件【<a href='1.pdf'>丙</a>】已下载<span id='nattach1'>3</span>次</p>丁</div>"
    )
    container = page.tree.find(".//div")
    beside = elements_beside(container, VSB)
    assert [(element.tag, rule) for element, rule in beside.items()] == [("p", "attachment")]
    assert [(line.text, line.rule) for line in container_lines(page.visible, container, beside)] == [
        ("甲乙", ""),
        ("附件【丙】已下载3次", "attachment"),
        ("丁", ""),
    ]
    assert elements_beside(container, GENERIC) == {}


@pytest.mark.parametrize(("length", "taken"), [(300, True), (301, False)])
def test_what_is_longer_than_a_widget_holds_the_article(length: int, taken: bool) -> None:
    container = body(f"<div><div class='print'>{'文' * length}</div></div>").tree.find(".//div")
    assert bool(elements_beside(container, GENERIC)) == taken


ANY_TEXT = st.text("甲乙 \t\n\u3000\xa0\u200b\ufeff\xadＡ，：ab1\u2028\x1c\x1d\x1f\ue7e3", max_size=30)


@given(st.lists(ANY_TEXT, max_size=6))
def test_no_character_of_the_page_is_taken_for_a_mark(texts: list[str]) -> None:
    harmless = f"<!--{' ' * 5_000}-->"  # many control characters at the beginning are no page
    page = body(harmless + "".join(f"<p>{text}<a href=1>{text}</a></p>" for text in texts))
    shown = "".join(f"{text}{text}" for text in texts)
    assert visible_text(page) == bare(shown)
    lines = container_lines(page.visible, page.tree.find("body"), {})
    assert bare("".join(line.text for line in lines)) == bare(shown)


@given(ANY_TEXT)
def test_white_space_and_widths(text: str) -> None:
    words = text.translate(dict.fromkeys(map(ord, "\u200b\ufeff\xad"))).split()
    assert squeeze(text) == " ".join(words)
    assert bare(text) == "".join(words)
    assert half_width(text) == text.replace("Ａ", "A").replace("，", ",").replace("：", ":").replace(
        "\u3000", " "
    ).replace("\xa0", " ")
