"""What surrounds a figure: whose it is (scope), of which time (period); and plans and comparisons, which are none."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HAN = "一-龥"
_OFFICES = (
    "司法|公安|财政|教育|民政|审计|城管|市场监管|市场监督管理|生态环境|住建|住房城乡建设|交通运输|交通|"
    "水利|农业农村|商务|文旅|文化旅游|卫健|卫生健康|应急|应急管理|退役军人事务|医保|医疗保障|统计|林业|人社|人力资源社会保障|"
    "自然资源|自然资源和规划|发改|税务|气象|行政审批|行政审批服务管理|政务服务|综合执法|城市管理|综合行政执法|体育|信访|数据"
)
_DEPT = (
    r"(?:[市县区州省镇]|(?<![一-龥])|[\u4e00-\u9fff]{1,4}(?:市|县|区|州))"
    rf"(?:人民)?(?:{_OFFICES})(?:局|委|办)|"
    r"[市县区州省](?:行政复议(?:局|委员会办公室)|法律援助中心|矛调中心|(?:社会)?矛盾纠纷(?:多元)?[调处解化]{2,4}中心|社会治理(?:综合)?(?:服务)?中心)(?!(?:共有?|达到?|总数)?\d)|"
    r"[市县区][\u4e00-\u9fff]{2,10}(?:调解中心|仲裁委(?:员会)?|监督局|管理局|执法局|执法大队|执法支队|服务局)"
)
# Chinese but 共 受 办 收 新: what stands up to the first of them.
_UP_TO_COUNT = r"[\u4e00-\u5170\u5172-\u529d\u529f-\u53d6\u53d8-\u6535\u6537-\u65af\u65b1-\u9fff]{0,60}"
_SYSTEM = rf"全系统|[\u4e00-\u9fff]{{0,4}}系统(?={_UP_TO_COUNT}+[共受办收新]|{_UP_TO_COUNT}全年)"
_SCOPES = (
    ("own", r"[市县区州旗省]本级|本级政府|本级|本政府|(?:[市县区州旗省镇乡]|街道)(?:人民)?政府(?!信息|采购|法治|部门|公报)|(?<![市县区州旗省镇乡民])政府(?=行政规范性文件|规范性文件)|"
            r"政府(?:党组|常务会议|常务会|法律顾问|党组会)|政府(?=聘请|班子)|常务会议|我[镇乡]|我街道|本[镇乡]|街道办事处|我办事处|(?:两|\b)办?府办"),
    ("system", _SYSTEM),
    ("system", "两级法院|法院系统|司法行政系统"),
    ("dept", r"我局|本局|(?<![一-龥])(?:局党组|支队|大队|总队|分局)|[市县区镇]公共法律服务(?:中心|工作站)(?=接待|办理|解答|全年|共|受理|接听)|司法所|局机关|全局|本机关|我委|本委|我厅|本厅|我办|我院|本部门|我部门|我中心|我队"),
    ("dept", _DEPT),
    ("area", r"全[市县区州旗省镇乡](?!平均(?:水平|值|数|线|分|[\d高低,;、]|$)|第|前[一二三四五六七八九十\d]|首位|排名|均值)|我[市县区州旗省]|本[市县区州旗省]|辖区|各部门|各地|各乡镇|各镇街?|各街道|各单位|各级各部门|两级政府|"
             r"两级(?:人民)?政府|(?:市|县|区)(?:、|和)(?:县|区|镇|乡|街道)[\u4e00-\u9fff]{0,4}两级|(?<![个家\d])[市县区州]直(?:各)?(?:部门|单位)|"
             r"全域|各社区|各村|[市县][县乡镇区]?[乡镇村]?[两三]级|三级(?=公共法律|法律顾问|人民调解|调解|平台|行政)|各县\(?[市区、]*\)?|各区县?|各县区?|各级政府|各级行政机关|各行政执法(?:部门|单位|主体)|各(?:行政)?执法(?:部门|单位)|各市直部门"),
)  # fmt: skip
# What the others begin with. The slow ones are left out where their words are not in the sentence.
_BEGINS = "(?=[市县区州旗省镇乡街政常我本两办府局支大总分司法全辖各三])"


def _scopes(systems: bool, offices: bool) -> re.Pattern[str]:
    parts = [
        f"(?P<{name}{at}>{pattern})" if pattern in (_SYSTEM, _DEPT) else f"{_BEGINS}(?P<{name}{at}>{pattern})"
        for at, (name, pattern) in enumerate(_SCOPES)
        if (pattern != _SYSTEM or systems) and (pattern != _DEPT or offices)
    ]
    return re.compile("|".join(parts))


_SCOPE = {
    (systems, offices): _scopes(systems, offices) for systems in (True, False) for offices in (True, False)
}
_OFFICE = re.compile(rf"(?:{_OFFICES})(?:局|委|办)")
_BODY_PARTS = ("局", "委", "办", "中心", "队")
_BODY_ENDS = (
    "调解中心",
    "仲裁委",
    "监督局",
    "管理局",
    "执法局",
    "执法大队",
    "执法支队",
    "服务局",
    "复议局",
    "援助中心",
    "化解中心",
    "矛调中心",
    "治理中心",
    "服务中心",
    "调处中心",
    "委员会办公室",
)
_NAMED_PLACE = (
    r"(?:20\d\d年(?:度)?,?)?(?P<name>(?![全我各本该两跨是以从由为将在对])"
    rf"[{_HAN}]{{2,5}}?(?:市|县|区|州|自治州|自治县|旗))(?!场|域|委|直|级|别|分|人大|政协|政府|人民政府|[{_HAN}]{{1,8}}局)"
)
_PLACE_ENDS = re.compile(r"[市县区州旗](?![场域委直级别分])")
_FIRST_PLACE = re.compile(_NAMED_PLACE)
_PLACE = re.compile(rf"[,;:。、(\x01“\s年在对和月]{_NAMED_PLACE}")  # a class in front: so it is found fast
_UPWARD = re.compile(r"(?:上报|报送|报请|报备|报|送交)[^,;]{0,14}$")
_YEAR = re.compile(r"(20[0-4]\d)年")

PLAN = re.compile(
    r"(?=[力原预年争拟计全确应须要必每需明下来将目到努申不])(?:力争|(?:不少于|不低于)(?=[^,;。]{1,8},实际)|原定|原计划|预定|年初(?:确定|计划|目标)|争取(?!到|上级)|拟(?![^,;。\d]{1,10}的\d|上会|从事|上岗|任|录用|修改|修订|废止|定|出台|提交|制定|审|发(?!展)|印|签|保留|继续|宣布|失效)|"
    r"(?<![法作度查训改定计督察动审按有分入划理序])(?<!全年)计划(?=[^,;。]{0,10}(?:新|再|将|到|在|用|于|举办|开展|组织|培|建|完成|增|达|实现|投入|安排|出台|制定|修订|推|年内|评查|检查|审查|抽查|办理|受理|制发|发放|督察))|"
    r"(?:年度|全年|年初)(?:计划|目标)[^,;。]{0,20}(?=,[^;。]{0,6}(?:实际|已|现已))|预计|预期|确保|(?:应|须|要|必须|原则上|每)[^,;]{0,12}(?:不少于|不低于|不得少于|至少)|须(?:达|降|升|提|保持|控制)|(?:要|应|需)(?:达|降|升)到?|"
    r"明年|下一步|下步|下一年|来年|将(?:继续|进一步|持续|着力|重点|努力|于20|在20|全力|新建|新增|新办|开展|举办|组织|制定|出台|完成|实现|推动|推进|培育|打造|建成|培训|评查|清理|达到|力争|再|聘|完善|启动|修订)|目标(?:为|是|值)|到20\d\d年(?!底|末,?全|,?全市共)|"
    r"应(?:达到|不低于)|原则上|每(?:村|个村|镇|单位|人)(?:不|至少|要)|(?:要|须|应)(?:把|将)[^,;。\d]{1,16}(?:控制|降|提|升|保持|压|稳|维持)|要(?:求)?(?:达到|不低于|不少于)|努力(?:达到|实现)|申报|争创)"
)
# One of these is in each of them.
_MAY_PLAN = re.compile(
    "力争|少于|低于|[须要应][把将]|原定|原计划|计划|预定|年初|目标|争取|拟|预计|预期|确保|至少|[须要应需]求?[达降升提保控不]|"
    "明年|下一?步|下一年|来年|将|到20|原则上|每[村个镇单人]|努力|申报|争创"
)
_SUMMED = re.compile(r"以来|累计|结转|结存|截[至止]|转入|至20|底")
_DONE = re.compile(r"实际(?!上)|(?<=[,;、(])(?:现已|已经|已)(?=完成|举办|开展|培训|评查|实现|达)")
_ILLUSTRATION = re.compile(r"个别|部分|少数|有的|一些|有些")
_SOME = re.compile(
    r"(?:个别|部分(?:部门|单位|乡镇|镇街|地区|地方|行政机关|县|街道|领域)|(?<!关键)少数(?!民族)|(?<![所现原已特拥具])有的(?!放矢)|一些|有些)(?!处罚)[^;。]{0,20}$"
)
# 抽查的24件案卷中,6件说理不充分: a sample in which something is wrong.
_SAMPLED = re.compile(
    r"\d+[件卷份宗本个][^,;。\d]{0,14}中,?(?:仍|尚|就|仍然)?有?\d+[件卷份宗本个][^,;。]{0,10}(?:不|未|缺|错|漏|瑕疵|问题)"
)
_WEAK = re.compile(
    r"薄弱|短板|滞后|欠缺|参差不齐|不平衡|不均衡|不到位|差距|紧缺|(?:还|仍|较|比较|依然|尚)(?:不足|不够|不强|不高|偏[低少弱]|有限)"
)
_ONLY = re.compile(r"仅|只有|只")
_BRACKETS = re.compile(r"\([^()]*\)")
_LAST = re.compile(r"去年|上年(?!结转|度?未|转)|上一年(?!结转|度结转)|同期|前年|往年|上年度(?!结转|未)")
_CHANGE = re.compile(
    r"(?:增长|增加|上升|下降|减少|降低|提高|提升|增幅|降幅|压减|压缩|缩短|下滑|回落|上涨|升高|攀升|增多|净增|"
    r"(?:同比|环比|较|比)[^,;]{0,12}(?:多|少|增|降|减|升))(?:幅度)?(?:了|为|达)?(?:约|近|超过?|逾)?$"
)
_OTHER_MATTER = re.compile(
    r"(?:[全我本][市县区州省])?(行政复议|行政诉讼|行政应诉|法律援助|人民调解|行政处罚|行政许可|行政强制|行政检查|信息公开)"
)
_MAY_CHANGE = frozenset("增升降减少多高幅压缩滑落涨攀")
_COMPARED = re.compile(r"度?(?:[、和与]20\d\d年度?)*(?:同期)?(?:分别)?(?:仅|只|的|是)?(?:有|为)?")
_TO = re.compile(r"(?:至|到|(?<!幅)(?:升|降|增|减|加|少|长|高|低)为)(?:了)?(?:约|近|超过?|逾)?$")

_PERIODS = re.compile(
    r"(?=[截目现共已自\d两三四五六七八九十“以任近换启改成实施每年月平上下一前今全本当])(?:(?P<asof>截至(?!目前[^,;。]{0,6}累计|[^,;。]{0,10},?累计)|截止|目前|现有|共有|现共有|已有|现已)"
    r"|(?P<cumulative>截[至止][^,;。]{0,10},?累计|自?(?P<since>20\d\d)年(?:\d{1,2}月)?(?:份)?(?:以来|至今|[^,;。\d]{1,14}以来)|(?:换届|启动|改革|成立|实施|施行)以来|[两三四五六七八九十\d]{1,6}年来|"
    r"“?[七八]五”?以来|以来累计|任期以来|“?十[三四]五”?以来|近[两三四五]年|20\d\d年?(?:-|—|–|~|～|至|到){1,2}20\d\d年)"
    r"|(?P<other>每[年月季周]|年均|月均|平均(?=每|约|近|为|达|\d)|上半年|下半年|[一二三四]季度|1[-—至]\d{1,2}月|前[三\d]季度|每半年)"
    r"|(?P<year>今年以来|一年来|全年|本年|今年|年内|当年))"
)

# One of these is in each of them.
_MAY_PERIOD = re.compile(
    "截[至止]|目前|[现共已]有|现已|以来|至今|年来|近[两三四五]年|20\\d\\d年?[-—–~～至到]|每[年月季周半]|[年月]均|平均|半年|季度|月|今年|[全本当]年|年内"
)


_HAS = re.compile("现有|共有|现共有|已有")


class Surroundings(NamedTuple):
    """Whose the figures of a sentence are, and of when: markers with their offsets."""

    scopes: list[tuple[int, int, str]]
    periods: list[tuple[int, str]]
    years: list[tuple[int, int]]
    brackets: list[tuple[int, int]]
    plans: list[int]  # from where on the sentence speaks of what shall be


def read_surroundings(text: str, report_year: int | None, places: tuple[str, ...] = ()) -> Surroundings:
    """The markers of a sentence in half-width characters, titles masked."""
    scopes = []
    offices = _names_body(text)
    for match in _SCOPE["系统" in text, offices].finditer(text):
        name = str(match.lastgroup)
        if name == "own0" and _UPWARD.search(text, max(match.start() - 20, 0), match.start()):
            continue
        scopes.append((match.start(), match.end(), name[:-1]))
    scopes += [(*match.span("name"), "area") for match in _places(text)]
    for place in places:
        if place in text:
            named = re.finditer(place + "(?!人民政府|政府|委|级)", text)
            scopes += [(at.start(), at.end(), "area") for at in named]
    scopes.sort()
    periods: list[tuple[int, str]] = []
    if _MAY_PERIOD.search(text):
        periods = [(match.start(), _period(match, report_year)) for match in _PERIODS.finditer(text)]
    years = [(match.start(), int(match[1])) for match in _YEAR.finditer(text)] if "20" in text else []
    closed = [match.span() for match in _BRACKETS.finditer(text)] if "(" in text else []
    return Surroundings(scopes, periods, years, closed, _plan(text, years, report_year))


def _names_body(text: str) -> bool:
    """True where a department may be named."""
    if not any([part in text for part in _BODY_PARTS]):
        return False
    return _OFFICE.search(text) is not None or any([end in text for end in _BODY_ENDS])


def _places(text: str) -> Iterator[re.Match[str]]:
    """The places named at the beginning, behind a mark or behind a word such as 在."""
    if not _PLACE_ENDS.search(text):
        return
    first = _FIRST_PLACE.match(text)
    if first:
        yield first
    yield from _PLACE.finditer(text, first.end() if first else 0)


def scope_of(found: Surroundings, text: str, at: int) -> str:
    """The nearest marker before an offset, else the next one before a semicolon."""
    for start, _, name in reversed(found.scopes):
        if start < at:
            return name
    if not found.scopes:
        return "unknown"
    stop = text.find(";", at)
    after = [name for start, _, name in found.scopes if start >= at and (stop < 0 or start < stop)]
    return after[0] if after else "unknown"


def period_of(found: Surroundings, text: str, at: int, report_year: int | None, is_stock: bool = True) -> str:
    """year, cumulative, asof or other: by the nearest marker before an offset."""
    semicolon = text.rfind(";", 0, at)
    for start, name in reversed(found.periods):
        if semicolon < start < at and not _closed(found, start, at):
            return "year" if name == "asof" and not is_stock and _HAS.match(text, start) else name
    for start, year in reversed(found.years):
        if start < at and not _closed(found, start, at):
            return "other" if report_year and year < report_year else "year"
    return "year"


def is_plan(found: Surroundings, text: str, at: int) -> bool:
    """True for what shall be: behind a word of planning, and in front of what was done (计划10期,实际举办12期)."""
    if not found.plans:
        return False
    return any([start < at and not _DONE.search(text, start, at) for start in found.plans])


def is_change(text: str, edge: int, at: int) -> bool:
    """True for a number that is the size of a change: 同比增长12%; not for what it grew to."""
    before = text[edge:at]
    return (
        not _MAY_CHANGE.isdisjoint(before[-8:])
        and _CHANGE.search(before) is not None
        and not _TO.search(before)
    )


def is_weakness(text: str, edge: int, at: int, qualifier: str) -> bool:
    """True for a number that illustrates a weakness: 个别乡镇仅有1名; 力量仍显薄弱,年均参训不足1次."""
    if (qualifier == "under" or _ONLY.search(text, edge, at)) and _WEAK.search(text, 0, at):
        return True
    if "中" in text and _SAMPLED.match(text, at):
        return True
    if not _ILLUSTRATION.search(text, 0, at):
        return False
    return bool(_SOME.search(text, max(at - 40, 0), at) or _ONLY.search(text, edge, at))


def is_last_year(text: str, edge: int, at: int, report_year: int | None) -> bool:
    """True for the value of a year before, quoted for comparison: 去年同期为41件, （2022年为1012件）."""
    last = _LAST.search(text, edge, at)
    if last and not (last[0] == "同期" and _same_time(text, last)):
        return True
    match = _YEAR.search(text, edge, at)
    if match is not None and report_year is None:  # 审查合同51件,2022年为46件
        said = _COMPARED.fullmatch(text, match.end(), at)
        return said is not None and text[match.start() - 1 : match.start()] in (",", "(")
    if match is None or report_year is None or int(match[1]) >= report_year:
        return False
    if text[match.end() : match.end() + 2] == "以来" or text[max(0, match.start() - 1)] == "自":
        return False
    if report_year in {int(year) for year in _YEAR.findall(text, at)} and not _SUMMED.search(text, edge, at):
        return True  # 2022年受理180件,2023年受理210件
    return text[edge - 1 : edge] == "(" or _COMPARED.fullmatch(text, match.end(), at) is not None


def _same_time(text: str, match: re.Match[str]) -> bool:
    """True for a 同期 that begins a clause about another matter: 法院新收诉讼65件,同期行政复议新收208件."""
    other = _OTHER_MATTER.match(text, match.end())
    return other is not None and text[match.start() - 1] in ",;" and text.find(other[1], 0, match.start()) < 0


def _closed(found: Surroundings, marker: int, at: int) -> bool:
    """True for a marker in brackets that the offset is not in."""
    return bool(found.brackets) and any(start < marker < end <= at for start, end in found.brackets)


def _period(match: re.Match[str], report_year: int | None) -> str:
    name = str(match.lastgroup)
    if name == "since":
        name = "cumulative"
    if match["since"] and report_year and int(match["since"]) >= report_year:
        return "year"
    return name


# 由2023年的10.2%下降到2024年的7.8%
_REACHED = re.compile(r"[降升加高低少长]到20\d\d年度?的")


def _plan(text: str, years: list[tuple[int, int]], report_year: int | None) -> list[int]:
    starts: list[int] = []
    if _MAY_PLAN.search(text):
        starts = [
            match.start() for match in PLAN.finditer(text) if not _REACHED.match(text, match.start() - 1)
        ]
    if report_year:
        starts += [
            at
            for at, year in years
            if year > report_year and not re.match(r"20\d\d年(?:\d|底|1月)", text[at:])
        ]
    return starts
