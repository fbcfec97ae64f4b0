"""Which numbers count a part of the things, or other things than those that their words name."""

import re

from extraction.figures.lexicon import lexicon
from extraction.figures.phrases import Sentence
from extraction.figures.rules import Rule
from records import figure_codes

_REVIEWED = frozenset(["norm_filed_up", "norm_filed_in", "contract_review", "legal_review", "norm_issued"])
# What is said behind a number that only a part of the things is counted.
_BEHIND = (
    (  # 政务服务事项1894项实现“最多跑一次”
        frozenset(["affairs_items"]),
        re.compile(
            r"(?:[^,;\d]{1,8}事项)?(?:已|已经|可以?)?(?:实现|支持|推行|实行|做到|可)[^,;]{0,6}?(?:最多跑|零跑|只跑|一次办|不见面|即办|马上办|秒[批办]|网上|网办|"
            r"一网通办|跨[省市]|[省市全]内?通办|全城通|就近|掌上|容缺|告知承诺|免证|一窗)"
        ),
    ),
    (  # 36件行政复议申请由司法所代收
        frozenset(["recon_received", "recon_accepted"]),
        re.compile(
            r"(?:行政)?(?:复议)?(?:申请|案件)?(?:系?由|是?通过|经由?)[^,;]{1,20}?(?:提交|递交|提出|代收|转送|收转|报送|转交|代办)"
        ),
    ),
    (  # 随机抽查18家执法单位案卷96卷: whose files were drawn
        frozenset(["random_entities"]),
        re.compile(
            r"[一-龥]{0,4}(?:(?:执法|监管|行政)(?:单位|机关|部门|主体)|[县市区州省]直(?:单位|部门|机关)|乡镇|镇街|街道)|"
            r"[^,;\d]{0,16}案卷|[^,;\d]{0,6}\d{1,7}[卷宗册]"
        ),
    ),
    (  # 5件规章项目列入年度立法计划
        frozenset(["gov_rules", "local_laws"]),
        re.compile(
            r"[^,;\d]{0,14}(?:列入|纳入|列为|申报)[^,;]{0,14}(?:计划|规划|项目库|调研项目|储备)|[^,;\d]{0,12}(?:(?:正在|尚在|正|处于|进入)[^,;]{0,6}(?:调研|论证|研究|征求)|备案|审查备案)"
        ),
    ),
    (  # 11件规范性文件未按规定报备: what was not done
        _REVIEWED,
        re.compile(
            r"[^,;\d]{0,16}?(?<!避)(?:未(?:按|经|及时|依法|依规|开展|落实|履行|报|做到|纳入|进行|组织)|不(?:规范|到位|及时|符合|达标)|[超逾]期|漏报|迟报|瑕疵)"
        ),
    ),
    (  # 1320名执法人员通过年审
        frozenset(["officers_passed"]),
        re.compile(r"[^,;\d]{0,12}通过(?:了)?(?:年审|年检|审验|审核|培训|公示)"),
    ),
    (  # 430名执法人员参加: those who came, not those who are
        frozenset(["officers"]),
        re.compile(
            r"[^,;\d]{0,8}?(?:执法)?(?:人员|干部|队员|骨干)?(?:全员|全部|均)?(?:参加|参训|受训|参与|到场|听课|参考|报名|通过|获|因|被)"
        ),
    ),
    (  # 5个村申报民主法治示范村: not named yet
        frozenset(["demo_villages"]),
        re.compile(r"[^,;\d]{0,10}(?:申报|参评|参选|争创|申请创建|复核)"),
    ),
    (  # 213项证明事项中，实行告知承诺制的76项: of what the part is taken
        frozenset(["promise_items"]),
        re.compile(r"[^,;\d]{0,12}[中里],?[^,;\d]{1,16}\d"),
    ),
    (  # 接听来电3.4万个，形成工单2.1万件: calls are not yet cases
        frozenset(["hotline_cases"]),
        re.compile(
            r"[^,;\d]{0,4},(?:形成|转办|生成|派发|交办|受理|办理)[^,;\d]{0,8}(?:工单|诉求|事项)[^,;\d]{0,3}\d"
        ),
    ),
)
# What is said in front of it, from the last semicolon on.
_BEFORE = (
    (  # 其中予以公开29件: what became of the requests
        frozenset(["foi_requests"]),
        re.compile(r"(?:予以|部分|同意|全部)公开(?:的|了)?$"),
    ),
    (  # 通过小程序收到行政复议申请36件
        frozenset(["recon_received", "recon_accepted"]),
        re.compile(
            r"(?:通过|依托|经由?)[^,;、和及等]{0,12}(?:小程序|公众号|司法所|联络点|服务点|信箱|邮寄)[^,;、和及等]{0,4}(?:提交|接收|收到|受理|收转|代收|递交)[^,;]{0,40}$"
        ),
    ),
    (  # 区县、部门自行公布目录事项147项, 市级9项、县级76项: their own lists
        frozenset(["major_decisions"]),
        re.compile(
            r"(?:(?:各?(?:区县|县区|县\(市、区\)|部门|乡镇|镇街|街道|单位))(?:政府|和部门)?(?:、(?:部门|乡镇|街道))?(?:自行|各自|分别|也|共)[^,;]{0,12}|[省市州县区]级[^,;、]{0,6}[、,](?:市州|州市|县区?|区县?|乡?镇街?|街道|部门)级[^,;、]{0,4})$"
        ),
    ),
    (  # 复议决定被法院撤销1件, 引发诉讼12件,其中败诉1件
        frozenset(["recon_revoked", "recon_altered", "recon_illegal", "recon_ordered", "recon_corrected"]),
        re.compile(r"(?:被|经|由)(?:人民|上级|两级|中级)*法院[^,;]{0,8}$"),
    ),
    (
        frozenset(["lit_lost"]),
        re.compile(r"(?:引发|引起|产生)[^,;]{0,6}诉讼[^,;]{0,10}[,、(](?:其中)?[^,;]{0,4}败诉的?$"),
    ),
    (  # 参与涉法事务研究85次: talks they sat in
        frozenset(["adviser_opinions"]),
        re.compile(r"(?:参与|参加|列席)[^,;]{0,16}(?:研究|讨论|论证|谈判|会议|协商|磋商|接访|会商|座谈)了?$"),
    ),
    (  # 法律咨询、审查合同等法律意见3260件
        frozenset(["contract_review", "legal_review"]),
        re.compile(r"等(?:各类)?(?:法律|专业)?(?:意见|咨询|服务|建议)[^,;、]{0,3}$"),
    ),
    (  # 抽查处罚决定书20份
        frozenset(["penalties", "licences"]),
        re.compile(r"(?:抽查|评查|抽取|调取|抽检|晒出|核查)(?:的|了)?[^,;、]{0,8}$"),
    ),
    (  # 法院收案880件,调撤率58%
        frozenset(["recon_settle_rate", "recon_no_suit_rate", "recon_close_rate", "recon_mediated"]),
        re.compile(
            r"(?:法院(?:全年|年内|共|新收|受理|收案|审结|诉前|民商事|一审|累计)|信访(?:案件|事项|积案|部门|局))[^;]{0,80}$"
        ),
    ),
    (  # 法律顾问参与调解纠纷160件, 法院受理非诉执行120件: others did it
        frozenset(["mediation_cases", "mediation_success", "coercion"]),
        re.compile(
            r"(?:(?:法律顾问|律师|法官|志愿者)[^;]{0,40}(?:参与|协助|帮助)[^,;]{0,4}|(?:公安|派出所|法院|法庭)[^,;]{0,16})$"
        ),
    ),
    (  # 政府网站发布信息3210条
        frozenset(["foi_proactive"]),
        re.compile(
            r"(?:网站|微博|微信|公众号|客户端|新媒体|抖音|专栏|栏目)(?:全年|累计|共|平台)*(?:发布|推送|更新)(?:各类|政务)?(?:信息|消息|文章)$"
        ),
    ),
    (frozenset(["officers_exam"]), re.compile(r"(?:应考|缺考|报考)(?:人数)?$")),
    (
        frozenset(["promise_items"]),
        re.compile(r"(?:清理|取消|精简|压减|减少)[^,;承]{0,8}$"),
    ),  # 清理证明事项42项
    (  # 未按时报备的2件规范性文件
        _REVIEWED,
        re.compile(r"未(?:按|经|及时|依法|依规|履行)[^,;、]{0,14}的$"),
    ),
    (  # 化解因征地补偿引发的矛盾11起: of one cause
        frozenset(["mediation_cases", "mediation_success"]),
        re.compile(r"因[^,;、等]{2,14}(?:引发|引起|产生|导致|造成)的?[^,;、]{0,6}$"),
    ),
    (  # 列入立法计划的规章项目5件
        frozenset(["gov_rules", "local_laws"]),
        re.compile(
            r"(?:列入|纳入)[^,;]{0,12}计划的?[^,;]{0,40}$|(?:备案审查|审查备案|备案|后评估|评估)(?:了)?[^,;、]{0,10}$"
        ),
    ),
    (  # 市人大常委会听取报告9项，开展执法检查4次: another body did it
        frozenset(["inspections"]),
        re.compile(r"人大(?:常委会)?(?:先后|全年|依法|共)*(?:听取|审议|开展|组织|视察|调研)"),
    ),
    (  # 按事项分，行政处罚类复议86件、行政许可类12件: a kind of those cases
        frozenset(["penalties", "licences", "coercion", "inspections"]),
        re.compile(r"(?:复议|诉讼|应诉|案卷|投诉|举报)[^;]{0,40}类(?:案件)?的?有?$"),
    ),
    (
        frozenset(["recon_received", "recon_accepted", "recon_handled", "recon_closed"]),
        re.compile(
            r"(?:处罚|许可|强制|征收|确认|给付|公开|协议|登记|投诉|工伤)类的?(?:行政)?(?:复议)?(?:案件|申请)?$"
        ),
    ),
    (  # 公安机关办理行政案件2300件: no lawsuits
        frozenset(["lit_cases", "lit_closed"]),
        re.compile(r"(?:公安|派出所|治安|查处)[^,;]{0,16}行政案件[^,;]{0,40}$"),
    ),
    (  # 公共法律服务中心设置窗口8个
        frozenset(["pls_sites"]),
        re.compile(r"(?:窗口|席位|岗位?|座席|工位)[^,;]{0,3}$"),
    ),
    (  # 推荐3个村为省级示范村
        frozenset(["demo_villages"]),
        re.compile(r"(?:推荐|推选|遴选|推报|拟命名|申报|复核)[^,;]{0,16}$"),
    ),
    (  # 清理不符合条件的执法人员36名: no longer there
        frozenset(["officers"]),
        re.compile(r"(?:清理|清退|注销|取消|核减|调离|收回|清除|退出|吊销|调整出|辞退|减少)[^,;]{0,40}$"),
    ),
    (  # 局党组会前学法24次: not the government's
        frozenset(["study_sessions", "study_laws"]),
        re.compile(r"(?:[局委办院]党[组委]|[局委]班子|局务会|局长办公会|党支部|机关党委)[^,;]{0,40}$"),
    ),
    (  # 政府班子成员上法治课5场: a lecture to their own people
        frozenset(["pufa_events"]),
        re.compile(
            r"(?:讲授?|上|授)(?:了|好)?(?:专题)?(?:法治|法制|普法|法律)(?:专题)?(?:党)?课[^,;]{0,40}$"
        ),
    ),
    (  # 为企业审查合同300份: not the government's contracts
        frozenset(["contract_review"]),
        re.compile(
            r"(?:[为帮助替](?:[^,;]{0,8})?(?:企业|商户|经营主体|商会|群众|居民|村民|农户|当事人)|劳动合同)[^,;]{0,40}$"
        ),
    ),
    (  # 准予备案29件: what became of those that were sent in
        frozenset(["norm_filed_up"]),
        re.compile(r"(?:准予|同意|通过|不予|暂缓)备案(?:的|登记)?$"),
    ),
    (  # 司法建议、检察建议及人大代表建议68件: several matters together
        frozenset(["npc_proposals", "cppcc_proposals", "proposals_total"]),
        re.compile(r"(?:司法|检察)(?:建议)?(?:书)?[、和及与][^,;\d]{0,30}$"),
    ),
    (
        frozenset(["court_advice", "proc_advice"]),
        re.compile(r"(?:人大|代表|政协|提案)[^,;\d]{0,8}[、和及与][^,;\d]{0,30}$"),
    ),
)
# By code, what is said behind and in front: most codes have neither.
_PARTIAL = {
    code: [[part for codes, part in parts if code in codes] for parts in (_BEHIND, _BEFORE)]
    for code in frozenset[str]().union(*(codes for codes, _ in (*_BEHIND, *_BEFORE)))
}
_BODY = r"[一-龥]{0,6}?(?:乡镇|镇街|街道|部门|单位|村|社区|镇|乡|县|区|市|局)(?:\([^()\d]{1,8}\))?"
# 13个乡镇完成审查1204件, 15个乡镇、206个村均已建立调委会: the bodies are counted, not what they did.
_BODIES = re.compile(_BODY)
_FURTHER_BODIES = re.compile(rf"{_BODY}[、和及]\d{{1,6}}[个家]")
# 县级33个部门共保留权力事项4128项, 抽取24个执法部门案卷160卷: whatever follows, bodies are counted.
_PLAIN_BODIES = re.compile(
    r"[一-龥]{0,5}?(?:部门|单位|机关|乡镇|镇街|街道)(?:\([^()\d]{1,8}\))?(?!规章|规范性|文件|联合|间|权责|权力)"
)
# 复议服务点63个, 63个复议服务点: where cases are handed in, not the cases.
_PLACES = (
    r"(?:点|站|室|窗口|中心|基地|平台|[^诊场]所|法庭|岗位?|委员会|机构|组织|团队|队伍|专班|小组|品牌|网点)"
)
_PLACES_BEFORE = re.compile(rf"{_PLACES}(?:共有?|共计|已达?|达到?|总数达?|数量?为?|增至|约|近)?$")
_PLACES_BEHIND = re.compile(
    rf"(?:行政|人民|基层|乡镇|矛盾|复议|调解|纠纷|应诉|法律|援助|诉讼|受理|服务|咨询|工作|联络|便民|化解|联系|专业|行业|性|各类|专门){{1,7}}{_PLACES}(?![^,;]{{0,2}}(?:受理|办理|收到)[^,;\d]{0, 20}(?:案件|申请)$)"
)
# 败诉率超过10%的单位扣分: a measure, not what happened.
_MEASURE = re.compile(
    r"的(?:(?:年度|既定|预期|考核|控制|法定|规定|省定|市定|上级)*(?:目标|控制线|警戒线|红线|底线|指标|标准|要求|比例要求|上限|下限)|单位|部门|地区|地方|乡镇|镇街|县|个人|责任|给予|予以|一律|不得|每|得|加|扣|计|评)"
)
# 2个县败诉率仍高于15%, 8个部门出庭率达100%: of some bodies, not of all.
_OF_SOME = re.compile(
    r"(?<![全市县区省州旗\d共])\d{1,3}[个家](?:县\([^()]*\)|县区|区县|县|区|市|镇|乡|乡镇|镇街|街道|部门|单位|村|社区)(?:的)?[^,;\d]{0,14}率[^,;\d均全]{0,6}$"
)
# 全国各级机关办结29.3万件: another's figure, quoted.
_OF_NATION = re.compile(
    r"(?:全国|我国)(?:各级|各地|(?:行政)?(?:复议|执法)?(?:机关|机构)|法院|检察机关|范围|累计|新收|共|平均|办结|受理|审结|收到)[^;]{0,60}$"
)
_LARGER = (
    (re.compile(r"全省[^,;]{0,30}$"), re.compile(r"[,;]其?中?我[市县区州旗]")),
    (re.compile(r"全[市州][^,;]{0,30}$"), re.compile(r"[,;]其?中?我[县区旗镇乡]")),
)
_OWN_AGAIN = re.compile(r"[全我本][省市县区州旗镇乡]|[省市县区州]政府|我局|本级")
_BODY_UNITS = ("个", "家", "户")  # of the codes that count bodies
_MOST_BODIES = 4
_THEY_DID = re.compile(
    rf"{_BODY}(?:均|已经?|都|全部|分别|也|共){{0,4}}"
    r"(?:建立|设立|设置|成立|组建|建成|配备|聘请|聘用|完成|实现|出台|制定|报送|实行|推行|编制|公布|落实|共建|共设|开设|设|建|打造|布局|挂牌|开通|启用|收到|接收|受理|办理|审理|审查|举办|制发)"
)


def counts_other(sentence: Sentence, at: int, edge: int, rule: Rule) -> bool:
    """True where a number that a rule names counts a part of the things, or who did them."""
    number, text = sentence.numbers[at], sentence.text
    if parts := _PARTIAL.get(rule.code):
        begin = text.rfind(";", 0, number.start) + 1
        if any([part.match(text, number.stop) for part in parts[0]]):
            return True
        if any([part.search(text, begin, number.start) for part in parts[1]]):
            return True
    if (number.unit == "%" or number.qualifier != "exact") and _MEASURE.match(text, number.stop):
        return True
    if number.unit == "%" and _OF_SOME.search(text, max(0, number.start - 40), number.start):
        return True
    if _of_others(text, number.start, number.stop):
        return True
    if number.unit not in ("个", "家", "处") or rule.together & lexicon().bits["body"]:
        return False
    if figure_codes()[rule.code].unit not in _BODY_UNITS and _PLAIN_BODIES.match(text, number.stop):
        return True
    if figure_codes()[rule.code].unit == "件" and (
        _PLACES_BEFORE.search(text, max(edge, number.start - 12), number.start)
        or _PLACES_BEHIND.match(text, number.stop)
    ):
        return True
    if rule.code in ("mediation_cases", "mediation_success"):
        return _BODIES.match(text, number.stop) is not None
    return _bodies_did(text, number.stop)


def _of_others(text: str, at: int, stop: int) -> bool:
    """True for a figure of the whole nation, quoted, or of a larger place beside which our own one stands:
    全省办理1.8万件，我县办理52件."""
    if "国" in text:
        nation = _OF_NATION.search(text, 0, at)
        if nation is not None and not _OWN_AGAIN.search(text, nation.start(), at):
            return True
    if "我" not in text or ("全省" not in text and "全市" not in text and "全州" not in text):
        return False
    return any([larger.search(text, 0, at) and own.search(text, stop) for larger, own in _LARGER])


def _bodies_did(text: str, at: int) -> bool:
    """True where bodies stand here, or a list of them, and what they did: 15个乡镇、206个村均已建立…."""
    for _ in range(_MOST_BODIES):
        if _THEY_DID.match(text, at):
            return True
        further = _FURTHER_BODIES.match(text, at)
        if further is None:
            return False
        at = further.end()
    return False
