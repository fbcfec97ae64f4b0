"""Automatic numbers of Word paragraphs: they are not in the text, but readers see them (一、 （二） 3.)."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEVELS = 9


class Numbering:
    """The lists of one document; label() must be asked paragraph by paragraph, in document order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """The roots of numbering.xml and styles.xml, None where the document has none."""
        self._levels: dict[str, dict[int, Any]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        if numbering is not None:
            self._read(numbering)
        self._styles = {
            style.get(f"{W}styleId"): style for style in ([] if styles is None else styles.iter(f"{W}style"))
        }

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.iter(f"{W}abstractNum"):
            self._levels[abstract.get(f"{W}abstractNumId")] = {
                int(level.get(f"{W}ilvl", "0")): level for level in abstract.iter(f"{W}lvl")
            }
        for one in numbering.iter(f"{W}num"):
            number = one.get(f"{W}numId")
            self._lists[number] = _value(one, "abstractNumId")
            for override in one.iter(f"{W}lvlOverride"):
                start = _value(override, "startOverride")
                if start.isdecimal() and len(start) < 6:
                    self._starts[number, int(override.get(f"{W}ilvl", "0"))] = int(start)

    def label(self, paragraph: Any) -> str:
        """The number in front of this paragraph as written; "" for none, and for bullets."""
        number, level = self._list_of(paragraph)
        abstract = self._lists.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        overridden = self._starts.pop((number, level), None)
        current = counts[level]
        if overridden is not None:
            counts[level] = overridden
        else:
            counts[level] = _start(levels[level]) if current is None else current + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        label = _value(levels[level], "lvlText")
        if _value(levels[level], "numFmt") in ("bullet", "none"):
            return ""
        for at in range(level + 1):
            if f"%{at + 1}" in label and at in levels:
                count = counts[at]
                shown = _start(levels[at]) if count is None else count
                label = label.replace(f"%{at + 1}", _written(shown, _value(levels[at], "numFmt")))
        parted = _value(levels[level], "suff") in ("", "tab", "space") and label[-1:].isascii()
        return f"{label} " if label and parted and label[-1:] not in "、)." else label

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or its style's."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        own = properties.find(f"{W}numPr")
        style = _value(properties, "pStyle")
        number, level = _pair(own)
        for _ in range(_LEVELS):
            if number or style not in self._styles:
                break
            inherited = self._styles[style].find(f"{W}pPr/{W}numPr")
            number, styled_level = _pair(inherited)
            level = level if own is not None and level else styled_level
            style = _value(self._styles[style], "basedOn")
        return number, min(level, _LEVELS - 1)


def _pair(properties: Any) -> tuple[str, int]:
    if properties is None:
        return "", 0
    level = _value(properties, "ilvl")
    return _value(properties, "numId"), int(level) if level.isdecimal() and len(level) < 3 else 0


def _value(element: Any, child: str) -> str:
    found = element.find(f"{W}{child}")
    return "" if found is None else str(found.get(f"{W}val", ""))


def _start(level: Any) -> int:
    start = _value(level, "start")
    return int(start) if start.isdecimal() and len(start) < 6 else 1  # more would be written in megabytes


def _written(count: int, style: str) -> str:
    if style in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
    ):
        return _chinese(count)
    if style == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    if style == "ideographTraditional":
        return _STEMS[(count - 1) % len(_STEMS)]
    if style == "ideographZodiac":
        return _BRANCHES[(count - 1) % len(_BRANCHES)]
    if style.startswith("decimalEnclosedCircle") and 1 <= count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return _roman(count) if style == "upperRoman" else _roman(count).lower()
    if style == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    return f"{count:02d}" if style == "decimalZero" else str(count)


def _chinese(count: int) -> str:
    """1 → 一, 10 → 十, 23 → 二十三, 105 → 一百〇五; larger ones in digits."""
    if not 0 < count < 1000:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    written = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        written += "〇"
    return written + (_DIGITS[ones] if ones else "")


def _roman(count: int) -> str:
    written = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        times, count = divmod(count, value)
        written += letters * times
    return written
