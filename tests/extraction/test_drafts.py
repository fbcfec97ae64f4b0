"""A draft of a report is no report: its title, its column or its own words say so; a report that speaks of
opinions is one."""

import pytest

from extraction.facts.drafts import draft_sign

REPORT = "清水县2023年法治政府建设年度报告"
TEXT = (
    "2023年，清水县深入推进法治政府建设。现将2023年法治政府建设情况报告如下：\n一、主要举措和成效\n"
    "围绕公交线路调整公开征求社会公众意见1270条，反馈意见采纳情况。\n二、存在的问题\n三、下一步打算\n"
    "清水县人大常委会听取了专题汇报，提出审议意见8条，已全部办结反馈。\n清水县人民政府\n2024年3月1日"
)
ENDINGS = (
    "（征求意见稿） （送审稿） （讨论稿） （草案） （初稿） 征求意见稿 （代拟稿） （送审稿）（2） 【征求意见稿】 （公开征求意见稿） （审议稿）"
    " （报批稿） （草案送审稿） （公开征求意见） （上会稿）"
)


@pytest.mark.parametrize("ending", ENDINGS.split())
def test_by_its_title(ending: str) -> None:
    assert draft_sign(REPORT + ending, TEXT) == "title"


@pytest.mark.parametrize(
    "title",
    [
        "关于公开征求《清水县2023年法治政府建设年度报告》意见的公告",
        "清水县司法局关于征求清水县2023年法治政府建设年度报告意见的函",
        "关于向社会征集2023年法治政府建设报告意见建议的通知",
    ],
)
def test_by_a_title_that_asks(title: str) -> None:
    assert draft_sign(title, TEXT) == "title"


@pytest.mark.parametrize("place", ["首页 > 互动交流 > 意见征集 > 正文", "征求意见", "首页>民意征集"])
def test_by_its_column(place: str) -> None:
    assert draft_sign(REPORT, TEXT, [place]) == "column"


@pytest.mark.parametrize(
    "lead",
    [
        "现将《清水县2023年法治政府建设年度报告》全文公布，面向社会公开征求意见，请于3月10日前将意见反馈至县司法局。",
        "为提高报告质量，现公开征求社会各界意见。意见反馈截止日期为2024年3月10日。",
        "现就报告征求各单位意见，请书面反馈意见。",
    ],
)
def test_by_what_it_asks(lead: str) -> None:
    assert draft_sign(REPORT, f"{lead}\n{TEXT}") == "text"
    assert draft_sign(REPORT, f"{TEXT}\n{lead}") == "text"


@pytest.mark.parametrize(
    "title",
    [
        REPORT,
        f"{REPORT}（全文）",
        "关于清水县2023年法治政府建设情况的报告",
        f"{REPORT}（定稿）",
        f"{REPORT}（来稿）",
    ],
)
def test_a_report_is_none(title: str) -> None:
    assert draft_sign(title, TEXT, ["首页 > 政务公开 > 法治政府建设年度报告"]) == ""
