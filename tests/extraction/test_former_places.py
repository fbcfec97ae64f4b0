"""Reports of governments that are no more: named as they were, in their time."""

from datetime import datetime

import pytest

from extraction.facts.places import find_places
from extraction.reading import extract

NOW = datetime.fromisoformat("2026-11-21")


def read(issuer: str, year: int, host: str = "www.example.gov.cn") -> tuple[str | None, list[str]]:
    lines = [
        f"{year}年，我们深入推进依法行政，现将法治政府建设情况报告如下：",
        "一、主要举措和成效",
        "全年办理行政复议案件128件，行政诉讼应诉案件45件。" * 30,
        issuer,
    ]
    title = f"{issuer}{year}年法治政府建设年度报告"
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class='TRS_Editor'>{body}</div></body></html>"
    found = extract(page.encode(), f"https://{host}/art/1.html", now=NOW)
    assert (found.is_report, found.report_year) == (True, year)
    return found.adcode, [issue.code for issue in found.issues]


@pytest.mark.parametrize(
    ("issuer", "year", "host", "adcode"),
    [
        ("杭州市下城区人民政府", 2019, "www.example.gov.cn", "330103"),
        ("下城区人民政府", 2019, "www.gongshu.gov.cn", "330103"),
        # Two of one name, one of which ended in 2025.
        ("重庆市江北区人民政府", 2022, "www.example.gov.cn", "500105"),
        ("江北区人民政府", 2022, "www.nbjb.gov.cn", "330205"),
        ("肥乡县人民政府", 2015, "www.fxq.gov.cn", "130428"),
        ("肥乡区人民政府", 2022, "www.fxq.gov.cn", "130407"),
        # A city of 新疆生产建设兵团, on the site of the whole.
        ("石河子市人民政府", 2022, "www.xjbt.gov.cn", "659001"),
        # Only its code changed.
        ("三明市三元区人民政府", 2019, "www.smsy.gov.cn", "350404"),
    ],
)
def test_a_report_belongs_to_who_issued_it_in_its_year(
    issuer: str, year: int, host: str, adcode: str
) -> None:
    assert read(issuer, year, host) == (adcode, [])


def test_who_was_gone_by_then_is_not_meant() -> None:
    assert read("杭州市下城区人民政府", 2023)[0] != "330103"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("松岚县2023年度法治政府建设情况报告", []),
        ("岚县2023年度法治政府建设情况报告", ["岚县"]),
        ("山西岚县2023年度法治政府建设情况报告", ["岚县"]),
        ("吕梁市岚县法治政府建设情况报告", ["吕梁市", "岚县"]),
        ("关于岚县法治政府建设情况的报告", ["岚县"]),
        ("攀枝花东区法治政府建设情况报告", ["东区"]),
        ("青云县法治政府建设情况报告", []),
    ],
)
def test_a_name_of_two_characters_is_not_the_end_of_another(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_places(text)] == names
