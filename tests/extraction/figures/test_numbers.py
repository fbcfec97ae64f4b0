"""The grammar of numbers: what is read, with which value, unit and qualifier; and what is no figure."""

import pytest

from extraction.figures.numbers import Number, numeral_value, plain_text, read_numbers, spans_of_names


def numbers(text: str) -> list[Number]:
    plain = plain_text(text)
    return read_numbers(plain, list(spans_of_names(plain)))


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "qualifier"),
    [
        ("受理318件", "318", 318, "件", "exact"),
        ("共计1,284,336件", "1,284,336", 1_284_336, "件", "exact"),
        ("调处22 471件", "22 471", 22_471, "件", "exact"),
        ("办结３８件", "38", 38, "件", "exact"),
        ("行政处罚：496件", "496", 496, "件", "exact"),
        ("纠纷3.2万余件", "3.2万", 32_000, "件", "over"),
        ("纠纷30余万件", "30余万", 300_000, "件", "over"),
        ("涉及7.6亿元", "7.6亿", 760_000_000, "元", "exact"),
        ("罚款8,650.4万元", "8,650.4万", 86_504_000, "元", "exact"),
        ("近2000场次", "2000", 2000, "场次", "about"),
        ("约165件", "165", 165, "件", "about"),
        ("30人左右", "30", 30, "人", "about"),
        ("超45万人次", "45万", 450_000, "人次", "over"),
        ("不到58万元", "58万", 580_000, "元", "under"),
        ("逾九成五", "九成五", 95, "%", "over"),
        ("百分之百", "百分之百", 100, "%", "exact"),
        ("百分之九十八点六", "百分之九十八点六", 98.6, "%", "exact"),
        ("建议二十三件", "二十三", 23, "件", "exact"),
        ("规章两部", "两", 2, "部", "exact"),
        ("比例99.76％", "99.76", 99.76, "%", "exact"),
    ],
)
def test_a_number_is_read(text: str, printed: str, value: float, unit: str, qualifier: str) -> None:
    (number,) = numbers(text)
    assert plain_text(text)[number.start : number.end] == printed
    assert (number.value, number.unit, number.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("3至5场", 3, 5), ("400-450件", 400, 450), ("1～2名", 1, 2), ("3至5万件", 30_000, 50_000)],
)
def test_a_range_is_one_number(text: str, low: float, high: float) -> None:
    (number,) = numbers(text)
    assert (number.value, number.high, number.qualifier) == (low, high, "about")


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月4日",
        "第3447号",
        "国办发〔2018〕115号",
        "12·4国家宪法日",
        "《2023年度行政执法案卷评查99件实施意见》",
        "12345热线",
        "12309检察服务中心",
        "110联动",
        "“1+6+7+7”",
        "个百分点提高2个百分点",
        "一是加强；三项制度",
        "一件事一次办",
        "八五普法",
        "9" * 40 + "件",
        "1亿亿元",
        "万一",
        "三四十",
    ],
)
def test_names_dates_and_monsters_are_no_numbers_with_a_unit(text: str) -> None:
    assert [number for number in numbers(text) if number.unit and number.unit != "项"] == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("二十三", 23),
        ("一百零五", 105),
        ("两万三千", 23_000),
        ("一亿二千万", 120_000_000),
        ("百", 100),
    ],
)
def test_a_numeral_has_a_value(numeral: str, value: int) -> None:
    assert numeral_value(numeral) == value


@pytest.mark.parametrize("numeral", ["三四", "二〇二三", "万", "百百", "九点"])
def test_estimates_and_years_in_numerals_have_none(numeral: str) -> None:
    assert numeral_value(numeral) is None
