"""Which numbers count what one field, campaign or body did, what shall be, or another year's, and no total."""

import re

from extraction.figures.phrases import Sentence

_NORMS = frozenset(
    ["norm_issued", "norm_repealed", "norm_amended", "norm_cleaned", "norm_kept", "norm_lapsed"]
)
_CLEANED = _NORMS - {"norm_issued"}
_ACTS = frozenset(["penalties", "licences", "inspections", "coercion"])
_MEDIATION = frozenset(["mediation_cases", "mediation_success"])
_RECON = frozenset(["recon_received", "recon_accepted", "recon_handled", "recon_closed"])
_LIT = frozenset(["lit_cases", "lit_closed"])
_OPEN = _MEDIATION | _RECON | _LIT | {"legal_aid", "legal_aid_closed"}

# By code: what narrows the rest of the sentence, and what widens it again.
_NARROWED = (
    (  # 公平竞争审查96件，清理存量文件1104件，其中废止9件
        _CLEANED,
        re.compile(r"公平竞争|(?:涉企|不平等|统一大?市场|罚款)[^,;\d]{0,24}清理"),
        re.compile(r"规范性文件|规章"),
    ),
    (  # 在某某行动中,检查门店1770家,罚没15.8万元
        frozenset(["penalty_amount"]),
        re.compile(
            r"(?<!提升|建设|优化|服务|普及)行动|专项(?:整治|执法|检查|治理|稽查)|整治|反(?:垄断|不正当竞争)|(?:环境|监管|卫生|交通|农业|文旅|应急|城管|水利)[一-龥]{0,4}系统|打击(?=[^,;\d]{1,40}违法)"
        ),
        re.compile(r"全[市县区州省][^,;\d]{0,6}(?:共|累计|作出|办理|实施)|[;]"),
    ),
    (  # 在“护苗”行动中,作出行政处罚12件
        frozenset(["penalties", "inspections", "legal_aid"]),
        re.compile(r"(?:(?<!提升|建设|优化|服务|普及)行动|专项整治|集中整治|专项治理)(?:中|期间|以来)?[,:]"),
        re.compile(r"全[市县区州省]|全年|共(?:作出|办理|实施|受理)|[;]"),
    ),
    (  # 对三家国有公司开展审查, 审核公司合同612份
        frozenset(["contract_review"]),
        re.compile(r"(?:国有|民营|市属|县属|区属|[为对])[^,;\d]{0,6}(?:公司|企业|国企)|公司合同|企业合同"),
        re.compile(r"政府|行政(?:合同|协议)|行政机关|[;]"),
    ),
    (  # 公平竞争审查联席会议会审政策措施27件
        frozenset(["legal_review", "legal_opinions"]),
        re.compile(r"公平竞争"),
        re.compile(r"合法|法制|规范性|合同|法律|决策|[;]"),
    ),
    (  # 化解行政争议,全年调解结案56件
        _MEDIATION,
        re.compile(r"行政争议"),
        re.compile(r"纠纷|矛盾|人民调解|[;]"),
    ),
    (  # 工会调解劳动争议86件,成功80件
        frozenset(["mediation_success"]),
        re.compile(r"工会|劳动(?:人事)?争议|消费(?:者协会|纠纷|投诉)|消协"),
        re.compile(r"矛盾|民间纠纷|人民调解|[;]"),
    ),
    (  # 随机抽查26次，检查经营户530家
        frozenset(["inspections"]),
        re.compile(r"双随机|随机抽查"),
        re.compile(r"行政检查|执法检查|日常检查|[;]"),
    ),
    (  # 村(社区)法律顾问1653名,提供法律服务3.7万次
        frozenset(["pls_cases"]),
        re.compile(r"(?:村|社区|居|社区\))法律顾问"),
        re.compile(r"公共法律服务|热线|[;]"),
    ),
)
# By code: what stands in front of the number, from the last semicolon on.
_IN_FRONT = (
    (frozenset(["legal_aid", "legal_aid_closed"]), re.compile(r"维权援助[^,;\d]{0,8}$")),
    (frozenset(["penalty_amount"]), re.compile(r"(?:退还|退回|返还|清退|追缴|减免)[^,;\d]{0,8}$")),
    (  # 人大常委会对…开展执法检查1次; 减少重复检查310次
        frozenset(["inspections"]),
        re.compile(
            r"政协(?:委员会)?(?:先后|全年|依法|共)?(?:听取|审议|开展|组织|视察|调研)|(?:[两三四]地|毗邻[^,;\d]{0,6})联合[^,;\d]{0,10}检查$|"
            r"人大[^,;\d]{0,30}执法检查[^,;\d]{0,4}$|(?:减少|压减|避免|整合|取消)[^,;\d]{0,10}检查$"
        ),
    ),
    (  # 正在化解10件
        _OPEN,
        re.compile(r"(?:正在|尚在|仍在|未能?)(?:跟进|化解|调解|调处|处理|办理|审理|处置|推进|办结|审结)的?$"),
    ),
    (  # 受理前化解96件
        frozenset(["recon_received", "recon_accepted", "recon_handled"]),
        re.compile(r"(?:受理|立案)前[^,;\d]{0,10}$"),
    ),
    (  # 上年结转的17件已全部审结
        _RECON | _LIT,
        re.compile(r"(?:上年|去年|上一年|往年)度?(?:结转|结存|转入|遗留)的?[^,;\d]{0,6}$"),
    ),
    (  # 受理、办结行政复议案件均为26件: of the last one named
        frozenset(["recon_received", "recon_accepted"]),
        re.compile(r"(?:收到|受理)[和与及、](?:办结|审结)[^,;\d]{0,12}均为$"),
    ),
    (  # 因不服答复提起复议3件
        _RECON | _LIT,
        re.compile(r"(?:不服|不满)[^,;\d]{0,6}(?:答复|公开)[^;]{0,20}$"),
    ),
    (  # 因信息公开被复议、诉讼19件: two matters together
        frozenset(["foi_recon", "foi_lit"]),
        re.compile(r"复议(?:案件)?[、和与及或](?:行政)?诉讼(?:案件)?[^,;\d]{0,6}$"),
    ),
    (
        frozenset(["recon_corrected", "lit_lost"]),
        re.compile(r"纠错(?:案件)?[、和与及或][^,;\d]{0,6}败诉(?:案件)?[^,;\d]{0,6}$"),
    ),
    (  # 保留与修改的128件
        _CLEANED - {"norm_repealed", "norm_cleaned"},
        re.compile(r"(?:保留|有效|废止|失效|修改|修订)[和与及或](?:保留|修改|修订|重新公布)的?[^,;\d]{0,6}$"),
    ),
    (  # 被纠错案件中程序违法占到四成: a share of those
        frozenset(["recon_corr_rate", "lit_lost_rate"]),
        re.compile(r"(?:纠错|败诉)的?案件[中里][^;\d]{1,16}占"),
    ),
    (  # 行政许可、行政处罚、行政检查等执法活动5.6万件次
        _ACTS,
        re.compile(r"(?:许可|处罚|强制|检查)[、和及][^,;\d]{0,20}等[^,;\d]{0,10}$"),
    ),
    (  # 对常务会议议题、招商引资等事项进行合法性审查305件: of several kinds
        frozenset(["meeting_items"]),
        re.compile(r"议题[、和及][^,;\d]{1,30}等[^,;\d]{0,4}(?:事项|文件)"),
    ),
    (
        frozenset(["contract_review"]),
        re.compile(
            r"(?:决策|文件)(?:事项)?[、和及](?:重大|行政|政府)*(?:合同|协议)[^,;\d]{0,6}审[查核][^;\d]{0,24}$"
        ),
    ),
    (  # 对15份协议出具审查意见61条
        frozenset(["contract_review"]),
        re.compile(r"\d[^,;]{0,12}(?:出具|提出)[^,;\d]{0,6}(?:意见|建议)$"),
    ),
    (  # 县(市)政府报州政府备案47件
        frozenset(["norm_filed_up"]),
        re.compile(
            r"(?:[县区](?:\([市区县、]{1,4}\))|乡镇|镇街|各[县区乡镇])(?:人民)?政府(?:向|报)[^,;\d]{1,12}$"
        ),
    ),
    (  # 与市场监管、应急等部门开展联合“双随机”检查7次
        frozenset(["random_checks"]),
        re.compile(r"联合“?双?随机[^,;\d]{0,10}$"),
    ),
    (  # 入库执法人员5216名
        frozenset(["officers"]),
        re.compile(r"(?:入库|录入|抽取|选派|派出|抽调|匹配)[^,;\d]{0,8}$"),
    ),
    (  # 普法宣传和法律咨询服务共420场次
        frozenset(["pufa_events"]),
        re.compile(r"宣传[和与及]法律(?:咨询|服务|援助)[^,;\d]{0,6}共$"),
    ),
    (  # 受理各类矛盾纠纷214件，化解210件
        frozenset(["mediation_cases"]),
        re.compile(r"(?:受理|排查)[^;\d]{0,16}\d[\d.,万]{0,8}余?[件起][,、](?:成功)?化解$"),
    ),
    (  # 发现问题企业83户
        frozenset(["random_entities", "inspections"]),
        re.compile(r"(?:发现|查出|检出)[^,;\d]{0,6}(?:问题|违法|异常|不合格)[^,;\d]{0,6}$"),
    ),
    (  # 剔除不需出庭的9件后
        frozenset(["appear_required", "appear_count"]),
        re.compile(r"(?:剔除|扣除|除去|不需|无需|不必)[^,;\d]{0,24}$"),
    ),
    (  # 领导干部法治专题研讨班2期，参训98人
        frozenset(["officers_trained"]),
        re.compile(r"领导干部[^,;\d]{0,12}班[^;]{0,10}$"),
    ),
    (frozenset(["lit_closed"]), re.compile(r"驳回[^,;\d]{0,8}$")),
    (  # 年度立法计划确定法规项目5件、规章项目7件
        frozenset(["gov_rules", "local_laws", "norm_issued"]),
        re.compile(r"计划(?:确定|安排|明确|共列|拟定|提出)(?!的)[^;完已实]{0,40}$"),
    ),
)
# By code: what stands behind it.
_BEHIND = (
    (  # 3起正在跟进
        _OPEN,
        re.compile(r"[^,;\d]{0,6}(?:正在|尚在|仍在|正)(?:跟进|化解|调解|调处|处理|办理|审理|处置|推进|稳控)"),
    ),
    (  # 655名执法人员配发统一服装
        frozenset(["officers"]),
        re.compile(r"[^,;\d]{0,12}(?:配发|配备|配置|购买|换装|发放)"),
    ),
    (  # 5家律所参与竞选
        frozenset(["legal_advisers", "public_lawyers"]),
        re.compile(r"[^,;\d]{0,12}(?:竞选|竞聘|参选|投标|报名|应聘|竞标|应征)"),
    ),
    (frozenset(["norm_kept"]), re.compile(r"[^,;\d]{0,6}(?:开展|进行|作了|全面)(?:了)?[^,;\d]{0,4}清理")),
    (  # 六个乡镇联合设立调委会4个
        frozenset(["mediation_orgs"]),
        re.compile(r"(?:乡镇|镇街|街道|村|社区|部门|单位)(?:联合|共同|携手)"),
    ),
)
_NARROWED_BY, _IN_FRONT_BY, _BEHIND_BY = (
    {
        code: [part for codes, *part in table if code in codes]
        for code in frozenset[str]().union(*(codes for codes, *_ in table))
    }
    for table in (_NARROWED, _IN_FRONT, _BEHIND)
)
# 2个项目进入储备库, 30余件文件并非都是规范性文件: whatever the code.
_NO_COUNT_BEHIND = re.compile(
    r"[^,;\d]{0,4}(?:项目|案例|做法|经验)(?:被|获|入选|入围|进入)|[^,;\d]{0,10}(?:并非|并不)(?:都|全|均)?(?:是|属)"
)
# 人均办案21件, 减少行政处罚120件: whatever the code.
_NO_COUNT_BEFORE = re.compile(
    r"(?:(?:^|[,;(年]|人员|干警|干部|机构|法官|所)人均|平均每(?![年月季周])[^,;\d]{1,6})[^,;\d]{0,16}$|(?:^|[,;]|同比|较上年|较去年)(?:减少|压减)[^,;\d至到]{1,16}$"
)
# 2025年拟制定8件: what shall be, and what was done after all.
_MEANT = re.compile(r"20\d\d年度?,?[^,;\d]{0,6}(?:拟|预计|预备|准备)(?!定的|上会)")
_DONE = re.compile(r"实际|已|完成")
# 今年收到318件，2021年收到275件: a clause of another year.
_THIS_YEAR = re.compile(r"(?:今年|本年度?)(?!以?来|初)[^。\d]{0,30}\d")
_YEAR = re.compile(r"(20\d\d)年")
_OTHER_YEAR = re.compile(r"[,;(](?P<year>20\d\d)年度?(?!以来|底|至|末|\d|起)[^,;()]{0,20}$")


def is_restricted(sentence: Sentence, at: int, edge: int, code: str) -> bool:
    """True where a number that a rule names is no total: of one field, campaign or body, meant, of another year."""
    number, text = sentence.numbers[at], sentence.text
    start, stop = number.start, number.stop
    if code.endswith("_rate") and not number.unit and "率" not in text[edge:start]:
        return True  # 受理256、审结240、调解71
    for narrows, widens in _NARROWED_BY.get(code, ()):
        if _narrowed(text, start, narrows, widens):
            return True
    begin = text.rfind(";", 0, start) + 1
    if any([part.search(text, begin, start) for (part,) in _IN_FRONT_BY.get(code, ())]):
        return True
    if any([part.match(text, stop) for (part,) in _BEHIND_BY.get(code, ())]):
        return True
    if _NO_COUNT_BEFORE.search(text, begin, start) or _NO_COUNT_BEHIND.match(text, stop):
        return True
    return "20" in text and _of_another_time(text, begin, start)


def _narrowed(text: str, at: int, narrows: re.Pattern[str], widens: re.Pattern[str]) -> bool:
    """True where what narrows stands before an offset, and nothing between them widens it again."""
    ends = [narrowed.end() for narrowed in narrows.finditer(text, 0, at)]
    return bool(ends) and widens.search(text, ends[-1], at) is None


def _of_another_time(text: str, begin: int, at: int) -> bool:
    meant = _MEANT.search(text, begin, at)
    if meant and not _DONE.search(text, meant.end(), at):
        return True
    other = _OTHER_YEAR.search(text, max(0, at - 30), at)
    if other is None:
        return False
    named = [int(year[1]) for year in _YEAR.finditer(text, 0, other.start())]
    earlier = any(year > int(other["year"]) for year in named)
    return earlier or _THIS_YEAR.search(text, 0, other.start()) is not None
