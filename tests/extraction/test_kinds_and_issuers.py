"""What the text adds to a title: its kind, its year, who signed it, and which of two places of one name it
is."""

from datetime import date

import pytest

from extraction.facts.issuer import attribute
from extraction.facts.kinds import judge, reads_like_report, title_kind
from extraction.facts.places import Hints, find_places
from extraction.facts.public_bodies import signature, title_issuer
from extraction.facts.years import report_year

NOWHERE = Hints({})


def kind_of(title: str | None, body: str) -> tuple[str, str]:
    kind, evidence, _ = judge(title, body)
    return kind, evidence.basis.partition(" + ")[0]


def test_a_column_called_like_its_reports_is_none_of_them() -> None:
    """Asked for as a report, its first item taken for the title (/channels/ and /contents/, seen on the
    replica)."""
    title = "云溪区人民政府关于2024年度法治政府建设工作情况的报告2025年01月20日"
    items = [
        f"云溪区{year}年法治政府建设情况报告\t{year + 1}年02月0{year % 9 + 1}日" for year in range(2019, 2024)
    ]
    assert kind_of(title, "\n".join(items)) == ("other", "text is a list")
    assert kind_of(title, "\n".join(["现将有关情况报告如下：", "一、主要举措", *items[:3]]))[0] == "report"
    # Some lists put nothing between title and day.
    close = [item.replace("\t", "") for item in items]
    assert kind_of("法治政府建设工作报告", "\n".join([*close, "第2页/共2页 下一页"]))[0] == "other"
    assert kind_of("法治政府建设工作报告", "\n".join(close[:2]))[0] == "report"


def test_kind_from_the_text() -> None:
    report = "2023年，我区推进法治政府建设。\n一、主要举措和成效\n依法行政。\n二、存在的问题\n法治政府建设不均衡。\n三、下一步工作"
    assert kind_of(None, report) == ("report", "text")
    assert kind_of("一个不说明什么的标题", report) == ("report", "text")
    assert kind_of("区政府召开法治政府建设推进会", report) == ("news", "title")
    assert kind_of(None, "您访问的页面不存在") == ("error_page", "text")
    assert kind_of("某某", "今天天气很好。") == ("other", "text")
    assert kind_of("甲县2023年法治政府建设情况报告", "某县立案XX件，某镇办结某乡") == ("template", "text")
    assert not reads_like_report("一、主要举措\n二、存在问题\n依法行政 依法行政 依法行政")  # no year


# text → year, what it was read from
TEXTS = {
    "2022年,甲区坚持依法行政。": (2022, "lead"),
    "市政府:\n2022年度,我区推进工作。": (2022, "lead"),
    "近年来，我局按照《法治政府建设实施纲要（2021—2025年）》部署推进工作。现将2023年法治政府建设情况报告如下：": (
        2023,
        "closing formula of the lead",
    ),
    "现将我局2023年法治政府建设情况和2024年工作打算报告如下：": (2023, "closing formula of the lead"),
    "根据厅字〔2019〕28号要求，报告如下。\n一、2021年工作情况\n二、2022年工作思路": (2021, "heading"),
    "现将《法治政府建设实施纲要（2021—2025年）》印发以来，2023年法治政府建设情况报告如下：": (
        2023,
        "closing formula of the lead",
    ),
    "2016至2020年，我县推进工作。\n二、2022年打算": (None, ""),
    "为落实(20212025年)规划和〔202133号文件，推进工作。": (None, ""),
    "省政府公报2021年第8期刊载。": (None, ""),
    "收入年鉴2022卷。": (None, ""),
    "今年以来，我局推进工作。": (None, ""),
    "一年来，全县推进工作。\n一、2023年工作情况": (2023, "heading"),
    "现将2022年法治政府建设情况及2023年度工作思路总结如下。": (2022, "closing formula of the lead"),
    "2025年3月17日在县人大常委会会议上。": (None, ""),
    "根据要求，推进工作。": (None, ""),
    "一、上一年度推进法治政府建设的主要举措": (2023, "上年度 and the publication date"),
    "二〇二二年，我县推进工作。": (2022, "lead"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_year_from_the_text(text: str) -> None:
    year, evidence, _ = report_year(None, text, date(2024, 3, 1))
    assert (year, evidence.basis.partition(" + ")[0] if evidence else "") == TEXTS[text]


def test_years_that_disagree() -> None:
    year, evidence, disagreement = report_year(
        "甲县2025年法治政府建设年度报告", "2024年，甲县推进工作。", None
    )
    assert year == 2025
    assert evidence is not None and evidence.basis == "title" and 0.5 <= evidence.confidence < 0.9
    assert "2024" in disagreement and "2025" in disagreement


# last lines → who signs
SIGNATURES = {
    ("云溪县人民政府", "2024年1月11日"): "云溪县人民政府",
    ("2024年1月11日", "云溪县人民政府"): "云溪县人民政府",
    ("中共廉江市委 廉江市人民政府", "2024年1月31日"): "廉江市人民政府",
    ("中共云岭县委", "云岭县人民政府", "二〇二五年一月十五日"): "云岭县人民政府",
    ("云 溪 县 司 法 局", "2024年1月11日", "(此件公开发布)"): "云溪县司法局",
    ("继续推进法治政府建设，落实责任，交由各级人民政府",): "",
    ("做好各项工作。",): "",
}


@pytest.mark.parametrize("lines", SIGNATURES)
def test_signature(lines: tuple[str, ...]) -> None:
    assert signature(["正文第一段。", *lines]) == SIGNATURES[lines]


def test_hints_tell_places_of_one_name_apart() -> None:
    title = "鼓楼区2024年法治政府建设年度报告"
    confirmed = attribute(title, "", [], Hints({"350102": "the site's host"}))
    assert (confirmed.adcode, confirmed.evidence["adcode"].basis) == (
        "350102",
        "issuer's name, confirmed by the site's host",
    )
    assert attribute(title, "", [], Hints({"410200": "the site's host"})).adcode == "410204"
    assert attribute(title, "鼓楼区人民政府\n2025年1月1日", ["徐州市司法局"], NOWHERE).adcode == "320302"
    assert attribute(title, "", [], Hints({"440881": "the site's host"})).adcode is None


def test_addressee_and_publisher_are_not_the_issuer() -> None:
    body = "市委、市政府：\n慈溪市人民政府：\n2023年，我市推进法治政府建设。\n廉江市人民政府\n2024年1月31日"
    found = attribute("关于2023年法治政府建设情况的报告", body, ["湛江市廉江市司法局"], NOWHERE)
    assert (found.issuer, found.adcode) == ("廉江市人民政府", "440881")
    own = attribute("2023年法治政府建设情况报告", "2023年，我局推进工作。", ["廉江市司法局"], NOWHERE)
    assert (own.issuer, own.issuer_level) == ("廉江市司法局", "department")
    none = attribute("2023年法治政府建设情况报告", "2023年，全市推进工作。", ["廉江市司法局"], NOWHERE)
    assert none.issuer is None


def test_bureau_without_place_takes_the_site_of_its_own_level() -> None:
    title = "市水务局2021年法治政府建设情况报告"
    assert attribute(title, "", [], Hints({"440100": "the site's host"})).issuer == "广州市水务局"
    district = attribute(title, "", [], Hints({"440103": "the site's host"}))
    assert (district.issuer, district.adcode) == ("市水务局", None)
    market = attribute(
        "市场监督管理局2021年法治政府建设情况报告", "", [], Hints({"440100": "the site's host"})
    )
    assert market.issuer == "市场监督管理局"


def test_places_are_found_longest_first() -> None:
    named = [place.bearers[0].name for place in find_places("浙江省宁波市慈溪市和攀枝花市东区、恩施州")]
    assert named == ["浙江省", "宁波市", "慈溪市", "攀枝花市", "东区", "恩施土家族苗族自治州"]


def test_a_district_is_not_the_county_it_was() -> None:
    """梅县区 was 梅县 until 2013, and its name begins with that of the county."""
    named = [
        place.bearers[0].adcode for place in find_places("梅州市梅县区人民政府2020年法治政府建设情况报告")
    ]
    assert named == ["441400", "441403"]


FULL = (
    "市委、市政府：\n2022年，全市推进法治政府建设。现将有关情况报告如下：\n一、2022年主要举措和成效\n依法行政，法治政府建设见效。\n"
    "二、存在的不足和原因\n法治政府建设不均衡。\n三、2023年工作安排\n继续推进。\n慈溪市人民政府\n2023年3月5日"
)
PART = "2022年，全市推进法治政府建设。\n一、工作开展情况\n依法行政，法治政府建设见效。\n二、依法行政情况\n法治政府建设。"


@pytest.mark.parametrize(
    "title",
    [
        "慈溪市2022年法治政府建设工作总结及2023年工作计划",
        "慈溪市2022年法治政府建设情况及2024年工作安排",
        "关于2022年度法治政府建设情况的通报",
        "慈溪市2022年法治政府建设（自查）报告",
        "慈溪市法治政府建设2022年度考核自评报告",
        "关于印发2022年法治政府建设情况报告的通知",
    ],
)
def test_the_text_decides_where_a_title_with_the_words_of_a_report_ends_otherwise(title: str) -> None:
    assert judge(title, FULL)[0] == "report"
    kind, _, contrary = judge(title, PART)
    assert kind == "candidate" and contrary.startswith("title says")
    assert judge(title, "近期工作。\n一、抓落实")[0] == title_kind(title)


@pytest.mark.parametrize(
    "title",
    [
        "慈溪市2022年上半年法治政府建设情况报告",
        "《慈溪市2022年法治政府建设情况报告》解读",
        "慈溪市2020—2022年法治政府建设情况报告",
        "法治政府建设述职报告",
        "关于做好2022年法治政府建设年度报告公开工作的通知",
        "2022年法治政府建设年度报告编写指南",
        "慈溪市2022年法治政府建设情况报告撰写要求（试行）",
        "2022年度法治政府建设报告编制说明",
    ],
)
def test_other_titles_decide_whatever_the_text_is(title: str) -> None:
    assert judge(title, FULL)[0] == title_kind(title) != "report"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于推出供应广州市2025年法治政府建设报告", "广州市"),
        ("转发天水市2023年法治政府建设情况报告", "天水市"),
        ("县长向县委报告清水县2023年法治政府建设情况", "清水县"),
        ("学习贯彻梅州市梅县区2023年法治政府建设报告", "梅州市梅县区"),
        ("国家税务总局慈溪市税务局2023年法治政府建设报告", "国家税务总局慈溪市税务局"),
    ],
)
def test_no_issuer_has_words_before_its_name(title: str, name: str) -> None:
    assert title_issuer(title) == name


@pytest.mark.parametrize(
    ("title", "body", "issuer"),
    [
        ("云溪县2023年法治政府建设报告", "2023年，全县推进工作。", None),
        ("云溪县2023年法治政府建设报告", "2023年，我县推进工作。", "云溪县人民政府"),
        ("大美云溪县2023年法治政府建设报告", "2023年，我县推进工作。", None),
        ("云溪县2023年法治政府建设报告", "2023年，云溪县推进工作。", "云溪县人民政府"),
        ("京港大学联盟2023年法治政府建设报告", "2023年，京港大学联盟推进工作。", None),
        ("转发水务局2023年法治政府建设报告", "2023年，推进工作。", None),
        ("水务局2023年法治政府建设报告", "2023年，推进工作。", "水务局"),
    ],
)
def test_a_name_that_is_no_known_body_needs_a_second_witness(
    title: str, body: str, issuer: str | None
) -> None:
    found = attribute(title, body, [], Hints({"330282": "the site's host"}))
    assert found.issuer == issuer
    if issuer is None:
        assert found.adcode is None
        assert [one.code for one in found.contradictions] == ["issuer_unknown"]
