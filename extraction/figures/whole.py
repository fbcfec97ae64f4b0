"""Figures without a numeral: all (均, 全部) and none (零, 无, 未发生), and awards."""

import re
from typing import NamedTuple

from extraction.figures.excluded import Spot, is_not_meant
from extraction.figures.lexicon import lexicon
from extraction.figures.phrases import Sentence, carried

_ALL = re.compile(
    r"全部|逐件|均(?!纳入|为|达|衡|匀|等|可|已?达|保持|在\d|价|线|值|按|不)|均(?=按(?:[期时]|规定|程序|要求|规))|全都"
)
# What all of them did, by the topics that must be named, and what it is the rate of.
_DONE = (
    ("appear_rate", ("appear", "lit"), re.compile(r"[^,;]{0,14}?(?:出庭|到庭|出席庭审)")),
    ("advice_reply_rate", ("courtadv", "procadv", "bothadv"), re.compile(r"[^,;]{0,10}?(?:回复|反馈|采纳|办结|答复|整改|落实|复函|函复|回函)")),
    ("proposals_rate", ("npc", "cppcc", "proposal"), re.compile(r"[^,;]{0,10}?(?:办复|办结|答复|办理完毕|回复)")),
    ("norm_filed_rate", ("norm",), re.compile(r"[^,;]{0,16}?(?:报备|备案)")),
    ("legal_review_rate", ("norm", "decision", "paper"), re.compile(r"[^,;]{0,12}?(?:合法性(?:审查|审核)|法制审[核查]|合法合规性审[查核])")),
)  # fmt: skip
_ENDED = re.compile(r"(?:办理|答复|回复|办复|办结|反馈)(?:工作)?(?:已)?$")
_FULLY = re.compile(r"到位|完成|完毕|办结")
_ADDS = re.compile(r"并[^,;]{0,6}$")

_NONE = re.compile(
    r"零(?!距离|容忍|跑|接触|材料|障碍|散|售|星|工|点|基础|增长|时差|成本)|无一(?:件|起|例|宗)?|未发生(?:过|一起|一件)?|未出现|未收到|没有收到|没有发生|没有出现|没有|无(?!障碍|证|锡|偿|法|论|效|人|关|线|纸|需|故|不|差|理|缝|声|主|力|为|违|因|照)|未(?=制定|制发|出台|受理|办理|作出|实施|败诉|被[^,;的]{0,10}纠错(?!的)|新制定|接到|接收|印发|因|有(?!效))"
)
_OBJECTS = (
    ("lit_lost", "件", re.compile(r"[^,;、]{0,8}?败诉(?!后|率|风险|而|反弹|不|未|责任)")),
    ("foi_recon", "件", re.compile(r"[^,;]{0,16}?信息公开[^,;]{0,14}?复议")),
    ("foi_lit", "件", re.compile(r"[^,;]{0,16}?信息公开[^,;]{0,20}?诉讼")),
    ("foi_requests", "件", re.compile(r"[^,;]{0,10}?(?:公开申请|依申请公开)")),
    ("court_advice", "件", re.compile(r"[^,;]{0,12}?司法建议|[^,;]{0,12}?检察建议[、和]司法建议")),
    ("proc_advice", "件", re.compile(r"[^,;]{0,18}?检察(?:建议|意见)")),
    ("recon_corrected", "件", re.compile(r"[^,;]{0,24}?纠错|(?:一件)?(?:行政行为)?(?:在复议中)?被(?:行政复议机关|复议机关|行政复议|复议)?(?:决定)?(?:撤销|变更|确认违法)")),
    ("norm_repealed", "件", re.compile(r"(?:需|应|拟)?废止(?:的|失效的)?(?:行政)?规范性文件")),
    ("norm_issued", "件", re.compile(r"(?:新)?(?:制定|制发|出台|印发)(?:过|、?发布|印发)?(?:行政)?规范性文件")),
    ("penalties", "件", re.compile(r"[^,;]{0,4}?(?:行政处罚|处罚案件)(?!败|被|不当|决定被|纠|复议|听证)")),
    ("coercion", "件", re.compile(r"[^,;]{0,10}?行政强制(?!法)")),
    ("recon_received", "件", re.compile(r"[^,;]{0,8}?行政复议申请")),
    ("recon_handled", "件", re.compile(r"(?:一[起件])?(?:相关的?|此类|该类|因此引发的?)?(?:受理)?(?:行政)?复议(?:案件|案)?(?:$|[,;、和及与或]|发生|情况|(?:行政)?(?:应诉|诉讼))")),
    ("lit_cases", "件", re.compile(r"(?:一[起件])?(?:相关的?|此类|该类|因此引发的?)?(?:(?:行政)?复议(?:案件)?[、和及与或])?行政(?:应诉|诉讼)(?:案件|案)?(?:$|[,;、和及与或]|发生|情况)|(?:行政)?复议(?:案件)?[、和及与或](?:行政)?(?:应诉|诉讼)(?:案件)?")),
)  # fmt: skip
# One of these words is in each of them, so many characters behind.
_THINGS = re.compile("败诉|公开|司法|检察|纠错|撤销|变更|违法|规范性|处罚|行政强|复议|诉讼|应诉")
_THINGS_WITHIN = 40
_NAUGHT = re.compile(
    r"(?:(?P<coercion>行政强制)|(?P<lost>败诉)|(?P<corrected>纠错)|(?P<recon>行政复议)|(?P<lit>行政诉讼|行政应诉))"
    r"(?:措施|案件|执行)?(?:亦|也|均|继续)?(?:实现|保持|为|连续[一二三四五]年)?“?(?P<zero>零)(?:”|发生|记录|案件|$|[,;、])"
)
_NAUGHT_CODES = {
    "coercion": "coercion", "lit_lost": "lost", "recon_corrected": "corrected", "recon_handled": "recon", "lit_cases": "lit",
}  # fmt: skip
# What stands between none and its thing where it is not of it: 无应出庭未出庭的败诉案件.
_ANOTHER = re.compile(r"\d|应出庭|[未零:]")
_OF_FOI = {"recon_handled": "foi_recon", "lit_cases": "foi_lit"}
_FOI_CAUSE = re.compile(
    r"(?:因|由|涉及?)(?:政府)?信息公开|信息公开(?:类|引)|(?:信息公开|公开申请|依申请公开)[^。]{0,80}(?:引发|引起|由此|产生|导致|提起)"
)
_AWARD = re.compile(
    r"(?:首批|第[一二三四五]批|20\d\d年度?)?(?P<name>(?:全国|全省|全市|全区|国家级|省级|市级|自治区|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省|"
    r"(?:内蒙古|广西|西藏|宁夏|新疆)(?:自治区)?|(?<=[评为获得批])[\u4e00-\u9fff]{2,3}市)?"
    r"(?:首批|第[一二三四五]批)?[“\"]?法治政府建设示范(?:地区|市|县|区|镇|乡镇|乡|街道|项目|单位|州|旗|地|县（市、区）|县\(市、区\)|市（县、区）)"
    r"(?:和项目|（?项目）?)?[”\"]?)"
)
_AWARDED = re.compile(
    r"(?:获评|荣膺|捧回|斩获|入列|荣获|被命名|被评为|评为|获得|成功创建|创成|入选|获批|授予|被授予|命名|被确定为|确定为|获|跻身|成功创成|喜获|摘得|入围并获评|被表彰|斩获|通过)"
    r"[^,;。]{0,14}$"
)
_AWARDED_AFTER = re.compile(r"[^,;。]{0,6}(?:称号|荣誉|命名|荣誉称号|殊荣)")


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
    found: list[Whole] = []
    words = lexicon()
    if "全" not in sentence.text and "均" not in sentence.text and "逐件" not in sentence.text:
        return found
    for match in _ALL.finditer(sentence.text):
        clause = max([0, *(at + 1 for at in sentence.breaks if at < match.start())])
        if is_not_meant("all", sentence.text, Spot(clause, *match.span())):
            continue
        ended = _ENDED.search(sentence.text[clause : match.start()])
        if ended and _FULLY.match(sentence.text, match.end()):
            named = _topics(sentence, clause, match.end()) or carried(sentence, clause, words.topic) or before
            code = next(
                (code for code, topics, _ in _DONE[1:3] if any(named & words.bits[t] for t in topics)), None
            )
            if code:
                found.append(Whole(code, match.start(), match.end(), 100, "%", "all_stated", f"{code}:all"))
                continue
        for code, topics, done in _DONE:
            acted = done.match(sentence.text, match.end())
            if acted is None or _ADDS.search(
                sentence.text[match.start() : acted.end()].replace(acted[0], "")
            ):
                continue
            named = _topics(sentence, clause, acted.end()) & ~words.bits["review"]
            named = named or carried(sentence, clause, words.topic) or before
            if not any(named & words.bits[topic] for topic in topics):
                continue
            found.append(Whole(code, match.start(), match.end(), 100, "%", "all_stated", f"{code}:all"))
            break
    return found


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
        code = next(code for code, name in _NAUGHT_CODES.items() if match[name])
        at = match.start("zero")
        if code in _OF_FOI and _FOI_CAUSE.search(sentence.text, 0, at):
            code = _OF_FOI[code]
        found.append(Whole(code, at, at + 1, 0, "件", "zero_stated", f"{code}:none"))
    for match in _NONE.finditer(sentence.text):
        if not _THINGS.search(sentence.text, match.end(), match.end() + _THINGS_WITHIN):
            continue
        taken: set[str] = set()
        for code, unit, thing in _OBJECTS:
            hit = thing.match(sentence.text, match.end())
            if hit is None or _blocked(code, taken, sentence, match, hit):
                continue
            taken.add(code)
            if code in _OF_FOI and _of_foi(sentence, match.start()):
                code = _OF_FOI[code]
            found.append(Whole(code, match.start(), match.end(), 0, unit, "zero_stated", f"{code}:none"))
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
