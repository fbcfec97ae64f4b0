"""Context of a number from elsewhere in its sentence: topics, acts, lists and earlier phrases."""

import re
from bisect import bisect_left
from itertools import pairwise

from extraction.figures.lexicon import Lexicon
from extraction.figures.phrases import Sentence, Side, bracketed, left_edge

_BASES = {"disputes_screened", "mediation_cases"}
_LAWS = {"local_laws", "gov_rules"}
_LAWMAKING = re.compile(r"立法项目|(?:全年|年内|共|完成|推进)立法")
CASES = re.compile(r"(?:收到|接收|新收|受理|办理|审理|承办|收)(?:各类)?(?:申请|案件?)(?:共|合?计|总数)?约?\d")
_KINDS = re.compile(
    r"[个类项大]{0,2}(?:领域|方面|行业|部门|大类|类别|类|系统|单位|批次?)[,、]?(?:共计?|合计|计|的)?"
)
_KINDS_LONGEST = 9
# 处罚451起、许可2.3万宗: the kinds of enforcement in a row, without the word 行政.
_FOURFOLD_NAMES = re.compile("行政(?:处罚|许可|强制|检查)[、和](?:处罚|许可|强制|检查)")
_STUDIED = 5  # characters behind a number: 次集体学法
_LAW_STUDY = re.compile("(?:常务会|党组会|政府)[^,;]{0,16}学法|学法[^,;]{0,10}(?:常务会|党组会)")
_ALL_OF_AREA = re.compile("全[省市县区州]|各级|各行政执法")
_FOURFOLD = re.compile(r"(处罚|许可|强制|检查)(?:类|案件|事项|决定)*(?:共计?|总数|约|近)?\d")
# 由146项扩大到, 从91%升至: what was before.
_NO_MARK = r"(?:[^,;()]|(?<=\d),(?=\d{3}))"
# That the end is near is told first: most of what begins so is cut by a mark or goes on.
_FROM = re.compile(rf"(?:由|从)(?=[^;()]{{0,31}}+$)(?!于|事|中|[^,;()]{{0,8}}看){_NO_MARK}{{0,30}}+$")
_LEVEL = r"(?:至|到|为)了?(?:(?:20\d\d年|今年|本年)度?的?)?(?:约|近|超过?)?$"
_FROM_TO = re.compile(rf"(?:由|从)(?=[^;()]{{0,45}}+$)(?!于|事|中){_NO_MARK}{{0,30}}?{_LEVEL}")
_TO = re.compile(rf"[^,;()]{{0,10}}{_LEVEL}")
_REACHED = re.compile(r",(?:共|已|总数|实际|全年)?(?:达到?|为|计)了?")


# 县（市、区）政府和市直部门向市政府报备: from below, whoever is told of it.
_BELOW = re.compile(
    r"""
    (?:  # who sends it up
        县\(市、区\)|县市区|县区|区县|旗县|各县|各区|乡镇|镇街|街道|苏木
        |部门|委办局|所属单位|各单位|直属机构|下级
    )
    (?:人民)?(?:政府)?(?:\([^()]{1,8}\))?[^,;。]{0,18}?
    (?:  # to whom
        向(?:本级|市|县|区|州|旗|盟)?(?:人民)?(?:政府|司法局)
        |(?:报送|上报|呈报|报)(?:至|给)?(?:本级|市|县|区|州|旗|盟)?(?:人民)?(?:政府|司法局|法制办)?
    )
    (?!上级|省|国务院|自治区|[^,;。]{0,6}(?:人大|省))  # the area's own, sent to those above it
    """,
    re.VERBOSE,
)
# 审查各类文件301件,按类别分为规范性文件28件、合同119件
_BY_KIND = re.compile(r"其中|(?:按|从)[^,;\d]{0,4}(?:类|看|分)|分别为|包括|具体为|分类为")
# 培训班2期,430名执法人员参加
_ATTENDED = re.compile(r"[^,;\d]{0,8}?(?:参加|参训|受训|参与|到场|听课)了?(?:培训)?(?=$|[,;])")


_SURE_OUTCOMES = frozenset(["correct", "r_corr", "r_nosuit", "r_drop"])
_OUTCOMES = (
    *_SURE_OUTCOMES,
    "uphold",
    "dismiss",
    "terminate",
    "withdraw",
    "revoke",
    "reject",
    "illegal",
    "ordered",
    "reconcile",
)
_OF_COURTS = re.compile(
    "法院|仲裁|检察|信访|诉讼案|执法监督|备案|纪[委检律]|监察|举报|容错|工伤|不动产|信用|投诉|税务"
)


def union(side: Side) -> int:
    """The classes of all words of a side."""
    classes = 0
    for word in side.words:
        classes |= word.classes
    return classes


def topic_ahead(sentence: Sentence, stop: int, words: Lexicon) -> int:
    """What a later clause is about, where none before names it: 以调解方式结案16件，行政复议…"""
    end = sentence.text.find(";", stop)
    for word in sentence.words:
        if stop <= word.start and (end < 0 or word.end <= end) and word.classes & words.topic:
            return word.classes & words.topic & words.bits["recon"]
    return 0


def of_outcomes(sentence: Sentence, words: Lexicon) -> int:
    """The topic of cases that no word names, but what became of them: 结案175件,其中维持70件、驳回25件、纠错16件."""
    if sentence.classes & (words.topic & ~words.bits["recon"] | words.bits["othersuit"]) or _OF_COURTS.search(
        sentence.text
    ):
        return 0
    met = [name for name in _OUTCOMES if sentence.classes & words.bits[name]]
    sure = not _SURE_OUTCOMES.isdisjoint(met) or ("withdraw" in met and "申请人" in sentence.text)
    return words.bits["recon"] if sure and len(met) > 1 else 0


def goes_on(sentence: Sentence, before: int, words: Lexicon) -> bool:
    """True where a sentence surely goes on with the one topic of that in front: it names none of its own, and
    counts cases or applications through two stages. 行政复议成效凸显。全年收到申请402件，受理371件，审结355件。"""
    of_cases = (words.bits["recon"], words.bits["lit"])
    if before not in of_cases or sentence.classes & (words.topic & ~before | words.stop):
        return False
    stages = [
        name
        for name in ("receive", "accept", "handle", "close", "lost")
        if sentence.classes & words.bits[name]
    ]
    return len(stages) > 1 and CASES.search(sentence.text) is not None


def inherited_acts(sentence: Sentence, at: int, edge: int, left: Side, right: Side, words: Lexicon) -> int:
    """What is done with the first thing of a list is done with all: 审核规范性文件18件、政府合同52件."""
    if not at or not left.near or sentence.text[edge - 1 : edge] not in ("、", "和", "及"):
        return 0
    acts = words.acts
    if (union(left) | union(right)) & (acts | words.others | words.verb):
        return 0
    position = bisect_left(sentence.breaks, sentence.numbers[at].start)
    clause = sentence.breaks[position - 1] + 1 if position else 0
    first = next((number.start for number in sentence.numbers if number.start >= clause), clause)
    if clause and _BY_KIND.match(sentence.text, clause):  # 审查340件,其中规范性文件18件、合同205件
        clause = sentence.breaks[position - 2] + 1 if position > 1 else 0
    classes = 0
    for word in sentence.words:
        if clause <= word.start and word.end <= first:
            classes |= word.classes
    return classes & acts


def context_of_all(sentence: Sentence, words: Lexicon) -> int:
    """Context that applies to every number of the sentence: it lists several kinds of enforcement."""
    if "处罚" not in sentence.text and "许可" not in sentence.text and "检查" not in sentence.text:
        return 0
    kinds = set(_FOURFOLD.findall(sentence.text))
    return words.bits["fourfold"] if len(kinds) > 1 or _FOURFOLD_NAMES.search(sentence.text) else 0


def context_of(sentence: Sentence, at: int, codes: list[str], words: Lexicon) -> int:
    """Context for one number, in bits: attendance counted separately, a named base, the groups that were
    trained …"""
    context = 0
    stop = sentence.numbers[at].stop
    real = sentence.text.find("实际", stop)
    if real >= 0 and "出庭" in sentence.text[real : real + 16]:
        context |= words.bits["needed"]
    if sentence.classes & words.sticky:
        for start, _, classes in sentence.words:
            if start >= stop:
                break
            if classes & words.sticky and not bracketed(sentence.text, start, stop):
                context |= classes & words.sticky
        context &= ~_ended(sentence, stop, context, words)
        if context & words.bits["enforce"] and _others_trained(sentence, stop, words):
            context &= ~words.bits["enforce"]
    if "学法" in sentence.text and _LAW_STUDY.search(sentence.text, 0, stop):
        context |= words.bits["lawstudy"]
    if "学法" in sentence.text[stop : stop + _STUDIED] and sentence.classes & words.bits["govmeet"]:
        context |= words.bits["govmeet"]  # 12次集体学法贯穿全年,县政府常务会议…
    if "备" in sentence.text and _BELOW.search(sentence.text, _phrase(sentence, stop), stop):
        context |= words.bits["below"]
    if sentence.classes & words.bits["train"] and _ATTENDED.match(sentence.text, stop):
        context |= words.bits["attended"]
    if "norm_issued" in codes:
        context |= words.bits["issued"]
    if _LAWS.intersection(codes) or ("立法" in sentence.text and _LAWMAKING.search(sentence.text, 0, stop)):
        context |= words.bits["drafted"]
    if _BASES.intersection(codes):
        context |= words.bits["based"]
    return context


def _phrase(sentence: Sentence, stop: int) -> int:
    """Where the clause before an offset begins."""
    position = bisect_left(sentence.breaks, stop)
    return sentence.breaks[position - 1] + 1 if position else 0


def _ended(sentence: Sentence, stop: int, context: int, words: Lexicon) -> int:
    """What no longer holds behind a semicolon: the advisers where another body acts, the one field where all
    of the area is named."""
    begin = sentence.text.rfind(";", 0, stop)
    if begin < 0 or not context & (words.bits["adv"] | words.bits["onefield"] | words.bits["majorenf"]):
        return 0
    classes = 0
    for word in sentence.words:
        if begin < word.start < stop:
            classes |= word.classes
    ended = 0
    if classes & words.bits["body"]:
        ended |= words.bits["adv"]
    if classes & words.bits["penalty"] and not classes & (words.bits["review"] | words.bits["examine"]):
        ended |= words.bits["majorenf"]
    if _ALL_OF_AREA.search(sentence.text, begin, stop):
        ended |= words.bits["onefield"]
    return ended & ~classes


def _others_trained(sentence: Sentence, stop: int, words: Lexicon) -> bool:
    """True where the last ones named before an offset who were trained are no officers:
    党员干部轮训班12期,培训2000人."""
    if not sentence.classes & words.bits["othertrain"]:
        return False
    others, officers, train = (words.bits[name] for name in ("othertrain", "enforce", "train"))
    found = False
    for word, following in pairwise(sentence.words):
        if following.start >= stop:
            break
        if word.classes & others and following.classes & train:
            found = True
        elif following.classes & officers:
            found = False
    return found


def spread_over(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """For 涵盖15个领域186项: the span of words before the number of kinds (15); None where no such number
    precedes."""
    if not at:
        return None
    begin, end = sentence.numbers[at - 1].end, sentence.numbers[at].start
    if end - begin > _KINDS_LONGEST or not _KINDS.fullmatch(sentence.text, begin, end):
        return None
    return left_edge(sentence, at - 1), sentence.numbers[at - 1].start


def phrase_before(sentence: Sentence, at: int, edge: int, anchor: int) -> tuple[int, int]:
    """Where the words stand that a number without any shares: those of the number before it in the list, or
    of the clause before its own."""
    earlier = [position for position in sentence.breaks if position < edge - 1]
    if sentence.text[edge - 1] == "(":  # 新收(176件)、受理(159件)
        anchor = edge - 1
        listed = sentence.text.rfind("、", 0, anchor)
        start = max([0, listed + 1, *(position + 1 for position in earlier)])
        if at and sentence.numbers[at - 1].stop > start:
            return left_edge(sentence, at - 1), sentence.numbers[at - 1].start
        return start, anchor
    if edge > 1 and sentence.text[edge - 2] == ")":  # a remark between: 清单(2023年版),共286项
        opening = sentence.text.rfind("(", 0, edge)
        earlier = [position for position in earlier if position < opening]
        anchor = min(anchor, max(opening, 0))
    start = earlier[-1] + 1 if earlier else 0
    if at and sentence.numbers[at - 1].stop > start:
        return left_edge(sentence, at - 1), sentence.numbers[at - 1].start
    return start, anchor


def was_before(sentence: Sentence, at: int) -> int:
    """Where 由A扩大到B begins, if the number is A (or one of several A); else -1."""
    position = bisect_left(sentence.breaks, sentence.numbers[at].start)
    clause = sentence.breaks[position - 1] + 1 if position else 0
    start = sentence.numbers[at].start
    if sentence.text.find("由", clause, start) < 0 and sentence.text.find("从", clause, start) < 0:
        return -1
    found = _FROM.search(sentence.text, clause, start)
    if found is None:
        return -1
    for then in range(at + 1, len(sentence.numbers)):
        between = sentence.text[sentence.numbers[then - 1].stop : sentence.numbers[then].start]
        if _TO.fullmatch(between):
            return found.start()
        if between not in ("、", "和"):
            return -1
    return -1


def from_to(sentence: Sentence, edge: int, end: int) -> int:
    """Where 由…扩大到 begins before a number; else the end itself."""
    if sentence.text.find("由", edge, end) < 0 and sentence.text.find("从", edge, end) < 0:
        return end
    found = _FROM_TO.search(sentence.text, edge, end)
    return found.start() if found else end


def is_milestone(sentence: Sentence, at: int) -> bool:
    """True for the round number of 突破300件,达312件."""
    number = sentence.numbers[at]
    if number.qualifier != "over" or at + 1 == len(sentence.numbers):
        return False
    following = sentence.numbers[at + 1]
    reached = _REACHED.fullmatch(sentence.text, number.stop, following.start)
    return number.unit == following.unit and reached is not None
