"""What platforms' readers and readers of scripts and files do at the edges of their rules."""

import base64

import pytest

from extraction.body.article_lines import article_lines
from extraction.facts.listed_titles import read_listed_title
from extraction.families.hanweb_jpage import _unit
from extraction.families.numeric_shtml import NUMERIC_SHTML
from extraction.files.readers.web_documents import read_html
from extraction.listing.controls import controls
from extraction.listing.leftovers import left_over
from extraction.markup.page import Page, read_page
from extraction.markup.treeless import flatten, strip_tags
from extraction.scripts.encoded_markup import encoded_trees
from extraction.scripts.page_scripts import scripts_of
from extraction.scripts.script_written import _argument
from extraction.works.reuse import sketch

URL = "http://www.cixi.gov.cn/fz/index.html"
LIST = "<ul>" + "".join(f"<li><a href='/a/{n}.shtml'>第{n}号通知</a></li>" for n in range(3)) + "</ul>"


def page(markup: str, url: str = URL) -> Page:
    return read_page(f"<!DOCTYPE html><html><body>{markup}</body></html>".encode(), url)


@pytest.mark.parametrize("quote", ["'", '"'])
def test_the_next_group_of_records_is_named_in_either_quotes(quote: str) -> None:
    block = f"<nextgroup><![CDATA[<a href={quote}/proxy?a=1&amp;b=2{quote}></a>]]></nextgroup>"
    assert _unit(block, URL).next_group == "http://www.cixi.gov.cn/proxy?a=1&b=2"


@pytest.mark.parametrize(("label", "pages"), [("12345", 12345), ("123456", None), ("尾页", None)])
def test_a_pager_without_addresses_promises_a_number_of_five_digits(label: str, pages: int | None) -> None:
    pager = f"<div class='m-pagination-page'><a href='#'>{label}</a></div>"
    assert NUMERIC_SHTML.read_listing(page(LIST + pager)).promised_pages == pages


def test_a_shell_without_items_is_a_problem_and_a_page_without_shell_is_none() -> None:
    assert NUMERIC_SHTML.read_listing(page("<a>甲</a><div class='boxPzh15_con'></div>")).problem
    assert not NUMERIC_SHTML.read_listing(page("<a>甲</a>")).problem
    assert NUMERIC_SHTML.read_listing(
        page("<a>甲</a><div class='m-pagination-page'><a href='#'>2</a></div>")
    ).problem


def test_a_row_of_one_cell_lays_out_a_document_and_a_row_of_two_is_a_table() -> None:
    cells = "<table><tr><td>{}</td></tr></table>"
    one = read_html(page(cells.format("<p>甲</p><p>乙</p>")).payload)
    two = read_html(page(cells.format("<p>甲</p><p>乙</p></td><td>丙")).payload)
    assert (one.text, one.tables) == ("甲\n乙", ())
    assert two.text == "甲 乙\t丙"


def test_short_titles_are_reports_only_where_the_column_says_so() -> None:
    rows = page("<p>" + "</p><p>".join(f"{year}年度报告" for year in (2021, 2022, 2023)) + "</p>")
    assert [one.kind for one in left_over(rows, ())] == [one.kind for one in left_over(rows, (), False)]
    assert len(left_over(rows, (), True)) > len(left_over(rows, ()))


@pytest.mark.parametrize(
    ("title", "may_be"),
    [
        ("2023年度", True),
        ("云溪县2023年法治政府建设…", True),
        ("关于云溪县2023年…", True),
        ("关于云溪县2023年", False),
        ("关于印发2023年解读…", False),
        ("关于云溪县…", False),
        ("年度报告", False),
    ],
)
def test_a_title_cut_short_may_be_a_report_s_where_it_names_a_year(title: str, may_be: bool) -> None:
    assert read_listed_title(title, "").may_be_report is may_be


def test_a_text_without_markup_has_a_text() -> None:
    assert article_lines(Page(URL, b"", "甲\n乙", "", "", 0, is_html=False)).has_text


@pytest.mark.parametrize("tag", ["div", "p", "span"])
def test_tags_that_nothing_opened_change_no_depth(tag: str) -> None:
    opened = f"<{tag}>" * 1000
    assert flatten("</b>" * 3 + opened) == "</b>" * 3 + opened
    below = "<br>" if tag != "span" else ""
    assert (
        flatten(opened + f"<{tag}>甲</{tag}></{tag}><{tag}>乙")
        == f"{opened}{below}甲{below}</{tag}><{tag}>乙"
    )
    assert (
        flatten(opened + f"<br></ ><!-- </{tag}> --><{tag}>") == f"{opened}<br></ ><!-- </{tag}> -->{below}"
    )


def test_lines_break_at_the_tags_of_blocks_alone() -> None:
    pieces = strip_tags("甲<b>乙</b><!-- x --><p>丙</p>丁").pieces
    assert "".join(pieces).split() == ["甲乙", "丙", "丁"]


@pytest.mark.parametrize(
    ("code", "argument"),
    [
        ("a)b", "a"), ("f(a) + b)c", "f(a) + b"), ("a;b", "a"), ("f(a;b", "f(a"), ("')' + a)", "')' + a"), ('"(;")', '"(;"'),
        ("'it\\'s )' )", "'it\\'s )' "), ("a", "a"), ("((a))) b", "((a))"),
    ],
)  # fmt: skip
def test_an_argument_ends_with_its_call_or_its_statement(code: str, argument: str) -> None:
    assert _argument(code, 0) == argument
    assert _argument(f"xy{code}", 2) == argument


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("$('#go').click(function() { go(); })", ["go"]),
        ('$("#go").on("click", function() { go(); })', ["go"]),
        ("$('#box').on('click', 'b', function() { go(); })", ["in"]),
        ("document.getElementById('go').onclick = function() { go(); }", ["go"]),
        ("document.querySelector('#go').onclick = function() { go(); }", ["go"]),
        ("document.querySelector('go').onclick = function() { go(); }", []),
        ("document.querySelectorAll('b').forEach(function(e) { e.addEventListener('click', () => { go(); }) })", ["in"]),
    ],
)  # fmt: skip
def test_elements_that_scripts_listen_to(code: str, found: list[str]) -> None:
    markup = f"<i id='go'>甲</i><div id='box'><b id='in'>乙</b></div><script>{code}</script>"
    handlers = scripts_of(page(markup)).handlers
    assert [element.get("id") for element in handlers] == found
    assert all("go();" in body for body in handlers.values())


@pytest.mark.parametrize(("length", "is_read"), [(36, False), (40, True), (40_000, True), (40_004, False)])
def test_markup_kept_in_code_is_of_forty_to_forty_thousand_characters(length: int, is_read: bool) -> None:
    code = base64.b64encode("<a href='/a'>甲</a>".encode().ljust(length // 4 * 3)).decode()
    assert len(code) == length
    assert bool(list(encoded_trees(page(f"<div>{code}</div>")))) is is_read
    assert bool(list(encoded_trees(page(f"<div data-list='{code}'></div>")))) is is_read


def test_a_sketch_has_as_many_bands_as_its_table() -> None:
    assert len(sketch("全市各级行政机关坚持依法行政，严格规范公正文明执法。").bands) == 42


@pytest.mark.parametrize(("words", "is_pager"), [("上一页", True), ("末页", True), ("其他", False)])
def test_numbers_that_do_not_follow_each_other_are_pages_beside_words_of_a_pager(
    words: str, is_pager: bool
) -> None:
    numbers = "".join(f"<a href='javascript:;' onclick='x({n})'>{n}</a>" for n in (1, 3, 5))
    found = [one.kind for one in controls(page(f"<p>{words}{numbers}</p>"))]
    assert ("numbers" in found) is is_pager
