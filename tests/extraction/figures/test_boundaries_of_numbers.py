"""Each number that decides what a numeral is, which year a text reports on and where its plans begin: both
sides."""

import pytest

from extraction.figures.numbers import plain_text, read_numbers, spans_of_names
from extraction.figures.sections import places_of, planned_from, weaknesses_in, year_of
from extraction.figures.tables import table_spans


def numbers(text: str) -> list[tuple[float, float | None, str]]:
    plain = plain_text(text)
    found = read_numbers(plain, list(spans_of_names(plain)))
    return [(number.value, number.high, number.unit) for number in found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0.0102万元", [102.0]),  # 102.00000000000001 as it is multiplied
        ("100.235元", [100.23]),
        ("99.765%", [99.765]),
        ("1 234件", [1234]),
        ("9" * 15 + "件", [999_999_999_999_999]),
        ("9" * 16 + "件", []),
        ("1979、1980、2040、2041、", [1979, 2041]),
        ("2.5件", []),
        ("2.5元", [2.5]),
        ("2.5%", [2.5]),
        ("三分之二", [200 / 3]),
        ("五分之四", [80.0]),
        ("二分之二", []),
        ("第一成", []),
    ],
)
def test_a_numeral_has_its_value_or_is_none(text: str, values: list[float]) -> None:
    assert [value for value, _, _ in numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("3件至5件", [(3, 5)]),
        ("3至5件", [(3, 5)]),
        (f"3{' ' * 7}至5件", [(3, 5)]),
        (f"3{' ' * 8}至5件", [(3, None), (5, None)]),
        ("3至4件", [(3, 4)]),
        ("3至3件", [(3, None), (3, None)]),
        ("5至3件", [(5, None), (3, None)]),
        ("3件至5人", [(3, None), (5, None)]),
        ("由3件到5件", [(3, None), (5, None)]),
        ("3至5件至8件", [(3, 5), (8, None)]),
    ],
)
def test_two_numbers_are_a_range_or_two(text: str, ranges: list[tuple[float, float | None]]) -> None:
    assert [(value, high) for value, high, _ in numbers(text)] == ranges


@pytest.mark.parametrize(("length", "year"), [(399, 2023), (400, 2023), (401, 2022)])
def test_a_passage_reports_on_its_latest_year_and_a_report_on_that_it_names_most(
    length: int, year: int
) -> None:
    assert year_of("2022年甲。2022年乙。2023年丙。".ljust(length, "字")) == year


@pytest.mark.parametrize(("begin", "year"), [(1495, 2023), (1496, None)])
def test_the_year_is_looked_for_in_the_first_1500_characters(begin: int, year: int | None) -> None:
    assert year_of("字" * begin + "2023年") == year


def test_the_first_three_places_are_those_of_the_report() -> None:
    signed = "云溪县2023年法治政府建设报告\n东山市司法局\n西林区人民政府\n北湖镇2023年"
    assert places_of(signed) == ("云溪县", "东山市", "西林区")
    assert places_of("全县人民政府、我市司法局、各镇关于、本区2023年、云县关于、云溪县关于") == ("云溪县",)


@pytest.mark.parametrize(("ahead", "found"), [(1493, True), (1494, False)])
def test_places_are_read_at_the_beginning(ahead: int, found: bool) -> None:
    assert places_of("," * ahead + "云溪县人民政府公告和通告" + "," * 400) == (("云溪县",) if found else ())


@pytest.mark.parametrize(("behind", "found"), [(193, True), (194, False)])
def test_places_are_read_in_the_signature(behind: int, found: bool) -> None:
    assert places_of("," * 1600 + "云溪县人民政府" + "," * behind) == (("云溪县",) if found else ())


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("一、下一步打算\n受理5件。", [(0, 13)]),
        ("一、做法\n二、下一步\n(一)打算\n三、成效", [(4, 16)]),
        ("二、下一步\n(一)成效如何\n三、附则\n四、明年\n甲", [(0, 13), (18, 25)]),
        ("一、做法\n(一)下一步\n(二)成效\n甲", [(4, 11)]),
        ("一、做法\n甲。\n" + "下一步工作".ljust(25, "安") + "\n受理5件。", [(7, 39)]),
        ("一、做法\n甲。\n" + "下一步工作".ljust(26, "安") + "\n受理5件。", []),
        ("一、下一步工作总结\n受理5件。", []),
    ],
)
def test_the_sections_of_plans(text: str, spans: list[tuple[int, int]]) -> None:
    assert planned_from(text) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("一、做法\n甲\n二、存在的问题\n乙3件\n(一)丙\n三、下一步\n丁", [(6, 23)]),
        ("一、存在的问题\n乙3件", [(0, 11)]),
        ("二、" + "甲" * 31 + "存在的问题\n乙3件", [(0, 42)]),
        ("二、" + "甲" * 36 + "存在的问题\n乙3件", []),
    ],
)
def test_the_sections_of_what_is_wanting(text: str, spans: list[tuple[int, int]]) -> None:
    assert weaknesses_in(text) == spans


@pytest.mark.parametrize(("length", "count"), [(30, 1), (31, 0)])
def test_a_line_of_a_table_is_short(length: int, count: int) -> None:
    assert len(list(table_spans("收到行政复议申请\n" + "审" * length + "\n12\n"))) == count


@pytest.mark.parametrize(("tabs", "count"), [(2, 0), (3, 1)])
def test_one_row_is_a_table_where_it_has_four_cells(tabs: int, count: int) -> None:
    assert len(list(table_spans("一" + "\t12" * tabs + "\n这一行是句子，不是表格。\n"))) == count
