"""Whose a number is and what it counts: bodies, places, parts, quotations and measures are no figures."""

import pytest

from extraction.figures.reading import read_figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # bodies and places are counted, not what they did
        ("动态调整权责清单，县级33个部门共保留行政权力事项4128项。", [("power_items", 4128)]),
        ("案卷评查共抽取24个执法部门案卷160卷。", [("case_reviews", 160)]),
        ("1165个人民调解组织调解纠纷14732件。", [("mediation_orgs", 1165), ("mediation_cases", 14732)]),
        ("全市设立行政复议基层服务点63个。", []),
        ("3个督察组对12个部门和8个乡镇开展法治督察。", [("inspection_sites", 12), ("inspection_sites", 8)]),
        # another's figure, quoted
        ("全国各级行政复议机关办结行政复议案件29.3万件；我县办结行政复议案件67件。", [("recon_closed", 67)]),
        ("全省办理行政复议案件1.8万件，我县办理52件。", [("recon_handled", 52)]),
        ("通过全国行政复议工作平台，受理行政复议申请88件。", [("recon_accepted", 88)]),
        # a measure, and what was proposed or taken away
        ("行政诉讼败诉率超过10%的单位每件扣0.5分。", []),
        ("推荐5个村申报第九批全国民主法治示范村。", []),
        ("清理不符合条件的执法人员36名，现有执法人员712名。", [("officers", 712)]),
        # a part, and several matters together
        ("213项证明事项中，实行告知承诺制的76项。", [("promise_items", 76)]),
        ("按事项分，处罚类复议86件、行政许可类12件。", []),
        ("办理司法建议、检察建议及人大代表建议68件。", []),
        ("市场监管领域办结案件1284件，罚没1376万元。", []),
        # whose contracts, whose study, whose cases
        ("为民营企业审查合同1300份。", []),
        ("局党组会前学法24次。", []),
        ("公安机关办理行政案件2300件。", []),
        ("班子成员上法治课5场。", []),
        # whose the words are of two numbers in a row, of a list, of a total
        ("组织执法人员培训8场312人次。", [("training_sessions", 8), ("officers_trained", 312)]),
        ("合法性审查340件，其中政府合同205件。", [("legal_review", 340), ("contract_review", 205)]),
        ("年内制定的8件行政规范性文件全部经过合法性审核。", [("norm_issued", 8), ("legal_review_rate", 100)]),
        ("对镇政府拟签订的41份合同进行审核。", [("contract_review", 41)]),
        ("收到检察建议19份，在规定期限内全部书面回复。", [("proc_advice", 19), ("advice_reply_rate", 100)]),
        ("罚款 326.5 万 元。", [("penalty_amount", 3265000)]),
        # a line of its own heads those below
        (
            "合法性审查情况\n行政规范性文件 11件\n政府合同 52件\n审查意见 233条",
            [("legal_review", 11), ("contract_review", 52), ("legal_opinions", 233)],
        ),
    ],
)
def test_whose_and_what_is_counted(text: str, figures: list[tuple[str, float]]) -> None:
    assert [(figure.code, figure.value) for figure in read_figures(text)] == figures
