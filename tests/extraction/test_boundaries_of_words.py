"""Numbers that decide what a page's characters and words mean, tried on both of their sides."""

import pytest

from extraction.facts.confidence import STRENGTH
from extraction.listing.control_elements import control_label
from extraction.markup.encoding import decode
from extraction.markup.errors import ExtractionFailed, NotAPage
from extraction.markup.page import read_page
from extraction.unshown.traditional import is_traditional


def test_what_cannot_be_read_is_an_error_of_the_input() -> None:
    assert NotAPage("neither HTML nor text").exit_code == ExtractionFailed("").exit_code == 2


def test_a_day_of_generation_is_worth_less_than_a_day_of_time_and_more_than_an_unlabelled_one() -> None:
    unlabelled = STRENGTH["value without a label"]
    for label in ("label 生成", "label 更新", "label 发文"):
        assert unlabelled < STRENGTH[label] < STRENGTH["label 时间"] < STRENGTH["label"]


@pytest.mark.parametrize(
    ("marks", "others", "traditional"), [(8, 152, True), (8, 153, False), (7, 20, False)]
)
def test_eight_marks_and_one_character_in_twenty_make_a_text_traditional(
    marks: int, others: int, traditional: bool
) -> None:
    assert is_traditional("設" * marks + "法" * others) is traditional


@pytest.mark.parametrize(("chinese", "codec"), [(4, "utf-8"), (3, "gb18030")])
def test_four_chinese_characters_in_utf8_show_a_template_around_a_text_in_gbk(
    chinese: int, codec: str
) -> None:
    text = "全市推进依法行政工作取得新进展" * 4
    page = "".join(
        f"<i>{character}</i>" for character in "法治政府"[:chinese]
    ).encode() + f"<p>{text}</p>".encode("gbk")
    assert decode(page)[1] == codec


def test_an_input_that_is_no_button_has_no_label_a_control_could_have() -> None:
    page = read_page("<input type=text value=下一页><input type=button value=下一页>".encode())
    written, button = page.tree.iter("input")
    assert control_label(button) == "下一页"
    assert len(control_label(written)) >= 99
