"""Which rules the words on the two sides of a number name, and which numbers count a part or other things than those."""

import re
from typing import NamedTuple

from extraction.figures.context import union
from extraction.figures.lexicon import Lexicon, lexicon
from extraction.figures.lists import list_goes_on
from extraction.figures.matching import rules_beside
from extraction.figures.phrases import (
    NOTHING,
    Sentence,
    Side,
    only_plain,
    right_edge,
    right_side,
)
from extraction.figures.rules import Rule

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
        re.compile(r"[^,;\d]{0,14}(?:列入|纳入|列为|申报)[^,;]{0,14}(?:计划|规划|项目库|调研项目|储备)"),
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
            r"(?:通过|依托|经由?)[^,;、和及等]{0,12}(?:小程序|公众号|司法所|联络点|服务点|信箱|邮寄)[^,;、和及等]{0,4}(?:提交|接收|收到|受理|收转|代收|递交)[^,;]*$"
        ),
    ),
    (  # 列入立法计划的规章项目5件
        frozenset(["gov_rules", "local_laws"]),
        re.compile(r"(?:列入|纳入)[^,;]{0,12}计划的?[^,;]*$"),
    ),
    (  # 市人大常委会听取报告9项，开展执法检查4次: another body did it
        frozenset(["inspections"]),
        re.compile(r"人大(?:常委会)?(?:先后|全年|依法|共)*(?:听取|审议|开展|组织|视察|调研)"),
    ),
)
_PARTIAL = frozenset[str]().union(*(codes for codes, _ in (*_BEHIND, *_BEFORE)))
_BODY = r"[一-龥]{0,6}?(?:乡镇|镇街|街道|部门|单位|村|社区|镇|乡|县|区|市|局)(?:\([^()\d]{1,8}\))?"
# 13个乡镇完成审查1204件, 15个乡镇、206个村均已建立调委会: the bodies are counted, not what they did.
_BODIES = re.compile(_BODY)
_FURTHER_BODIES = re.compile(rf"{_BODY}[、和及]\d{{1,6}}[个家]")
_MOST_BODIES = 4
_THEY_DID = re.compile(
    rf"{_BODY}(?:均|已经?|都|全部|分别|也|共){{0,4}}"
    r"(?:建立|设立|设置|成立|组建|建成|配备|聘请|聘用|完成|实现|出台|制定|报送|实行|推行|编制|公布|落实|收到|接收|受理|办理|审理|审查|举办|制发)"
)
# With these a new predicate begins behind a number: 制定文件9件并报送备案.
_GOES_ON = "并且均全已中经由被予同较比占"


class Around(NamedTuple):
    """What decides which rules fit a number: words on both sides, topics and context in bits, unit."""

    left: Side
    right: Side
    topics: int
    context: int
    unit: str

    def rules(self, left: Side, right: Side, words: Lexicon) -> list[Rule]:
        return rules_beside(left, right, self.topics, self.context, self.unit, words)


def by_sides(sentence: Sentence, at: int, edge: int, around: Around, words: Lexicon) -> list[Rule]:
    """The rules by the words in front, by those behind, or by both: the first that fit."""
    number, left, right = sentence.numbers[at], around.left, around.right
    in_front = sentence.text[number.start - 1]
    if left.near and right.near and in_front == "的":
        chosen = _of_what_is_said(sentence, at, around, words)
        if chosen:
            return chosen
    if left.near and right.near & words.topic and sentence.text[number.stop] not in _GOES_ON:
        chosen = around.rules(left, right, words)
        if chosen:
            return chosen
    if left.near and not (right.near and in_front in "仅有中"):
        chosen = around.rules(left, NOTHING, words)
        if chosen:
            return chosen
    if not (right.near or (left.near and not right.residue)):
        return []
    chosen = around.rules(left, right, words)
    if not chosen and right.near & words.topic:
        chosen = around.rules(left, _first_thing(right, words), words)
    if not chosen and list_goes_on(sentence, at):
        right = right_side(sentence, number.stop, right_edge(sentence, at + 1))
        return around.rules(NOTHING if only_plain(left) else left, right, words)
    if not chosen and right.near and at and edge == sentence.numbers[at - 1].stop:
        return around.rules(NOTHING, right, words)
    return chosen


def _of_what_is_said(sentence: Sentence, at: int, around: Around, words: Lexicon) -> list[Rule]:
    """开庭审理的15件案件需负责人出庭: what is said of the things behind 的, before what the things are."""
    end = right_edge(sentence, at)
    if sentence.text[end : end + 1] not in ("", ",", ";"):
        return []
    if any(word.classes & words.stop for word in around.right.words):
        return []
    topics = around.topics | union(around.left) & words.topic
    chosen = around._replace(topics=topics).rules(NOTHING, around.right, words)
    return chosen if _says_verb(around.right, words) else []


def _says_verb(side: Side, words: Lexicon) -> bool:
    return bool(union(side) & (words.verb | words.bits["must"] | words.bits["actual"]))


def _first_thing(right: Side, words: Lexicon) -> Side:
    """The words behind a number up to the first thing: 27名法律顾问, whatever they do."""
    if any(
        word.classes
        & (words.stop | words.bits["affairspart"] | words.bits["honoured"] | words.bits["evaluate"])
        for word in right.words
    ):
        return NOTHING
    first = next(at for at, word in enumerate(right.words) if word.classes & words.topic)
    return Side(right.words[: first + 1], right.near, 0)


def counts_other(sentence: Sentence, at: int, edge: int, rule: Rule) -> bool:
    """True where a number that a rule names counts a part of the things, or who did them."""
    number, text = sentence.numbers[at], sentence.text
    if rule.code in _PARTIAL:
        if any(rule.code in codes and part.match(text, number.stop) for codes, part in _BEHIND):
            return True
        begin = text.rfind(";", 0, number.start) + 1
        if any(rule.code in codes and part.search(text, begin, number.start) for codes, part in _BEFORE):
            return True
    if number.unit not in ("个", "家") or rule.together & lexicon().bits["body"]:
        return False
    if rule.code in ("mediation_cases", "mediation_success"):
        return _BODIES.match(text, number.stop) is not None
    return _bodies_did(text, number.stop)


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
