"""Tenths, and the units that a table names for a row: the value on both sides of each factor."""

import pytest

from extraction.figures.reading import read_figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("行政诉讼败诉率两成。", 20),
        ("行政诉讼败诉率两成五。", 25),
        ("行政诉讼败诉率两成半。", 25),
        ("行政诉讼败诉率三成二。", 32),
        ("行政诉讼败诉率一成。", 10),
    ],
)
def test_a_tenth_is_ten_percent_and_half_a_one_is_five(text: str, value: float) -> None:
    assert [(one.code, one.value, one.unit) for one in read_figures(text)] == [("lit_lost_rate", value, "%")]


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("罚没金额（元）\t12.5", 12.5),
        ("罚没金额（万元）\t12.5", 125_000),
        ("罚没金额（亿元）\t2", 200_000_000),
        ("罚没金额\t3亿元", 300_000_000),
    ],
)
def test_a_rows_unit_multiplies_its_number(row: str, value: float) -> None:
    assert [one.value for one in read_figures(f"罚没情况表\n项目\t金额\n{row}\n")] == [value]


@pytest.mark.parametrize(("kinds", "orgs"), [(1, 0), (4, 0), (5, 1)])
def test_up_to_four_kinds_of_bodies_are_counted_together(kinds: int, orgs: int) -> None:
    text = "人民调解组织" + "、".join(["15个乡镇"] * kinds) + "均已建立站点。"
    assert len(read_figures(text)) == orgs, read_figures(text)
