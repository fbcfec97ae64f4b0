"""Lists under 分别: the first name takes the first number."""

import re
from functools import reduce
from operator import or_

from extraction.figures.lexicon import Word, lexicon
from extraction.figures.phrases import SUCH, Sentence, carried

_RESPECTIVELY = re.compile("分别|依次(?=[是为])")
_ITEMS = re.compile(r"、|和|与|以及|及|,")
_LIST_GOES_ON = re.compile(r"[、和与及]|以及")
_BETWEEN = re.compile(r"(?:[、,和与及]|以及)?(?:(?:今年|本年|当年|20\d\d年)度?的?)?")
_BETWEEN_LONGEST = 9
# 近三年收案数分别为612件、788件和1126件: of one matter in as many years, only the last is this year's.
# 5个县区20个市直部门: bodies in a row need no mark.
_GOES_ON = re.compile(
    r"(?:[、和与及]|以及)$|^[一-龥]{0,4}(?:县区|区县|乡镇|镇街|街道|部门|单位|县\(市、区\))$"
)
_YEARS = re.compile(
    r"近(?P<years>[两二三四五2-5])年|20\d\d年?(?:-|—|–|~|～|至|到|(?:、20\d\d年?){0,3}[、和])20\d\d年"
)
_HOW_MANY = dict(zip("两二三四五2345", (2, 2, 3, 4, 5, 2, 3, 4, 5), strict=True))


def listed(sentence: Sentence) -> dict[int, tuple[int, int]]:
    """For each number in a list, by its index: the classes that name it, and the classes of the whole
    list."""
    found: dict[int, tuple[int, int]] = {}
    if len(sentence.numbers) < 2:
        return found
    for match in _RESPECTIVELY.finditer(sentence.text):
        run = _run(sentence, match.end())
        if len(run) > 1:
            found.update(_distribute(sentence, match.start(), match.end(), run))
    for at in range(len(sentence.numbers) - 1):
        gap = sentence.numbers[at + 1].start - sentence.numbers[at].stop
        if gap <= _BETWEEN_LONGEST and at not in found and len(run := _bare_run(sentence, at)) > 1:
            found.update(_several_verbs(sentence, run))
    return found


def list_goes_on(sentence: Sentence, at: int) -> bool:
    """True where a number's noun is followed by the next number of a list: 28个县直部门和13个乡镇…"""
    number = sentence.numbers[at]
    if at + 1 >= len(sentence.numbers):
        return False
    between = sentence.text[number.stop : sentence.numbers[at + 1].start]
    return len(between) <= 14 and _GOES_ON.search(between) is not None and "," not in between


def list_begins(sentence: Sentence, stop: int) -> bool:
    """True where what follows a number and its unit is the next item of a list."""
    goes_on = _LIST_GOES_ON.match(sentence.text, stop)
    return goes_on is not None and not SUCH.match(sentence.text, stop)


def _run(sentence: Sentence, start: int) -> list[int]:
    """The numbers behind an offset that follow each other with nothing between."""
    first = next((at for at, number in enumerate(sentence.numbers) if number.start >= start), None)
    return [] if first is None else _bare_run(sentence, first)


def _bare_run(sentence: Sentence, first: int) -> list[int]:
    run = [first]
    for at in range(first + 1, len(sentence.numbers)):
        begin, end = sentence.numbers[at - 1].stop, sentence.numbers[at].start
        if end - begin > _BETWEEN_LONGEST or not _BETWEEN.fullmatch(sentence.text, begin, end):
            break
        run.append(at)
    return run


def _distribute(sentence: Sentence, begin: int, end: int, run: list[int]) -> dict[int, tuple[int, int]]:
    first = sentence.numbers[run[0]].start
    edge = max(
        [
            0,
            *(
                position + 1
                for position in sentence.breaks
                if position < begin and sentence.text[position] != ","
            ),
        ]
    )
    edge = max([edge, *(number.stop for number in sentence.numbers if number.stop <= begin)])
    names = _named(sentence, edge, begin)
    behind = _named(sentence, end, first)
    if len(behind) >= len(run):
        names, shared = behind, _all(sentence, edge, begin)
    else:
        shared = _all(sentence, end, first)
    names = names[-len(run) :]
    whole = _all(sentence, edge, begin) | _all(sentence, end, first)
    shared |= _leading(sentence, edge, begin)
    if len(names) < len(run):  # 县、乡、村三级平台分别1个、15个、180个
        years = _of_years(sentence.text, begin, len(run))
        if len(names) != 1 or not (years or whole & lexicon().topic):
            return {}
        names = [whole] * len(run)
        if years:
            names[:-1] = [0] * (len(run) - 1)
    elif names is not behind and names[-1] & lexicon().bits["review"]:  # 文件、合同、决策合法性审查分别为
        names = [name | lexicon().bits["review"] for name in names]
    topics = carried(sentence, edge, lexicon().topic)
    return {
        at: (_classes(name, shared, whole), topics) if name else (0, 0)
        for at, name in zip(run, names, strict=True)
    }


def _leading(sentence: Sentence, begin: int, end: int) -> int:
    """The classes of the words before the first thing of a list: 审核政府合同、议题、文件分别为."""
    classes = 0
    for word in sentence.words:
        if begin <= word.start and word.end <= end:
            if word.classes & lexicon().topic:
                return classes if classes & lexicon().bits["examine"] else 0
            classes |= word.classes
    return 0


def _several_verbs(sentence: Sentence, run: list[int]) -> dict[int, tuple[int, int]]:
    """收到、受理、审结行政复议案件142件、131件、117件: as many verbs, or things, as numbers."""
    verb = lexicon().verb
    start = sentence.numbers[run[0]].start
    edge = max([0, *(position + 1 for position in sentence.breaks if position < start)])
    edge = max([edge, *(number.stop for number in sentence.numbers if number.stop <= start)])
    items = _named(sentence, edge, start)
    names = [name for name in items if name & verb]
    if len(names) != len(run):
        names = [name for name in items if name & lexicon().topic]
    if len(names) != len(run) or len(set(names)) < len(names):
        return {}
    whole = _all(sentence, edge, start)
    topics = carried(sentence, edge, lexicon().topic)
    return {at: (_classes(name, whole, whole), topics) for at, name in zip(run, names, strict=True)}


def _classes(name: int, shared: int, whole: int) -> int:
    """The classes of an item: its own words; verb and things of the whole list where it has none."""
    words = lexicon()
    if not name & words.verb:
        name |= shared & words.verb
    name |= shared & ~(words.verb | words.topic)
    return name if name & words.topic else name | whole & (words.topic | words.bits["request"])


def _named(sentence: Sentence, begin: int, end: int) -> list[int]:
    """The classes of each item between two offsets that has any."""
    items: list[int] = []
    position = begin
    held = {at for word in sentence.words for at in range(word.start, word.end) if word.end - word.start > 1}
    between = [match for match in _ITEMS.finditer(sentence.text, begin, end) if match.start() not in held]
    for match in [*between, None]:
        stop = match.start() if match else end
        words = [word for word in sentence.words if position <= word.start and word.end <= stop]
        classes = _union(words)
        if classes:
            items.append(classes)
        if match:
            position = match.end()
    return items


def _all(sentence: Sentence, begin: int, end: int) -> int:
    return _union([word for word in sentence.words if begin <= word.start and word.end <= end])


def _union(words: list[Word]) -> int:
    return reduce(or_, (word.classes for word in words), 0) & ~lexicon().aside


def _of_years(text: str, at: int, many: int) -> bool:
    """True where as many years as a list has numbers are named before an offset in its clause."""
    begin = text.rfind(";", 0, at) + 1
    years = _YEARS.search(text, begin, at)
    return years is not None and (not years["years"] or _HOW_MANY[years["years"]] == many)
