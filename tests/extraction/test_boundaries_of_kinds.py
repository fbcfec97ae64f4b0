"""Each number that decides what a page is by its title and its text, tried on both of its sides."""

import pytest

from extraction.facts.kinds import (
    _accounts_for_a_year,
    _cued,
    _is_like_report,
    _shape,
    is_report_title,
    judge,
)

TITLE = "云溪县2023年法治政府建设年度报告"
FORMULA = "现将有关情况报告如下"
SECTIONS = ["一、甲", "二、乙", "三、丙"]


@pytest.mark.parametrize(
    ("lines", "cued", "shape"),
    [
        (["甲"] * 5 + [FORMULA], 0, {"formula"}),
        (["甲"] * 6 + [FORMULA], 0, set()),
        (["甲" * 790 + FORMULA], 0, {"formula"}),
        (["甲" * 791 + FORMULA], 0, set()),
        (["甲"] * 2 + ["县人民政府:"], 0, {"addressee"}),
        (["甲"] * 3 + ["县人民政府:"], 0, set()),
        (["2024年1月15日"] + ["甲"] * 3, 0, {"sign-off"}),
        (["2024年1月15日"] + ["甲"] * 4, 0, set()),
        (["甲" * 1500], 0, {"length"}),
        (["甲" * 1499], 0, set()),
        (["甲"], 2, {"outline"}),
        (["甲"], 1, set()),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_the_form_of_a_text_adds(lines: list[str], cued: int, shape: set[str]) -> None:
    assert set(_shape(lines, cued)) == shape


@pytest.mark.parametrize(
    ("lines", "accounts"),
    [
        (["2023年", *SECTIONS], True),
        (["二〇二三年", *SECTIONS], True),
        (["2023年", *SECTIONS[:2]], False),
        (["甲", "乙", "2023年", *SECTIONS], True),
        (["甲", "乙", "丙", "2023年", *SECTIONS], False),
        (["甲" * 395 + "2023年", *SECTIONS], True),
        (["甲" * 396 + "2023年", *SECTIONS], False),
    ],
    ids=lambda value: str(value)[:20],
)
def test_sections_on_a_year(lines: list[str], accounts: bool) -> None:
    assert _accounts_for_a_year(lines) is accounts


@pytest.mark.parametrize(
    ("text", "cued", "is_like"),
    [
        ("2023年" + "法治政府。" * 3, 2, True),
        ("2023年" + "法治政府。" * 2, 2, False),
        ("2023年" + "法治政府。" * 3, 1, False),
        ("2023年" + FORMULA + "法治政府。" * 3, 1, True),
        ("2023年" + FORMULA + "法治政府。" * 3, 0, False),
        ("今年" + "法治政府。" * 3, 2, False),
        ("甲\n" * 5 + "2023年" + "法治政府。" * 3, 2, True),
        ("甲\n" * 6 + "2023年" + "法治政府。" * 3, 2, False),
        ("甲" * 795 + "2023年" + "法治政府。" * 3, 2, True),
        ("甲" * 796 + "2023年" + "法治政府。" * 3, 2, False),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_text_is_like_a_report(text: str, cued: int, is_like: bool) -> None:
    assert _is_like_report(text, cued) is is_like


def test_a_heading_has_its_cue_in_the_first_80_characters() -> None:
    assert [_cued([f"一、{'甲' * long}下一步"]) for long in (75, 76)] == [1, 0]
    assert _cued(["下一步", "一、下一步", "二、主要举措"]) == 2


@pytest.mark.parametrize(("length", "is_title"), [(90, True), (91, False)])
def test_the_title_of_a_report_is_at_most_so_long(length: int, is_title: bool) -> None:
    assert is_report_title(TITLE.rjust(length, "云")) is is_title


@pytest.mark.parametrize(("length", "kind"), [(399, "error_page"), (400, "notice")])
def test_an_error_page_says_little(length: int, kind: str) -> None:
    assert judge("关于某事项的通知", "页面不存在".ljust(length, "字"))[0] == kind


@pytest.mark.parametrize(("length", "kind"), [(300, "report"), (301, "candidate")])
def test_a_text_of_some_length_without_the_subject_contradicts_the_title(length: int, kind: str) -> None:
    assert judge(TITLE, "字" * length)[0] == kind
