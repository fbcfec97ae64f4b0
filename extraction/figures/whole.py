"""Figures without a numeral: all (均, 全部) and none (零, 无, 未发生), and awards."""

import csv
import re
from pathlib import Path
from typing import NamedTuple

from extraction.figures.excluded import Spot, is_not_meant
from extraction.figures.lexicon import lexicon
from extraction.figures.phrases import Sentence, carried

_FILE = Path(__file__).with_name("whole.csv")
_ALL = re.compile(
    r"""
      全部 | 逐件
    | 均
      (?! 纳入 | 为 | 达 | 衡 | 匀 | 等 | 可 | 已?达 | 保持 | 在\d | 价 | 线 | 值 | 按 | 不 )  # 均为32件, 均衡, 均价
    | 均 (?= 按 (?: [期时] | 规定 | 程序 | 要求 | 规 ) )  # 均按期回复
    | 全都
    """,
    re.VERBOSE,
)
_ENDED = re.compile(r"(?:办理|答复|回复|办复|办结|反馈)(?:工作)?(?:已)?$")
_FULLY = re.compile(r"到位|完成|完毕|办结")
_ADDS = re.compile(r"并[^,;]{0,6}$")

_NONE = re.compile(
    r"""
      零 (?! 距离 | 容忍 | 跑 | 接触 | 材料 | 障碍 | 散 | 售 | 星 | 工 | 点 | 基础 | 增长 | 时差 | 成本 )  # 零散, 零距离
    | 无一 (?: 件 | 起 | 例 | 宗 )?
    | 未发生 (?: 过 | 一起 | 一件 )?
    | 未出现 | 未收到 | 没有收到 | 没有发生 | 没有出现 | 没有
    | 无
      (?! 障碍 | 证 | 锡 | 偿 | 法 | 论 | 效 | 人 | 关 | 线 | 纸 | 需 | 故 | 不 | 差 | 理 | 缝 | 声 | 主 | 力 | 为 | 违
        | 因 | 照 )  # 无证, 无偿, 无关, 无故
    | 未  # of these acts alone: 未制定, 未受理; of 未完成 nothing is known
      (?= 制定 | 制发 | 出台 | 受理 | 办理 | 作出 | 实施 | 败诉 | 被[^,;的]{0,10}纠错(?!的) | 新制定 | 接到 | 接收 | 印发
        | 因 | 有(?!效) )
    """,
    re.VERBOSE,
)
# 行政诉讼案件继续保持零发生: the thing before 零, by the code of what there was none of.
_NAUGHT = re.compile(
    r"""
    (?:
        (?P<coercion> 行政强制 )
      | (?P<lit_lost> 败诉 )
      | (?P<recon_corrected> 纠错 )
      | (?P<recon_handled> 行政复议 )
      | (?P<lit_cases> 行政诉讼 | 行政应诉 )
    )
    (?: 措施 | 案件 | 执行 )?
    (?: 亦 | 也 | 均 | 继续 )?
    (?: 实现 | 保持 | 为 | 连续[一二三四五]年 )?
    “? (?P<zero> 零 ) (?: ” | 发生 | 记录 | 案件 | $ | [,;、] )
    """,
    re.VERBOSE,
)
# What stands between none and its thing where it is not of it: 无应出庭未出庭的败诉案件.
_ANOTHER = re.compile(r"\d|应出庭|[未零:]")
_OF_FOI = {"recon_handled": "foi_recon", "lit_cases": "foi_lit"}
_FOI_CAUSE = re.compile(
    r"""
      (?: 因 | 由 | 涉及? ) (?: 政府 )? 信息公开
    | 信息公开 (?: 类 | 引 )
    | (?: 信息公开 | 公开申请 | 依申请公开 ) [^。]{0,80} (?: 引发 | 引起 | 由此 | 产生 | 导致 | 提起 )
    """,
    re.VERBOSE,
)
_AWARD = re.compile(
    r"""
    (?: 首批 | 第[一二三四五]批 | 20\d\d年度? )?
    (?P<name>
      (?:  # whose award it is
          全国 | 全省 | 全市 | 全区 | 国家级 | 省级 | 市级 | 自治区
        | (?: 河北 | 山西 | 辽宁 | 吉林 | 黑龙江 | 江苏 | 浙江 | 安徽 | 福建 | 江西 | 山东 | 河南 | 湖北 | 湖南 | 广东 | 海南
            | 四川 | 贵州 | 云南 | 陕西 | 甘肃 | 青海 ) 省
        | (?: 内蒙古 | 广西 | 西藏 | 宁夏 | 新疆 ) (?: 自治区 )?
        | (?<= [评为获得批] ) [\u4e00-\u9fff]{2,3} 市
      )?
      (?: 首批 | 第[一二三四五]批 )?
      [“"]? 法治政府建设示范
      (?: 地区 | 市 | 县 | 区 | 镇 | 乡镇 | 乡 | 街道 | 项目 | 单位 | 州 | 旗 | 地
        | 县（市、区） | 县\(市、区\) | 市（县、区） )
      (?: 和项目 | （?项目）? )?
      [”"]?
    )
    """,
    re.VERBOSE,
)
_AWARDED = re.compile(
    r"""
    (?: 获评 | 荣膺 | 捧回 | 斩获 | 入列 | 荣获 | 被命名 | 被评为 | 评为 | 获得 | 成功创建 | 创成 | 入选 | 获批 | 授予 | 被授予
      | 命名 | 被确定为 | 确定为 | 获 | 跻身 | 成功创成 | 喜获 | 摘得 | 入围并获评 | 被表彰 | 斩获 | 通过 )
    [^,;。]{0,14} $
    """,
    re.VERBOSE,
)
_AWARDED_AFTER = re.compile(r"[^,;。]{0,6}(?:称号|荣誉|命名|荣誉称号|殊荣)")


class Said(NamedTuple):
    """One line of whole.csv: what is said behind 均 or 无, of which code it is a figure, and the topics of
    which one must be named; none where the words say enough."""

    code: str
    topics: list[str]
    words: re.Pattern[str]


def rows() -> list[dict[str, str]]:
    """The lines of whole.csv as they are written, examples too."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _lines(says: str) -> list[Said]:
    return [
        Said(row["code"], row["topics"].split(), re.compile(row["words"]))
        for row in rows()
        if row["says"] == says
    ]


# In the order in which they are tried.
_ALL_DID, _NONE_WAS = _lines("all"), _lines("none")
_ENDING = ("advice_reply_rate", "proposals_rate")  # what is replied to can be 全部办理完毕


class Whole(NamedTuple):
    """A figure that no numeral prints: its code, offsets in the sentence, value, unit, semantics and rule."""

    code: str
    start: int
    end: int
    value: float
    unit: str
    semantics: str
    rule: str


def read_whole(sentence: Sentence, before: int) -> list[Whole]:
    """All of them in a sentence. before: topics of the sentence in front, in bits."""
    return [*_alls(sentence, before), *_nones(sentence), *_awards(sentence)]


def _alls(sentence: Sentence, before: int) -> list[Whole]:
    text = sentence.text
    if "全" not in text and "均" not in text and "逐件" not in text:
        return []
    found: list[Whole] = []
    for match in _ALL.finditer(text):
        clause = max([0, *(at + 1 for at in sentence.breaks if at < match.start())])
        if is_not_meant("all", text, Spot(clause, *match.span())):
            continue
        code = _ended(sentence, clause, match, before) or _done(sentence, clause, match, before)
        if code:
            found.append(Whole(code, *match.span(), 100, "%", "all_stated", f"{code}:all"))
    return found


def _ended(sentence: Sentence, clause: int, match: re.Match[str], before: int) -> str:
    """The rate of what was done to its end: 建议办理工作全部完成."""
    ended = _ENDED.search(sentence.text[clause : match.start()])
    if not ended or not _FULLY.match(sentence.text, match.end()):
        return ""
    named = _topics(sentence, clause, match.end())
    return next(
        (
            line.code
            for line in _ALL_DID
            if line.code in _ENDING and _is_named(line, named or _of_before(sentence, clause, before))
        ),
        "",
    )


def _done(sentence: Sentence, clause: int, match: re.Match[str], before: int) -> str:
    """The rate of what all of them did: 均报送备案."""
    text = sentence.text
    for line in _ALL_DID:
        acted = line.words.match(text, match.end())
        if acted is None or _ADDS.search(text[match.start() : acted.end()].replace(acted[0], "")):
            continue
        named = _topics(sentence, clause, acted.end()) & ~lexicon().bits["review"]
        if _is_named(line, named or _of_before(sentence, clause, before)):
            return line.code
    return ""


def _of_before(sentence: Sentence, clause: int, before: int) -> int:
    return carried(sentence, clause, lexicon().topic) or before


def _is_named(line: Said, named: int) -> bool:
    return any(named & lexicon().bits[topic] for topic in line.topics)


def _topics(sentence: Sentence, begin: int, end: int) -> int:
    mask = 0
    for word in sentence.words:
        if begin <= word.start < end:
            mask |= word.classes
    words = lexicon()
    return mask & (words.topic | words.bits["paper"])


def _nones(sentence: Sentence) -> list[Whole]:
    found: list[Whole] = []
    for match in _NAUGHT.finditer(sentence.text) if "零" in sentence.text else ():
        code = next(name for name, said in match.groupdict().items() if said and name != "zero")
        at = match.start("zero")
        if code in _OF_FOI and _FOI_CAUSE.search(sentence.text, 0, at):
            code = _OF_FOI[code]
        found.append(Whole(code, at, at + 1, 0, "件", "zero_stated", f"{code}:none"))
    for match in _NONE.finditer(sentence.text):
        taken: set[str] = set()
        for code, _, thing in _NONE_WAS:
            hit = thing.match(sentence.text, match.end())
            if hit is None or _blocked(code, taken, sentence, match, hit):
                continue
            taken.add(code)
            if code in _OF_FOI and _of_foi(sentence, match.start()):
                code = _OF_FOI[code]
            found.append(Whole(code, match.start(), match.end(), 0, "件", "zero_stated", f"{code}:none"))
    return found


def _blocked(
    code: str, taken: set[str], sentence: Sentence, match: re.Match[str], hit: re.Match[str]
) -> bool:
    text = sentence.text
    if _ANOTHER.search(hit[0]) or is_not_meant("none", text, Spot(0, match.start(), hit.end())):
        return True
    if match[0] == "零" and "、" in hit[0][:-1]:
        return True
    both = text[match.start() - 1 : match.start()] == "均" and code == "lit_lost"
    if (both or code == "recon_corrected") and "信息公开" in text[: match.start()]:
        return True
    if code in ("recon_received", "recon_handled", "recon_corrected") and taken & {"foi_recon"}:
        return True
    if code == "lit_cases" and taken & {"foi_lit", "lit_lost"}:
        return True
    return code == "recon_handled" and bool(taken & {"recon_received", "recon_corrected"})


def _of_foi(sentence: Sentence, at: int) -> bool:
    """True where what is said before an offset is about requests for information, and what came of them."""
    return bool(_FOI_CAUSE.search(sentence.text, 0, at)) or (
        carried(sentence, at, lexicon().topic) == lexicon().bits["foi"]
    )


def _awards(sentence: Sentence) -> list[Whole]:
    found: list[Whole] = []
    if "法治政府建设示范" not in sentence.text:
        return found
    for match in _AWARD.finditer(sentence.text):
        clause = max([0, *(at + 1 for at in sentence.breaks if at < match.start())])
        before = sentence.text[clause : match.start()]
        awarded = _AWARDED.search(before) or _AWARDED_AFTER.match(sentence.text, match.end())
        if not awarded or is_not_meant("award", sentence.text, Spot(clause, *match.span())):
            continue
        start, end = match.span("name")
        found.append(Whole("demo_awards", start, end, 1, "", "stated", "demo_awards:named"))
    return found
