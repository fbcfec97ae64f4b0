"""Figures of whole texts: the characters, scope, period, plans, lists, tables, all and none; and no crash,
ever."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.figures.reading import read_figures
from records import Figure
from tests.conftest import ROOT

SHARED = Path(os.environ.get("FAZHI_SHARED", ROOT.parent / "shared"))
REPORT = """某某县人民政府关于2023年法治政府建设情况的报告
一、主要举措和成效
全县行政复议机关收到行政复议申请318件，受理271件，审结246件，同比增长20%。从审理结果看，维持96件，撤销14件。
行政诉讼败诉率由去年的12.4%降至7.1%。截至2023年底，累计培养公职律师157名；县政府制发规范性文件9件。
二、存在的问题
个别乡镇败诉率超过30%。
三、下一步工作安排
明年行政机关负责人出庭应诉率力争达到100%，开展行政检查500次。
"""


def found(text: str) -> list[tuple[str, float]]:
    return [(figure.code, figure.value) for figure in read_figures(text)]


def one(code: str, text: str = REPORT) -> Figure:
    (figure,) = [figure for figure in read_figures(text) if figure.code == code]
    return figure


def test_a_report_is_read_without_its_changes_plans_and_complaints() -> None:
    assert found(REPORT) == [
        ("recon_received", 318),
        ("recon_accepted", 271),
        ("recon_closed", 246),
        ("recon_upheld", 96),
        ("recon_revoked", 14),
        ("lit_lost_rate", 7.1),
        ("public_lawyers", 157),
        ("norm_issued", 9),
    ]


def test_every_figure_is_anchored_in_its_characters() -> None:
    for figure in read_figures(REPORT):
        assert REPORT[figure.char_from : figure.char_to] == figure.printed
        assert figure.printed in figure.sentence


def test_whose_and_of_when() -> None:
    assert (one("recon_received").scope, one("recon_received").period) == ("area", "year")
    assert one("public_lawyers").period == "cumulative"
    assert one("norm_issued").scope == "own"


def test_the_first_name_of_a_list_takes_the_first_number() -> None:
    text = "我市新收、受理、办结行政复议案件分别为142件、131件、117件。"
    assert found(text) == [("recon_received", 142), ("recon_accepted", 131), ("recon_closed", 117)]


def test_joined_verbs_give_one_number_two_codes() -> None:
    assert found("受理并办结行政复议案件45件。") == [("recon_accepted", 45), ("recon_closed", 45)]


@pytest.mark.parametrize(
    "text",
    [
        "指标\t数量\n行政许可\t15210件\n行政处罚\t496件",
        "指标\t2023年\t2022年\n行政许可（件）\t15210\t14000\n行政处罚（件）\t496\t500",
        "| 指标 | 单位 | 2023年 |\n| --- | --- | --- |\n| 行政许可 | 件 | 15210 |\n| 行政处罚 | 件 | 496 |",
        "行政许可\n15210件\n行政处罚\n496件",
        "序号 内容 数据\n1 行政许可 15210件\n2 行政处罚 496件",
        "年度\t行政许可\t行政处罚\n2022\t14000\t500\n2023\t15210\t496",
    ],
)
def test_tables_are_read_with_the_same_rules(text: str) -> None:
    assert sorted(found(text)) == [("licences", 15210), ("penalties", 496)]


@pytest.mark.parametrize(
    "text",
    [
        "类别\t受理\t办结\n行政复议案件\t120\t110",
        "行政复议案件办理情况\n受理（件）\t办结（件）\n120\t110",
        "| 类型 | 受理 | 审结 |\n|:--|:--|:--|\n| 行政复议 | 120 | 110 |",
        "指标|数量\n行政复议受理数（件）|120\n行政复议结案数（件）|110",
        "单位\t行政复议受理（件）\t行政复议审结（件）\n城管局\t50\t40\n公安局\t70\t70\n合计\t120\t110",
        "指标\t计划数\t完成数\n行政复议受理（件）\t100\t120\n行政复议审结（件）\t100\t110",
        "行政复议受理：120件\n行政复议审结：110件",
    ],
)
def test_stages_in_headers_totals_and_labels_before_a_colon_are_read(text: str) -> None:
    assert sorted(found(text)) == [("recon_accepted", 120), ("recon_closed", 110)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2022年受理行政复议案件180件，2023年受理210件。", [("recon_accepted", 210)]),
        ("受理行政复议案件210件，2021年、2022年分别为150件、180件。", [("recon_accepted", 210)]),
        (
            "2022年结转行政复议案件8件，2023年新收行政复议申请102件。",
            [("recon_carried", 8), ("recon_received", 102)],
        ),
        (
            "新收行政复议申请291件，加上上年结存21件，共312件。",
            [("recon_received", 291), ("recon_carried", 21)],
        ),
        ("计划举办执法培训10期，实际举办12期。", [("training_sessions", 12)]),
        ("年度计划制定规范性文件10件，实际制定8件。", [("norm_issued", 8)]),
        ("计划举办执法培训10期。", []),
        ("出台的9件规范性文件已按规定向市政府备案。", [("norm_issued", 9)]),
        ("向省政府、市人大常委会报送规章备案2件。", []),
        ("办结了43件12345工单。", [("hotline_cases", 43)]),
    ],
)
def test_other_years_plans_and_what_became_of_it_are_told_apart(
    text: str, figures: list[tuple[str, float]]
) -> None:
    assert [(one.code, one.value) for one in read_figures(text, 2023)] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2件行政诉讼案件败诉，败诉率5.13%，审结39件。", [("lit_lost", 2), ("lit_lost_rate", 5.13), ("lit_closed", 39)]),
        ("行政诉讼败诉率由10.94%变为10.64%，已审结94件。", [("lit_lost_rate", 10.64), ("lit_closed", 94)]),
        ("败诉率由2023年的10.2%下降到2024年的7.8%。", [("lit_lost_rate", 7.8)]),
        ("权责清单事项由4,255项调整为2,962项。", [("power_items", 2962)]),
        ("行政复议案件受理数首次突破300件，达312件。", [("recon_accepted", 312)]),
        ("88次双随机抽查覆盖主要监管领域。", [("random_checks", 88)]),
        ("用好政府法律顾问队伍，33人全年提供法律意见325条。", [("legal_advisers", 33), ("adviser_opinions", 325)]),
        ("抽查的24件行政处罚案卷中，6件说理不充分。", []),
        ("依申请政务服务事项1894项实现“最多跑一次”。", []),
        ("诉前调解案件3260件，调解成功2145件。", []),
        ("作出行政处罚决定2160件（其中交通违法15件），罚没收入38万元。", [("penalties", 2160), ("penalty_amount", 380000)]),
        ("信息公开行政复议案件5件，均无被纠错情形。", [("foi_recon", 5)]),
    ],
)  # fmt: skip
def test_what_a_number_is_of_is_told_by_the_words_around_it(
    text: str, figures: list[tuple[str, float]]
) -> None:
    assert found(text) == figures


def test_all_and_none_are_figures_and_silence_is_not() -> None:
    assert one("appear_rate", "行政机关负责人均到庭应诉。").semantics == "all_stated"
    assert one("lit_lost", "全年无败诉案件。").semantics == "zero_stated"
    assert found("坚持有件必备、有备必审、有错必纠。") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "9" * 40 + "件行政处罚",
        "行政处罚1亿亿件",
        "第3447号行政处罚",
        "电话0574-63012345，110，12345",
    ],
)
def test_what_no_report_says_is_no_figure(text: str) -> None:
    assert found(text) == []


PIECES = [
    "行政复议",
    "受理",
    "12",
    "件",
    "，",
    "由",
    "至",
    "分别",
    "万",
    "（",
    "）",
    "《",
    "》",
    "%",
    "其中",
    "\n",
    "\t",
    "年",
    "第",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_no_text_breaks_the_reader_and_every_span_holds(text: str) -> None:
    for figure in read_figures(text):
        assert text[figure.char_from : figure.char_to] == figure.printed


@pytest.mark.skipif(not (SHARED / "figures").is_dir(), reason=f"needs the gold in {SHARED}")
@pytest.mark.parametrize(
    ("gold", "options", "least"),
    [
        ("gold_seeds_dev.jsonl", ["--traps", "traps_seeds_dev.jsonl", "--tier", "2"], (0.98, 0.92)),
        ("sentences_dev.jsonl", ["--tier", "2"], (0.98, 0.92)),
    ],
)
def test_the_gold_at_hand_is_met(gold: str, options: list[str], least: tuple[float, float]) -> None:
    command = f"{sys.executable} -m flows.cli figures --text"
    done = subprocess.run(
        [sys.executable, "check_figures.py", "--batch", "--texts", "../seeds", *options[2:], command, gold]
        + (["--traps", options[1]] if "--traps" in options else []),
        cwd=SHARED / "figures", env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    precision, recall = (float(part.split("=")[1]) for part in done.stdout.splitlines()[-1].split()[1:3])
    assert (precision, recall) >= least and recall >= least[1], done.stdout
    assert "stepped on" not in done.stdout or "traps: 0 of" in done.stdout
    assert json.dumps(done.stdout)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "应诉案件（件）\n审结（件）\n败诉（件）\n57\n49\n6",
            [("lit_cases", 57), ("lit_closed", 49), ("lit_lost", 6)],
        ),
        (
            "行政应诉情况统计表\n应诉案件\n审结\n败诉\n57\n49\n6",
            [("lit_cases", 57), ("lit_closed", 49), ("lit_lost", 6)],
        ),
        ("应诉案件（件）\n审结（件）\n败诉（件）\n出庭率（%）\n57\n49\n6", []),
        ("收到复议申请\n受理\n120\n110", []),
        ("行政复议\n收到\n受理\n审结\n120\n110\n100", []),
        (
            "行政许可（件） 行政处罚（件） 行政强制（件） 行政检查（次）\n2040 96 5 780",
            [("licences", 2040), ("penalties", 96), ("coercion", 5), ("inspections", 780)],
        ),
    ],
    ids=["units", "title", "one value less", "two stages", "a topic above its stages", "one line of heads"],
)
def test_heads_in_front_of_all_their_values(text: str, figures: list[tuple[str, float]]) -> None:
    """Heads stacked and then values are paired where they are as many; else nothing says which belongs to
    which."""
    assert found(text) == figures


@pytest.mark.parametrize(
    ("text", "scope", "period"),
    [
        ("县行政复议局收到行政复议申请88件。", "dept", "year"),
        ("市法律援助中心办理法律援助案件320件。", "dept", "year"),
        ("区矛盾纠纷调处化解中心受理矛盾纠纷800件。", "dept", "year"),
        ("全区成立区矛调中心1个、人民调解委员会186个。", "area", "year"),
        ("2020—2023年，全市累计制定政府规章6件。", "area", "cumulative"),
        ("近三年，全市行政复议案件年均120件。", "area", "other"),
    ],
)
def test_named_bodies_and_several_years(text: str, scope: str, period: str) -> None:
    (figure,) = read_figures(text)
    assert (figure.scope, figure.period) == (scope, period)
