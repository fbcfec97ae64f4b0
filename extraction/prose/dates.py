"""Dates as government pages write them, and in addresses. All are days in China."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from extraction.prose.text import Words, half_width, once

CHINA = timezone(timedelta(hours=8))
_ZEROS = "〇○零OoΟο0◯"
_DIGITS = dict.fromkeys(_ZEROS, "0") | dict(zip("一二三四五六七八九", "123456789", strict=True))
_NUMERALS = "一二三四五六七八九十"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Year first with inner spaces (2022- 04- 27 was seen), the separator repeated; day first only with dots.
_PARTS = r"[-/.、_\\‐‑‒–—−]"
_YEAR_FIRST = re.compile(
    rf"""
    (?<!\d)((?:19|20)\d\d)\s?
    (?: {_PARTS}\s?(\d{{1,2}})\s?{_PARTS}\s?(\d{{1,2}})(?!\d)
      | 年\s?(\d{{1,2}})\s?月\s?(\d{{1,2}})\s?[日号]
      | 年\s?(\d{{1,2}})-(\d{{1,2}})(?!\d)  # a template that writes the year alone
    )
    """,
    re.VERBOSE,
)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)")
# 二〇二四年三月十日, and its mixtures with figures: 2024年三月十日, 二○二四年3月10日. 〇 is written in many
# ways.
_CHINESE = re.compile(
    rf"""
    ([一二2][{_ZEROS}0-9一二三四五六七八九]{{3}})\s?年
    \s?([{_NUMERALS}]{{1,3}}|\d{{1,2}})\s?月
    \s?([{_NUMERALS}廿卅]{{1,3}}|\d{{1,2}})\s?[日号]
    """,
    re.VERBOSE,
)
# What machines write: ISO 8601 with its zone, Java's Date.toString, English, HTTP's and JavaScript's dates.
_ZONE = r"(?:[A-Z]{2,4})?[+-]\d\d:?\d\d|UTC|GMT|Z(?![a-z])"
_ISO = re.compile(
    rf"""
    (?<!\d)((?:19|20)\d\d)[-/](\d{{1,2}})[-/](\d{{1,2}})
    # T and a time, or a space, a time and its zone.
    (?:T(?=\d\d:)|\s(?=\d\d:\d\d(?::\d\d(?:\.\d{{1,9}})?)?\s?(?:{_ZONE})))
    (\d\d):(\d\d)(?::\d\d(?:\.\d{{1,9}})?)?\s?({_ZONE})?
    """,
    re.VERBOSE,
)
_CLOCK = rf"(?:,?\s(\d{{1,2}}):(\d\d)(?::\d\d)?(?:\s?([AP]M)(?![A-Za-z]))?(?:\s?({_ZONE}))?)?"
_JAVA = re.compile(
    rf"""
    # Fri Mar 01 10:20:30 CST 2024
    (?<![a-z])(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w{{0,6}},?\s
    ({"|".join(_MONTHS)})\w{{0,6}}\s(\d{{1,2}})\s(\d\d):(\d\d):\d\d\s
    (?:([A-Z]{{2,4}}(?:[+-]\d\d:?\d\d)?)\s)?((?:19|20)\d\d)(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ENGLISH = re.compile(
    rf"(?<![a-z])({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s((?:19|20)\d\d)(?!\d){_CLOCK}",
    re.IGNORECASE,
)
_ENGLISH_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[-\s]({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?,?[-\s]((?:19|20)\d\d)(?!\d){_CLOCK}",
    re.IGNORECASE,
)
# Only where it is the whole of a value: other numbers have eight figures too.
_COMPACT = re.compile(
    r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\s?(?:\d{4}|\d{6}|\d\d:\d\d(?::\d\d)?))?"
)
_EPOCH = re.compile(r"(1[0-9]{9})(?:\d{3})?")
# The time is never read: impossible hours (42:18) occur and the day is what counts.
_TIME = r"(?:\s?\d{1,2}(?::|时)\d{2}(?:(?::\d{2})|分)?)?"
DATE_LINE = re.compile(
    rf"[(\[【]?\s?(?:{_YEAR_FIRST.pattern}|{_DAY_FIRST.pattern}|{_CHINESE.pattern})\s?{_TIME}\s?[)\]】]?",
    re.VERBOSE,
)
# What belongs to a date before and behind it.
_DAY_OF_WEEK = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?\s?"
_DATE_BEFORE = re.compile(rf"(?:[(\[【]\s?|{_DAY_OF_WEEK}){{1,2}}$", re.IGNORECASE)
_DATE_BEHIND = re.compile(
    r"""
    (?: \s?(?:[上下]午)?\s?\d{1,2}(?:[:时点]\d{2})(?:(?::\d{2}(?:\.\d{1,9})?)|分)?(?:\s?[AP]M)?
      | T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?
      | \s?(?:星期|周)[一二三四五六日天]
      | \s?\([^()]{2,9}(?:时间|time)\)
      | \s?[)\]】]
    ){1,4}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGN_OF_A_DATE = re.compile(r"\d|二")
_LONG_NUMBER = re.compile(r"(?<!\d)(?:(?:19|20)\d{6}(?:\d{4}|\d{6})?|1\d{9}(?:\d{3})?)(?!\d)")

_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)/"),
)
_MOST_HOURS = 14  # of any zone


def china_today(now: datetime) -> date:
    """The day in China at this instant; an instant without a zone is UTC, as everywhere here."""
    return (now if now.tzinfo else now.replace(tzinfo=UTC)).astimezone(CHINA).date()


def find_date(text: str) -> date | None:
    """The first date written in the text that exists in the calendar. Of an instant with its zone, the day in
    China."""
    found = _first_date(half_width(text))
    return found[2] if found else None


def _first_date(narrow: str) -> tuple[int, int, date] | None:
    if not _SIGN_OF_A_DATE.search(narrow):
        return None
    for pattern, read in _FORMS:
        for found in pattern.finditer(narrow):
            if (value := read(found)) is not None:
                return found.start(), found.end(), value
    return None


def date_place(narrow: str) -> tuple[int, int, date] | None:
    """Where the first date of a half-width line begins and ends, its time, its day of the week and brackets
    around it included, and the date; also of eight or fourteen figures and of seconds since 1970, which
    nothing labels."""
    found = _first_date(narrow)
    if found is None:
        numbers = ((one.start(), one.end(), value_date(one[0])) for one in _LONG_NUMBER.finditer(narrow))
        return next(((start, end, day) for start, end, day in numbers if day), None)
    start, end, day = found
    before, behind = _DATE_BEFORE.search(narrow[max(start - 16, 0) : start]), _DATE_BEHIND.match(narrow, end)
    return start - len(before[0]) if before else start, behind.end() if behind else end, day


def value_date(value: str) -> date | None:
    """The date that a label's value is: also 20240312, with or without a time, and seconds since 1970."""
    narrow = half_width(value).strip(" []()【】")
    if found := _COMPACT.fullmatch(narrow):
        return _calendar(*found.groups())
    if found := _EPOCH.fullmatch(narrow):
        return epoch_date(int(found[1]))
    return find_date(value)


def epoch_date(seconds: int) -> date:
    """The day in China so many seconds after the beginning of 1970; ten digits at most."""
    return datetime.fromtimestamp(seconds, CHINA).date()


def leading_date(narrow: str) -> date | None:
    """The date a half-width line begins with, brackets before it left out; None for a line that begins with
    none."""
    narrow = narrow[:40].lstrip("[(【 ")
    found = _YEAR_FIRST.match(narrow) or _DAY_FIRST.match(narrow) or _CHINESE.match(narrow)
    if found is None and (compact := _COMPACT.fullmatch(narrow)):
        return _calendar(*compact.groups())
    return find_date(narrow if _ISO.match(narrow) else found[0]) if found else None


@once
def is_date_line(line: Words) -> bool:
    """True for a line that is one date, with or without brackets or a time, and nothing else."""
    return len(line.text) < 40 and DATE_LINE.fullmatch(line.narrow) is not None


def url_date(url: str) -> date | None:
    """The full date in an address (tYYYYMMDD_, /YYYY/M/D/, /YYYY-MM/DD/ …), None for none. It is the day on
    which the page was made; a migration gives whole columns the same day."""
    for pattern in _URL_DATES:
        for found in pattern.finditer(url):
            if (value := _calendar(*found.groups())) is not None:
                return value
    return None


def chinese_number(text: str) -> int:
    """一 → 1, 十 → 10, 二十三 → 23, 廿三 → 23; 0 for anything else."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    try:
        return (int(_DIGITS[tens]) if tens else 1) * 10 * bool(ten) + (int(_DIGITS[ones]) if ones else 0)
    except KeyError:
        return 0


def _calendar(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _year_first(found: re.Match[str]) -> date | None:
    return _calendar(found[1], found[2] or found[4] or found[6], found[3] or found[5] or found[7])


def _day_first(found: re.Match[str]) -> date | None:
    return _calendar(found[3], found[2], found[1])


def _chinese(found: re.Match[str]) -> date | None:
    year = "".join(_DIGITS.get(character, character) for character in found[1])
    return _calendar(year, _figures(found[2]), _figures(found[3]))


def _figures(number: str) -> str:
    return number if number.isdecimal() else str(chinese_number(number))


def _iso(found: re.Match[str]) -> date | None:
    return _in_china(_calendar(*found.groups()[:3]), found[4], found[5], found[6] or "")


def _java(found: re.Match[str]) -> date | None:
    # CST is China's here; of the other names only those of UTC are no guess.
    return _in_china(_calendar(found[6], _month(found[1]), found[2]), found[3], found[4], found[5] or "")


def _english(found: re.Match[str]) -> date | None:
    return _at(_calendar(found[3], _month(found[1]), found[2]), found)


def _english_day_first(found: re.Match[str]) -> date | None:
    return _at(_calendar(found[3], _month(found[2]), found[1]), found)


def _at(day: date | None, found: re.Match[str]) -> date | None:
    """The day in China of the clock (hour, minute, AM or PM, zone: groups 4 to 7) behind an English date."""
    if found[4] is None:
        return day
    hour = int(found[4]) % 12 + 12 * (found[6].upper() == "PM") if found[6] else int(found[4])
    return _in_china(day, str(hour), found[5], (found[7] or "").upper())


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3].lower()) + 1)


def _in_china(day: date | None, hour: str, minute: str, zone: str) -> date | None:
    """The day in China of an instant; the day as written where its zone or hour says nothing."""
    offset = re.search(r"([+-])(\d\d):?(\d\d)$", zone)
    if day is None or int(hour) > 23 or int(minute) > 59 or not (offset or zone in ("Z", "UTC", "GMT")):
        return day
    shift = timedelta()
    if offset:
        shift = timedelta(hours=int(offset[2]), minutes=int(offset[3])) * (-1 if offset[1] == "-" else 1)
    if abs(shift) > timedelta(hours=_MOST_HOURS):
        return day
    instant = datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=UTC) - shift
    return instant.astimezone(CHINA).date()


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
    (_ISO, _iso),
    (_YEAR_FIRST, _year_first),
    (_DAY_FIRST, _day_first),
    (_CHINESE, _chinese),
    (_JAVA, _java),
    (_ENGLISH, _english),
    (_ENGLISH_DAY_FIRST, _english_day_first),
)
