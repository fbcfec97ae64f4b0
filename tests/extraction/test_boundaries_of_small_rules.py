"""Small rules of pages, lists, scripts and files that only their edges show, each on both of its sides."""

from typing import Any

import pytest
from lxml import etree

from extraction.body.attachments import _pictures
from extraction.facts.fields import _is_mute
from extraction.files.layout.paragraphs import _goes_on
from extraction.files.layout.rows import Row
from extraction.files.readers.archives import _is_litter, _length, _why
from extraction.listing.controls import _jumps
from extraction.listing.further_pages import _controls
from extraction.listing.item_titles import _opens_another
from extraction.markup.lines import Line
from extraction.markup.page import NotAPage, Page, read_page
from extraction.markup.page_numbers import Numbered, asks_for_first, one_after_the_other, up_to_last
from extraction.markup.style_sheets import _is_shown
from extraction.prose.boilerplate import is_content, is_labelled
from extraction.prose.text import Words
from extraction.scripts.script_code import branch_end, evaluate
from extraction.unshown.json_articles import unfolded
from extraction.works.marking import marked, merged
from records import FileReading, Issue, PageRequest, Removed

URL = "http://www.cixi.gov.cn/fz/index.html"


def page(markup: str, url: str = URL) -> Page:
    return read_page(f"<!DOCTYPE html><html><body>{markup}</body></html>".encode(), url)


def reading(name: str, *codes: str, **fields: Any) -> FileReading:
    return FileReading(
        "4", "unknown", name=name, issues=tuple(Issue(code, "why") for code in codes), **fields
    )


def test_an_archive_without_a_text_says_why_of_three_members() -> None:
    same = [reading(name, "scanned") for name in "abcd"]
    assert _why(same) == Issue("scanned", "a: why; b: why; c: why")
    assert _why([*same[:1], reading("b", "too_large")]).code == "no_text"
    assert _why([]) == Issue("no_text", "the archive is empty")
    inner = reading("a", text="12", removed=(Removed("footer", "345"),))
    assert _length(reading("z", members=(inner, inner), text="6")) == 11
    assert [_is_litter(name) for name in ("__MACOSX/a", "x/.DS_Store", "Thumbs.db", "a.doc")] == [
        True
    ] * 3 + [False]


@pytest.mark.parametrize(("controls", "is_page"), [(8, True), (9, False)])
def test_nine_controls_in_a_short_answer_are_no_page(controls: int, is_page: bool) -> None:
    body = b"<p>" + b"\x01" * controls + b"</p>" + b"a" * 100
    if is_page:
        assert read_page(body, URL).is_html
    else:
        with pytest.raises(NotAPage, match="binary data"):
            read_page(body, URL)


@pytest.mark.parametrize(("controls", "is_page"), [(204, True), (205, False)])
def test_one_control_in_twenty_bytes_of_the_first_four_thousand_is_no_page(
    controls: int, is_page: bool
) -> None:
    body = (b"<p>" + b"\x01" * controls).ljust(100_000, b"a")
    if is_page:
        assert read_page(body, URL).is_html
    else:
        with pytest.raises(NotAPage):
            read_page(body, URL)


@pytest.mark.parametrize(("count", "is_undone"), [(50, False), (51, True)])
def test_characters_written_as_numbers_are_undone_where_they_are_many(count: int, is_undone: bool) -> None:
    assert ("慈" in page("<p>" + "&#24904;" * count).text) is is_undone
    assert ("慈" in page("<p>" + "&#x6148;" * count).text) is is_undone


def numbers(texts: list[str]) -> list[int]:
    return list(Numbered(PageRequest(URL, "list"), "a_", ".html").numbers_of(texts))


def test_a_page_has_a_number_of_five_digits_at_most() -> None:
    assert numbers(["a_7.html", "a_99999.html", "a_100000.html", "a_x.html", "b_1.html", "a_1.htm"]) == [
        7,
        99999,
    ]


def last(url: str, items: int, *known: str) -> tuple[list[str], int, int] | None:
    span = up_to_last(PageRequest(url, "list"), known, items)
    return span and ([one.url.rpartition("?")[2] for one in span.pages], span.count, span.items)


def test_the_pages_up_to_the_last_are_counted_from_its_address() -> None:
    assert last("http://a.cn/?start=40", 20) == (["start=20", "start=40"], 0, 41)
    assert last("http://a.cn/?start=41", 20) == (["start=21", "start=41"], 0, 41)
    assert last("http://a.cn/?start=42", 20) is None and last("http://a.cn/?start=19", 20) is None
    assert last("http://a.cn/?page=3", 20, "http://a.cn/?page=1") == (["page=2", "page=3"], 3, 0)
    assert last("http://a.cn/?page=2", 20, "http://a.cn/?page=0") == (["page=1", "page=2"], 3, 0)
    assert last("http://a.cn/?page=0", 20) is None
    assert asks_for_first(PageRequest("http://a.cn/?page=1", "list"))
    assert not asks_for_first(PageRequest("http://a.cn/?page=2", "list"))
    assert not asks_for_first(PageRequest("http://a.cn/?start=1", "list"))


def one_by_one(url: str, items: int, end: int) -> list[str]:
    return [one.url.rpartition("?")[2] for one in one_after_the_other(PageRequest(url, "list"), items, end)]


def test_pages_follow_each_other_by_their_number_or_by_their_rows() -> None:
    assert one_by_one("http://a.cn/?page=2", 15, 4) == ["page=2", "page=3", "page=4"]
    assert one_by_one("http://a.cn/?page=1", 15, 3) == ["page=1", "page=2"]
    assert one_by_one("http://a.cn/?start=15", 15, 4) == ["start=15", "start=30", "start=45"]
    assert one_by_one("http://a.cn/?size=2&page=2", 15, 3) == ["size=2&page=2", "size=2&page=3"]
    assert one_by_one("http://a.cn/?id=7", 15, 4) == ["id=7"]


def row(left: float = 0.0, right: float = 100.0, em: float = 10.0, *cells: str) -> Row:
    return Row(cells or ("甲乙丙丁",), left, right, 0.0, em)


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        (row(), row(), True),
        (row(right=75.0), row(), True),
        (row(right=74.9), row(), False),
        (row(), row(left=3.0), True),
        (row(), row(left=3.1), False),
        (row(left=20.0), row(left=10.0), True),
        (row(left=20.0), row(left=10.1), False),
        (row(), row(em=12.0), True),
        (row(), row(em=12.1), False),
        (row(0, 100, 10, "甲", "乙"), row(), False),
        (row(), row(0, 100, 10, "甲", "乙"), False),
        (row(0, 100, 10, "工作如下："), row(0, 100, 10, "一、总体情况"), False),
        (row(0, 100, 10, "工作如下"), row(0, 100, 10, "一、总体情况"), True),
        (row(0, 100, 10, "工作如下："), row(0, 100, 10, "总体情况"), True),
    ],
)
def test_a_row_goes_on_with_the_paragraph_before_it(before: Row, after: Row, goes_on: bool) -> None:
    assert _goes_on(before, after, (0.0, 100.0)) is goes_on


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<label>转到 <input> 页</label>", 1),
        ("<span>转到第几页 <input></span>", 1),
        ("<span>转到 <input></span>", 0),
        ("<span>第 <input>页</span>", 0),
        ("<span>转到 <input type='hidden'>页</span>", 0),
        ("<span><input name='gotopage'></span>", 1),
    ],
)
def test_a_box_for_the_number_of_a_page(markup: str, found: int) -> None:
    assert len(list(_jumps(page(markup)))) == found


@pytest.mark.parametrize(
    ("label", "is_control"), [("下一页".ljust(14, "页"), True), ("下一页".ljust(15, "页"), False)]
)
def test_a_long_label_is_no_control(label: str, is_control: bool) -> None:
    found = list(
        _controls(page(f'<a href="index_2.html">{label}</a><a href="index_3.html">下一页</a>'), set())
    )
    assert (label in [one for _, one, _ in found]) <= is_control
    assert "下一页" in [one for _, one, _ in found]


def element(markup: str) -> Any:
    return etree.fromstring(markup)


def test_a_row_that_a_script_opens_is_another_item() -> None:
    assert _opens_another(element("<li onclick='a()'/>"), set())
    assert not _opens_another(element("<li onclick='a()'/>"), {"a()"})
    assert _opens_another(element("<td data-url='a' class='b'/>"), {"b"})
    assert not _opens_another(element("<li class='b'/>"), set())
    assert not _opens_another(element("<a onclick='a()'/>"), set())
    assert not _opens_another(etree.Comment("x"), set())


@pytest.mark.parametrize(("length", "found"), [(200, 1), (201, 0)])
def test_pictures_with_a_caption_are_the_report(length: int, found: int) -> None:
    made = page(f'<div id="c"><img src="a.jpg"><img src="a.jpg"><img src="/icon/b.jpg">{"字" * length}</div>')
    container = made.tree.xpath("//div")[0]
    assert [one.url for one in _pictures(URL, container)] == ["http://www.cixi.gov.cn/fz/a.jpg"] * found
    assert _pictures(URL, container.getparent()) == ()


@pytest.mark.parametrize(
    ("line", "labelled"),
    [
        ("发布日期：2025-03-01 来源：司法局", True),
        ("来源：" + "局" * 40, True),
        ("来源：" + "局" * 38 + "，办", True),
        ("来源：" + "局" * 39 + "，办", False),
        ("来源：市司法局。", False),
        ("本市依法行政。来源：市司法局", False),
    ],
)
def test_a_line_of_labels_has_short_values(line: str, labelled: bool) -> None:
    assert is_labelled(Words(line)) is labelled


@pytest.mark.parametrize(
    ("line", "content"),
    [
        ("依法行政工作。", False),
        ("依法行政的工作。", True),
        ("甲\t乙", True),
        ("一、总体情况", True),
        ("市政府办公室", False),
    ],
)
def test_a_closed_sentence_of_eight_characters_is_text(line: str, content: bool) -> None:
    assert is_content(Words(line)) is content


def test_which_lines_say_nothing_of_the_document() -> None:
    assert [_is_mute(Line("来源：", rule=rule)) for rule in ("title", "attachment", "", "source")] == [
        True,
        True,
        False,
        False,
    ]
    foot = Line("主办单位：慈溪市人民政府", rule="footer")
    assert _is_mute(foot) and not _is_mute(Line("主办单位：慈溪市人民政府"))
    assert not _is_mute(Line("来源：慈溪市司法局", rule="footer"))


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [
        (".a{display:none}", False),
        (".a{display:none}.a{display:block}", True),
        (".a{display:none}.ab{display:block}", False),
        (".a{color:red}", False),
        (".a}{display:block}", False),
        ("", False),
        (".a{}" * 200, True),
        (".a{}" * 199, False),
        (".a" + " " * 1990 + "{display:block}", False),
        (".a" + " " * 1900 + "{display:block}", True),
    ],
)
def test_what_another_rule_shows(sheet: str, shown: bool) -> None:
    assert _is_shown(sheet, ".a") is shown


def test_a_script_is_read_to_the_end_of_its_statement() -> None:
    assert branch_end("  {a;b} c", 0) == 7
    assert branch_end("a=1; b", 0) == 4
    assert branch_end("a=1", 0) == 3
    assert evaluate("1 == 1 ? 'a' : 'b'", {}) == ("a", 18)
    assert evaluate("1 == 2 ? 'a' : 'b'", {})[0] == "b"
    assert evaluate("x ? 'a' : 'b'", {"x": 0})[0] == "b"
    assert evaluate("x ? 'a' : 'b'", {"x": ""})[0] == "b"
    assert evaluate("x ? 'a' : 'b'", {"x": 2})[0] == "a"
    nested = "1 ? " * 12 + "'a'" + " : 'b'" * 12
    assert evaluate(nested, {})[0] == "a"
    assert evaluate("1 ? " * 13 + "'a'" + " : 'b'" * 13, {})[0] != "a"


@pytest.mark.parametrize(("length", "is_there"), [(39, False), (40, True)])
def test_the_text_in_an_articles_json_has_forty_characters(length: int, is_there: bool) -> None:
    body = "年" * length
    reply = read_page(f'{{"data":{{"title":"报告","content":"{body}"}}}}'.encode(), URL)
    assert (body in unfolded(reply).text and unfolded(reply).is_html) is is_there


def test_words_that_differ_are_marked_up_to_a_length() -> None:
    assert marked("甲乙", "甲乙") == ([("甲乙", False)], [("甲乙", False)])
    assert marked("", "甲") == ([], [("甲", True)])
    assert marked("甲乙", "甲丙") == ([("甲", False), ("乙", True)], [("甲", False), ("丙", True)])
    assert merged("甲乙", "甲丙") == [("=", "甲"), ("-", "乙"), ("+", "丙")]
    assert merged("甲", "") == [("-", "甲")]
    fits, longer = "甲，" * 750, "甲，" * 750 + "甲"
    assert len(marked(fits, fits[:-2] + "乙，")[0]) == 3 and len(marked(longer, fits)[0]) == 1
    assert len(merged(longer, fits)) == 2 and merged(fits, fits) == [("=", fits)]
