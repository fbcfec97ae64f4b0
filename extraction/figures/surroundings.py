"""What surrounds a figure: whose it is (scope), of which time (period)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extraction.figures.excluded import plans_in

_HAN = "一-龥"
_OFFICES = (
    "司法|公安|财政|教育|民政|审计|城管|市场监管|市场监督管理|生态环境|住建|住房城乡建设|交通运输|交通|"
    "水利|农业农村|商务|文旅|文化旅游|卫健|卫生健康|应急|应急管理|退役军人事务|医保|医疗保障|统计|林业|人社|人力资源社会保障|"
    "自然资源|自然资源和规划|发改|税务|气象|行政审批|行政审批服务管理|政务服务|综合执法|城市管理|综合行政执法|体育|信访|数据"
)
_DEPT = rf"""
    (?: [市县区州省镇] | (?<! [一-龥] ) | [\u4e00-\u9fff]{{1,4}} (?: 市 | 县 | 区 | 州 ) )  # 市财政局, 慈溪市财政局
    (?: 人民 )? (?: {_OFFICES} ) (?: 局 | 委 | 办 )
  | [市县区州省]  # 市法律援助中心; the number of such centres is none of theirs
    (?: 行政复议 (?: 局 | 委员会办公室 )
      | 法律援助中心
      | 矛调中心
      | (?: 社会 )? 矛盾纠纷 (?: 多元 )? [调处解化]{{2,4}} 中心
      | 社会治理 (?: 综合 )? (?: 服务 )? 中心 )
    (?! (?: 共有? | 达到? | 总数 )? \d )
  | [市县区] [\u4e00-\u9fff]{{2,10}}  # 区商会调解中心
    (?: 调解中心 | 仲裁委 (?: 员会 )? | 监督局 | 管理局 | 执法局 | 执法大队 | 执法支队 | 服务局 )
"""
# Chinese but 共 受 办 收 新: what stands up to the first of them.
_UP_TO_COUNT = r"[\u4e00-\u5170\u5172-\u529d\u529f-\u53d6\u53d8-\u6535\u6537-\u65af\u65b1-\u9fff]{0,60}"
_SYSTEM = rf"""
    全系统
  | [\u4e00-\u9fff]{{0,4}} 系统 (?= {_UP_TO_COUNT}+ [共受办收新] | {_UP_TO_COUNT} 全年 )
"""
_OWN = r"""
    [市县区州旗省]本级 | 本级政府 | 本级 | 本政府
  | (?: [市县区州旗省镇乡] | 街道 ) (?: 人民 )? 政府 (?! 信息 | 采购 | 法治 | 部门 | 公报 )  # 政府信息 is a matter
  | (?<! [市县区州旗省镇乡民] ) 政府 (?= 行政规范性文件 | 规范性文件 )
  | 政府 (?: 党组 | 常务会议 | 常务会 | 法律顾问 | 党组会 )
  | 政府 (?= 聘请 | 班子 )
  | 常务会议
  | 我[镇乡] | 我街道 | 本[镇乡] | 街道办事处 | 我办事处
  | (?: 两 | \b ) 办?府办
"""
_OWN_DEPT = r"""
    我局 | 本局
  | (?<! [一-龥] ) (?: 局党组 | 支队 | 大队 | 总队 | 分局 )
  | [市县区镇]公共法律服务 (?: 中心 | 工作站 ) (?= 接待 | 办理 | 解答 | 全年 | 共 | 受理 | 接听 )
  | 司法所 | 局机关 | 全局 | 本机关 | 我委 | 本委 | 我厅 | 本厅 | 我办 | 我院 | 本部门 | 我部门 | 我中心 | 我队
"""
_AREA = r"""
    全[市县区州旗省镇乡]  # 高于全市平均水平, 居全省前列: whom it is compared with
    (?! 平均 (?: 水平 | 值 | 数 | 线 | 分 | [\d高低,;、] | $ ) | 第 | 前[一二三四五六七八九十\d] | 首位 | 排名 | 均值 )
  | 我[市县区州旗省] | 本[市县区州旗省] | 辖区
  | 各部门 | 各地 | 各乡镇 | 各镇街? | 各街道 | 各单位 | 各级各部门
  | 两级政府 | 两级 (?: 人民 )? 政府
  | (?: 市 | 县 | 区 ) (?: 、 | 和 ) (?: 县 | 区 | 镇 | 乡 | 街道 ) [\u4e00-\u9fff]{0,4} 两级  # 市、县两级
  | (?<! [个家\d] ) [市县区州]直 (?: 各 )? (?: 部门 | 单位 )  # of 32个市直部门 the 32 are counted
  | 全域 | 各社区 | 各村
  | [市县] [县乡镇区]? [乡镇村]? [两三]级  # 县乡村三级
  | 三级 (?= 公共法律 | 法律顾问 | 人民调解 | 调解 | 平台 | 行政 )
  | 各县 \(? [市区、]* \)? | 各区县? | 各县区?  # 各县(市、区)
  | 各级政府 | 各级行政机关
  | 各行政执法 (?: 部门 | 单位 | 主体 ) | 各 (?: 行政 )? 执法 (?: 部门 | 单位 )
  | 各市直部门
"""
_SCOPES = (
    ("own", _OWN),
    ("system", _SYSTEM),
    ("system", "两级法院 | 法院系统 | 司法行政系统"),
    ("dept", _OWN_DEPT),
    ("dept", _DEPT),
    ("area", _AREA),
)
# What the others begin with. The slow ones are left out where their words are not in the sentence.
_BEGINS = "(?=[市县区州旗省镇乡街政常我本两办府局支大总分司法全辖各三])"


def _scopes(systems: bool, offices: bool) -> re.Pattern[str]:
    parts = [
        f"(?P<{name}{at}>{pattern})" if pattern in (_SYSTEM, _DEPT) else f"{_BEGINS}(?P<{name}{at}>{pattern})"
        for at, (name, pattern) in enumerate(_SCOPES)
        if (pattern != _SYSTEM or systems) and (pattern != _DEPT or offices)
    ]
    return re.compile("|".join(parts), re.VERBOSE)


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
_NAMED_PLACE = rf"""
    (?: 20\d\d年 (?: 度 )? ,? )?
    (?P<name>
      (?! [全我各本该两跨是以从由为将在对] )
      [{_HAN}]{{2,5}}? (?: 市 | 县 | 区 | 州 | 自治州 | 自治县 | 旗 )
    )
    (?! 场 | 域 | 委 | 直 | 级 | 别 | 分  # 市场, 区域, 县委, 市级, 区别
      | 人大 | 政协 | 政府 | 人民政府 | [{_HAN}]{{1,8}}局 )  # a body of the place
"""
_PLACE_ENDS = re.compile(r"[市县区州旗](?![场域委直级别分])")
_FIRST_PLACE = re.compile(_NAMED_PLACE, re.VERBOSE)
_PLACE = re.compile(  # a class in front: so it is found fast
    rf"[,;:。、(\x01“\s年在对和月] {_NAMED_PLACE}", re.VERBOSE
)
_UPWARD = re.compile(r"(?:上报|报送|报请|报备|报|送交)[^,;]{0,14}$")
_YEAR = re.compile(r"(20[0-4]\d)年")

_BRACKETS = re.compile(r"\([^()]*\)")
_PERIODS = re.compile(
    r"""
    (?= [截目现共已自\d两三四五六七八九十“以任近换启改成实施每年月平上下一前今全本当] )
    (?:
      (?P<asof>  # 截至年底, 现有
          截至 (?! 目前[^,;。]{0,6}累计 | [^,;。]{0,10},?累计 )
        | 截止 | 目前 | 现有 | 共有 | 现共有 | 已有 | 现已
      )
    | (?P<cumulative>
          截[至止] [^,;。]{0,10} ,?累计  # 截至11月底,累计
        | 自? (?P<since> 20\d\d ) 年 (?: \d{1,2}月 )? (?: 份 )?  # 自2018年以来, 2018年改革以来
          (?: 以来 | 至今 | [^,;。\d]{1,14}以来 )
        | (?: 换届 | 启动 | 改革 | 成立 | 实施 | 施行 ) 以来
        | [两三四五六七八九十\d]{1,6}年来  # 五年来
        | “?[七八]五”?以来 | 以来累计 | 任期以来 | “?十[三四]五”?以来  # 八五普法以来, 十四五以来
        | 近[两三四五]年
        | 20\d\d年? (?: - | — | – | ~ | ～ | 至 | 到 ){1,2} 20\d\d年  # 2018年至2023年
      )
    | (?P<other>  # a part of the year, or an average
          每[年月季周] | 年均 | 月均 | 平均 (?= 每 | 约 | 近 | 为 | 达 | \d )
        | 上半年 | 下半年 | [一二三四]季度
        | 1[-—至]\d{1,2}月  # 1至9月
        | 前[三\d]季度 | 每半年
      )
    | (?P<year> 今年以来 | 一年来 | 全年 | 本年 | 今年 | 年内 | 当年 )
    )
    """,
    re.VERBOSE,
)
# One of these is in each of them.
_MAY_PERIOD = re.compile(
    r"""
      截[至止] | 目前 | [现共已]有 | 现已
    | 以来 | 至今 | 年来 | 近[两三四五]年 | 20\d\d年?[-—–~～至到]
    | 每[年月季周半] | [年月]均 | 平均 | 半年 | 季度 | 月
    | 今年 | [全本当]年 | 年内
    """,
    re.VERBOSE,
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
    return Surroundings(scopes, periods, years, closed, plans_in(text, years, report_year))


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
