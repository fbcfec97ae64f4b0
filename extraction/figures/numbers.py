"""Numbers in running Chinese: digits in groups, 万 and 亿, numerals, 百分之, 成, ranges, units, qualifiers."""

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

# One character for one, so that every offset stays.
_WIDE = dict(zip("０１２３４５６７８９，．：；％（）！？﹪　\u00a0", "0123456789,.:;%()!?%  ", strict=True))
_UNIT_WORDS = (
    "个百分点 个月 个工作日 个自然日 个小时 个季度 个年度 项(次) 宗(次) 项次 宗次 件次 户次 家次 人次 场次 批次 条次 班次 余次 子项 大项 小项 件 宗 起 例 桩 案 份 项 条 次 "
    "人 名 位 员 场 期 批 卷 册 部 家 户 处 所 间 元 篇 幅 块 台 辆 张 本 笔 支 对 组 轮 节 堂 班 单 封 类 "
    "课时 学时 天 小时 分钟 年 月 日 号 版 级 岁 倍 亩 公里 米 吨 届 时 点 周 % ‰ 通 个"
)
# A unit that is the beginning of another word is none: 部门, 家庭, 处罚, 个人, 人民, 案件.
_NOT = {
    "部": "门委队分署长", "家": "庭", "处": "罚理分置于", "个": "性体别", "人": "民大才均事员口", "案": "件卷例由",
    "项": "目", "名": "录称义", "位": "于", "起": "草诉来源止", "条": "例件款文", "场": "所地景", "期": "间限",
    "份": "额", "户": "籍", "次": "数序", "宗": "旨", "例": "如外", "批": "准评复示量", "员": "工会", "所": "有属以在",
    "类": "型", "件": "数", "单": "位独", "本": "级市县区省年地机级", "对": "于", "组": "织成", "班": "子", "节": "点",
    "通": "过知报告用道行讯车办力达畅", "年": "", "时": "", "点": "",
}  # fmt: skip
_NOT_WORD = {"个": "(?!人(?!民))", "名": "(?!单(?!位))"}
UNIT = "|".join(
    re.escape(word) + (f"(?![{_NOT[word]}])" if _NOT.get(word) else "") + _NOT_WORD.get(word, "")
    for word in _UNIT_WORDS.split()
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d{1,3}(?: \d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_CHINESE = "一二两三四五六七八九十百千万亿零〇"
_QUALIFIED = r"(?P<more>余|多|以上|左右|上下)?"
NUMBER = re.compile(
    rf"(?=[\d{_CHINESE}])(?:(?P<part>百分之(?P<percent>[{_CHINESE}点]{{1,30}}|\d+(?:\.\d+)?)|百分(?P<hundred>百))"
    rf"|(?P<whole>[二三四五六七八九十])分之(?P<parts>[一二三四五六七八九])"
    rf"|(?P<tenth>[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<half>[一二三四五六七八九半])?(?![立员为果长功熟本效交人就])(?P<tenthmore>以上|左右|多)?"
    rf"|(?P<digits>{_DIGITS})(?P<inner>余|多)?(?: (?=[万亿] ?[元件人]))?(?P<times>[十百千]?(?:万亿|[万亿])|千|百(?!分))?"
    rf" ?{_QUALIFIED} ?(?P<unit>{UNIT})?(?P<after>以上|左右|以下|以内|余|多)?"
    rf"|(?P<chinese>[{_CHINESE}]{{1,30}}+)(?P<cmore>余|多)?(?P<cunit>{UNIT}))"
)
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_BEFORE = re.compile(
    r"(?P<about>约|近|大约|大概|将近|接近)"
    r"|(?P<over>不低于|不少于|不下|不止|超|超过|逾|突破|高于|多达)"
    r"|(?P<under>不足|不到|低于|少于|未满|不满|不超过)"
)
_MAY_QUALIFY = frozenset("约近概超过逾破于达足到满下止")  # their last characters
_BEFORE_END = re.compile(rf"(?:{_BEFORE.pattern})[^一-龥\d]?$")
_LETTERS = frozenset(ascii_letters)
_GLUED_BEFORE = _LETTERS | frozenset("第〔[#№·/+.")
_BEGIN = frozenset(["", ";", "。", "\n", " "])
_ITEM = re.compile(r"[.、][一-龥]")
_GLUED_COLON = re.compile(r"[\dA-Za-z]:$|\d $")
_GLUED_AFTER = re.compile(r"(?! / )\s?[A-Za-z·:/+〕\]万亿]|\.\d|(?<=\d) \d|[Ⅰ-Ⅻ]|号|米|版")
_NAMED_AFTER = re.compile(r"热线|政务|政府|平台|市民|公共法律|检察|便民|服务|工单|诉求|办件")
_NUMERAL_BEFORE = re.compile(r"[第之每某同另任唯逐统初周双单其这那哪几上下本十百千零点\d数近]$")
_NUMERAL_AFTER = re.compile(r"事一|性|办|窗|网|门|站|码|以贯|系列|部分|体|揽|票|律|边|定|般|方面|旦|样|直|致")
_HOTLINE = re.compile(r"12[0-9]{3}")
_NOT_ONE = re.compile(r"(?:没有|未有|无|未发生|未出现|未收到|未接到|每)(?:一|任何)?$")
# A change, a time or a name, and no count.
_NO_COUNT = "个百分点 个月 个工作日 个自然日 个小时 个季度 个年度 倍 ‰ 年 月 日 号 版 级 岁 亩 公里 米 吨 届 时 点 周 天 小时 分钟 课时 学时"
_COUNTED = frozenset(_UNIT_WORDS.split()) - set(_NO_COUNT.split())
_SIGNS = re.compile(r"\s*(?:-|—|–|~|～|至|到|——)\s*")
_SIGNS_LONGEST = 8
_FROM = re.compile(r"[由从自][^,;。]{0,12}$")
_MOST_DIGITS = 15
_PARTS = ("digits", "inner", "times", "more", "unit", "after")
# The kind of number by the last of its groups that NUMBER met.
_KINDS = (
    dict.fromkeys(_PARTS, "digits")
    | dict.fromkeys(("chinese", "cmore", "cunit"), "chinese")
    | dict.fromkeys(("part", "percent", "hundred"), "part")
    | dict.fromkeys(("whole", "parts"), "whole")
    | dict.fromkeys(("tenth", "half", "tenthmore"), "tenth")
)
_NUMERALS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


class Number(NamedTuple):
    """A number that can be a figure. start and end: what is printed of it, with 万 and 亿 and without unit;
    stop: behind its unit and qualifier. unit is "" where none is printed."""

    start: int
    end: int
    stop: int
    value: float
    high: float | None
    unit: str
    qualifier: str


_made = tuple.__new__  # a number without the call of its class


def plain_text(text: str) -> str:
    """The text with half-width digits and marks, every character at its offset."""
    for wide, narrow in _WIDE.items():  # ten times as fast as str.translate
        text = text.replace(wide, narrow)
    return text


def read_numbers(text: str, names: list[tuple[int, int]]) -> list[Number]:
    """The numbers of a half-width text in order; none of those in names (spans of titles and quotations),
    dates, ordinals, phone and document numbers."""
    found: list[Number] = []
    spans = iter([*names, (len(text), len(text))])
    begin, end = next(spans)
    for match in NUMBER.finditer(text):
        if names:
            start = match.start()
            while end <= start:
                begin, end = next(spans, (len(text), len(text) + 1))
            if begin <= start < end:
                continue
        number = _number(text, match)
        if number is None:
            continue
        near = found and number.start - found[-1].stop <= _SIGNS_LONGEST
        if near and (joined := _range(text, found[-1], number)):
            found[-1] = joined
        else:
            found.append(number)
    return found


def _number(text: str, match: re.Match[str]) -> Number | None:
    start = match.start()
    before = text[max(0, start - 4) : start]
    kind = _KINDS[match.lastgroup or ""]
    if kind == "digits":
        return _arabic(text, match, before)
    if kind == "chinese":
        return _chinese(text, match, before)
    if kind == "part":
        value = numeral_value(match["percent"] or "百")
        return (
            None
            if value is None
            else Number(start, match.end(), match.end(), value, None, "%", _before(before))
        )
    if kind == "whole":
        value = 100 * (numeral_value(match["parts"]) or 0) / (numeral_value(match["whole"]) or 1)
        return (
            Number(start, match.end(), match.end(), value, None, "%", _before(before))
            if value < 100
            else None
        )
    value = numeral_value(match["tenth"])
    if value is None or before[-1:] in "第完" and before:
        return None
    value = value * 10 + (5 if match["half"] == "半" else numeral_value(match["half"] or "零") or 0)
    end = match.end("half") if match["half"] else match.end("tenth") + 1
    return Number(start, end, match.end(), value, None, "%", _qualifier(match["tenthmore"], before))


def _chinese(text: str, match: re.Match[str], before: str) -> Number | None:
    value = numeral_value(match["chinese"])
    unit = match["cunit"]
    if value is None or unit not in _COUNTED or _NUMERAL_BEFORE.search(before):
        return None
    if value == 1 and (_NUMERAL_AFTER.match(text, match.end()) or _NOT_ONE.search(before)):
        return None
    return Number(
        match.start(),
        match.end("chinese"),
        match.end(),
        value,
        None,
        unit,
        _qualifier(match["cmore"], before),
    )


def _arabic(text: str, match: re.Match[str], before: str) -> Number | None:
    digits, inner, times, more, unit, after = match.group(*_PARTS)
    if unit is None:
        unit = ""
    elif unit not in _COUNTED:
        return None
    elif unit[-1] == ")":  # 项(次)
        unit = unit[0] + "次"
    if len(digits) > 3:
        digits = digits.replace(",", "").replace(" ", "")
    glued = before[-1:] in _GLUED_BEFORE or (before[-1:] in (":", " ") and _GLUED_COLON.search(before))
    if glued or (len(digits) > _MOST_DIGITS and len(digits.replace(".", "")) > _MOST_DIGITS):
        return None
    if _GLUED_AFTER.match(text, match.end() if unit or times else match.end("digits")):
        return None
    if not unit and _NAMED_AFTER.match(text, match.end("digits")):
        return None  # 12345热线
    if not unit and len(digits) < 3 and before[-1:] in _BEGIN and _ITEM.match(text, match.end("digits")):
        return None  # ;2.行政应诉案件:22件
    value = float(digits) if "." in digits else int(digits)
    for sign in times or "":
        value *= _TIMES[sign]
    if value.__class__ is float and value > 100:
        value = round(value, 2)
    end = match.end("times") if times else match.end("digits")
    if (
        not unit
        and (before[-1:] in "-–—" and before or text[end : end + 1] in "-–—" and end < len(text))
        and not text[end + 1 : end + 2].isdecimal()
    ):
        return None
    if not unit and not times and (1980 <= value <= 2040 or _HOTLINE.fullmatch(digits)):
        return None
    if unit and value % 1 and unit not in ("%", "元"):
        return None  # 平均每万人3.2名
    if text.startswith(("大关", "关口"), match.end()):
        return None
    stop = match.end() if unit or more else end
    qualifier = _qualifier(more or inner or after, before)
    return _made(Number, (match.start(), end, stop, value, None, unit, qualifier))


def _qualifier(more: str | None, before: str) -> str:
    if more in ("余", "多", "以上"):
        return "over"
    if more in ("左右", "上下"):
        return "about"
    if more in ("以下", "以内"):
        return "under"
    return _before(before)


def _before(before: str) -> str:
    if before[-1:] not in _MAY_QUALIFY and before[-2:-1] not in _MAY_QUALIFY:
        return "exact"
    match = _BEFORE_END.search(before)
    return match.lastgroup or "exact" if match else "exact"


def _range(text: str, low: Number, high: Number) -> Number | None:
    """3至5场, 400-450件, 3件至5件 as one; 由3件到5件 is none."""
    if not _SIGNS.fullmatch(text, low.stop, high.start):
        return None
    if low.unit not in ("", high.unit) or low.high is not None or high.value <= low.value:
        return None
    if _FROM.search(text[max(0, low.start - 14) : low.start]):
        return None
    value = low.value
    if low.unit == "" and high.value >= 10_000 > low.value and text[high.end - 1] in "万亿":
        value *= _TIMES[text[high.end - 1]]  # 3至5万件
    return Number(low.start, high.end, high.stop, value, high.value, high.unit, "about")


_NAMES = re.compile(r"《[^《》\n]{0,80}》|“[^“”\n]{0,24}”|\"[^\"\n]{0,24}\"|〔[^〕\n]{0,12}〕")


def spans_of_names(text: str) -> Iterator[tuple[int, int]]:
    """Titles in 《》 and short quotations: numbers in them are names."""
    if "《" in text or "“" in text or '"' in text or "〔" in text:
        for match in _NAMES.finditer(text):
            yield match.span()


@lru_cache(maxsize=512)
def numeral_value(text: str) -> float | None:
    """What a numeral says: 二十三 → 23, 两万三千 → 23000, 百 → 100, 九十八点六 → 98.6, digits as they are;
    None for what is no number in words (三四, 万一)."""
    if text[0].isdigit():
        return float(text) if "." in text else int(text)
    whole, point, part = text.partition("点")
    if point:
        value = _whole(whole)
        decimals = [_NUMERALS.get(digit) for digit in part]
        if value is None or not part or None in decimals:
            return None
        return float(f"{value}.{''.join(map(str, decimals))}")
    return 100 if text == "百" else _whole(text)


def _whole(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for character in text:
        if character in _NUMERALS:
            if digit:  # 三四 is an estimate, 二〇二三 a year
                return None
            digit = _NUMERALS[character]
        elif character in _SMALL:
            if digit is None and character != "十":
                return None
            section += (digit if digit is not None else 1) * _SMALL[character]
            digit = None
        elif character in _LARGE:
            section += digit or 0
            if not section:
                return None
            total = (
                (total + section) * _LARGE[character]
                if character == "亿"
                else total + section * _LARGE[character]
            )
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
