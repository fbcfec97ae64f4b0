"""Which titles are worth fetching."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.listing.candidates import are_reports, is_candidate, is_report_like, may_be_report
from records import Link


@pytest.mark.parametrize(
    "title",
    [
        "某区人民政府关于2023年度法治政府建设情况的报告",
        "某市人民政府2021年法治政府建设年度报告",
        "某市人民政府2024年度法治政府建设情况",
        "关于2023年依法行政和法治政府建设工作的报告",
        "中共某县县委 某县人民政府关于2024年法治政府建设情况的报告",
        "某市某区人民政府\n关于2024年度法治政府 建设工作情况的报告",
        "2020年某区推进依法行政工作情况及2021年工作打算",
        "某县2022年法治建设工作报告",
        "某省2022年度法治政府建设白皮书",
        "某县全面依法治县工作情况报告",
        "关于印发《某县2023年度法治政府建设情况报告》的通知",
        "【2022年】州生态环境局2022年度法治政府建设报告",
        "某区人民政府关于2023年度法治政…",
        "某区人民政府关于2023年度…",
        "某区人民政府关于２０２３年...",
        "关于2023年依法...",
        "某县人民政府关于…",
        "2017年度全区……",
    ],
)
def test_worth_fetching(title: str) -> None:
    assert is_candidate(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "…",
        "2024年政府工作报告",
        "某区政府信息公开工作年度报告",
        "关于2024年春节放假安排的通知",
        "关于召开法治政府建设推进会的通知",
        "法治政府建设示范创建名单公示",
        "某区人民政府关于开展2024年消防安全…",
        "某县召开年度工作会议...",
        "政务公开",
    ],
)
def test_not_worth_fetching(title: str) -> None:
    assert not is_candidate(title)


PLACES = st.sampled_from(["某县", "某市某区人民政府", "某县教育局", "某镇人民政府", ""])
YEARS = st.integers(2015, 2030)
FORMS = st.sampled_from(
    ["{p}关于{y}年度法治政府建设情况的报告", "{p}{y}年法治政府建设年度报告", "{p}{y}年法治政府建设情况", "{p}{y}年度推进依法行政工作报告"]
)  # fmt: skip


@given(PLACES, YEARS, FORMS, st.data())
def test_a_report_title_cut_after_its_year_stays_a_candidate(
    place: str, year: int, form: str, data: st.DataObject
) -> None:
    title = form.format(p=place, y=year)
    assert is_candidate(title)
    cut = data.draw(st.integers(title.index("年") + 1, len(title) - 1))
    assert is_candidate(title[:cut] + data.draw(st.sampled_from(["…", "...", "……"])))


@given(st.text())
def test_any_text_is_judged(title: str) -> None:
    assert is_candidate(title) in (True, False)


@pytest.mark.parametrize(
    ("title", "day", "expected"),
    [
        ("某县2023年法治政府建设年度报告", None, True),
        ("某县人民政府关于法治政府建设情况的报告", date(2024, 3, 1), True),
        ("某县人民政府关于2023年度法治政…", None, True),
        # The name of a column, in a menu.
        ("法治政府建设年度报告", None, False),
        ("法治政府建设", date(2024, 3, 1), False),
        ("某县召开2023年法治政府建设推进会", date(2024, 3, 1), False),
        ("某县2024年法治政府建设工作要点", date(2024, 3, 1), False),
        ("关于春节放假的通知", date(2024, 1, 1), False),
    ],
)
def test_what_makes_a_list_a_column_of_reports(title: str, day: date | None, expected: bool) -> None:
    assert is_report_like(Link("http://www.a.gov.cn/1.html", title, day)) == expected


@pytest.mark.parametrize(
    ("links", "is_list"),
    [
        (
            [
                ("/a.pdf", "某县2023年法治政府建设年度报告"),
                ("/a.docx", "某县2023年法治政府建设年度报告.docx"),
            ],
            False,
        ),
        ([("/a.pdf", "某县2023年法治政府建设年度报告"), ("/b.pdf", "某县2022年法治政府建设年度报告")], True),
        ([("/a.html", "某县2023年法治政府建设年度报告")], True),
        ([("/a.pdf", "登记表")], False),
    ],
)
def test_the_files_of_one_report_make_no_column(links: list[tuple[str, str]], is_list: bool) -> None:
    assert are_reports(Link(f"http://a.gov.cn{path}", title) for path, title in links) is is_list


def test_titles_that_run_together_decide_nothing() -> None:
    one = "清水县{}年法治政府建设工作总结及{}年工作计划"
    together = " ".join(
        one.format(year, year + 1) + f" {year + 1}-03-01" for year in (2023, 2022, 2021, 2020)
    )
    assert may_be_report(Link("http://www.a.gov.cn/fz/t20240301_1.html", together))
    assert not may_be_report(
        Link("http://www.a.gov.cn/fz/t20240301_1.html", "清水县2024年法治政府建设工作要点")
    )
